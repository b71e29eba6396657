"""An adjustment is decided once, by two people, and says what it changes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates.adjustment import Adjustment, Savings
from imbuto.aggregates.entries import entry_of
from imbuto.errors import BadValue, Contradiction, DifferentContent, SamePerson, WrongState
from imbuto.values import business_date
from tests.ledger.examples import DAY, JOB, MANAGER, NOW, TREASURER
from tests.ledger.verbs_about_adjustments import content

ID, SOURCE = UUID(int=7), UUID(int=8)


def proposed(savings: Savings | None = None, **changes: Any) -> Adjustment:
    return Adjustment.propose(ID, content(**changes), TREASURER, savings)


def release(cents: int, savings: Savings | None) -> Adjustment:
    return proposed(savings, kind="savings", litres=Decimal(0), cents=cents)


def test_it_is_approved_by_another_and_counts_from_then_on() -> None:
    adjustment = proposed()
    with pytest.raises(SamePerson):
        adjustment.approve(TREASURER)
    adjustment.approve(MANAGER)
    adjustment.approve(MANAGER)
    first, second = adjustment.collect_events()
    assert entry_of(first) is None
    entry = entry_of(second)
    assert entry is not None
    assert (entry.member, entry.date, entry.centilitres, entry.cents) == ("0001", DAY, 200, 9_000)
    assert entry.kind == "adjustment"
    with pytest.raises(WrongState, match="approved"):
        adjustment.refuse("No.", MANAGER)


def test_what_was_refused_stays_refused() -> None:
    adjustment = proposed()
    adjustment.refuse("The scale was right.", TREASURER)
    adjustment.refuse("The scale was right.", MANAGER)
    assert [fact.TOPIC for fact in adjustment.collect_events()] == [
        "adjustment.proposed",
        "adjustment.refused",
    ]
    with pytest.raises(WrongState, match="refused"):
        adjustment.approve(MANAGER)


def test_other_content_under_its_id_is_refused_by_its_fields() -> None:
    adjustment = proposed()
    adjustment.require_same_proposal(content())
    with pytest.raises(DifferentContent) as refused:
        adjustment.require_same_proposal(content(cents=1, reason="Another."))
    assert set(refused.value.details["differs"]) == {"cents", "reason"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"cents": 100_000_001}, "amount"),
        ({"cents": -100_000_001}, "amount"),
        ({"cents": 0, "litres": Decimal(0)}, "amount"),
        ({"kind": "savings", "cents": -1, "litres": Decimal(0)}, "amount"),
        ({"kind": "opening-savings", "cents": 0, "litres": Decimal(0)}, "amount"),
        ({"kind": "bonus"}, "litres"),
        ({"litres": Decimal("2000.01")}, "litres"),
        ({"litres": Decimal("0.001")}, "litres"),
        ({"reason": "  "}, "reason"),
        ({"batch": "a/b"}, "batch"),
        ({"day": business_date(NOW) + timedelta(days=1)}, "day"),
        ({"day": DAY.replace(year=1999)}, "day"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as refused:
        proposed(**changes)
    assert refused.value.field == field


def test_no_more_savings_are_released_than_there_are() -> None:
    with pytest.raises(Contradiction):
        release(1, None)
    with pytest.raises(Contradiction, match=r"KES 20\.00"):
        release(2_001, Savings(5_000, 0, waiting_cents=3_000))
    adjustment = release(2_000, Savings(5_000, 0, waiting_cents=3_000))
    with pytest.raises(Contradiction):
        adjustment.approve(MANAGER, Savings(1_999, 3_001))
    adjustment.approve(MANAGER, Savings(2_000, 3_000, waiting_cents=2_000))
    assert adjustment.state == "approved"


def test_savings_brought_along_are_no_entry_on_the_milk_account() -> None:
    adjustment = proposed(kind="opening-savings", litres=Decimal(0))
    adjustment.approve(MANAGER)
    assert [entry_of(fact) for fact in adjustment.collect_events()] == [None, None]


def test_a_granted_difference_adds_money_and_no_litres() -> None:
    adjustment = Adjustment.grant(SOURCE, "0001", "retro", Decimal("8.5"), 425, DAY, "KES 0.50 more", JOB)
    (fact,) = adjustment.collect_events()
    entry = entry_of(fact)
    assert entry is not None
    assert (entry.centilitres, entry.cents, adjustment.state) == (0, 425, "granted")
    with pytest.raises(WrongState, match="granted"):
        adjustment.refuse("No.", MANAGER)
