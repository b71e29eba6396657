"""What the settlement sheet answers: runs, statements and their lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.deductions import Deduction, Premium
from imbuto.aggregates.settlement import RunTotals
from imbuto.projections.settlement_tables import SUMS


@dataclass(frozen=True)
class RunAnswer:
    """A pay run. `drawn` statements exist so far, `settled` are booked; `statements` to `digest` are what the
    preparer found (0 before). `paid` and `failed` are filled in when it is completed. `position` is that of
    its first fact."""

    id: UUID
    period: str
    period_start: date
    period_end: date
    cutoff_position: int
    minimum_payable_cents: int
    state: str
    opened_by: str
    opened_at: datetime
    prepared_by: str | None
    prepared_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    discarded_by: str | None
    discard_reason: str | None
    completed_at: datetime | None
    drawn: int
    settled: int
    statements: int
    centilitres: int
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    adjustments_cents: int
    premium_cents: int
    deductions_cents: int
    saved_cents: int
    digest: str | None
    paid: int
    paid_cents: int
    failed: int
    failed_cents: int
    position: int
    standing: str
    before_run: UUID | None
    before_cutoff: int
    before_end: date

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)

    @property
    def totals(self) -> RunTotals:
        return RunTotals(self.statements, **{name: getattr(self, name) for name in SUMS})


@dataclass(frozen=True)
class StatementLine:
    """One entry on a statement. `kind` is the fact's topic; `delivery` is what it is about: a delivery, or an
    adjustment, which is of no centre."""

    position: int
    day: date
    centilitres: int
    cents: int
    kind: str
    delivery: UUID
    centre: str | None = None


@dataclass(frozen=True)
class StatementAnswer:
    """One member in one run. `pays` is False when the member's rhythm passes this run over. `lines` is how
    many; `entries` are the lines themselves, only of a single statement."""

    id: UUID
    run: UUID
    member: str
    period: str
    lines: int
    centilitres: int
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    adjustments_cents: int
    premium_cents: int
    deductions_cents: int
    saved_cents: int
    premiums: tuple[Premium, ...]
    deductions: tuple[Deduction, ...]
    pays: bool
    digest: str
    drawn_at: datetime
    position: int
    settled_at: datetime | None
    payout: UUID | None
    entries: tuple[StatementLine, ...] = ()

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class DrawnTotals:
    """The sums over a run's statements, and the digest over them in the order of members."""

    totals: RunTotals
    litres: Decimal
    digest: str


@dataclass(frozen=True)
class Deducted:
    """What a run's statements deduct for one kind and creditor, in cents: asked for, taken, and not taken."""

    kind: str
    creditor: str | None
    statements: int
    due_cents: int
    taken_cents: int
    arrears_cents: int
