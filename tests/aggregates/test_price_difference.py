"""A price difference: what it adds to milk, by hand, and who may decide it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates import PriceDifference
from imbuto.aggregates.price_difference import Difference
from imbuto.aggregates.price_rules import FLAT, GradeStep, MatrixCell, PriceRules
from imbuto.aggregates.priced_milk import PricedMilk, priced_milk
from imbuto.aggregates.prices import Price
from imbuto.errors import BadValue, DifferentContent, SamePerson, WrongState
from imbuto.values import milk_value_cents
from tests.aggregates.stories import delivery, dispute, news
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER

ID, PRICE = UUID(int=1), UUID(int=2)
BONUS = Difference(
    name="Bonus", way="per-litre", kind="bonus", date_from=DAY, date_to=DAY, cents_per_litre=150
)
REPRICED = Difference(name="Retro", way="reprice", kind="retro", date_from=DAY, date_to=DAY, price_id=PRICE)
MILK = PricedMilk(
    UUID(int=3), "0001", "KIA", DAY, Decimal("8.5"), "A", Decimal("3.6"), Decimal("8.5"), None, 4500, ""
)


def milk(**changes: Any) -> PricedMilk:
    return replace(MILK, **changes)


def new_price(rules: PriceRules, cents: int = 4600) -> Price:
    return Price(PRICE, None, cents, DAY, "staff:S1", "approved", rules=rules)


def proposed(terms: Difference = BONUS) -> PriceDifference:
    found = PriceDifference.propose(ID, terms, CLERK)
    found.collect_events()
    return found


@pytest.mark.parametrize(
    ("litres", "cents_per_litre", "cents"),
    [
        ("8.50", 150, 1275),  # 8.50 × 1.50 = 12.75
        ("0.01", 150, 2),  # 1.5 cents: the even one above
        ("0.01", 250, 2),  # 2.5 cents: the even one below
        ("0.03", 50, 2),  # 1.5 cents: the even one above
        ("8.50", -150, -1275),  # a lower price takes back as much
        ("0.01", -150, -2),  # −1.5: the even one
        ("0.01", -250, -2),  # −2.5: the even one
    ],
)
def test_so_much_per_litre_rounded_once_for_each_delivery(
    litres: str, cents_per_litre: int, cents: int
) -> None:
    terms = replace(BONUS, kind="retro", cents_per_litre=cents_per_litre)
    assert terms.cents(milk(litres=Decimal(litres)), None) == cents


@pytest.mark.parametrize(
    ("rules", "changes", "cents"),
    [
        # (46.00 − 45.00) × 8.5
        (PriceRules(), {}, 850),
        # (46.00 − 47.00) × 8.5: a lower price takes back
        (PriceRules(), {"cents_per_litre": 4700}, -850),
        # (46.00 − 46.00) × 8.5: nothing
        (PriceRules(), {"cents_per_litre": 4600}, 0),
        # grade B: (46.00 − 2.00 − 45.00) × 8.5
        (PriceRules.of(grades=[GradeStep("B", -200)]), {"grade": "B"}, -850),
        # fat 3.6, SNF 8.5: (47.50 − 45.00) × 8.5
        (PriceRules.of(matrix=[MatrixCell(Decimal("3.5"), Decimal("8.5"), 4750)]), {}, 2125),
        # without a reading the flat 46.00
        (
            PriceRules.of(matrix=[MatrixCell(Decimal("3.5"), Decimal("8.5"), 4750)]),
            {"snf_percent": None},
            850,
        ),
        # (46.00 − 45.99) × 0.50 = 0.5 cents: nought is even
        (PriceRules(), {"cents_per_litre": 4599, "litres": Decimal("0.50")}, 0),
        # (46.00 − 45.97) × 0.50 = 1.5 cents: two
        (PriceRules(), {"cents_per_litre": 4597, "litres": Decimal("0.50")}, 2),
    ],
)
def test_milk_priced_again_gets_what_the_new_price_is_more(
    rules: PriceRules, changes: dict[str, Any], cents: int
) -> None:
    assert REPRICED.cents(milk(**changes), new_price(rules)) == cents


@given(st.integers(1, 200_000), st.integers(1, 100_000))
def test_what_one_difference_adds_its_opposite_takes_back_to_the_cent(hundredths: int, cents: int) -> None:
    brought = milk(litres=Decimal(hundredths).scaleb(-2))
    more, less = (replace(BONUS, kind="retro", cents_per_litre=sign * cents) for sign in (1, -1))
    assert more.cents(brought, None) == -less.cents(brought, None)


@given(st.integers(1, 200_000), st.integers(1, 100_000), st.integers(1, 100_000))
def test_milk_priced_again_is_worth_the_new_price_but_for_one_rounding(
    hundredths: int, paid: int, cents: int
) -> None:
    brought = milk(litres=Decimal(hundredths).scaleb(-2), cents_per_litre=paid)
    was, wanted = (milk_value_cents(brought.litres, price) for price in (paid, cents))
    assert abs(was + REPRICED.cents(brought, new_price(FLAT, cents)) - wanted) <= 1


@pytest.mark.parametrize(
    ("terms", "covered"),
    [
        ({}, True),
        ({"centre": "KIA", "grade": "A"}, True),
        ({"centre": "MUG"}, False),
        ({"grade": "B"}, False),
        ({"date_from": date(2026, 1, 1), "date_to": date(2026, 1, 2)}, False),
    ],
)
def test_it_is_about_the_milk_of_its_days_centre_and_grade(terms: dict[str, Any], covered: bool) -> None:
    assert replace(BONUS, **terms).covers(MILK) is covered


# ------------------------------------------------------------ milk as it stands


def test_of_disputed_milk_only_what_is_not_held_counts() -> None:
    found = delivery("8.5")
    facts = [found.recorded]
    assert priced_milk(facts).litres == Decimal("8.5")  # type: ignore[union-attr, arg-type]
    dispute(found, claimed="6")
    facts += found.collect_events()  # type: ignore[arg-type]
    assert priced_milk(facts).litres == Decimal("6")  # type: ignore[union-attr, arg-type]


def test_rejected_and_voided_milk_and_none_at_all_have_no_price() -> None:
    rejected = delivery("8.5", rejection_reason="sour")
    assert priced_milk([rejected.recorded]) is None  # type: ignore[list-item]
    voided = delivery("8.5")
    voided.void("twice", CLERK, closed=False)
    assert priced_milk([voided.recorded, *voided.collect_events()]) is None  # type: ignore[list-item]
    assert priced_milk([]) is None


# ------------------------------------------------------------ the two officials


def test_it_is_proposed_approved_at_a_position_and_completed_once() -> None:
    found = PriceDifference.propose(ID, BONUS, CLERK)
    for _ in range(2):
        found.require_same_terms(BONUS)
        found.approve(100, MANAGER)
    assert (found.state, found.cutoff_position) == ("approved", 100)
    for _ in range(2):
        found.complete(1, Decimal("8.5"), 1275, JOB)
    found.approve(200, MANAGER)
    assert news(found) == ["proposed", "approved", "completed"]
    assert found.cutoff_position == 100


def test_nobody_approves_what_they_proposed() -> None:
    with pytest.raises(SamePerson):
        proposed().approve(100, CLERK)


def test_what_was_refused_is_neither_approved_nor_completed() -> None:
    found = proposed()
    for _ in range(2):
        found.refuse("not now", MANAGER)
    assert news(found) == ["refused"]
    with pytest.raises(WrongState):
        found.approve(100, MANAGER)
    with pytest.raises(WrongState):
        found.complete(0, Decimal(0), 0, JOB)


def test_an_approved_one_is_not_refused() -> None:
    found = proposed()
    found.approve(100, MANAGER)
    with pytest.raises(WrongState):
        found.refuse("not now", MANAGER)


def test_other_terms_under_its_id_are_refused_by_name() -> None:
    with pytest.raises(DifferentContent) as refusal:
        proposed().require_same_terms(replace(BONUS, cents_per_litre=151))
    assert refusal.value.details["differs"] == {"cents_per_litre": ["150", "151"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"way": "by-hand"}, "way"),
        ({"kind": "gift"}, "kind"),
        ({"grade": "b"}, "grade"),
        ({"cents_per_litre": 0}, "cents_per_litre"),
        ({"cents_per_litre": None}, "cents_per_litre"),
        ({"cents_per_litre": 100_001}, "cents_per_litre"),
        ({"cents_per_litre": -150}, "cents_per_litre"),  # a bonus only adds
        ({"price_id": PRICE}, "price_id"),
        ({"way": "reprice"}, "price_id"),
        ({"way": "reprice", "price_id": PRICE}, "cents_per_litre"),
        ({"date_to": date(2026, 1, 1)}, "date_to"),
        ({"date_to": date(2099, 1, 1)}, "date_to"),
        ({"date_from": date(1999, 12, 31)}, "date_from"),
        ({"date_from": date(2022, 1, 1)}, "date_from"),
    ],
)
def test_what_nobody_can_mean_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as refusal:
        PriceDifference.propose(ID, replace(BONUS, **changes), CLERK)
    assert refusal.value.field == field
