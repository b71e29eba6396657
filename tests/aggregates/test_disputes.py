"""A farmer disagrees: only the disputed part is held, and a manager who did not weigh decides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from imbuto.errors import (
    BadValue,
    NotPermitted,
    SamePerson,
    WindowClosed,
    WrongState,
)
from tests.aggregates.stories import correct, delivery, dispute, disputed, last, news
from tests.ledger.examples import CLERK, MANAGER, NOW, by, farmer, later

# -------------------------------------------------------------------- dispute


@pytest.mark.parametrize(
    ("reason", "claimed", "held_litres", "held_cents"),
    [
        ("quantity", "6", "2.5", 11_250),
        ("quantity", "10", "0", 0),
        ("quantity", "8.5", "0", 0),
        ("quantity", "0", "8.5", 38_250),
        ("not-mine", None, "8.5", 38_250),
        ("not-mine", "8.5", "8.5", 38_250),
        ("quality", None, "0", 0),
        ("missing", "10", "0", 0),
        ("other", None, "0", 0),
    ],
)
def test_only_the_disputed_part_is_held(
    reason: str, claimed: str | None, held_litres: str, held_cents: int
) -> None:
    found = delivery("8.5")
    dispute(found, reason, claimed)
    fact = last(found)
    assert (found.state, fact.held_litres, fact.held_cents) == ("disputed", Decimal(held_litres), held_cents)


@pytest.mark.parametrize(
    ("reason", "claimed"), [("quantity", "6"), ("not-mine", None), ("quality", None), ("quantity", "10")]
)
def test_of_rejected_milk_there_is_nothing_to_hold(reason: str, claimed: str | None) -> None:
    found = delivery("8.5", rejection_reason="sour")
    dispute(found, reason, claimed)
    fact = last(found)
    assert (fact.held_litres, fact.held_cents) == (0, 0)


def test_what_was_confirmed_may_still_be_disputed_within_the_window() -> None:
    found = delivery()
    found.confirm(farmer())
    dispute(found)
    assert news(found) == ["confirmed", "disputed"]


def test_the_same_dispute_again_is_quiet_and_another_one_is_refused() -> None:
    found = delivery()
    dispute(found, "quantity", "6")
    dispute(found, "quantity", "6")
    assert news(found) == ["disputed"]
    with pytest.raises(WrongState):
        dispute(found, "not-mine", "6")
    with pytest.raises(WrongState):
        dispute(found, "quantity", "7")


@pytest.mark.parametrize(
    ("reason", "claimed"),
    [("weather", "6"), ("quantity", None), ("quantity", "-1"), ("quantity", "NaN"), ("quantity", "6.001")],
)
def test_a_dispute_that_says_nothing_clear_is_refused(reason: str, claimed: str | None) -> None:
    with pytest.raises(BadValue):
        dispute(delivery(), reason, claimed)


def test_only_the_farmer_disputes_and_only_in_time() -> None:
    with pytest.raises(NotPermitted):
        dispute(delivery(), who=MANAGER)
    with pytest.raises(WindowClosed):
        dispute(delivery(), who=later(farmer(), hours=73))
    with pytest.raises(WindowClosed):
        dispute(delivery(), closed=True)


def test_a_note_is_about_the_farmer_and_a_dispute_has_a_deadline() -> None:
    found = delivery()
    dispute(found, note="my son saw the scale")
    fact = last(found)
    assert str(fact.note) == "my son saw the scale"
    assert fact.resolve_by == NOW + timedelta(days=7)


# ----------------------------------------------------------------- resolution


def test_upheld_releases_the_held_part_unchanged() -> None:
    found = disputed()
    found.resolve_dispute("upheld", None, "the scale was checked", MANAGER)
    fact = last(found)
    assert (fact.released_litres, fact.released_cents) == (Decimal("2.5"), 11_250)
    assert (fact.change_litres, fact.change_cents) == (0, 0)
    assert (found.state, found.litres, found.value_cents) == ("resolved", Decimal("8.5"), 38_250)


def test_adjusted_releases_the_held_part_and_changes_the_value() -> None:
    found = disputed()
    found.resolve_dispute("adjusted", Decimal(7), "weighed again", MANAGER)
    fact = last(found)
    assert (fact.released_cents, fact.change_litres, fact.change_cents) == (11_250, Decimal("-1.5"), -6_750)
    assert (found.litres, found.value_cents) == (7, 31_500)


def test_the_farmer_withdraws_and_nobody_else() -> None:
    with pytest.raises(NotPermitted):
        disputed().resolve_dispute("withdrawn", None, "he said so", MANAGER)
    found = disputed()
    found.resolve_dispute("withdrawn", None, "my mistake", farmer())
    assert news(found) == ["dispute_resolved"]


def test_whoever_recorded_or_corrected_it_does_not_resolve_it() -> None:
    with pytest.raises(SamePerson):
        disputed().resolve_dispute("upheld", None, "I know", CLERK)
    found = delivery()
    correct(found, "8", who=MANAGER)
    dispute(found)
    for who in (CLERK, MANAGER):
        with pytest.raises(SamePerson):
            found.resolve_dispute("upheld", None, "I know", who)
    found.resolve_dispute("upheld", None, "looked at it", by("staff:S003"))


def test_whoever_corrected_it_in_between_does_not_resolve_it_either() -> None:
    found = delivery()
    correct(found, "8", who=MANAGER)
    correct(found, "7", who=by("staff:S011"))
    dispute(found)
    for who in (CLERK, MANAGER, by("staff:S011")):
        with pytest.raises(SamePerson):
            found.resolve_dispute("upheld", None, "I know", who)
    found.resolve_dispute("upheld", None, "looked at it", by("staff:S003"))


@pytest.mark.parametrize(
    ("outcome", "litres"),
    [
        ("forgotten", None),
        ("adjusted", None),
        ("upheld", "8"),
        ("adjusted", "-1"),
        ("adjusted", "NaN"),
        ("adjusted", "1E+9"),
    ],
)
def test_an_outcome_that_says_nothing_clear_is_refused(outcome: str, litres: str | None) -> None:
    with pytest.raises(BadValue):
        disputed().resolve_dispute(outcome, Decimal(litres) if litres else None, "why", MANAGER)


def test_without_an_open_dispute_there_is_nothing_to_resolve() -> None:
    with pytest.raises(WrongState):
        delivery().resolve_dispute("upheld", None, "why", MANAGER)


def test_the_same_outcome_again_is_quiet_and_another_is_refused() -> None:
    found = disputed()
    found.resolve_dispute("adjusted", Decimal(7), "weighed again", MANAGER)
    found.resolve_dispute("adjusted", Decimal(7), "weighed again", MANAGER)
    assert news(found) == ["dispute_resolved"]
    with pytest.raises(WrongState):
        found.resolve_dispute("adjusted", Decimal(8), "weighed again", MANAGER)
    with pytest.raises(WrongState):
        found.resolve_dispute("upheld", None, "on second thought", MANAGER)


def test_a_second_dispute_is_resolved_too_even_with_the_outcome_of_the_first() -> None:
    found = disputed()
    found.resolve_dispute("upheld", None, "the scale was checked", MANAGER)
    correct(found, "8")
    dispute(found, "quantity", "6")
    news(found)
    found.resolve_dispute("upheld", None, "checked once more", MANAGER)
    assert (found.state, news(found)) == ("resolved", ["dispute_resolved"])
