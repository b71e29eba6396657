"""What one statement deducts: each basis, arrears, and the order in which charges are served.

Amounts are cents; each case has its arithmetic written out.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.aggregates.deducting import END, Case, owed

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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_what_is_taken(case: Case) -> None:
    case.require_taken()
