"""A sample of a can is attached to each delivery in it, in one transaction, or to none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.errors import BadValue, DifferentContent, Unknown, UnusualLitres
from imbuto.ledger import GradeStep, Ledger, PriceRules, Readings, SampleOf
from tests.ledger.examples import CLERK, DAY, MANAGER, approve_run, by, farmer, record, weighing
from tests.ledger.verbs_about_quality import CAN, LIMIT_SET, SAMPLE, propose_limits

B_COSTS_LESS = UUID(int=71)
POSITIVE = Readings(antibiotic="positive")
LOW_FAT = Readings(fat_percent=Decimal("3.1"))


@pytest.fixture
def judged(dairy: Ledger) -> Ledger:
    """The preset is in force, and grade B costs two shillings less."""
    propose_limits(dairy)
    dairy.approve_limits(LIMIT_SET, MANAGER)
    rules = PriceRules.of(grades=[GradeStep("B", -200)])
    dairy.propose_price(B_COSTS_LESS, None, 4500, date(2026, 1, 2), CLERK, rules)
    dairy.approve_price(B_COSTS_LESS, MANAGER)
    return dairy


def topics(ledger: Ledger, after: int) -> list[str]:
    return [fact.TOPIC for _, fact in ledger.facts(after, 100)]


def test_milk_is_judged_and_priced_as_it_is_recorded(judged: Ledger) -> None:
    good = judged.delivery(record(judged, fat_percent=Decimal("3.25")))
    poor = judged.delivery(record(judged, member="0002", fat_percent=Decimal("3.24")))
    sour = judged.delivery(record(judged, member="0003", alcohol="positive"))
    assert (good.grade, good.value_cents, good.price_rule) == ("A", 38_250, "flat 45.00")
    assert (poor.grade, poor.value_cents, poor.price_rule) == ("B", 36_550, "flat 45.00; grade B -2.00")
    assert (sour.rejection_reason, sour.value_cents) == ("alcohol test positive", 0)
    assert good.recorded is not None
    assert good.recorded.formula is not None
    assert good.recorded.formula.name == "richmond-20"


def test_a_can_s_sample_reaches_all_milk_in_it_and_no_other(judged: Ledger) -> None:
    shared = [record(judged, member=number, container="C-1") for number in ("0001", "0002")]
    other = record(judged, member="0003", container="C-2")
    saved = judged.record_sample(SAMPLE, CAN, LOW_FAT, shared, CLERK)
    assert saved.new
    assert [judged.delivery(id).value_cents for id in (*shared, other)] == [36_550, 36_550, 38_250]
    fact: Any = judged.story(SAMPLE)[0][1]
    assert fact.deliveries == 2


def test_one_delivery_that_is_not_of_the_can_keeps_the_whole_sample_out(judged: Ledger) -> None:
    mine = record(judged, container="C-1")
    other = record(judged, member="0003", container="C-2")
    before = judged.position()
    for deliveries in ([mine, other], [mine, uuid4()], []):
        with pytest.raises((BadValue, Unknown)):
            judged.record_sample(SAMPLE, CAN, POSITIVE, deliveries, CLERK)
    with pytest.raises(BadValue):
        judged.record_sample(SAMPLE, replace(CAN, shift="PM"), POSITIVE, [mine], CLERK)
    assert judged.position() == before


def test_the_same_sample_again_is_quiet_and_reaches_milk_that_a_device_sent_late(judged: Ledger) -> None:
    first = record(judged, container="C-1")
    judged.record_sample(SAMPLE, CAN, POSITIVE, [first], CLERK)
    before = judged.position()
    assert not judged.record_sample(SAMPLE, CAN, POSITIVE, [first], CLERK).new
    assert judged.position() == before
    late = record(judged, member="0002", container="C-1")
    after = judged.position()
    judged.record_sample(SAMPLE, CAN, POSITIVE, [first, late], CLERK)
    assert topics(judged, after) == ["delivery.sampled"]
    assert judged.delivery(late).value_cents == 0
    with pytest.raises(DifferentContent):
        judged.record_sample(SAMPLE, CAN, LOW_FAT, [first], CLERK)


def test_a_sample_of_one_delivery_needs_no_can(judged: Ledger) -> None:
    id = record(judged)
    judged.record_sample(SAMPLE, SampleOf("KIA", DAY, "AM", delivery=id), POSITIVE, [id], CLERK)
    assert judged.delivery(id).rejection_reason == "antibiotics found"


def test_after_the_cut_off_the_readings_attach_and_the_money_stays(judged: Ledger) -> None:
    id = record(judged, container="C-1")
    approve_run(judged)
    judged.record_sample(SAMPLE, CAN, POSITIVE, [id], CLERK)
    fact: Any = judged.story(id)[-1][1]
    assert (fact.counted, fact.change_cents) == (False, 0)
    assert (judged.delivery(id).value_cents, judged.delivery(id).readings.antibiotic) == (38_250, "positive")


def test_a_later_price_never_changes_what_a_sample_makes_of_old_milk(judged: Ledger) -> None:
    id = record(judged, container="C-1")
    judged.propose_price(UUID(int=72), None, 6000, date(2026, 1, 3), CLERK)
    judged.approve_price(UUID(int=72), MANAGER)
    judged.record_sample(SAMPLE, CAN, LOW_FAT, [id], CLERK)
    assert judged.delivery(id).value_cents == 36_550


def test_milk_that_a_sample_rejected_and_another_accepts_again_keeps_its_price(judged: Ledger) -> None:
    id = record(judged, container="C-1")
    judged.record_sample(SAMPLE, CAN, POSITIVE, [id], CLERK)
    judged.propose_price(UUID(int=72), None, 6000, date(2026, 1, 2), CLERK)
    judged.approve_price(UUID(int=72), MANAGER)
    judged.record_sample(uuid4(), CAN, Readings(antibiotic="negative"), [id], CLERK)
    assert judged.delivery(id).value_cents == 38_250


def test_a_correction_never_prices_anew_milk_whose_grade_leaves_nothing(judged: Ledger) -> None:
    rules = PriceRules.of(grades=[GradeStep("B", -5000)])
    judged.propose_price(UUID(int=72), None, 4500, date(2026, 1, 3), CLERK, rules)
    judged.approve_price(UUID(int=72), MANAGER)
    id = record(judged, fat_percent=Decimal("3.1"))
    judged.propose_price(UUID(int=73), None, 6000, date(2026, 1, 3), CLERK)
    judged.approve_price(UUID(int=73), MANAGER)
    judged.correct_delivery(id, Decimal(9), None, "a slip", CLERK)
    delivery = judged.delivery(id)
    assert (delivery.value_cents, delivery.price_rule) == (0, "flat 45.00; grade B -50.00; at least 0.00")


def test_milk_is_judged_by_the_limits_under_which_it_was_recorded(judged: Ledger) -> None:
    id = record(judged, container="C-1")
    stricter = UUID(int=63)
    propose_limits(judged, stricter, (judged.cooperative().limit_set(LIMIT_SET).limits[0],))
    judged.approve_limits(stricter, MANAGER)
    judged.record_sample(SAMPLE, CAN, POSITIVE, [id], CLERK)
    assert judged.delivery(id).rejection_reason == "antibiotics found"


def test_milk_recorded_before_there_were_limits_is_judged_by_those_of_its_day(dairy: Ledger) -> None:
    id = record(dairy, container="C-1", alcohol="positive")
    assert dairy.delivery(id).rejection_reason is None
    propose_limits(dairy)
    dairy.approve_limits(LIMIT_SET, MANAGER)
    dairy.record_sample(SAMPLE, CAN, Readings(plate_count=90_000), [id], CLERK)
    assert dairy.delivery(id).rejection_reason == "alcohol test positive"


def test_the_farmer_may_answer_a_sample_anew(judged: Ledger) -> None:
    id = record(judged, container="C-1")
    judged.confirm_delivery(id, farmer())
    judged.record_sample(SAMPLE, CAN, LOW_FAT, [id], CLERK)
    judged.dispute_delivery(id, "quality", None, None, farmer())
    judged.resolve_dispute(id, "upheld", None, "the laboratory looked again", by("staff:S009"))
    assert (judged.delivery(id).state, judged.delivery(id).value_cents) == ("resolved", 36_550)


def test_a_clerk_s_slip_in_rejecting_is_priced_by_grade_when_it_is_mended(judged: Ledger) -> None:
    id = record(judged, rejection_reason="sour", fat_percent=Decimal("3.1"))
    judged.correct_delivery(id, Decimal("8.5"), None, "it was another can", CLERK)
    assert (judged.delivery(id).value_cents, judged.delivery(id).price_rule) == (
        36_550,
        "flat 45.00; grade B -2.00",
    )


def test_an_unknown_route_is_refused(judged: Ledger) -> None:
    with pytest.raises(Unknown, match="route"):
        record(judged, route="R9")


def test_unusual_litres_in_a_batch_are_refused_one_by_one_unless_meant(judged: Ledger) -> None:
    items = [
        (UUID(int=81), weighing("24.01")),
        (UUID(int=82), weighing("24", "0002")),
        (UUID(int=83), weighing("30", "0003", meant=True)),
        (UUID(int=84), weighing(None, "0001", shift="PM", kilograms=Decimal("24.8"))),
    ]
    usual = {"0001": Decimal(8), "0002": Decimal(8), "0003": Decimal(8)}
    found = judged.record_deliveries(items, CLERK, usual_litres=usual)
    assert isinstance(found[0], UnusualLitres)
    assert isinstance(found[3], UnusualLitres)  # 24.8 kg / 1.03 = 24.08
    flagged = [judged.delivery(id).recorded for id in (UUID(int=82), UUID(int=83))]
    assert [fact.unusual for fact in flagged if fact] == [False, True]
