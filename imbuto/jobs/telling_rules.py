"""What decides whether a message goes now: the switches and choices at the fact, the hour, and the money.

How a receipt comes is settled when its milk is recorded, by the facts before it, exactly as the view folds
them. The hour and the money only hold a message back: it stays due, and the sweep finds it when they allow.
"""

from __future__ import annotations

import logging

from imbuto.aggregates import Cooperative, Fact, Member
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.member import member_id
from imbuto.aggregates.message_kinds import CHANGE_KINDS, WAITING_KINDS, is_about_payment, is_essential
from imbuto.aggregates.messaging import ALARM_PERCENTS, MessageRules, month_of, receipt_way
from imbuto.aggregates.quiet_hours import Hour
from imbuto.bootstrap import Parts
from imbuto.jobs.held import by_job

log = logging.getLogger(__name__)


def is_told(parts: Parts, position: int, kind: str, fact: Fact, member: Member) -> bool:
    """Whether the member is told of this fact by a message of its own, which is what the view goes by too."""
    if member.restricted and not is_about_payment(kind):
        return False
    cooperative = _cooperative_at(parts, position)
    on = cooperative.sms_statements if kind == "statement" else cooperative.sms_receipts
    return on and (kind != "receipt" or _comes_alone(parts, position, fact, cooperative, member))


def _comes_alone(parts: Parts, position: int, fact: Fact, cooperative: Cooperative, member: Member) -> bool:
    """A receipt after each weighing, and not turned off by the member since."""
    chosen = None
    for at, choice in parts.ledger.story(member_id(member.number)):
        if isinstance(choice, Member.MessagesChosen):
            if at > position and choice.silences_waiting:
                return False
            chosen = choice.receipts if at <= position else chosen
    spent = cooperative.money_spent_in == month_of(fact.recorded_at)
    return receipt_way(cooperative.message_rules, chosen, money_is_spent=spent) == "each"


def _cooperative_at(parts: Parts, position: int) -> Cooperative:
    """The cooperative as it stood when a fact was recorded."""
    story = parts.ledger.story(COOPERATIVE_ID)
    return Cooperative.from_facts(COOPERATIVE_ID, [fact for at, fact in story if at <= position])


def is_held_back(parts: Parts, kind: str, member: str) -> bool:
    """Whether a message of this kind does not go to this member now: the hour is quiet, by the member's own
    word where one was given, or the month's money is spent."""
    if kind not in WAITING_KINDS:
        return False
    rules, nights = parts.ledger.cooperative().message_rules, parts.ledger.member(member).nights
    return rules.is_quiet(parts.clock(), nights) or kind in too_dear(parts)


def hour(parts: Parts) -> Hour:
    """What the time is, under the rules in force."""
    return parts.ledger.cooperative().message_rules.hour(parts.clock())


def too_dear(parts: Parts) -> frozenset[str]:
    """The kinds of messages that wait because the month's money is spent; no change of milk that was told."""
    spent = _spent_cents(parts, parts.ledger.cooperative().message_rules) is None
    return WAITING_KINDS - CHANGE_KINDS if spent else frozenset()


def is_unaffordable(parts: Parts, kind: str) -> bool:
    """Whether there is no money this month for a message of this kind."""
    return not is_essential(kind) and _spent_cents(parts, parts.ledger.cooperative().message_rules) is None


def _spent_cents(parts: Parts, rules: MessageRules) -> int | None:
    """What this month's messages cost so far; None once all that may be spent is."""
    if not rules.cap_cents:
        return 0
    parts.views.catch_up()
    spent = parts.views.messages.spent_cents(month_of(parts.clock()))
    return spent if spent < rules.cap_cents else None


def note_costs(parts: Parts) -> None:
    """Records, once a month for each, that a step towards the limit was passed, and says so in the log."""
    cooperative, month = parts.ledger.cooperative(), month_of(parts.clock())
    cap = cooperative.message_rules.cap_cents
    if not cap:
        return
    parts.views.catch_up()
    spent = parts.views.messages.spent_cents(month)
    passed = [percent for percent in ALARM_PERCENTS if spent * 100 >= cap * percent]
    news = [percent for percent in passed if (month, percent) not in cooperative.message_alarms]
    if news:
        parts.ledger.note_message_costs(month, spent, by_job(parts, "tell", f"costs-{month}-{news[-1]}"))
        log.error("messages of %s: %d%% of what they may cost is spent", month, news[-1])
