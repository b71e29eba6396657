"""One weighing: recorded, answered, disputed, resolved, corrected, voided."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from imbuto.aggregates import Delivery
from imbuto.errors import (
    BadValue,
    DifferentContent,
    NotPermitted,
    SamePerson,
    UnusualLitres,
    WindowClosed,
    WrongState,
)
from tests.aggregates.stories import correct, delivery, dispute, last, news, recorded
from tests.ledger.examples import CLERK, JOB, MANAGER, NOW, by, farmer, later, weighing

AFTER_THE_WINDOW = timedelta(hours=72, seconds=1)


# ------------------------------------------------------------------ recording


def test_accepted_milk_is_worth_litres_times_price_rounded_half_even_once() -> None:
    assert delivery("8.5", price=4500).value_cents == 38_250
    assert delivery("0.01", price=4550).value_cents == 46
    assert delivery("0.01", price=4450).value_cents == 44


def test_rejected_milk_is_recorded_and_worth_nothing() -> None:
    fact = last(recorded("8.5", rejection_reason="alcohol test"))
    assert (fact.litres, fact.value_cents, fact.price_id) == (Decimal("8.5"), 0, None)


def test_when_it_was_weighed_stands_beside_when_it_was_recorded() -> None:
    fact = last(recorded(happened_at=NOW - timedelta(hours=5)))
    assert (fact.happened_at, fact.recorded_at) == (NOW - timedelta(hours=5), NOW)


@pytest.mark.parametrize("litres", ["0", "-8.5", "NaN", "Infinity", "2000.01", "8.555", "1E+9"])
def test_litres_that_no_scale_shows_are_refused(litres: str) -> None:
    with pytest.raises(BadValue):
        recorded(litres)


def test_litres_far_over_the_usual_must_be_meant() -> None:
    with pytest.raises(UnusualLitres):
        recorded("30.1", usual="10")
    assert last(recorded("30", usual="10")).unusual is False
    assert last(recorded("30.1", usual="10", meant=True)).unusual is True


def test_the_same_weighing_is_recognised_however_the_number_is_written() -> None:
    delivery("8.5").require_same_content(weighing("8.50"))


@pytest.mark.parametrize(
    ("field", "other"),
    [("litres", Decimal("8.6")), ("member", "0002"), ("shift", "PM"), ("rejection_reason", "sour")],
)
def test_other_content_is_refused_by_the_name_of_the_field(field: str, other: object) -> None:
    changed = weighing(**{"litres": "8.5", field: other})  # type: ignore[arg-type]
    with pytest.raises(DifferentContent) as refusal:
        delivery("8.5").require_same_content(changed)
    assert list(refusal.value.details["differs"]) == [field]


# -------------------------------------------------------------- confirmation


def test_the_farmer_confirms_once() -> None:
    found = delivery()
    found.confirm(farmer())
    found.confirm(farmer())
    assert (found.state, news(found)) == ("confirmed", ["confirmed"])


@pytest.mark.parametrize("who", [CLERK, farmer("0002"), JOB])
def test_nobody_else_confirms(who: object) -> None:
    with pytest.raises(NotPermitted):
        delivery().confirm(who)  # type: ignore[arg-type]


def test_confirming_after_the_window_or_the_cut_off_is_too_late() -> None:
    delivery().confirm(later(farmer(), hours=72))
    with pytest.raises(WindowClosed):
        delivery().confirm(later(farmer(), hours=72, seconds=1))
    with pytest.raises(WindowClosed):
        delivery().confirm(farmer(), closed=True)


def test_silence_becomes_a_fact_only_after_the_window_or_the_cut_off() -> None:
    early, late, cut_off = delivery(), delivery(), delivery()
    early.lapse(later(JOB, hours=71))
    late.lapse(later(JOB, hours=72))
    cut_off.lapse(JOB, closed=True)
    assert (news(early), news(late), news(cut_off)) == (
        [],
        ["confirmation_lapsed"],
        ["confirmation_lapsed"],
    )


def test_silence_is_said_once_and_never_of_an_answered_delivery() -> None:
    lapsed, answered = delivery(), delivery()
    lapsed.lapse(JOB, closed=True)
    answered.confirm(farmer())
    news(answered)
    for found in (lapsed, answered):
        found.lapse(JOB, closed=True)
    assert (news(lapsed), news(answered)) == (["confirmation_lapsed"], [])


def test_after_silence_nobody_answers_any_more() -> None:
    found = delivery()
    found.lapse(JOB, closed=True)
    with pytest.raises(WindowClosed):
        found.confirm(farmer())
    with pytest.raises(WindowClosed):
        dispute(found)


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


def disputed(litres: str = "8.5", claimed: str = "6", **changes: object) -> Delivery:
    found = delivery(litres, **changes)
    dispute(found, "quantity", claimed)
    found.collect_events()
    return found


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


# ------------------------------------------------------- correction and void


def test_a_correction_changes_litres_and_value_and_opens_the_window_anew() -> None:
    found = delivery("8.5")
    correct(found, "9", who=later(MANAGER, hours=50))
    fact = last(found)
    assert (fact.change_litres, fact.change_cents, found.value_cents) == (Decimal("0.5"), 2250, 40_500)
    assert (found.state, found.confirm_by) == ("recorded", NOW + timedelta(hours=122))


def test_the_same_correction_again_is_quiet() -> None:
    found = delivery("8.5")
    correct(found, "9")
    correct(found, "9")
    assert news(found) == ["corrected"]


def test_milk_rejected_by_mistake_gets_the_price_of_its_day_and_keeps_it() -> None:
    found = delivery("8.5", rejection_reason="sour")
    correct(found, "8.5")
    assert found.value_cents == 38_250
    dispute(found, "quantity", "6")
    assert last(found).held_cents == 11_250
    found.resolve_dispute("adjusted", Decimal(7), "weighed again", MANAGER)
    assert found.value_cents == 31_500


def test_milk_accepted_by_mistake_loses_its_worth() -> None:
    found = delivery("8.5")
    correct(found, "8.5", "antibiotics")
    fact = last(found)
    assert (fact.change_litres, fact.change_cents, found.value_cents) == (Decimal("-8.5"), -38_250, 0)


def test_what_a_run_has_taken_is_neither_corrected_nor_voided() -> None:
    with pytest.raises(WindowClosed):
        correct(delivery(), "9", closed=True)
    with pytest.raises(WindowClosed):
        delivery().void("twice", CLERK, closed=True)


def test_a_disputed_delivery_is_resolved_and_not_corrected() -> None:
    with pytest.raises(WrongState, match="Resolve the dispute"):
        correct(disputed(), "9")
    with pytest.raises(WrongState):
        disputed().void("twice", CLERK, closed=False)


def test_litres_of_a_correction_are_checked_too() -> None:
    with pytest.raises(BadValue):
        correct(delivery(), "-9")


def test_a_void_takes_everything_back_once() -> None:
    found = delivery("8.5")
    found.void("recorded twice", CLERK, closed=False)
    fact = last(found)
    found.void("recorded twice", CLERK, closed=False)
    assert (fact.change_litres, fact.change_cents, found.value_cents) == (Decimal("-8.5"), -38_250, 0)
    assert (found.state, news(found)) == ("voided", [])


def test_what_is_voided_is_recorded_anew_and_not_corrected() -> None:
    found = delivery()
    found.void("recorded twice", CLERK, closed=False)
    with pytest.raises(WrongState, match="Record the milk anew"):
        correct(found, "9")
    with pytest.raises(WrongState):
        found.confirm(farmer())
