"""What limits a deduction: the share of the gross, what must be left, caps by kind. What was paid twice over.

Amounts are cents; each case has its arithmetic written out.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.aggregates.deducting import Case, owed, rules

CASES = [
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
    case.require_taken()
