"""A whole statement by hand: premiums, standing charges by centre, adjustments, the digest.

Amounts are cents; each case has its arithmetic written out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates.deductions import DeductionRules, KindCap
from imbuto.aggregates.drawing import PayTerms
from imbuto.aggregates.statement import Line
from tests.aggregates.deducting import owed, rules
from tests.aggregates.drawing import LEVY, LORRY, adjustment, draw, levy, milk
from tests.aggregates.test_premiums import slabs

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
