"""A centre's day counts every delivery once, under what has become of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from imbuto.aggregates.quality import Readings
from tests.history import MONDAY, History, by
from tests.projections.conftest import Ask


def test_a_day_has_its_milk_by_centre_and_shift(history: History, ask: Ask) -> None:
    history.delivery("0001", litres="10")
    history.delivery("0001", litres="5.5", shift="PM")
    history.delivery("0002", litres="4", centre="LIM")
    history.things[next(iter(history.things))].open_centre("LIM", "Limuru", by())
    cooperative = next(iter(history.things.values()))
    history.save(cooperative)
    today = ask().centres.today(MONDAY)
    assert (today.total.deliveries, today.total.members, today.total.centilitres) == (3, 2, 1950)
    kiambu, limuru = today.centres
    assert (kiambu.name, kiambu.total.centilitres, kiambu.total.members) == ("Kiambu", 1550, 1)
    assert {shift: milk.centilitres for shift, milk in kiambu.shifts.items()} == {"AM": 1000, "PM": 550}
    assert (limuru.total.value_cents, limuru.total.unanswered) == (18_000, 1)
    assert ask().centres.today(MONDAY + timedelta(days=1)).total.deliveries == 0


def test_each_answer_moves_the_delivery_to_its_count(history: History, ask: Ask) -> None:
    confirmed, lapsed, disputed, resolved = (history.delivery() for _ in range(4))
    history.confirm(confirmed)
    history.lapse(lapsed)
    history.dispute(disputed)
    history.dispute(resolved)
    history.resolve(resolved, "adjusted", "12")
    milk = ask().centres.today(MONDAY).total
    assert (milk.unanswered, milk.confirmed, milk.lapsed, milk.disputed, milk.resolved) == (0, 1, 1, 1, 1)
    assert (milk.deliveries, milk.centilitres, milk.value_cents) == (4, 4200, 189_000)


def test_milk_that_a_sample_rejects_is_counted_apart_and_asked_about_anew(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10", fat_percent=Decimal(4))
    history.confirm(delivery)
    history.sample(delivery, Readings(antibiotic="positive", fat_percent=Decimal("3.8")))
    milk = ask().centres.today(MONDAY).total
    assert (milk.rejected, milk.rejected_centilitres, milk.centilitres, milk.value_cents) == (1, 1000, 0, 0)
    assert (milk.unanswered, milk.confirmed) == (1, 0)
    history.sample(delivery, Readings(antibiotic="negative"))
    milk = ask().centres.today(MONDAY).total
    assert (milk.rejected, milk.centilitres, milk.value_cents) == (0, 1000, 45_000)
    history.void(delivery)
    history.sample(delivery, Readings(fat_percent=Decimal(3)))
    assert ask().centres.today(MONDAY).total.deliveries == 0


def test_rejected_milk_is_counted_apart_until_it_is_corrected(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="6", rejection_reason="sour")
    milk = ask().centres.today(MONDAY).total
    assert (milk.rejected, milk.rejected_centilitres, milk.centilitres) == (1, 600, 0)
    history.correct(delivery, "6", rejection_reason=None)
    milk = ask().centres.today(MONDAY).total
    assert (milk.rejected, milk.rejected_centilitres, milk.centilitres, milk.value_cents) == (
        0,
        0,
        600,
        27_000,
    )


def test_voided_milk_is_gone_and_so_is_who_brought_it(history: History, ask: Ask) -> None:
    history.void(history.delivery())
    milk = ask().centres.today(MONDAY).total
    assert (milk.voided, milk.deliveries, milk.members, milk.centilitres, milk.unanswered) == (1, 0, 0, 0, 0)


def test_fat_is_weighted_by_the_litres_that_were_tested(history: History, ask: Ask) -> None:
    history.delivery(litres="10", fat_percent=Decimal("4.00"))
    history.delivery(litres="30", fat_percent=Decimal("3.60"))
    history.delivery(litres="100")
    assert ask().centres.today(MONDAY).total.fat_percent == Decimal("3.70")


def test_a_trend_has_every_day_also_those_without_milk(history: History, ask: Ask) -> None:
    history.delivery(date=MONDAY)
    history.delivery(date=MONDAY + timedelta(days=2), centre="LIM")
    trend = ask().centres.trends(MONDAY, MONDAY + timedelta(days=3))
    assert [one.milk.deliveries for one in trend] == [1, 0, 1, 0]
    only = ask().centres.trends(MONDAY, MONDAY + timedelta(days=3), centre="LIM")
    assert [one.milk.deliveries for one in only] == [0, 0, 1, 0]
    days = ask().centres.days("LIM", MONDAY, MONDAY + timedelta(days=9))
    assert [(one.day, one.centre, one.shift) for one in days] == [(MONDAY + timedelta(days=2), "LIM", "AM")]


def test_participation_counts_a_member_once_in_all_and_once_at_each_centre(
    history: History, ask: Ask
) -> None:
    history.delivery("0001")
    history.delivery("0001", centre="LIM", date=MONDAY + timedelta(days=1))
    history.delivery("0002", centre="LIM")
    history.delivery("0003", date=MONDAY + timedelta(days=20))
    found = ask().centres.participation(MONDAY, MONDAY + timedelta(days=14))
    assert (found.members, found.by_centre) == (2, {"KIA": 1, "LIM": 2})
