"""The samples: what was read, and what followed for the milk."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from imbuto.aggregates.quality import Readings
from imbuto.errors import BadValue, Unknown
from imbuto.values import derive_id
from tests.history import CLERK, MONDAY, NOON, History
from tests.projections.conftest import Ask


def test_a_sample_shows_what_was_read_and_what_followed(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    read = Readings(antibiotic="positive", plate_count=90_000, density=Decimal("1.03"))
    sample = history.sample(delivery, read)
    found = ask().samples.get(sample.id)
    assert (found.container, found.centre, found.day, found.shift) == ("C-1", "KIA", MONDAY, "AM")
    assert (found.antibiotic, found.plate_count, found.density) == ("positive", 90_000, Decimal("1.03"))
    assert (found.fat_percent, found.delivery, found.reference) == (None, None, None)
    assert (found.deliveries, found.rejected, found.uncounted) == (1, 1, 0)
    assert (found.change_centilitres, found.change_cents) == (-1_000, -45_000)
    assert (found.recorded_by, found.taken_at) == (CLERK, NOON)


def test_milk_whose_money_stays_is_told_apart(history: History, ask: Ask) -> None:
    closed, better = history.delivery(), history.delivery(shift="PM")
    uncounted = history.sample(closed, Readings(antibiotic="positive"), closed=True)
    counted = history.sample(better, Readings(fat_percent=Decimal("3.9")), price=4_600)
    samples = ask().samples
    found = samples.get(uncounted.id)
    assert (found.rejected, found.uncounted, found.change_cents) == (0, 1, 0)
    found = samples.get(counted.id)
    assert (found.rejected, found.uncounted, found.change_cents) == (0, 0, 1_000)


def test_the_newest_milk_comes_first_page_by_page(history: History, ask: Ask) -> None:
    days = [MONDAY + timedelta(days=back) for back in (0, 2, 1)]
    made = [history.sample(history.delivery(date=day), Readings(resazurin=5)) for day in days]
    samples = ask().samples
    first = samples.page(limit=2)
    assert [one.id for one in first.items] == [made[1].id, made[2].id]
    assert [one.id for one in samples.page(limit=2, cursor=first.next).items] == [made[0].id]
    assert [one.id for one in samples.page(day_from=days[2], day_to=days[2]).items] == [made[2].id]
    assert samples.page(centre="LIM").items == []
    assert samples.page(container="C-9").items == []
    assert len(samples.page(centre=["KIA", "LIM"], container="C-1").items) == 3
    with pytest.raises(BadValue):
        samples.page(cursor="no")
    with pytest.raises(Unknown):
        samples.get(derive_id("nothing"))


def test_what_is_owed_to_milk_that_came_late_or_was_in_dispute_is_found_until_it_counts(
    history: History, ask: Ask
) -> None:
    positive = Readings(antibiotic="positive")
    first = history.delivery(container="C-1")
    history.sample(first, positive)
    assert ask().samples.owed(NOON, 10) == []
    late, other = history.delivery(container="C-1"), history.delivery(container="C-2")
    assert [one.delivery for one in ask().samples.owed(NOON, 10)] == [late.id]
    assert ask().samples.owed(NOON + timedelta(seconds=1), 10) == []
    history.dispute(late)
    assert ask().samples.owed(NOON, 10) == []
    history.resolve(late)
    (owed,) = ask().samples.owed(NOON, 10)
    assert (owed.delivery, owed.version) == (late.id, late.version)
    history.void(other)
    assert len(ask().samples.owed(NOON, 10)) == 1


def test_the_samples_about_milk_are_those_of_its_can_and_its_own(history: History, ask: Ask) -> None:
    milk = history.delivery(container="C-1")
    made = [history.sample(milk, Readings(resazurin=count)) for count in (5, 4)]
    history.sample(history.delivery(container="C-2", shift="PM"), Readings(resazurin=5), container="C-2")
    samples = ask().samples
    where = "KIA", MONDAY, "AM"
    assert samples.about(milk.id, "C-1", *where) == [one.id for one in made]
    assert samples.about(milk.id, None, *where) == []
    assert samples.about(milk.id, "C-1", "KIA", MONDAY, "PM") == []
