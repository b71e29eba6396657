"""What a member's statement says, as one value: the paper, the PDF and the API show nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

MARKS = ("late", "rejected", "corrected", "sampled", "removed", "disputed", "held", "decided")
"""late: of an earlier period. held: the part in dispute waits; disputed: no part does. decided: a
dispute was, and what it released is here."""
STANDINGS = ("draft", "discarded", "carried", "waiting", "held", "asking", "failed", "paid")
"""draft: not approved yet. carried: nothing is paid in this run. asking: M-Pesa's answer is not known."""


@dataclass(frozen=True)
class MilkLine:
    """One weighing on this statement. `weighed_centilitres` are as the scale showed, also of rejected milk;
    `centilitres` and `cents` are what counts here; `held_…` wait for the decision of a dispute."""

    delivery: UUID
    day: date
    shift: str
    weighed_centilitres: int
    centilitres: int
    cents: int
    price_cents_per_litre: int
    rule: str
    grade: str | None
    rejection_reason: str | None
    held_centilitres: int
    held_cents: int
    marks: tuple[str, ...]
    positions: tuple[int, ...]


@dataclass(frozen=True)
class PriceLine:
    """The milk that was paid by one price and rule. Each weighing is rounded by itself, so `cents` may differ
    from litres times price by cents."""

    price_cents_per_litre: int
    rule: str
    weighings: int
    centilitres: int
    cents: int


@dataclass(frozen=True)
class PremiumLine:
    text: str
    centilitres: int
    cents_per_litre: int
    cents: int


@dataclass(frozen=True)
class AdjustmentLine:
    id: UUID
    kind: str
    day: date
    reason: str
    centilitres: int
    cents: int
    position: int


@dataclass(frozen=True)
class DeductionLine:
    """`remaining_cents` is what is still owed after it, None where the charge has no end."""

    charge: UUID
    kind: str
    creditor: str | None
    creditor_name: str | None
    text: str
    due_cents: int
    taken_cents: int
    arrears_cents: int
    remaining_cents: int | None


@dataclass(frozen=True)
class StatementDocument:
    """One member in one run: milk + adjustments + premium + carried in = deductions + saved + net + carried
    out.

    `name` is None once the person was forgotten. `fee_cents` is M-Pesa's, which the cooperative bears.
    `savings_cents` is what is saved now, not on the day of the statement.
    """

    id: UUID
    cooperative: str
    member: str
    name: str | None
    language: str
    centre: str
    centre_name: str
    run: UUID
    period: str
    period_start: date
    period_end: date
    run_state: str
    approved_at: datetime | None
    milk: tuple[MilkLine, ...]
    prices: tuple[PriceLine, ...]
    premiums: tuple[PremiumLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    deductions: tuple[DeductionLine, ...]
    centilitres: int
    milk_cents: int
    premium_cents: int
    adjustments_cents: int
    carried_in_cents: int
    deductions_cents: int
    saved_cents: int
    net_cents: int
    carried_out_cents: int
    pays: bool
    standing: str
    receipt: str | None
    paid_at: datetime | None
    fee_cents: int
    savings_cents: int
    digest: str
    cutoff_position: int
    position: int

    @property
    def due_cents(self) -> int:
        """All that came in, before anything is taken."""
        return self.milk_cents + self.premium_cents + self.adjustments_cents + self.carried_in_cents

    @property
    def held_cents(self) -> int:
        return sum(line.held_cents for line in self.milk)
