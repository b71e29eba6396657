"""The view of price differences follows each fact; and the delivery book finds the milk they are about."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates import Adjustment, PriceDifference
from imbuto.aggregates.price_difference import Difference
from imbuto.errors import Unknown
from tests.history import CLERK, MANAGER, MONDAY, TREASURER, History, by
from tests.projections.conftest import Ask

ID, OTHER, PRICE = UUID(int=1), UUID(int=2), UUID(int=3)
TUESDAY = MONDAY + timedelta(days=1)
BONUS = Difference(
    name="Bonus",
    way="per-litre",
    kind="bonus",
    date_from=MONDAY,
    date_to=MONDAY,
    cents_per_litre=150,
    centre="KIA",
    grade="A",
)


def proposed(history: History, id: UUID = ID, terms: Difference = BONUS) -> PriceDifference:
    found = PriceDifference.propose(id, terms, by(TREASURER))
    history.save(found)
    return found


def approved(history: History, id: UUID = ID, terms: Difference = BONUS) -> PriceDifference:
    found = proposed(history, id, terms)
    found.approve(history.position(), by(MANAGER))
    history.save(found)
    return found


def grant(history: History, member: str, cents: int) -> Adjustment:
    granted = Adjustment.grant(ID, member, "bonus", Decimal(0), cents, MONDAY, "Bonus: 10 l", by("job:x"))
    history.save(granted)
    return granted


def test_a_proposed_difference_is_shown_with_its_terms(history: History, ask: Ask) -> None:
    position = history.position() + 1
    proposed(history)
    shown = ask().price_differences.get(ID)
    assert (shown.position, shown.state, shown.proposed_by) == (position, "proposed", TREASURER)
    terms = {name: getattr(shown, name) for name in vars(BONUS)}
    assert terms == vars(BONUS)
    assert (shown.members, shown.cents, shown.centilitres, shown.cutoff_position) == (0, 0, None, None)
    with pytest.raises(Unknown):
        ask().price_differences.get(OTHER)


def test_grants_are_counted_and_listed_by_member(history: History, ask: Ask) -> None:
    difference = approved(history)
    assert ask().price_differences.unfinished() == [ID]
    second, first = grant(history, "0002", 300), grant(history, "0001", 1500)
    shown = ask().price_differences.get(ID)
    assert (shown.state, shown.decided_by, shown.members, shown.cents) == ("approved", MANAGER, 2, 1800)
    page = ask().price_differences.members(ID, limit=1)
    assert [(one.member, one.cents, one.adjustment) for one in page.items] == [("0001", 1500, first.id)]
    rest = ask().price_differences.members(ID, cursor=page.next, limit=1)
    assert [(one.member, one.adjustment, one.text) for one in rest.items] == [
        ("0002", second.id, "Bonus: 10 l")
    ]
    difference.complete(2, Decimal("12.5"), 1800, by("job:x"))
    history.save(difference)
    shown = ask().price_differences.get(ID)
    assert (shown.state, shown.centilitres, shown.cents) == ("completed", 1250, 1800)
    assert ask().price_differences.unfinished() == []


def test_a_refused_one_says_why(history: History, ask: Ask) -> None:
    difference = proposed(history)
    difference.refuse("not now", by(MANAGER))
    history.save(difference)
    shown = ask().price_differences.get(ID)
    assert (shown.state, shown.reason, shown.decided_by) == ("refused", "not now", MANAGER)


def test_one_that_takes_money_from_members_says_so(history: History, ask: Ask) -> None:
    proposed(history, terms=Difference(**{**vars(BONUS), "kind": "retro", "cents_per_litre": -100}))
    repriced = {**vars(BONUS), "way": "reprice", "kind": "retro", "cents_per_litre": None, "price_id": PRICE}
    approved(history, OTHER, Difference(**repriced))
    assert [ask().price_differences.get(id).takes_back for id in (ID, OTHER)] == [True, False]
    taken = Adjustment.grant(OTHER, "0001", "retro", Decimal(0), -500, MONDAY, "x", by("job:x"))
    history.save(taken)
    assert ask().price_differences.get(OTHER).takes_back


def test_the_list_is_the_latest_first_and_by_state(history: History, ask: Ask) -> None:
    approved(history)
    proposed(history, OTHER)
    page = ask().price_differences.page(limit=1)
    assert [one.id for one in page.items] == [OTHER]
    assert [one.id for one in ask().price_differences.page(cursor=page.next).items] == [ID]
    assert [one.id for one in ask().price_differences.page(state="approved").items] == [ID]


@pytest.mark.parametrize(
    ("day", "centre", "found"), [(MONDAY, "KIA", [ID]), (TUESDAY, "KIA", []), (MONDAY, "MUG", [])]
)
def test_what_was_approved_about_a_days_milk_is_found(
    history: History, ask: Ask, day: date, centre: str, found: list[UUID]
) -> None:
    approved(history)
    proposed(history, OTHER)
    assert [one.id for one in ask().price_differences.about(day, centre)] == found


def test_those_in_force_for_some_days_are_found(history: History, ask: Ask) -> None:
    approved(history)
    proposed(history, OTHER)
    found = ask().price_differences
    assert list(found.in_force(date(2020, 1, 1), MONDAY)) == [ID]
    assert list(found.in_force(MONDAY, date(2030, 1, 1))) == [ID]
    assert list(found.in_force(TUESDAY, TUESDAY)) == []


def test_the_delivery_book_gives_each_members_milk_of_the_days_member_by_member(
    history: History, ask: Ask
) -> None:
    history.member("0002")
    history.member("0003")
    early = history.delivery("0001", shift="AM")
    late = history.delivery("0001", date=TUESDAY)
    other = history.delivery("0002", who=CLERK)
    history.delivery("0003", date=TUESDAY + timedelta(days=1))
    first = ask().deliveries.brought(MONDAY, TUESDAY, limit=1)
    assert [(one.member, one.deliveries) for one in first] == [("0001", (early.id, late.id))]
    rest = ask().deliveries.brought(MONDAY, TUESDAY, after="0001")
    assert [(one.member, one.deliveries) for one in rest] == [("0002", (other.id,))]
    assert ask().deliveries.brought(MONDAY, TUESDAY, after="0002") == []
    assert ask().deliveries.brought(MONDAY, TUESDAY, "MUG") == []


def test_the_delivery_book_gives_the_milk_that_counts_with_what_it_was_priced_at(
    history: History, ask: Ask
) -> None:
    history.member("0002")
    plain = history.delivery("0001")
    history.void(history.delivery("0001", shift="PM"))
    history.delivery("0001", date=TUESDAY, rejection_reason="sour")
    doubted = history.delivery("0002", date=TUESDAY)
    history.dispute(doubted, claimed="8")
    history.delivery("0002", date=TUESDAY + timedelta(days=1))
    found = list(ask().deliveries.priced(MONDAY, TUESDAY))
    kept = int(plain.litres * 100)
    worth = doubted.value_cents * 800 // kept
    assert found == [
        ("0001", plain.centre, MONDAY.isoformat(), kept, plain.value_cents, None, None, None),
        ("0002", doubted.centre, TUESDAY.isoformat(), 800, worth, None, None, None),
    ]
    assert list(ask().deliveries.priced(MONDAY, TUESDAY, ("MUG",))) == []
    assert len(list(ask().deliveries.priced(MONDAY, MONDAY, (plain.centre, "MUG")))) == 1
