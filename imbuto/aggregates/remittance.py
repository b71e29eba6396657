"""What the cooperative collected for a creditor and handed over: one payment to a SACCO, a bank, a shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.charge_terms import (
    require_amount,
    require_how,
    require_not_ahead,
    require_words,
)
from imbuto.errors import BadValue, DifferentContent
from imbuto.values import By, Money


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A payment to a creditor, in cents; `run` when it hands over what one pay run took."""

    creditor: str
    cents: int
    how: str
    reference: str
    day: date
    run: UUID | None = None

    def require_plausible(self) -> None:
        require_amount("amount", self.cents)
        require_how(self.how)
        require_words("reference", self.reference, 60)


@dataclass(frozen=True)
class Collected:
    """What is known of a creditor, in cents: taken from members' milk or paid in by them, handed over, and
    what approved vouchers added (below 0: took away)."""

    collected_cents: int
    remitted_cents: int
    vouchers_cents: int

    @property
    def owed_cents(self) -> int:
        return self.collected_cents + self.vouchers_cents - self.remitted_cents


class Remittance(Aggregate):
    """Paid once; a slip is mended by a voucher."""

    KIND = "remittance"

    @dataclass(frozen=True, kw_only=True)
    class Paid(Fact):
        TOPIC = "remittance.paid"
        creditor: str
        cents: int
        how: str
        reference: str
        day: date
        run: UUID | None

        def apply(self, aggregate: Remittance) -> None:
            aggregate.paid = Handover(
                creditor=self.creditor,
                cents=self.cents,
                how=self.how,
                reference=self.reference,
                day=self.day,
                run=self.run,
            )

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.paid: Handover | None = None

    @classmethod
    def pay(cls, id: UUID, handover: Handover, collected: Collected, by: By) -> Self:
        """Hands over what was collected: no more than is owed to that creditor."""
        handover.require_plausible()
        require_not_ahead("day", handover.day, by)
        if handover.cents > collected.owed_cents:
            owed = Money(max(collected.owed_cents, 0))
            raise BadValue(
                "amount", str(Money(handover.cents)),
                f"Only {owed} is collected for {handover.creditor} and not yet handed over.",
                "Give no more than that; what is owed for other reasons is paid by a voucher.",
            )  # fmt: skip
        remittance = cls(id)
        remittance._record(cls.Paid, by, **vars(handover))
        return remittance

    def require_same_payment(self, handover: Handover) -> None:
        """The same payment again is quiet; other content under its id is refused, naming the fields."""
        differs = {
            name: [str(value), str(getattr(handover, name))]
            for name, value in vars(self.paid).items()
            if value != getattr(handover, name)
        }
        if differs:
            raise DifferentContent("remittance", self.id, differs)
