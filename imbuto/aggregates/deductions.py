"""What is taken from a member's milk money: the rules' value parts, and the arithmetic of one statement.

Everything here is pure. A charge asks for its due; the charges are served in order of priority while there
is room under the cooperative's rules, and what could not be taken stays in sight as arrears. Cents and litres
are exact; the only rounding is `values.round_half_even`, once for each amount.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.values import FreeWords, round_half_even

# ------------------------------------------------------------------ rules and prices, as a run finds them


@dataclass(frozen=True)
class KindCap:
    """At most so many cents per litre of the statement, for all charges of this kind together."""

    kind: str
    cents_per_litre: int


@dataclass(frozen=True)
class DeductionRules:
    """How much may be taken in one run: a share of the gross, what must be left, caps by kind."""

    rules_id: UUID
    max_share_percent: Decimal | None
    minimum_take_home_cents: int
    caps: tuple[KindCap, ...]


@dataclass(frozen=True)
class Standing:
    """A charge of everybody: `rate` cents per litre ("litre"), or per run of a member with milk ("run")."""

    charge: UUID
    kind: str
    creditor: str | None
    text: str
    basis: str
    rate: int
    priority: int
    centre: str | None
    position_order: int


@dataclass(frozen=True)
class Slab:
    """From so many litres in a run on, so many cents per litre more."""

    litres_from: Decimal
    cents_per_litre: int


@dataclass(frozen=True)
class SlabPrice:
    """The volume premium of a price in force. `way` is "above" (the litres beyond each step) or "all".

    A centre's own line comes before the general one (`centre` None), also when its slabs are empty.
    """

    price_id: UUID
    centre: str | None
    text: str
    slabs: tuple[Slab, ...]
    way: str


# ------------------------------------------------------------------ what a statement says


@dataclass(frozen=True)
class Premium:
    """A volume premium on a statement: so many litres at so many cents more."""

    price_id: UUID
    text: str
    litres: Decimal
    cents_per_litre: int
    cents: int


@dataclass(frozen=True)
class Deduction:
    """One charge on a statement. `arrears_cents` = due − taken, carried over; `remaining_cents` is what is
    still owed after it, None where the charge has no end. Negative amounts give back what was overpaid."""

    charge: UUID
    kind: str
    creditor: str | None
    text: FreeWords
    due_cents: int
    taken_cents: int
    arrears_cents: int
    remaining_cents: int | None


@dataclass(frozen=True)
class Owed:
    """An open charge of a member as a run finds it. `rate` is cents per run ("run"), cents per litre
    ("litre") or hundredths of a percent of the gross ("share"); "all" asks for the whole remaining. `order`
    is the position of the charge's first fact."""

    charge: UUID
    kind: str
    creditor: str | None
    text: str
    basis: str
    rate: int
    priority: int
    order: int
    starts: date
    remaining_cents: int | None
    arrears_cents: int


# ------------------------------------------------------------------ the arithmetic


@dataclass(frozen=True)
class Claim:
    """What one charge asks of one statement. `remaining_cents` is before anything is taken."""

    charge: UUID
    kind: str
    creditor: str | None
    text: str
    priority: int
    order: int
    due_cents: int
    remaining_cents: int | None


@dataclass(frozen=True)
class Purse:
    """What there is to take from. `gross_cents` is milk, adjustments and premium."""

    gross_cents: int
    carried_in_cents: int
    litres: Decimal


def claim_of(owed: Owed, purse: Purse, period_end: date) -> Claim:
    """What a member's own charge asks in the run of the period that ends on `period_end`."""
    due = _due_cents(owed, purse) if owed.starts <= period_end else 0
    if owed.remaining_cents is not None and owed.remaining_cents < 0:
        due = owed.remaining_cents
    return Claim(
        owed.charge,
        owed.kind,
        owed.creditor,
        owed.text,
        owed.priority,
        owed.order,
        due,
        owed.remaining_cents,
    )


def standing_claim(standing: Standing, litres: Decimal, arrears_cents: int) -> Claim:
    """What a charge of everybody asks of a member with so many litres of its centre in the run."""
    instalment = _per_litre(litres, standing.rate) if standing.basis == "litre" else standing.rate
    due = (instalment if litres > 0 else 0) + arrears_cents
    return Claim(
        standing.charge,
        standing.kind,
        standing.creditor,
        standing.text,
        standing.priority,
        standing.position_order,
        due,
        None,
    )


def deduct(claims: Iterable[Claim], purse: Purse, rules: DeductionRules | None) -> tuple[Deduction, ...]:
    """Serves the claims in order (priority, position of the first fact, id) while there is room.

    What was paid twice over (due below zero) is given back in full, whatever the room.
    """
    room = room_cents(purse, rules)
    caps = {cap.kind: _per_litre(purse.litres, cap.cents_per_litre) for cap in rules.caps} if rules else {}
    deductions = []
    for claim in sorted(claims, key=lambda claim: (claim.priority, claim.order, claim.charge)):
        taken = min(claim.due_cents, room, caps.get(claim.kind, room))
        if claim.due_cents > 0:
            room -= taken
            if claim.kind in caps:
                caps[claim.kind] -= taken
        deductions.append(_deduction(claim, taken))
    return tuple(deductions)


def room_cents(purse: Purse, rules: DeductionRules | None) -> int:
    """How much may be taken in all: within the share of the gross, and leaving the minimum to take home."""
    pool = purse.gross_cents + purse.carried_in_cents
    if rules is None:
        return max(pool, 0)
    room = pool - rules.minimum_take_home_cents
    if rules.max_share_percent is not None:
        room = min(room, round_half_even(max(purse.gross_cents, 0) * rules.max_share_percent / 100))
    return max(room, 0)


def _due_cents(owed: Owed, purse: Purse) -> int:
    if owed.basis == "all" and owed.remaining_cents is not None:
        return owed.remaining_cents
    due = _instalment_cents(owed, purse) + owed.arrears_cents
    return due if owed.remaining_cents is None else min(due, owed.remaining_cents)


def _instalment_cents(owed: Owed, purse: Purse) -> int:
    if owed.basis == "litre":
        return _per_litre(purse.litres, owed.rate)
    if owed.basis == "share":
        return round_half_even(Decimal(max(purse.gross_cents, 0) * owed.rate) / 10_000)
    return owed.rate


def _per_litre(litres: Decimal, cents_per_litre: int) -> int:
    return round_half_even(max(litres, Decimal(0)) * cents_per_litre)


def _deduction(claim: Claim, taken_cents: int) -> Deduction:
    remaining = claim.remaining_cents
    return Deduction(
        claim.charge,
        claim.kind,
        claim.creditor,
        claim.text,
        claim.due_cents,
        taken_cents,
        claim.due_cents - taken_cents,
        None if remaining is None else remaining - taken_cents,
    )
