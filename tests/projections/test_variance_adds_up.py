"""Whatever becomes of deliveries, the milk collected in the variance is the milk of the centres' days."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Delivery
from imbuto.aggregates.limits import Verdict
from imbuto.aggregates.losses import Flow
from imbuto.aggregates.price_rules import Priced
from imbuto.aggregates.quality import Figured, Readings
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.projections.centres import Centres, Milk
from imbuto.projections.variance import Variance
from imbuto.values import derive_id
from tests.history import MONDAY, PRICE_CENTS, History, by
from tests.projections.test_variance import LATER, figure

FRIDAY = MONDAY + timedelta(days=4)
LITRES = ("0.01", "2.25", "8", "10", "33.33")


def sample(history: History, delivery: Delivery, *, rejects: bool, closed: bool = False) -> None:
    """A sample of the milk, which may condemn it."""
    judged = Verdict(Figured(), judged="antibiotics" if rejects else None, rejects=rejects)
    priced = None if rejects else Priced(derive_id("price"), PRICE_CENTS, "flat 45.00")
    number = derive_id("sample", history.position())
    delivery.sample(
        number, judged, Readings(antibiotic="positive"), priced, by(), closed=closed, confirmation_hours=72
    )
    history.save(delivery)


def weigh(history: History, one: int, two: int) -> None:
    history.delivery(
        f"000{one % 3 + 1}",
        LITRES[two % 5],
        date=MONDAY + timedelta(days=one % 3),
        shift=("AM", "PM")[two % 2],
        centre=("KIA", "LIM")[one % 2],
        route=(None, "R1", "R2")[two % 3],
        container=(None, "K7")[one % 2],
        rejection_reason="sour" if two % 7 == 0 else None,
    )


def measure(history: History, one: int, two: int) -> None:
    """A figure of the cooler or after it; a voided one now and then."""
    what = ("cooler", "processor", "rejected", "spilled", "kept")[one % 5]
    place = ({"centre": "KIA"}, {"centre": None, "route": "R1"}, {"centre": None})[two % 3]
    day = MONDAY + timedelta(days=two % 3)
    bulk = figure(history, what, LITRES[two % 5], day=day, shift=(None, "AM")[one % 2], **place)
    if two % 4 == 0:
        bulk.void("the wrong day", LATER)
        history.save(bulk)


def change(history: History, delivery: Delivery, two: int) -> None:
    acts: Any = (
        lambda: history.correct(delivery, LITRES[two % 5], "sour" if two % 3 == 0 else None),
        lambda: history.void(delivery),
        lambda: history.dispute(delivery, LITRES[two % 5]),
        lambda: history.resolve(delivery, "adjusted", LITRES[two % 4]),
        lambda: sample(history, delivery, rejects=two % 2 == 0, closed=two % 9 == 0),
        lambda: history.confirm(delivery),
    )
    with contextlib.suppress(Refusal):
        acts[two % len(acts)]()


steps = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99), st.integers(0, 99)), max_size=40)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_collected_milk_is_the_milk_of_the_centres_days(steps: list[tuple[int, int, int]]) -> None:
    history = History()
    history.found()
    history.member()
    for kind, one, two in steps:
        known = [thing for thing in history.things.values() if isinstance(thing, Delivery)]
        if kind == 5:
            measure(history, one, two)
        elif kind < 3 or not known:
            weigh(history, one, two)
        else:
            change(history, known[one % len(known)], two)
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder) / "views.sqlite", history, (Centres, Variance))
        views.catch_up()
        agree(views)
        assert all(one.differing == {} for one in views.rebuild())
        views.close()


def agree(views: Views) -> None:
    in_days = {(day.day, day.centre, day.shift): day.milk for day in views.centres.days(None, MONDAY, FRIDAY)}
    found = views.variance.days(MONDAY, FRIDAY, FRIDAY)
    in_flows = {
        (place.day, place.centre, shift): flow
        for place in found
        if place.centre
        for shift, flow in place.shifts.items()
    }
    for key in in_days.keys() | in_flows.keys():
        milk, flow = in_days.get(key, Milk()), in_flows.get(key, Flow())
        assert flow.collected == milk.centilitres
        assert flow.deliveries == milk.deliveries
        assert flow.refused + flow.condemned == milk.rejected_centilitres
    for day in {place.day for place in found}:
        centres = [place.total for place in found if place.day == day and place.centre]
        (whole,) = [p.total for p in found if p.day == day and p.centre is None and p.route is None]
        assert whole.collected == sum(one.collected for one in centres)
        routes = [place.total for place in found if place.day == day and place.route]
        assert sum(one.poured for one in routes) <= whole.poured


def test_milk_that_a_sample_condemns_was_on_its_way_all_the_same(history: History, tmp_path: Path) -> None:
    """It is not credited, and yet it is in the can, and reached the cooler."""
    accepted, refused = history.delivery(container="K7"), history.delivery(rejection_reason="sour")
    for delivery in (accepted, refused):
        sample(history, delivery, rejects=True)
    views = Views(tmp_path / "views.sqlite", history, (Centres, Variance))
    views.catch_up()
    flow = views.variance.days(MONDAY, MONDAY, FRIDAY, "KIA")[0].total
    assert (flow.collected, flow.refused, flow.condemned, flow.poured) == (0, 1_000, 1_000, 1_000)
    (can,) = views.variance.cans("KIA", MONDAY)
    assert (can.poured, can.pours[0].condemned) == (1_000, 1_000)
    sample(history, accepted, rejects=False)
    sample(history, history.delivery(), rejects=True, closed=True)  # which does not count
    views.catch_up()
    assert views.variance.days(MONDAY, MONDAY, FRIDAY, "KIA")[0].total.collected == 2_000
    views.close()
