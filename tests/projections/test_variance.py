"""Milk on its way: what was collected against what reached the cooler and the processor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Bulk, Cooperative
from imbuto.aggregates.bulk import BulkFigure
from imbuto.aggregates.routes import Place
from imbuto.errors import BadValue, Unknown
from imbuto.projections.centres import Centres
from imbuto.projections.variance import PlaceDay, Variance
from imbuto.values import derive_id
from tests.history import MANAGER, MONDAY, NOON, History, by
from tests.projections.conftest import Ask, asking

TUESDAY = MONDAY + timedelta(days=1)
LATER = by(at=NOON + timedelta(days=20))


@pytest.fixture
def ask(where: str, history: History) -> Iterator[Ask]:
    """The two views of collected milk, caught up."""
    yield from asking(where, history, (Centres, Variance))


@pytest.fixture
def routes(history: History) -> History:
    """Two routes of Kiambu, and a second centre."""
    change(history, lambda cooperative: cooperative.open_centre("LIM", "Limuru", by(MANAGER)))
    for code in ("R1", "R2"):
        change(history, lambda cooperative, code=code: cooperative.open_route(code, code, "KIA", by(MANAGER)))
    return history


def change(history: History, act: Callable[[Cooperative], object]) -> None:
    cooperative = history.things[derive_id("cooperative")]
    act(cooperative)
    history.save(cooperative)


def figure(history: History, what: str, litres: str, **changes: Any) -> Bulk:
    usual: dict[str, Any] = {"centre": "KIA", "day": MONDAY}
    if what in ("rejected", "spilled", "kept"):
        usual["reason"] = "a broken can"
    bulk = Bulk.record(
        derive_id("bulk", history.position()),
        BulkFigure(what=what, litres=Decimal(litres), **{**usual, **changes}),
        LATER,
    )
    history.save(bulk)
    return bulk


def explain(history: History, *alarms: str, centre: str | None = "KIA", route: str | None = None) -> None:
    place, standing, why = Place(MONDAY, centre, route), frozenset(alarms), "The scale stood askew."
    change(history, lambda one: one.explain_variance(place, why, alarms, LATER, standing=standing))


def places(ask: Ask, today: date = TUESDAY, **asked: Any) -> dict[tuple[str | None, str | None], PlaceDay]:
    found = ask().variance.days(MONDAY, MONDAY, today, **asked)
    return {(one.centre, one.route): one for one in found}


def codes(ask: Ask, today: date = TUESDAY) -> list[tuple[str | None, str | None, str, str]]:
    found = ask().variance.alarms(MONDAY, MONDAY, today)
    return [(one.centre, one.route, one.alarm.code, one.state) for one in found]


def test_each_figure_counts_at_its_place(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "600", route="R1")
    routes.delivery("0002", "400", shift="PM")
    routes.delivery("0003", "5", rejection_reason="sour")
    for what, litres in (("cooler", "990"), ("processor", "950"), ("rejected", "20"), ("spilled", "4")):
        figure(routes, what, litres)
    figure(routes, "kept", "6")
    kiambu = places(ask)["KIA", None]
    flow = kiambu.total
    assert (flow.deliveries, flow.collected, flow.refused) == (3, 100_000, 500)
    assert (flow.cooler, flow.processor, flow.rejected, flow.spilled, flow.kept) == (
        99_000,
        95_000,
        2_000,
        400,
        600,
    )
    assert {shift: one.collected for shift, one in kiambu.shifts.items()} == {"AM": 60_000, "PM": 40_000}
    assert places(ask)[None, "R1"].total.collected == 60_000
    assert places(ask)[None, None].total.collected == 100_000
    assert list(places(ask, centre="LIM")) == []
    assert list(places(ask, route="R1")) == [(None, "R1")]


def test_collected_milk_follows_what_becomes_of_a_delivery(routes: History, ask: Ask) -> None:
    corrected, resolved, voided, rejected = (routes.delivery(route="R1") for _ in range(4))
    routes.correct(corrected, "12.5")
    routes.dispute(resolved)
    assert places(ask)["KIA", None].total.collected == 4_250  # in dispute or not, it was poured in
    routes.resolve(resolved, "adjusted", "8")
    routes.void(voided)
    routes.correct(rejected, "10", "sour")
    for place in (("KIA", None), (None, "R1"), (None, None)):
        flow = places(ask)[place].total
        assert (flow.deliveries, flow.collected, flow.refused) == (3, 2_050, 1_000)


def test_a_voided_figure_counts_no_longer_and_stays_in_the_list(routes: History, ask: Ask) -> None:
    routes.delivery(litres="100")
    for what in ("cooler", "processor", "rejected", "spilled", "kept"):
        bulk = figure(routes, what, "50", route="R1")
        bulk.void("the wrong day", LATER)
        routes.save(bulk)
    flow = places(ask)["KIA", None].total
    assert (flow.cooler, flow.processor, flow.rejected, flow.spilled, flow.kept) == (None, None, 0, 0, 0)
    page = ask().variance.figures(limit=3)
    assert [one.what for one in page.items] == ["kept", "spilled", "rejected"]
    assert page.items[0].void_reason == "the wrong day"
    assert [one.what for one in ask().variance.figures(cursor=page.next).items] == ["processor", "cooler"]
    assert ask().variance.figures(what="cooler", route="R1", centre="KIA").items[0].centilitres == 5_000
    assert ask().variance.figures(day_from=TUESDAY).items == []
    assert ask().variance.figures(day_to=MONDAY - timedelta(days=1)).items == []
    assert ask().variance.figure(page.items[0].id).what == "kept"
    with pytest.raises(Unknown):
        ask().variance.figure(UUID(int=404))
    with pytest.raises(BadValue):
        ask().variance.figures(cursor="x")


def test_a_difference_beyond_the_limit_is_an_alarm_once_the_day_is_over(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "1000", route="R1")
    figure(routes, "cooler", "979", route="R1")
    assert codes(ask, today=MONDAY) == []
    assert codes(ask) == [("KIA", None, "cooler:21.00", "open"), (None, "R1", "cooler:21.00", "open")]


def test_the_limit_of_a_day_is_the_one_then_in_force(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "1000")
    figure(routes, "cooler", "990")
    change(routes, lambda one: one.set_variance_limit(Decimal("0.5"), by(MANAGER, NOON + timedelta(days=1))))
    assert places(ask)["KIA", None].limit_percent == Decimal(2)
    assert codes(ask) == []
    change(routes, lambda one: one.set_variance_limit(Decimal("0.75"), by(MANAGER, NOON)))
    assert places(ask)["KIA", None].limit_percent == Decimal("0.75")
    assert codes(ask) == [("KIA", None, "cooler:10.00", "open")]


def test_an_explained_alarm_is_open_again_when_its_figure_changes(routes: History, ask: Ask) -> None:
    delivery = routes.delivery("0001", "1000")
    figure(routes, "cooler", "950")
    explain(routes, "cooler:50.00")
    assert codes(ask) == [("KIA", None, "cooler:50.00", "explained")]
    answered = ask().variance.alarms(MONDAY, MONDAY, TUESDAY, state="explained")[0]
    assert (answered.reason, answered.who, answered.explained_at) == (
        "The scale stood askew.",
        LATER.who,
        LATER.at,
    )
    assert ask().variance.alarms(MONDAY, MONDAY, TUESDAY, state="open") == []
    assert places(ask)["KIA", None].open_alarms == []
    routes.correct(delivery, "1010")
    assert codes(ask) == [("KIA", None, "cooler:60.00", "open")]


def test_a_missing_cooler_figure_is_an_alarm_since_the_first_one(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "100")
    assert codes(ask) == []
    figure(routes, "cooler", "100", day=MONDAY - timedelta(days=1))
    assert codes(ask) == [("KIA", None, "no-cooler-figure", "open")]
    figure(routes, "cooler", "99", centre=None)
    assert codes(ask) == []


def test_the_figure_of_the_whole_cooperative_is_held_against_all_its_milk(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "600")
    routes.delivery("0002", "400", centre="LIM")
    figure(routes, "cooler", "960", centre=None)
    figure(routes, "processor", "900", centre=None)
    figure(routes, "rejected", "30", centre=None)
    whole = places(ask)[None, None].total
    assert (whole.collected, whole.cooler, whole.processor) == (100_000, 96_000, 90_000)
    # 1,000 − 960 = 40 at the cooler; 960 − 900 − 30 = 30 at the processor
    assert codes(ask) == [
        (None, None, "cooler:40.00", "open"),
        (None, None, "processor:30.00", "open"),
    ]


def test_the_cooperative_has_a_cooler_figure_when_every_centre_has_one(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "600")
    routes.delivery("0002", "400", centre="LIM")
    figure(routes, "cooler", "590")
    assert places(ask)[None, None].total.cooler is None
    figure(routes, "cooler", "399", centre="LIM")
    assert places(ask)[None, None].total.cooler == 98_900


def test_a_shared_can_names_the_few_who_poured_into_it(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "20", container="K7")
    routes.delivery("0002", "15", container="K7")
    routes.delivery("0003", "5", container="K7", rejection_reason="sour")
    routes.delivery("0001", "9", container="K7", shift="PM")
    routes.delivery("0002", "30")
    figure(routes, "cooler", "36.5", container="K7", shift="AM")
    morning, evening = ask().variance.cans("KIA", MONDAY)
    assert (morning.container, morning.shift, morning.poured, morning.measured) == (
        "K7",
        "AM",
        3_500,
        3_650,
    )
    assert [(one.member, one.collected, one.refused) for one in morning.pours] == [
        ("0001", 2_000, 0),
        ("0002", 1_500, 0),
        ("0003", 0, 500),
    ]
    assert (evening.poured, evening.measured) == (900, None)
    assert ask().variance.cans("KIA", MONDAY, "PM") == [evening]
    # 36.5 litres out of a can of 35: 4.3 % too much
    assert ("KIA", None, "can:AM:K7:-1.50", "open") in codes(ask)


def test_a_can_of_which_no_shift_is_said_is_held_against_the_day(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "20", container="K7")
    routes.delivery("0002", "10", container="K7", shift="PM")
    figure(routes, "cooler", "29.9", container="K7")
    figure(routes, "cooler", "12", container="K8")  # a label into which nobody poured says nothing
    assert not [code for *_, code, _ in codes(ask) if code.startswith("can")]
    figure(routes, "cooler", "5", container="K7")
    assert ("KIA", None, "can:K7:-4.90", "open") in codes(ask)


def test_who_measured_is_known(routes: History, ask: Ask) -> None:
    routes.delivery("0001", "100", route="R1")
    figure(routes, "cooler", "90", route="R1")
    variance = ask().variance
    assert variance.measured_by(MONDAY, "KIA", None) == {LATER.who}
    assert variance.measured_by(MONDAY, None, "R1") == {LATER.who}
    assert variance.measured_by(MONDAY, "LIM", None) == frozenset()
    place = variance.place(MONDAY, TUESDAY, None, "R1")
    assert place is not None
    assert [one.alarm.code for one in place.alarms] == ["cooler:10.00"]
    assert variance.place(MONDAY, TUESDAY, "LIM", None) is None
