"""A sample taken later: the milk is judged and priced anew while nothing stands against it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Delivery, Sample
from imbuto.aggregates.quality import Readings
from imbuto.aggregates.sample import SampleOf
from imbuto.errors import BadValue, DifferentContent, UnusualLitres, WrongState
from tests.aggregates.stories import DELIVERY, LIMITS, SAMPLE, correct, delivery, disputed, last, news, sample
from tests.ledger.examples import CLERK, DAY, MANAGER, NOW, farmer, later

POSITIVE = Readings(antibiotic="positive")
CAN = SampleOf("KIA", DAY, "AM", container="C-1")


def test_a_sample_that_rejects_takes_the_worth_and_the_farmer_may_answer() -> None:
    found = delivery("8.5", limits=LIMITS)
    found.confirm(farmer())
    found.collect_events()
    sample(found, POSITIVE)
    fact = last(found)
    assert (fact.rejection_reason, fact.litres, fact.value_cents) == ("antibiotics found", Decimal("8.5"), 0)
    assert (fact.change_litres, fact.change_cents, fact.counted) == (Decimal("-8.5"), -38_250, True)
    assert (found.state, found.confirm_by, found.paid_litres) == ("recorded", later(CLERK, hours=72).at, 0)


def test_a_lower_grade_is_priced_by_its_rule() -> None:
    found = delivery("8.5", limits=LIMITS)
    sample(found, Readings(fat_percent=Decimal("3.1")), price=4_300)
    fact = last(found)
    assert (fact.grade, fact.judged, fact.rejection_reason) == ("B", "fat under 3.25%", None)
    assert (fact.value_cents, fact.change_cents, fact.change_litres) == (36_550, -1_700, 0)  # 8.5 × 43.00
    assert (found.price_rule, found.grade, found.samples) == ("flat 4300", "B", {SAMPLE})


def test_a_sample_that_changes_nothing_is_attached_and_no_news() -> None:
    found = delivery("8.5", limits=LIMITS)
    found.confirm(farmer())
    found.collect_events()
    sample(found, Readings(plate_count=90_000))
    fact = last(found)
    assert (fact.change_cents, fact.confirm_by, fact.is_news, fact.counted) == (0, None, False, True)
    assert (found.state, found.readings.plate_count) == ("confirmed", 90_000)


def test_readings_of_the_platform_stay_and_those_of_the_sample_lie_over_them() -> None:
    found = delivery(
        "8.5", limits=LIMITS, lactometer=Decimal(30), temperature_c=Decimal(20), alcohol="negative"
    )
    sample(found, Readings(fat_percent=Decimal("3.5")))
    fact = last(found)
    assert (fact.lactometer, fact.alcohol, fact.fat_percent) == (Decimal(30), "negative", Decimal("3.5"))
    assert (fact.snf_percent, fact.snf_computed) == (Decimal("8.56"), True)
    sample(found, Readings(fat_percent=Decimal("3.0")), id=UUID(int=11))
    assert last(found).snf_percent == Decimal("8.46")  # computed anew: 7.5 + 0.6 + 0.36


@pytest.mark.parametrize(
    ("read", "pair", "corrected"),
    [
        ({"lactometer": Decimal(29)}, (Decimal(29), None), None),  # by 35 degrees it would be 32
        ({"temperature_c": Decimal(4)}, (Decimal(27), Decimal(35)), Decimal(30)),  # the sample was cooled
        ({"lactometer": Decimal(30), "temperature_c": Decimal(20)}, (Decimal(30), Decimal(20)), Decimal(30)),
    ],
)
def test_a_lactometer_is_corrected_by_the_temperature_of_its_own_test(
    read: dict[str, Any], pair: tuple[Decimal, Decimal | None], corrected: Decimal | None
) -> None:
    found = delivery("8.5", limits=LIMITS, lactometer=Decimal(27), temperature_c=Decimal(35))
    sample(found, Readings(**read))
    fact = last(found)
    assert (fact.lactometer, fact.temperature_c) == pair
    assert fact.corrected_lactometer == corrected


@pytest.mark.parametrize("why", ["closed", "disputed", "voided"])
def test_in_a_pay_run_in_dispute_or_voided_the_readings_attach_and_the_money_stays(why: str) -> None:
    found = disputed(limits=LIMITS) if why == "disputed" else delivery("8.5", limits=LIMITS)
    if why == "voided":
        found.void("recorded twice", CLERK, closed=False)
        found.collect_events()
    before = (found.state, found.value_cents, found.rejection_reason)
    sample(found, POSITIVE, closed=why == "closed")
    fact = last(found)
    assert (fact.counted, fact.change_litres, fact.change_cents, fact.confirm_by) == (False, 0, 0, None)
    assert (fact.rejection_reason, fact.value_cents) == (None, before[1])
    assert (found.state, found.value_cents, found.rejection_reason) == before
    assert found.readings.antibiotic == "positive"


def test_the_same_sample_again_is_quiet() -> None:
    found = delivery("8.5", limits=LIMITS)
    sample(found, POSITIVE)
    sample(found, POSITIVE)
    assert news(found) == ["sampled"]


def test_a_better_sample_takes_back_what_the_limits_rejected_but_not_what_the_clerk_did() -> None:
    found = delivery("8.5", limits=LIMITS, alcohol="positive")
    sample(found, Readings(alcohol="negative"))
    fact = last(found)
    assert (fact.change_litres, fact.change_cents, found.rejection_reason) == (Decimal("8.5"), 38_250, None)
    sour = delivery("8.5", limits=LIMITS, rejection_reason="sour")
    sample(sour, Readings(alcohol="negative"))
    assert (last(sour).rejection_reason, sour.value_cents) == ("sour", 0)


def test_milk_that_the_limits_reject_is_not_accepted_by_a_correction() -> None:
    found = delivery("8.5", limits=LIMITS, alcohol="positive")
    with pytest.raises(WrongState, match="alcohol test positive"):
        correct(found, "8.5", None)
    correct(found, "9", "alcohol test positive")
    with pytest.raises(WrongState, match="take a sample"):
        correct(found, "9", None)
    sample(found, Readings(alcohol="negative"))
    assert found.value_cents == 40_500  # 9 × 45.00


def test_a_correction_keeps_the_grade_and_the_price_of_the_sample() -> None:
    found = delivery("8.5", limits=LIMITS)
    sample(found, Readings(fat_percent=Decimal("3.1")), price=4_300)
    correct(found, "10")
    assert (found.grade, found.value_cents, found.price_rule) == ("B", 43_000, "flat 4300")


def test_unusual_litres_that_an_official_sets_in_a_dispute_must_be_meant() -> None:
    found = disputed("8.5", "60")
    with pytest.raises(UnusualLitres):
        found.resolve_dispute("adjusted", Decimal(60), "weighed", MANAGER, usual_litres=Decimal(9))
    found.resolve_dispute("adjusted", Decimal(60), "weighed", MANAGER, usual_litres=Decimal(9), meant=True)
    assert last(found).unusual
    upheld = disputed("8.5", "60")
    upheld.resolve_dispute("upheld", None, "looked at it", MANAGER, usual_litres=Decimal(9))
    assert not last(upheld).unusual


# ------------------------------------------------------------------ the sample itself


def taken(about: SampleOf = CAN, readings: Readings = POSITIVE, **changes: Any) -> Sample:
    return Sample.record(SAMPLE, about, readings, 3, CLERK, **changes)


def test_a_sample_says_what_was_read_of_which_milk() -> None:
    (fact,) = taken(reference="LAB-7").collect_events()
    assert (fact.container, fact.delivery, fact.centre, fact.deliveries) == ("C-1", None, "KIA", 3)
    assert (fact.antibiotic, fact.reference, fact.happened_at) == ("positive", "LAB-7", NOW)


def test_the_same_sample_is_quiet_and_another_is_named() -> None:
    found = taken(reference="LAB-7")
    found.require_same_content(CAN, POSITIVE, "LAB-7")
    with pytest.raises(DifferentContent, match="antibiotic"):
        found.require_same_content(CAN, Readings(antibiotic="negative"), "LAB-7")


@pytest.mark.parametrize(
    ("about", "readings"),
    [
        (CAN, Readings()),
        (CAN, Readings(resazurin=9)),
        (SampleOf("KIA", DAY, "AM"), POSITIVE),
        (SampleOf("KIA", DAY, "AM", "C-1", DELIVERY), POSITIVE),
    ],
)
def test_a_sample_of_nothing_or_without_a_plausible_reading_is_refused(
    about: SampleOf, readings: Readings
) -> None:
    with pytest.raises(BadValue):
        taken(about, readings)


def test_a_delivery_made_again_from_its_facts_knows_its_sample() -> None:
    found = delivery("8.5", limits=LIMITS)
    recorded = found.recorded
    sample(found, Readings(fat_percent=Decimal("3.1")), price=4_300)
    again = Delivery.from_facts(DELIVERY, [recorded, last(found)])  # type: ignore[list-item]
    assert (again.samples, again.value_cents, again.grade) == (frozenset({SAMPLE}), 36_550, "B")
