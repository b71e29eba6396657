"""What of a statement is saved, paid or carried: by percent, rhythm and minimum.

Amounts are cents; each case has its arithmetic written out.
"""

from __future__ import annotations

from datetime import date

import pytest

from imbuto.aggregates.drawing import PayTerms
from imbuto.values import Period
from tests.aggregates.deducting import owed
from tests.aggregates.drawing import draw, milk


@pytest.mark.parametrize(
    ("due", "percent", "saved", "net", "out"),
    [
        (100_000, 10, 10_000, 90_000, 0),
        (100_005, 10, 10_000, 90_000, 5),  # 10000.5 is a tie: to even 10000
        (100_015, 10, 10_002, 90_000, 13),  # 10001.5 is a tie: to even 10002
        (1_100, 10, 110, 0, 990),  # 9.90 are under the minimum payable
        (1_112, 10, 111, 1_000, 1),  # 10.01: 10.00 are paid
        (-500, 10, 0, 0, -500),
        (0, 90, 0, 0, 0),
    ],
)
def test_a_part_is_saved_before_the_rest_is_paid(
    due: int, percent: int, saved: int, net: int, out: int
) -> None:
    found = draw([milk("10", due)], pay=PayTerms("run", percent))
    assert (found.saved_cents, found.net_cents, found.carried_out_cents) == (saved, net, out)


def test_savings_are_taken_of_what_the_deductions_leave() -> None:
    found = draw([milk("10", 100_000)], 2_000, charges=[owed()], pay=PayTerms("run", 50))
    # 1,000.00 + 20.00 - 300.00 = 720.00, half of it
    assert (found.deductions_cents, found.saved_cents, found.net_cents) == (30_000, 36_000, 36_000)


@pytest.mark.parametrize(
    ("period", "rhythm", "pays"),
    [
        ("2026-11-A", "run", True),
        ("2026-11-A", "month", False),
        ("2026-11-B", "month", True),
        ("2026-11-B", "quarter", False),
        ("2026-12-B", "quarter", True),
        ("2026-09-B", "half-year", False),
        ("2026-06-B", "half-year", True),
        ("2026-11-B", "year", False),
        ("2026-12-B", "year", True),
        ("2026-12", "year", True),
        ("2026-11-2", "month", False),
        ("2026-11-3", "month", True),
        ("2026-W49", "month", True),  # 30 November to 6 December
        ("2026-W50", "month", False),
    ],
)
def test_who_is_paid_less_often_is_paid_when_the_span_ends(period: str, rhythm: str, pays: bool) -> None:
    found = draw([milk("10", 50_050)], 1_000, pay=PayTerms(rhythm, 10), period=Period.parse(period))
    assert found.pays is pays
    assert (found.net_cents > 0, found.saved_cents > 0) == (pays, pays)
    if not pays:
        assert found.carried_out_cents == 51_050


def test_deductions_are_taken_in_a_run_that_does_not_pay() -> None:
    found = draw([milk("10", 50_000)], charges=[owed()], pay=PayTerms("month", 10))
    assert (found.deductions_cents, found.net_cents, found.carried_out_cents) == (30_000, 0, 20_000)


def test_a_span_that_ended_in_a_period_without_a_run_is_paid_by_the_next() -> None:
    without = draw([milk("10", 50_000)], pay=PayTerms("month"), period=Period.parse("2026-12-A"))
    late = draw(
        [milk("10", 50_000)],
        pay=PayTerms("month"),
        period=Period.parse("2026-12-A"),
        since=date(2026, 11, 16),
    )
    assert (without.pays, late.pays) == (False, True)


@pytest.mark.parametrize(
    ("due", "minimum", "net"), [(9_999, 10_000, 0), (10_000, 10_000, 10_000), (10_099, 10_000, 10_000)]
)
def test_under_the_minimum_nothing_is_paid(due: int, minimum: int, net: int) -> None:
    assert draw([milk("10", due)], minimum=minimum).net_cents == net


def test_what_is_given_back_is_paid_out() -> None:
    found = draw([], charges=[owed(remaining_cents=-4_050)])
    assert (found.deductions_cents, found.net_cents, found.carried_out_cents) == (-4_050, 4_000, 50)
