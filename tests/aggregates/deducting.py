"""Charges, rules and cases of what one statement deducts. Amounts are cents.

A case names the purse (gross, carried in, litres), the rules, the charges in the order in
which they were made, and what is taken of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates.deductions import (
    Deduction,
    DeductionRules,
    KindCap,
    Owed,
    Purse,
    claim_of,
    deduct,
)

END = date(2026, 11, 15)


def owed(number: int = 1, **changes: Any) -> Owed:
    """An advance of KES 1,000 of which KES 300 is taken in each run, unless said otherwise."""
    usual: dict[str, Any] = {
        "kind": "advance", "creditor": None, "text": "advance", "basis": "run", "rate": 30_000,
        "priority": 50, "order": number, "starts": END, "remaining_cents": 100_000, "arrears_cents": 0,
    }  # fmt: skip
    return Owed(charge=UUID(int=number), **{**usual, **changes})


def rules(share: str | None = None, take_home: int = 0, **caps: int) -> DeductionRules:
    found = tuple(KindCap(kind, cents) for kind, cents in caps.items())
    return DeductionRules(UUID(int=99), Decimal(share) if share else None, take_home, found)


def taken(
    charges: list[Owed], gross: int, carried: int = 0, litres: str = "100", by: DeductionRules | None = None
) -> tuple[Deduction, ...]:
    purse = Purse(gross, carried, Decimal(litres))
    return deduct([claim_of(one, purse, END) for one in charges], purse, by)


@dataclass(frozen=True)
class Case:
    """`then`: of each charge, in the order of taking: due, taken, arrears, remaining."""

    what: str
    charges: list[Owed]
    gross: int
    then: list[tuple[int, int, int, int | None]]
    carried: int = 0
    litres: str = "100"
    by: DeductionRules | None = None

    def require_taken(self) -> None:
        found = taken(self.charges, self.gross, self.carried, self.litres, self.by)
        assert [
            (one.due_cents, one.taken_cents, one.arrears_cents, one.remaining_cents) for one in found
        ] == self.then
