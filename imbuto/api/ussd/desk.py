"""What the menu may ask and record for the phone that calls: each question is one or two indexed reads.

What is recorded is a fact of the member's own, through the channel `ussd`, claimed by session and step, so
that a step which the gateway posts twice makes one fact.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID

from imbuto.api.farmers_door import pin_is_right
from imbuto.api.parts import Parts
from imbuto.errors import Busy
from imbuto.ledger import QuietChoice
from imbuto.projections.balances import Balance
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.members import MemberAnswer
from imbuto.projections.pages import Page
from imbuto.projections.payout_answers import PayoutAnswer
from imbuto.projections.settlement_answers import StatementAnswer
from imbuto.values import By, business_date
from imbuto.words.ussd import Milk

PAGE = 3
"""Lines of a list that fit a screen beside its keys, whatever stands in them."""


@dataclass
class Desk:
    """For one step of one phone. `id` names the session and tells nothing of the phone."""

    house: Parts
    msisdn: str = field(repr=False)
    id: str

    def __post_init__(self) -> None:
        self.now: datetime = self.house.clock()
        self.today: date = business_date(self.now)
        self.catch_up()
        self.member = cache(self._member)

    def catch_up(self) -> None:
        """Under heavy writing an answer of a moment ago is better than none."""
        with suppress(Busy):
            self.house.views.catch_up()

    # --------------------------------------------------------- questions

    def members(self) -> list[MemberAnswer]:
        """Whose phone this is, in the order of numbers."""
        numbers = self.house.views.members.by_phone(self.msisdn)
        return list(self.house.views.members.many(numbers).values())

    def _member(self, number: str) -> MemberAnswer | None:
        """The member, while the phone is still the member's: it may be replaced at any moment."""
        found = self.house.views.members.many([number]).get(number)
        return found if found is not None and found.phone == self.msisdn and not found.erased else None

    def deliveries(self, member: str, kind: str, cursor: str) -> Page[DeliveryAnswer]:
        """Those of today, or of the days before, newest first."""
        days = {"day_from": self.today} if kind == "today" else {"day_to": self.today - timedelta(days=1)}
        return self.house.views.deliveries.page(member=member, cursor=cursor or None, limit=PAGE, **days)  # type: ignore[arg-type]

    def delivery(self, id: str) -> DeliveryAnswer:
        return self.house.views.deliveries.get(UUID(id))

    def balance(self, member: str) -> Balance:
        return self.house.views.balances.get(member)

    def statements(self, member: str, cursor: str) -> Page[StatementAnswer]:
        """Those of approved runs and of the one that waits for approval, the latest first."""
        return self.house.views.settlements.statements_of_member(member, cursor or None, PAGE)

    def statement(self, run: str, member: str) -> StatementAnswer:
        return self.house.views.settlements.statement(UUID(run), member)

    def payouts(self, member: str, cursor: str) -> Page[PayoutAnswer]:
        """One on each page, the latest first."""
        return self.house.views.payouts.page(member=member, cursor=cursor or None, limit=1)

    def has_pin(self, member: str) -> bool:
        return self.house.people.pins.is_set(f"member:{member}")

    def nights(self, member: str) -> str:
        """Whether the member's phone is left in peace at some hours: `quiet` or `told`."""
        rules, chosen = self.house.ledger.cooperative().message_rules, self.house.ledger.member(member).nights
        return "quiet" if rules.hours_for(chosen) else "told"

    def milk(self, found: DeliveryAnswer, claimed: str = "") -> Milk:
        """A delivery as the words show it, and whether it can still be answered."""
        in_time = found.confirm_by >= self.now
        state = found.state if found.state != "recorded" else "waits" if in_time else "lapsed"
        dispute = found.dispute
        said = None
        if dispute is not None and dispute.claimed_centilitres is not None:
            said = Decimal(dispute.claimed_centilitres).scaleb(-2)
        return Milk(
            found.id,
            found.day,
            found.shift,
            found.litres,
            found.value_cents,
            state,
            found.confirm_by if in_time and found.state in ("recorded", "confirmed") else None,
            found.rejection_reason,
            Decimal(claimed) if claimed else said,
            dispute.resolve_by if dispute else None,
        )

    # -------------------------------------------------------------- acts

    def confirm(self, member: str, id: str, step: int) -> None:
        """Raises Refusal: too late, decided meanwhile, busy."""
        self.house.ledger.confirm_delivery(UUID(id), self._by(member), once=self._once(step))

    def dispute(self, member: str, id: str, litres: Decimal, step: int) -> None:
        """Raises Refusal: too late, decided meanwhile, busy."""
        self.house.ledger.dispute_delivery(
            UUID(id), "quantity", litres, None, self._by(member), once=self._once(step)
        )

    def choose_language(self, member: str, language: str) -> None:
        self.house.ledger.choose_language(member, language, self._by(member))
        self.catch_up()
        self.member = cache(self._member)

    def choose_nights(self, member: str, nights: str) -> None:
        """`quiet`: what may wait waits for the morning; `told`: at any hour."""
        now, quiet = self.house.ledger.member(member), QuietChoice(nights == "quiet")
        self.house.ledger.choose_messages(member, now.receipts, now.push, self._by(member), quiet)

    def pin_is_right(self, member: str, pin: str) -> bool:
        """Raises TooManyTries while it is blocked."""
        return pin_is_right(self.house, f"member:{member}", pin, self._by(member))

    def _by(self, member: str) -> By:
        return By(f"member:{member}", "ussd", f"ussd:{self.id[:32]}", self.now)

    def _once(self, step: int) -> str:
        return f"ussd:{self.id}:{step}"
