"""A slip is mended: the record is corrected, or voided, before a pay run has taken the milk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.milk import Milk
from imbuto.aggregates.weighing import is_unusual
from imbuto.errors import WindowClosed, WrongState
from imbuto.values import By, FreeWords, milk_value_cents, require_litres

_OPEN_STATES = ("recorded", "confirmed", "lapsed", "resolved")


class CorrectableMilk(Milk):
    """Milk whose record may still be changed, with a reason of which the farmer is told."""

    @dataclass(frozen=True, kw_only=True)
    class Corrected(Fact):
        TOPIC = "delivery.corrected"
        member: str
        centre: str
        date: date
        litres: Decimal
        rejection_reason: str | None
        price_cents_per_litre: int
        value_cents: int
        change_litres: Decimal
        change_cents: int
        reason: FreeWords
        confirm_by: datetime
        unusual: bool = False
        price_id: UUID | None = None
        price_rule: str = ""

        def apply(self, aggregate: CorrectableMilk) -> None:
            aggregate.state = "recorded"
            aggregate.litres = self.litres
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_id = self.price_id or aggregate.price_id
            aggregate.last_price_id = aggregate.price_id or aggregate.last_price_id
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.price_rule = self.price_rule or aggregate.price_rule
            aggregate.value_cents = self.value_cents
            aggregate.confirm_by = self.confirm_by
            aggregate.recorded_by = self.who
            aggregate.weighed_by |= {self.who}

    @dataclass(frozen=True, kw_only=True)
    class Voided(Fact):
        TOPIC = "delivery.voided"
        member: str
        centre: str
        date: date
        change_litres: Decimal
        change_cents: int
        reason: FreeWords

        def apply(self, aggregate: CorrectableMilk) -> None:
            aggregate.state = "voided"
            aggregate.litres = Decimal(0)
            aggregate.value_cents = 0

    def correct(
        self,
        litres: Decimal,
        rejection_reason: str | None,
        reason: str,
        by: By,
        *,
        price_cents_per_litre: int,
        closed: bool,
        confirmation_hours: int,
        usual_litres: Decimal | None = None,
        meant: bool = False,
        price_id: UUID | None = None,
        price_rule: str = "",
    ) -> None:
        """A slip is mended before the cut-off; the farmer is told and may answer again.

        `price_cents_per_litre`, and the price and rule it is from, value milk that was rejected by mistake;
        accepted milk keeps its price and its grade. Unusual litres must be `meant`, as when they are
        recorded. Milk that the limits reject is not accepted here.
        """
        require_litres(litres, "litres", allow_zero=True)
        if self.state in _OPEN_STATES and (litres, rejection_reason) == (self.litres, self.rejection_reason):
            return
        self._require_changeable(closed)
        self._require_not_rejected_by_limits(rejection_reason)
        unusual = is_unusual(self.member, litres, usual_litres, meant=meant)
        keeps_price = self.has_price
        price = self.price_cents_per_litre if keeps_price else price_cents_per_litre
        worth = 0 if rejection_reason else milk_value_cents(litres, price)
        self._record(
            self.Corrected,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            litres=litres,
            rejection_reason=rejection_reason,
            price_cents_per_litre=price,
            value_cents=worth,
            change_litres=(Decimal(0) if rejection_reason else litres) - self.paid_litres,
            change_cents=worth - self.value_cents,
            reason=reason,
            confirm_by=by.at + timedelta(hours=confirmation_hours),
            unusual=unusual,
            price_id=self.price_id if keeps_price else price_id,
            price_rule=self.price_rule if keeps_price else price_rule,
        )

    def void(self, reason: str, by: By, *, closed: bool) -> None:
        """The weighing never was: recorded twice, or for the wrong member."""
        if self.state == "voided":
            return
        self._require_changeable(closed)
        self._record(
            self.Voided,
            by,
            member=self.member,
            centre=self.centre,
            date=self.date,
            change_litres=-self.paid_litres,
            change_cents=-self.value_cents,
            reason=reason,
        )

    def _require_not_rejected_by_limits(self, rejection_reason: str | None) -> None:
        if self.limits_reject and rejection_reason is None:
            raise WrongState(
                f"The limits reject this milk: {self.judged}.",
                "If a reading is wrong, take a sample with the right one; it is judged anew.",
            )

    def _require_changeable(self, closed: bool) -> None:
        if self.state not in _OPEN_STATES:
            remedy = "Resolve the dispute instead." if self.state == "disputed" else "Record the milk anew."
            raise WrongState(
                f"This delivery is {self.state}: it cannot be changed.", remedy, state=self.state
            )
        if closed:
            raise WindowClosed(
                "This delivery is in a pay run already.",
                "Propose an adjustment about it: another official approves it, and the next run pays it.",
            )
