"""A sample reaches milk of its can that is sent late, and milk whose dispute was open when it came."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.jobs.sweep import OWED_FOR
from imbuto.ledger import Readings, SampleOf

from .house import PERIOD, RUN_AT, House, by
from .kills import Killed, tripped_ledger

CAN = SampleOf("KIA", PERIOD.start, "AM", container="C-1")
POSITIVE, NEGATIVE = Readings(antibiotic="positive"), Readings(antibiotic="negative")
LATE_PHONE = "254712345678"
OUTCOMES = ("upheld", "adjusted", "withdrawn")


@pytest.fixture(autouse=True)
def members(house: House) -> None:
    house.limits()
    house.register("0001")
    house.register("0002", LATE_PHONE)


def sampled(house: House, deliveries: list[UUID], readings: Readings = POSITIVE) -> UUID:
    id = uuid4()
    house.parts.ledger.record_sample(id, CAN, readings, deliveries, by("staff:L1", RUN_AT))
    return id


def late_milk(house: House) -> UUID:
    """Milk of a can whose sample was positive before the device sent it; not yet worked on."""
    sampled(house, [house.deliver("0001", container="C-1")])
    return house.deliver("0002", container="C-1")


def disputed_milk(house: House) -> UUID:
    """Milk whose can was found positive while it was in dispute."""
    id = house.deliver("0002", "10", container="C-1")
    house.parts.ledger.dispute_delivery(id, "quantity", Decimal(8), None, by("member:0002"))
    sampled(house, [id])
    return id


def resolve(house: House, id: UUID, outcome: str = "upheld") -> None:
    who = "member:0002" if outcome == "withdrawn" else "staff:M1"
    litres = Decimal(9) if outcome == "adjusted" else None
    house.parts.ledger.resolve_dispute(id, outcome, litres, "weighed again", by(who, RUN_AT))


def worth(house: House, id: UUID) -> tuple[int, str | None]:
    milk = house.parts.ledger.delivery(id)
    return milk.value_cents, milk.rejection_reason


def counts(house: House, id: UUID) -> list[bool]:
    return [fact.counted for fact in house.facts("delivery.sampled") if fact.originator_id == id]


def test_milk_that_is_sent_late_follows_the_sample_of_its_can_and_the_farmer_is_told(house: House) -> None:
    late, other = late_milk(house), house.deliver("0002", shift="PM", container="C-1")
    house.work()
    assert worth(house, late) == (0, "antibiotics found")
    assert worth(house, other) == (42_500, None)
    told = [text for text in house.texts(LATE_PHONE) if "rejected" in text]
    assert len(told) == 1
    house.do_twice("count-samples", late)
    house.do_twice("count-samples", other)
    assert counts(house, late) == [True]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_sample_that_came_during_a_dispute_counts_once_it_is_resolved(house: House, outcome: str) -> None:
    id = disputed_milk(house)
    house.do_twice("count-samples", id)
    assert worth(house, id) == (50_000, None)
    resolve(house, id, outcome)
    house.work()
    assert worth(house, id) == (0, "antibiotics found")
    assert counts(house, id) == [False, True]
    house.do_twice("count-samples", id)
    assert sum(fact.change_cents for fact in house.facts("delivery.sampled")) == (
        -45_000 if outcome == "adjusted" else -50_000
    )
    (shown,) = house.parts.views.samples.page().items
    assert (shown.deliveries, shown.rejected, shown.uncounted) == (1, 1, 0)


def test_a_sample_of_one_delivery_counts_after_its_dispute_too(house: House) -> None:
    id = house.deliver("0002", "10")
    ledger = house.parts.ledger
    ledger.dispute_delivery(id, "quantity", Decimal(8), None, by("member:0002"))
    about = SampleOf("KIA", PERIOD.start, "AM", delivery=id)
    ledger.record_sample(uuid4(), about, POSITIVE, [id], by("staff:L1"))
    resolve(house, id)
    house.do_twice("count-samples", id)
    assert worth(house, id) == (0, "antibiotics found")


def test_after_the_cut_off_the_milk_stays_paid(house: House) -> None:
    late, disputed = late_milk(house), house.deliver("0001", "10", shift="PM", container="C-2")
    ledger = house.parts.ledger
    ledger.dispute_delivery(disputed, "quantity", Decimal(8), None, by("member:0001"))
    can = SampleOf("KIA", PERIOD.start, "PM", container="C-2")
    ledger.record_sample(uuid4(), can, POSITIVE, [disputed], by("staff:L1"))
    house.approved_run()
    resolve(house, disputed)
    position = ledger.position()
    for id in (late, disputed):
        house.do("count-samples", id)
    assert ledger.position() == position
    assert (worth(house, late)[0], worth(house, disputed)[0]) == (42_500, 50_000)


def test_voided_milk_is_left_alone(house: House) -> None:
    late = late_milk(house)
    house.parts.ledger.void_delivery(late, "twice", by())
    position = house.parts.ledger.position()
    house.do("count-samples", late)
    assert house.parts.ledger.position() == position
    assert not any("count-samples" in id for id in house.sweep())


def test_several_samples_count_in_the_order_they_were_recorded(house: House) -> None:
    first = house.deliver("0001", container="C-1")
    for readings in (POSITIVE, NEGATIVE):
        sampled(house, [first], readings)
    late = house.deliver("0002", container="C-1")
    house.do_twice("count-samples", late)
    assert counts(house, late) == [True, True]
    assert worth(house, late) == worth(house, first) == (42_500, None)


def test_an_earlier_sample_that_reaches_milk_later_is_not_laid_over_a_later_one(house: House) -> None:
    first = house.deliver("0001", container="C-1")
    sampled(house, [first], NEGATIVE)
    late = house.deliver("0002", container="C-1")
    sampled(house, [first, late], POSITIVE)
    house.do_twice("count-samples", late)
    assert worth(house, late) == (0, "antibiotics found")
    assert counts(house, late) == [True, True]


@pytest.mark.parametrize("calls", [1, 0])
def test_a_worker_that_is_killed_leaves_it_to_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """Killed before it was saved, or after."""
    late = late_milk(house)
    with monkeypatch.context() as killed:
        killed.setattr(house.parts, "ledger", tripped_ledger(house.parts.ledger, "count_samples", calls))
        with pytest.raises(Killed):
            house.do("count-samples", late)
    house.do("count-samples", late)
    assert counts(house, late) == [True]


def test_what_redis_lost_the_sweep_finds_until_it_is_done(house: House) -> None:
    late, disputed = late_milk(house), house.deliver("0001", shift="PM", container="C-2")
    house.parts.ledger.dispute_delivery(disputed, "quantity", Decimal(8), None, by("member:0001"))
    can = SampleOf("KIA", PERIOD.start, "PM", container="C-2")
    house.parts.ledger.record_sample(uuid4(), can, POSITIVE, [disputed], by("staff:L1", RUN_AT))
    house.follow()
    (queued,) = [id for id in house.queues.held_ids() if f"count-samples-{late}" in id]
    house.parts.redis.flushall()
    house.now = by().at
    assert [id for id in house.sweep() if "count-samples" in id] == [queued]
    resolve(house, disputed)
    house.now = RUN_AT
    house.do("count-samples", late)
    house.parts.redis.flushall()
    (again,) = [id for id in house.sweep() if "count-samples" in id]
    assert str(disputed) in again
    house.parts.redis.flushall()
    house.now = RUN_AT + OWED_FOR * 2
    assert not any("count-samples" in id for id in house.sweep())
    house.do("count-samples", disputed)
    house.now = RUN_AT
    assert not any("count-samples" in id for id in house.sweep())
