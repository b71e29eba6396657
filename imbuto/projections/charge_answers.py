"""What is told of charges: each as it stands, what was taken of it, what creditors are owed. All in cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from imbuto.aggregates.remittance import Collected


@dataclass(frozen=True)
class ChargeAnswer:
    """A charge as it stands, in cents. `state` is open or ended; `remaining_cents` is None for an open-ended
    one and below 0 when the next run gives back. `arrears_cents`: asked by earlier runs and not taken."""

    id: UUID
    member: str
    kind: str
    creditor: str | None
    text: str
    reference: str | None
    amount_cents: int | None
    basis: str
    rate: int
    priority: int
    starts: date
    opening: bool
    taken_before_cents: int
    taken_cents: int
    paid_cents: int
    written_off_cents: int
    cancelled_cents: int
    remaining_cents: int | None
    arrears_cents: int
    state: str
    stop_reason: str | None
    proposed_change: str | None
    proposed_cents: int | None
    proposed_basis: str | None
    proposed_rate: int | None
    proposed_starts: date | None
    proposed_reason: str | None
    proposed_by: str | None
    made_by: str
    made_at: datetime
    made_position: int
    position: int


@dataclass(frozen=True)
class Taking:
    """A part of a charge, or of a standing charge, that a pay run took (`source` milk) or that was paid
    directly. Below 0 it was given back."""

    position: int
    number: int
    charge: UUID
    member: str
    kind: str
    creditor: str | None
    text: str
    source: str
    run: UUID | None
    period: str | None
    day: date
    cents: int
    reference: str | None


@dataclass(frozen=True)
class KindSum:
    """All charges of one kind, in cents; `members` have open ones."""

    kind: str
    open: int
    ended: int
    members: int
    taken_cents: int
    paid_cents: int
    written_off_cents: int
    remaining_cents: int


@dataclass(frozen=True)
class CreditorAnswer:
    """A creditor: what was collected from members, what approved vouchers added (below 0: took away), what
    was handed over, and what is still to be handed over: the creditor's balance on account 2300."""

    code: str
    name: str
    kind: str
    collected_cents: int
    remitted_cents: int
    vouchers_cents: int

    @property
    def collected(self) -> Collected:
        """What a payment to the creditor is held against."""
        return Collected(self.collected_cents, self.remitted_cents, self.vouchers_cents)

    @property
    def owed_cents(self) -> int:
        return self.collected.owed_cents


@dataclass(frozen=True)
class RemittanceAnswer:
    """A payment to a creditor."""

    id: UUID
    creditor: str
    cents: int
    how: str
    reference: str
    day: date
    run: UUID | None
    who: str
    recorded_at: datetime
    position: int
