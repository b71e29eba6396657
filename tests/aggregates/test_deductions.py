"""What one statement deducts, by hand: each rule and each combination with its arithmetic written out.

Amounts are cents. A case names the purse (gross, carried in, litres), the rules, the charges in the order in
which they were made, and what is taken of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

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


CASES = [
    Case(
        "an instalment: 300.00 of 1,000.00, 700.00 remain",
        [owed()], 450_000, [(30_000, 30_000, 0, 70_000)],
    ),
    Case(
        "the last instalment is what remains: min(120.00, 300.00)",
        [owed(remaining_cents=12_000)], 450_000, [(12_000, 12_000, 0, 0)],
    ),
    Case(
        "with arrears: 300.00 + 150.00 from before",
        [owed(arrears_cents=15_000)], 450_000, [(45_000, 45_000, 0, 55_000)],
    ),
    Case(
        "with arrears, but no more than what remains: min(400.00, 300.00 + 150.00)",
        [owed(arrears_cents=15_000, remaining_cents=40_000)], 450_000, [(40_000, 40_000, 0, 0)],
    ),
    Case(
        "all at once: the whole 1,000.00, whatever the rate and the arrears",
        [owed(basis="all", rate=0, arrears_cents=100_000)], 450_000, [(100_000, 100_000, 0, 0)],
    ),
    Case(
        "all at once with too little milk: 800.00 of 1,000.00, 200.00 in arrears",
        [owed(basis="all", rate=0)], 80_000, [(100_000, 80_000, 20_000, 20_000)],
    ),
    Case(
        "per litre: 1.50 x 83.25 l = 124.875, half even 124.88",
        [owed(basis="litre", rate=150)], 450_000, [(12_488, 12_488, 0, 87_512)], litres="83.25",
    ),
    Case(
        "per litre, a tie goes to the even cent: 0.50 x 0.25 l = 12.5 -> 12 cents",
        [owed(basis="litre", rate=50)], 450_000, [(12, 12, 0, 99_988)], litres="0.25",
    ),
    Case(
        "per litre, the tie above: 0.50 x 0.27 l = 13.5 -> 14 cents",
        [owed(basis="litre", rate=50)], 450_000, [(14, 14, 0, 99_986)], litres="0.27",
    ),
    Case(
        "litres below zero (a dispute of earlier milk) ask for nothing",
        [owed(basis="litre", rate=50)], 0, [(0, 0, 0, 100_000)], carried=9_000, litres="-4",
    ),
    Case(
        "a share of the gross: 12.50 % of 1,234.60 = 154.325 -> 154.32 (tie to even)",
        [owed(basis="share", rate=1250)], 123_460, [(15_432, 15_432, 0, 84_568)],
    ),
    Case(
        "a share, the other tie: 12.50 % of 1,234.68 = 154.335 -> 154.34",
        [owed(basis="share", rate=1250)], 123_468, [(15_434, 15_434, 0, 84_566)],
    ),
    Case(
        "a share of a gross below zero is nothing",
        [owed(basis="share", rate=1250)], -5_000, [(0, 0, 0, 100_000)], carried=20_000,
    ),
    Case(
        "an open-ended charge has no remaining: 300.00 in each run",
        [owed(remaining_cents=None)], 450_000, [(30_000, 30_000, 0, None)],
    ),
    Case(
        "an open-ended charge that could not be taken waits: 300.00 + 80.00 due, 100.00 there",
        [owed(remaining_cents=None, arrears_cents=8_000)], 10_000, [(38_000, 10_000, 28_000, None)],
    ),
    Case(
        "it starts with the run whose period ends on its day; a day later it is listed and not taken",
        [owed(1, starts=END), owed(2, starts=date(2026, 11, 16))], 450_000,
        [(30_000, 30_000, 0, 70_000), (0, 0, 0, 100_000)],
    ),
    Case(
        "priority first: 300.00 of 10 is served whole, then 50.00 are left of 350.00 for 50",
        [owed(1, priority=50), owed(2, priority=10)], 35_000,
        [(30_000, 30_000, 0, 70_000), (30_000, 5_000, 25_000, 95_000)],
    ),
    Case(
        "the same priority: what was made first comes first",
        [owed(2, order=7), owed(1, order=9)], 40_000,
        [(30_000, 30_000, 0, 70_000), (30_000, 10_000, 20_000, 90_000)],
    ),
    Case(
        "the same priority and position: by id, so that everybody draws alike",
        [owed(2, order=7), owed(1, order=7)], 40_000,
        [(30_000, 30_000, 0, 70_000), (30_000, 10_000, 20_000, 90_000)],
    ),
    Case(
        "no milk at all: the debt is carried in sight, with its arrears",
        [owed(arrears_cents=30_000)], 0, [(60_000, 0, 60_000, 100_000)], litres="0",
    ),
    Case(
        "what is carried in can be taken too: 0 + 250.00",
        [owed()], 0, [(30_000, 25_000, 5_000, 75_000)], carried=25_000, litres="0",
    ),
    Case(
        "a negative carried in comes first: 450.00 - 200.00 = 250.00 are left for 300.00",
        [owed()], 45_000, [(30_000, 25_000, 5_000, 75_000)], carried=-20_000,
    ),
    Case(
        "a negative carried in greater than the milk: nothing is taken",
        [owed()], 45_000, [(30_000, 0, 30_000, 100_000)], carried=-50_000,
    ),
    Case(
        "a negative gross takes from what was carried in: 500.00 - 150.00 = 350.00, 300.00 + 50.00",
        [owed(1), owed(2)], -15_000, [(30_000, 30_000, 0, 70_000), (30_000, 5_000, 25_000, 95_000)],
        carried=50_000,
    ),
    # ---------------------------------------------------------------- the share of the gross
    Case(
        "at most 50 % of the gross: 50 % of 500.00 = 250.00 of 300.00",
        [owed()], 50_000, [(30_000, 25_000, 5_000, 75_000)], by=rules("50"),
    ),
    Case(
        "the share is of the gross, not of what was carried in: 50 % of 100.00 = 50.00",
        [owed()], 10_000, [(30_000, 5_000, 25_000, 95_000)], carried=90_000, by=rules("50"),
    ),
    Case(
        "a share's tie: 33.5 % of 1.00 = 33.5 -> 34 cents",
        [owed()], 100, [(30_000, 34, 29_966, 99_966)], by=rules("33.5"),
    ),
    Case(
        "a share's tie down: 32.5 % of 1.00 = 32.5 -> 32 cents",
        [owed()], 100, [(30_000, 32, 29_968, 99_968)], by=rules("32.5"),
    ),
    Case(
        "a share with a negative gross takes nothing, however much was carried in",
        [owed()], -100, [(30_000, 0, 30_000, 100_000)], carried=500_000, by=rules("50"),
    ),
    # ---------------------------------------------------------------- what must be left
    Case(
        "at least 400.00 to take home: 650.00 - 400.00 = 250.00 of 300.00",
        [owed()], 65_000, [(30_000, 25_000, 5_000, 75_000)], by=rules(take_home=40_000),
    ),
    Case(
        "less milk than must be left: nothing is taken, nothing is added",
        [owed()], 39_999, [(30_000, 0, 30_000, 100_000)], by=rules(take_home=40_000),
    ),
    Case(
        "the last cent: 400.01 - 400.00 = 0.01",
        [owed()], 40_001, [(30_000, 1, 29_999, 99_999)], by=rules(take_home=40_000),
    ),
    Case(
        "share and take-home: min(60 % of 1,000.00 = 600.00, 1,000.00 - 800.00 = 200.00) = 200.00",
        [owed()], 100_000, [(30_000, 20_000, 10_000, 80_000)], by=rules("60", 80_000),
    ),
    Case(
        "share and take-home, the share is less: min(10 % of 1,000.00 = 100.00, 1,000.00 - 800.00)",
        [owed()], 100_000, [(30_000, 10_000, 20_000, 90_000)], by=rules("10", 80_000),
    ),
    # ---------------------------------------------------------------- caps by kind
    Case(
        "a cap of 2.00 a litre on advances: 100 l x 2.00 = 200.00 of 300.00",
        [owed()], 450_000, [(30_000, 20_000, 10_000, 80_000)], by=rules(advance=200),
    ),
    Case(
        "the cap is for all of a kind together: 500.00 = 300.00 + 200.00",
        [owed(1), owed(2)], 450_000, [(30_000, 30_000, 0, 70_000), (30_000, 20_000, 10_000, 80_000)],
        by=rules(advance=500),
    ),
    Case(
        "another kind is not touched by it",
        [owed(1), owed(2, kind="feed")], 450_000,
        [(30_000, 20_000, 10_000, 80_000), (30_000, 30_000, 0, 70_000)], by=rules(advance=200),
    ),
    Case(
        "a cap's tie: 0.25 x 30.10 l = 752.5 -> 752 cents",
        [owed()], 450_000, [(30_000, 752, 29_248, 99_248)], litres="30.10", by=rules(advance=25),
    ),
    Case(
        "a cap of nothing forbids the kind",
        [owed()], 450_000, [(30_000, 0, 30_000, 100_000)], by=rules(advance=0),
    ),
    Case(
        "cap, share and take-home: of feed 100.00 (its cap), then of 250.00 - 100.00 = 150.00",
        [owed(1, kind="feed", priority=10), owed(2)], 50_000,
        [(30_000, 10_000, 20_000, 90_000), (30_000, 15_000, 15_000, 85_000)],
        by=rules("50", 20_000, feed=100),
    ),
    # ---------------------------------------------------------------- paid twice over
    Case(
        "paid 40.00 too much in cash: given back in full, nothing remains",
        [owed(remaining_cents=-4_000)], 450_000, [(-4_000, -4_000, 0, 0)],
    ),
    Case(
        "given back whatever the rules, the starting day and the arrears",
        [owed(remaining_cents=-4_000, arrears_cents=9_000, starts=date(2027, 1, 1))], 0,
        [(-4_000, -4_000, 0, 0)], by=rules("1", 1_000_000, advance=0),
    ),
    Case(
        "what is given back makes no room for others: 100.00 of 300.00, the 40.00 go to the farmer",
        [owed(1, remaining_cents=-4_000), owed(2)], 10_000,
        [(-4_000, -4_000, 0, 0), (30_000, 10_000, 20_000, 90_000)],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_what_is_taken(case: Case) -> None:
    found = taken(case.charges, case.gross, case.carried, case.litres, case.by)
    assert [
        (one.due_cents, one.taken_cents, one.arrears_cents, one.remaining_cents) for one in found
    ] == case.then
