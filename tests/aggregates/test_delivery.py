"""One weighing: recorded, answered, disputed, resolved, corrected, voided."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from imbuto.errors import (
    BadValue,
    DifferentContent,
    NotPermitted,
    UnusualLitres,
    WindowClosed,
    WrongState,
)
from tests.aggregates.stories import correct, delivery, dispute, disputed, last, news, recorded
from tests.ledger.examples import CLERK, JOB, MANAGER, NOW, farmer, later, weighing

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


def test_unusual_litres_of_a_correction_must_be_meant_and_are_flagged() -> None:
    found = delivery("8")
    correct(found, "24", usual="8")
    assert last(found).unusual is False
    with pytest.raises(UnusualLitres):
        correct(found, "1999", usual="8")
    correct(found, "1999", usual="8", meant=True)
    assert last(found).unusual is True
    correct(found, "1999", usual="8")
    assert news(found) == []


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
