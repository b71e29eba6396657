"""What the cooperative decides about messages: how receipts come, when phones are left in peace, what a month
may cost, and whether the app is tried before an SMS.

How a receipt comes is settled by what was in force when its milk was recorded: by the rules, by the member's
own choice, and by whether the month's money was spent. So it is told by exactly one way, whatever changes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.aggregates.quiet_hours import Hour, Hours, QuietChoice, check_time, is_within
from imbuto.errors import BadValue
from imbuto.values import NAIROBI, By

RECEIPTS = ("each", "day", "week", "off")
"""After each weighing, in one text a day or a week, or not at all."""
ALARM_PERCENTS = (80, 100)
"""Of the month's money: at the first people are warned, at the last only what must be told goes out."""
LAST_DAY = 6
"""A weekly text comes on Sunday (Monday is 0)."""
ANSWER_TIME = timedelta(hours=12)
"""At least so long before a window closes the member has been told, even where the texts come weekly."""
MOST_REMINDER_HOURS = 72
MOST_PUSH_MINUTES = 24 * 60
MOST_CAP_CENTS = 10_000_000_00


@dataclass(frozen=True)
class MessageRules:
    """`receipts` is for the members who have not chosen. Times are Nairobi's, as HH:MM. `cap_cents` is what
    a calendar month may cost, 0 without limit; `reminder_hours` before its window closes a member is reminded
    of milk without an answer, 0 never. With `push_first` a phone with the app gets no SMS unless it has not
    shown the message after `push_wait_minutes`."""

    receipts: str = "each"
    digest_at: str = "19:00"
    quiet: bool = False
    quiet_from: str = "20:00"
    quiet_until: str = "05:30"
    cap_cents: int = 0
    reminder_hours: int = 0
    push_first: bool = False
    push_wait_minutes: int = 30

    def hour(self, at: datetime) -> Hour:
        """What this instant is in Nairobi, under these rules."""
        shows = f"{at.astimezone(NAIROBI):%H:%M}"
        is_night = is_within(shows, self.quiet_from, self.quiet_until)
        return Hour(shows, is_night, self.quiet and is_night)

    def hours_for(self, nights: QuietChoice) -> Hours | None:
        """From when until when the phone of who chose this is left in peace; None: never."""
        night = self.quiet_from, self.quiet_until
        return nights.hours(night if self.quiet else None, night)

    def is_quiet(self, at: datetime, nights: QuietChoice | None = None) -> bool:
        """Whether the phone of who chose this (None: of who has not chosen) is left in peace now."""
        hours = self.hours_for(nights or QuietChoice())
        return hours is not None and is_within(self.hour(at).shows, *hours)

    def receipt_goes_at(self, way: str, recorded_at: datetime, confirm_by: datetime) -> datetime:
        """When the receipt of milk may go: at once, at the next evening's text, or at the next Sunday's. A
        week's text comes earlier where the window would close before the member can answer."""
        if way == "each":
            return recorded_at
        first = self._evening(recorded_at)
        if way == "day":
            return first
        local = first.astimezone(NAIROBI)
        wanted = first + timedelta(days=(LAST_DAY - local.weekday()) % 7)
        last_useful = self._evening(confirm_by - ANSWER_TIME) - timedelta(days=1)
        return max(first, min(wanted, last_useful))

    def _evening(self, after: datetime) -> datetime:
        """The next instant of the daily text."""
        local = after.astimezone(NAIROBI)
        evening = datetime.combine(local.date(), _time(self.digest_at), NAIROBI)
        return (evening if evening > local else evening + timedelta(days=1)).astimezone(after.tzinfo)


def receipt_way(rules: MessageRules, chosen: str | None, *, money_is_spent: bool) -> str:
    """How a receipt comes, by what is in force when the milk is recorded. What is recorded while the month's
    money is spent waits for a text of several, because each SMS costs money again."""
    way = chosen or rules.receipts
    return "day" if way == "each" and money_is_spent else way


def month_of(at: datetime) -> str:
    """The calendar month in Nairobi, such as 2026-11."""
    return f"{at.astimezone(NAIROBI):%Y-%m}"


class MessagingBook(Founding):
    """The part of the cooperative that decides about messages."""

    @dataclass(frozen=True, kw_only=True)
    class MessageRulesSet(Fact):
        TOPIC = "cooperative.message_rules_set"
        receipts: str
        digest_at: str
        quiet: bool
        quiet_from: str
        quiet_until: str
        cap_cents: int
        reminder_hours: int
        push_first: bool
        push_wait_minutes: int

        @property
        def rules(self) -> MessageRules:
            return MessageRules(**{name: getattr(self, name) for name in _RULES})

        def apply(self, aggregate: MessagingBook) -> None:
            aggregate.message_rules = self.rules
            aggregate.money_spent_in = ""
            aggregate.message_alarms = frozenset()

    @dataclass(frozen=True, kw_only=True)
    class MessageMoneySpent(Fact):
        """So much of what a month's messages may cost is spent. At 100 percent only what must be told goes
        out, until the month ends or other rules are set."""

        TOPIC = "cooperative.message_money_spent"
        month: str
        percent: int
        spent_cents: int
        cap_cents: int

        def apply(self, aggregate: MessagingBook) -> None:
            aggregate.message_alarms |= {(self.month, self.percent)}
            if self.percent >= ALARM_PERCENTS[-1]:
                aggregate.money_spent_in = self.month

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.message_rules = MessageRules()
        self.money_spent_in = ""
        self.message_alarms: frozenset[tuple[str, int]] = frozenset()

    def set_message_rules(self, rules: MessageRules, by: By) -> None:
        """These rules are in force from now on. The same ones again are quiet."""
        _check(rules)
        if rules != self.message_rules:
            self._record(self.MessageRulesSet, by, **asdict(rules))

    def note_message_costs(self, month: str, spent_cents: int, by: By) -> None:
        """What the month's messages have cost so far: a fact when a step towards the limit is passed, once
        for each step and month."""
        cap = self.message_rules.cap_cents
        for percent in ALARM_PERCENTS:
            if cap and spent_cents * 100 >= cap * percent and (month, percent) not in self.message_alarms:
                told: dict[str, Any] = {"month": month, "percent": percent}
                self._record(self.MessageMoneySpent, by, **told, spent_cents=spent_cents, cap_cents=cap)


_RULES = tuple(asdict(MessageRules()))


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _check(rules: MessageRules) -> None:
    """Raises BadValue naming the first rule that cannot be."""
    if rules.receipts not in RECEIPTS:
        raise BadValue("receipts", rules.receipts, "Receipts come each, day, week or off.", "Choose one.")
    for name in ("digest_at", "quiet_from", "quiet_until"):
        check_time(name, getattr(rules, name))
    for name, most in (
        ("cap_cents", MOST_CAP_CENTS),
        ("reminder_hours", MOST_REMINDER_HOURS),
        ("push_wait_minutes", MOST_PUSH_MINUTES),
    ):
        if not 0 <= getattr(rules, name) <= most:
            raise BadValue(name, getattr(rules, name), f"Choose 0 to {most}.", "0 turns it off.")
    if rules.quiet and rules.quiet_from == rules.quiet_until:
        raise BadValue("quiet_until", rules.quiet_until, "Quiet hours must end.", "Choose another time.")
    if rules.is_quiet(datetime.combine(date(2026, 1, 1), _time(rules.digest_at), NAIROBI)):
        raise BadValue(
            "digest_at",
            rules.digest_at,
            "The daily text would come in the quiet hours.",
            "Choose an earlier time, such as 19:00.",
        )
