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
