"""A whole statement by hand: premiums, standing charges by centre, adjustments, savings, rhythms, carrying.

Amounts are cents; each case has its arithmetic written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates.deductions import DeductionRules, KindCap, Standing
from imbuto.aggregates.drawing import Drawing, PayTerms, RunTerms, draw_statement
from imbuto.aggregates.statement import Figures, Line
from imbuto.values import Period
from tests.aggregates.test_deductions import owed, rules
from tests.aggregates.test_premiums import slabs

PERIOD = Period.parse("2026-11-A")
LEVY, LORRY = UUID(int=70), UUID(int=71)


def levy(basis: str = "litre", rate: int = 20, centre: str | None = None, id: UUID = LEVY) -> Standing:
    return Standing(id, "levy", None, "levy", basis, rate, 10, centre, 2)


def milk(litres: str, cents: int, centre: str = "KIA", position: int = 5) -> Line:
    return Line(position, int(Decimal(litres) * 100), cents, centre)


def adjustment(cents: int, litres: str = "0", position: int = 9) -> Line:
    return Line(position, int(Decimal(litres) * 100), cents, None, "adjustment")


def draw(
    lines: Sequence[Line],
    carried: int = 0,
    charges: Sequence[Any] = (),
    arrears: dict[UUID, int] | None = None,
    pay: PayTerms | None = None,
    period: Period = PERIOD,
    minimum: int = 1000,
    **terms: Any,
) -> Figures:
    drawing = Drawing("0001", lines, carried, tuple(charges), arrears or {}, pay or PayTerms())
    figures = draw_statement(drawing, RunTerms(period, minimum, **terms))
    require_balanced(figures)
    return figures


def require_balanced(found: Figures) -> None:
    came = found.milk_cents + found.adjustments_cents + found.premium_cents + found.carried_in_cents
    went = found.deductions_cents + found.saved_cents + found.net_cents + found.carried_out_cents
    assert came == went
    assert found.premium_cents == sum(one.cents for one in found.premiums)
    assert found.deductions_cents == sum(one.taken_cents for one in found.deductions)


# ------------------------------------------------------------------ premiums


def test_a_premium_is_earned_with_the_milk_and_counts_for_deductions() -> None:
    found = draw(
        [milk("150", 450_000)], charges=[owed(basis="share", rate=1000)], slabs=(slabs(("100", 200)),)
    )
    # premium (150 - 100) x 2.00 = 100.00; 10 % of 4,600.00 = 460.00; 4,140.00 to pay
    assert (found.premium_cents, found.deductions_cents, found.net_cents) == (10_000, 46_000, 414_000)


# ------------------------------------------------------------------ charges of everybody


def test_a_standing_charge_counts_the_litres_of_its_centre() -> None:
    lines = [milk("30", 135_000, "KIA"), milk("12.5", 56_250, "LIM", 6), adjustment(4_500, "1")]
    found = draw(lines, standing=(levy(), levy(rate=150, centre="LIM", id=LORRY)))
    # everywhere 0.20 x 43.5 l = 8.70; LIM 1.50 x 12.5 l = 18.75
    assert [(one.charge, one.taken_cents) for one in found.deductions] == [(LEVY, 870), (LORRY, 1_875)]
    assert found.net_cents == 193_000  # 1,350.00 + 562.50 + 45.00 - 27.45 = 1,930.05
    assert found.carried_out_cents == 5


def test_a_standing_charge_without_its_milk_is_silent_but_for_its_arrears() -> None:
    lines = [milk("30", 135_000, "KIA")]
    of_others = levy(centre="LIM")
    assert draw(lines, standing=(of_others,)).deductions == ()
    (waits,) = draw(lines, standing=(of_others,), arrears={LEVY: 430}).deductions
    assert (waits.due_cents, waits.taken_cents, waits.arrears_cents) == (430, 430, 0)


def test_what_a_standing_charge_could_not_take_is_in_arrears() -> None:
    (found,) = draw([milk("30", 500)], standing=(levy(),)).deductions
    # 0.20 x 30 l = 6.00 of 5.00
    assert (found.due_cents, found.taken_cents, found.arrears_cents) == (600, 500, 100)
    assert found.remaining_cents is None


def test_arrears_of_a_standing_charge_that_has_ended_are_let_go() -> None:
    assert draw([milk("30", 135_000)], arrears={LEVY: 430}).deductions == ()


def test_standing_and_own_charges_are_served_by_one_order_and_one_cap() -> None:
    own = owed(1, kind="levy", priority=5, order=1, rate=500)
    by = DeductionRules(UUID(int=9), None, 0, (KindCap("levy", 25),))
    found = draw([milk("30", 135_000)], charges=[own], standing=(levy(),), rules=by)
    # the cap of levies is 0.25 x 30 l = 7.50: 5.00 of the own one first, 2.50 of 6.00 for everybody's
    assert [one.taken_cents for one in found.deductions] == [500, 250]


# ------------------------------------------------------------------ adjustments


def test_adjustments_stand_beside_the_milk() -> None:
    found = draw([milk("10", 45_000), adjustment(-4_500, "-1"), adjustment(12_345, position=10)])
    assert (found.milk_cents, found.adjustments_cents, found.litres) == (45_000, 7_845, Decimal(9))
    assert (found.net_cents, found.carried_out_cents, found.lines) == (52_800, 45, 3)


def test_an_adjustment_alone_makes_a_statement() -> None:
    found = draw([adjustment(-30_000)])
    assert (found.net_cents, found.carried_out_cents) == (0, -30_000)


# ------------------------------------------------------------------ saving and being paid


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


# ------------------------------------------------------------------ the digest


def test_the_digest_tells_every_part() -> None:
    plain: dict[str, Any] = {"lines": [milk("10", 50_000)]}
    others: list[dict[str, Any]] = [
        {"charges": [owed(rate=1)]},
        {"charges": [owed(rate=2)]},
        {"charges": [owed(rate=1, remaining_cents=5)]},
        {"charges": [owed(2, rate=1)]},
        {"lines": [milk("10", 50_000), adjustment(1)]},
        {"slabs": (slabs(("9", 1)),)},
        {"pay": PayTerms("run", 1)},
        {"pay": PayTerms("month")},
        {"standing": (levy(),)},
    ]
    digests = {draw(**{**plain, **other}).digest for other in [{}, *others]}
    assert len(digests) == len(others) + 1


def test_a_plain_statement_has_the_digest_that_it_always_had() -> None:
    """Statements of years ago must be drawn again to the same digest: that of the text
    7,850,38250;9,200,9000|75|47300."""
    figures = draw([milk("8.5", 38_250, position=7), milk("2", 9_000, position=9)], 75)
    assert figures.digest == "48d457ebcafea072e389b71b13cb4736313b4dfcb4899d661b9ce0d4fadabd8d"


# ------------------------------------------------------------------ whatever the account

AMOUNTS = st.integers(-60_000, 600_000)
LINES = st.lists(
    st.builds(
        Line,
        st.integers(1, 10**6),
        st.integers(-500, 9_000),
        AMOUNTS,
        st.sampled_from(["KIA", "LIM"]),
        st.sampled_from(["milk", "milk", "adjustment"]),
    ),
    max_size=8,
)
CHARGES = st.lists(
    st.builds(
        owed,
        st.integers(1, 99),
        kind=st.sampled_from(["advance", "feed", "levy"]),
        basis=st.sampled_from(["all", "run", "litre", "share"]),
        rate=st.integers(1, 10_000),
        priority=st.integers(1, 3),
        remaining_cents=st.integers(-5_000, 200_000).filter(bool),
        arrears_cents=st.integers(0, 50_000),
    ),
    max_size=5,
    unique_by=lambda one: one.charge,
)
RULES = st.none() | st.builds(
    rules,
    st.none() | st.sampled_from(["10", "33.5", "100"]),
    st.integers(0, 100_000),
    feed=st.integers(0, 400),
)
PAY = st.builds(PayTerms, st.sampled_from(["run", "month"]), st.integers(0, 90))


@given(LINES, AMOUNTS, CHARGES, RULES, PAY)
def test_nothing_is_lost_and_no_rule_is_broken(
    lines: list[Line], carried: int, charges: list[Any], by: DeductionRules | None, pay: PayTerms
) -> None:
    terms = {"rules": by, "standing": (levy(),), "slabs": (slabs(("20", 150)),)}
    found = draw(lines, carried, charges, {LEVY: 120}, pay, **terms)  # type: ignore[arg-type]
    gross = found.milk_cents + found.adjustments_cents + found.premium_cents
    kept = [one for one in found.deductions if one.taken_cents > 0]
    sum_taken = sum(one.taken_cents for one in kept)
    assert sum_taken <= max(gross + carried, 0)
    for one in found.deductions:
        assert one.arrears_cents == one.due_cents - one.taken_cents
        assert one.taken_cents <= max(one.due_cents, 0) or one.due_cents < 0
        assert one.due_cents >= 0 or one.taken_cents == one.due_cents == -abs(one.due_cents)
    if by is not None and kept:
        assert gross + carried - sum_taken >= by.minimum_take_home_cents
        if by.max_share_percent is not None:
            assert sum_taken * 100 <= max(gross, 0) * by.max_share_percent + 50
    assert found.net_cents % 100 == 0
    assert found.saved_cents >= 0
    assert found.pays or found.net_cents == found.saved_cents == 0
