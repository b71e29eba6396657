"""The farmer disagrees with a weighing, and an official decides. Only the disputed part is held, the rest is
paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.milk import Milk
from imbuto.aggregates.weighing import is_unusual
from imbuto.errors import BadValue, NotPermitted, SamePerson, WindowClosed, WrongState
from imbuto.values import By, FreeWords, Personal, milk_value_cents, require_litres

DISPUTE_REASONS = ("quantity", "quality", "not-mine", "missing", "other")
DISPUTE_OUTCOMES = ("upheld", "adjusted", "withdrawn")
"""upheld: the record stands; adjusted: an official sets other litres; withdrawn: by the farmer."""
DISPUTE_DEADLINE = timedelta(days=7)


class DisputableMilk(Milk):
    """Milk about which the farmer may say otherwise, in time."""

    @dataclass(frozen=True, kw_only=True)
    class Disputed(Fact):
        TOPIC = "delivery.disputed"
        member: str
        centre: str
        date: date
        reason: str
        claimed_litres: Decimal | None
        note: Personal | None
        held_litres: Decimal
        held_cents: int
        resolve_by: datetime

        def apply(self, aggregate: DisputableMilk) -> None:
            aggregate.state = "disputed"
            aggregate.dispute = self

    @dataclass(frozen=True, kw_only=True)
    class DisputeResolved(Fact):
        TOPIC = "delivery.dispute_resolved"
        member: str
        centre: str
        date: date
        outcome: str
        litres: Decimal
        value_cents: int
        change_litres: Decimal
        change_cents: int
        released_litres: Decimal
        released_cents: int
        explanation: FreeWords
        unusual: bool = False

        def apply(self, aggregate: DisputableMilk) -> None:
            aggregate.state = "resolved"
            aggregate.litres = self.litres
            aggregate.value_cents = self.value_cents
            aggregate.resolution = self

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.dispute: DisputableMilk.Disputed | None = None
        self.resolution: DisputableMilk.DisputeResolved | None = None

    def raise_dispute(
        self,
        reason: str,
        claimed_litres: Decimal | None,
        note: str | None,
        subject: str,
        by: By,
        *,
        closed: bool,
    ) -> None:
        """The farmer disagrees. Only the disputed part is held, the rest is paid: of milk said to be less
        (or not delivered at all) the difference; a claim of more holds nothing."""
        if reason not in DISPUTE_REASONS:
            raise BadValue(
                "reason", reason, "There is no such reason.", f"Choose of {', '.join(DISPUTE_REASONS)}."
            )
        if reason == "quantity" and claimed_litres is None:
            raise BadValue("claimed_litres", "", "Say how many litres you brought.", "Add claimed_litres.")
        if claimed_litres is not None:
            require_litres(claimed_litres, "claimed_litres", allow_zero=True)
        if self.state == "disputed" and self._is_disputed_as(reason, claimed_litres):
            return
        self._require_answerable(by, closed)
        claimed = self.litres if claimed_litres is None else claimed_litres
        undisputed = Decimal(0) if reason == "not-mine" else min(self.litres, claimed)
        worth = 0 if self.rejection_reason else milk_value_cents(undisputed, self.price_cents_per_litre)
        self._record(
            self.Disputed,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            reason=reason,
            claimed_litres=claimed_litres,
            note=Personal(subject, note) if note else None,
            held_litres=self.paid_litres - (Decimal(0) if self.rejection_reason else undisputed),
            held_cents=self.value_cents - worth,
            resolve_by=by.at + DISPUTE_DEADLINE,
        )

    def resolve_dispute(
        self,
        outcome: str,
        litres: Decimal | None,
        explanation: str,
        by: By,
        *,
        usual_litres: Decimal | None = None,
        meant: bool = False,
    ) -> None:
        """A manager who never recorded or corrected the delivery, nor changed its worth by a sample, decides;
        the held part is released. Litres that are set must be `meant` where they are unusual, as when milk
        is recorded."""
        if outcome not in DISPUTE_OUTCOMES:
            raise BadValue(
                "outcome", outcome, "There is no such outcome.", f"Choose of {', '.join(DISPUTE_OUTCOMES)}."
            )
        if (outcome == "adjusted") != (litres is not None):
            raise BadValue(
                "litres",
                litres,
                "Litres go with the outcome 'adjusted', and only with it.",
                "Give the litres that hold, or leave them out.",
            )
        if litres is not None:
            require_litres(litres, "litres", allow_zero=True)
        if self.state != "disputed" and self._is_resolved_as(outcome, litres):
            return
        if self.state != "disputed":
            raise WrongState("This delivery has no open dispute.", "Look at its story.", state=self.state)
        if outcome == "withdrawn" and by.who != f"member:{self.member}":
            raise NotPermitted("Only the farmer can withdraw a dispute.", "Resolve it as upheld or adjusted.")
        assert self.dispute is not None
        if outcome != "withdrawn" and by.who in self.weighed_by:
            raise SamePerson("resolve a dispute about", "recorded")
        final = self.litres if litres is None else litres
        unusual = litres is not None and is_unusual(self.member, litres, usual_litres, meant=meant)
        adjusted_worth = milk_value_cents(final, self.price_cents_per_litre)
        worth = self.value_cents if litres is None or self.rejection_reason else adjusted_worth
        self._record(
            self.DisputeResolved,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            outcome=outcome,
            litres=final,
            value_cents=worth,
            change_litres=Decimal(0) if self.rejection_reason else final - self.litres,
            change_cents=worth - self.value_cents,
            released_litres=self.dispute.held_litres,
            released_cents=self.dispute.held_cents,
            explanation=explanation,
            unusual=unusual,
        )

    def _is_disputed_as(self, reason: str, claimed_litres: Decimal | None) -> bool:
        open_one = self.dispute
        return open_one is not None and (open_one.reason, open_one.claimed_litres) == (reason, claimed_litres)

    def _is_resolved_as(self, outcome: str, litres: Decimal | None) -> bool:
        resolution = self.resolution
        return resolution is not None and resolution.outcome == outcome and litres in (None, self.litres)

    def _require_answerable(self, by: By, closed: bool) -> None:
        if by.who != f"member:{self.member}":
            raise NotPermitted("Only the farmer can answer for this delivery.", "Ask the farmer to answer.")
        assert self.confirm_by is not None
        if closed or by.at > self.confirm_by or self.state == "lapsed":
            raise WindowClosed(
                "The time to answer for this delivery has passed.",
                "Speak to the office: what is wrong can be adjusted in the next pay run.",
                confirm_by=self.confirm_by.isoformat(),
            )
        if self.state not in ("recorded", "confirmed"):
            raise WrongState(
                f"This delivery is {self.state}: it cannot be answered now.",
                "Look at its story.",
                state=self.state,
            )
