"""What the home and the insights add up is what anybody finds who counts each delivery as it stands now:
whatever was rejected, corrected, sampled, disputed, decided, voided or recorded late, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from imbuto.aggregates import Delivery
from imbuto.aggregates.quality import Readings
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.projections.centre_insights import Grown
from imbuto.values import centilitres
from tests.history import MONDAY, History
from tests.projections.conftest import Ask

CENTRES, ROUTES, SHIFTS = ("KIA", "LIM"), (None, "R1"), ("AM", "PM")
MEMBERS = ("0001", "0002", "0003", "0004")
FIRST, LAST = MONDAY - timedelta(days=24), MONDAY
STEPS = 400


def live(history: History, random: Random) -> Iterator[None]:
    """Anything that may happen to milk, a step at a time; what is refused does not happen."""
    for _ in range(STEPS):
        deliveries = [one for one in history.things.values() if isinstance(one, Delivery)]
        act = random.choice((bring, bring, bring, bring, correct, object_, decide, test, void, answer))
        with suppress(Refusal):
            act(history, random, random.choice(deliveries) if deliveries else None)
        yield


def bring(history: History, random: Random, _: Delivery | None) -> None:
    history.delivery(
        random.choice(MEMBERS),
        random.choice(("0.5", "3.25", "10", "33.33")),
        centre=random.choice(CENTRES),
        route=random.choice(ROUTES),
        shift=random.choice(SHIFTS),
        date=FIRST + timedelta(days=random.randrange(25)),
        fat_percent=random.choice((None, Decimal("3.85"), Decimal("4.1"))),
        snf_percent=random.choice((None, Decimal("8.65"))),
        alcohol=random.choice((None, "negative", "positive")),
        rejection_reason=random.choice((None, None, None, "sour")),
    )


def correct(history: History, random: Random, known: Delivery | None) -> None:
    if known:
        history.correct(known, random.choice(("2", "7.75")), random.choice((None, None, "sour")))


def object_(history: History, random: Random, known: Delivery | None) -> None:
    if known:
        history.dispute(known, random.choice(("0", "1.5", "20")))


def decide(history: History, random: Random, known: Delivery | None) -> None:
    if known:
        outcome = random.choice(("upheld", "adjusted", "withdrawn"))
        history.resolve(known, outcome, random.choice(("0", "6.5")) if outcome == "adjusted" else None)


def test(history: History, random: Random, known: Delivery | None) -> None:
    if known and known.state != "voided":
        found = random.choice((Readings(antibiotic="positive"), Readings(fat_percent=Decimal("3.7"))))
        history.sample(known, found, closed=random.random() < 0.2)


def void(history: History, random: Random, known: Delivery | None) -> None:
    if known and random.random() < 0.4:
        history.void(known)


def answer(history: History, random: Random, known: Delivery | None) -> None:
    if known:
        random.choice((history.confirm, history.lapse))(known)


test.__test__ = False  # type: ignore[attr-defined]


class Counted:
    """The milk of some days counted delivery by delivery."""

    def __init__(self, history: History) -> None:
        milk = (one for one in history.things.values() if isinstance(one, Delivery))
        self.milk = [one for one in milk if one.state != "voided"]
        began = (fact for fact in history.recorded if isinstance(fact, Delivery.Recorded))
        self.route = {fact.originator_id: fact.route for fact in began}

    def of(self, first: date, last: date, **where: Any) -> list[Delivery]:
        return [
            one
            for one in self.milk
            if first <= one.date <= last and all(getattr(one, name) == value for name, value in where.items())
        ]

    def usual(self, day: date, **where: Any) -> frozenset[str]:
        before = self.of(day - timedelta(days=14), day - timedelta(days=1), **where)
        came = {member: {one.date for one in before if one.member == member} for member in MEMBERS}
        return frozenset(member for member, days in came.items() if len(days) >= 10)


def accepted(milk: Iterable[Delivery]) -> int:
    return sum(centilitres(one.litres) for one in milk if not one.rejection_reason)


def rejected(milk: Iterable[Delivery]) -> int:
    return sum(centilitres(one.litres) for one in milk if one.rejection_reason)


def compare(views: Views, history: History) -> None:
    counted = Counted(history)
    for where in ({}, {"centre": "KIA"}, {"centre": "LIM", "shift": "PM"}):
        milk = counted.of(FIRST, LAST, **where)
        told = views.centres.milk_of(FIRST, LAST, where.get("centre"), where.get("shift"))
        assert (told.deliveries, told.centilitres, told.rejected_centilitres, told.value_cents) == (
            len(milk), accepted(milk), rejected(milk), sum(one.value_cents for one in milk),
        )  # fmt: skip
        assert (told.rejected, told.members) == (
            sum(one.rejection_reason is not None for one in milk), len({one.member for one in milk}),
        )  # fmt: skip
        states = {"unanswered": "recorded"}
        for name in ("unanswered", "confirmed", "lapsed", "disputed", "resolved"):
            assert getattr(told, name) == sum(one.state == states.get(name, name) for one in milk), name
        assert views.centres.usual(LAST, where.get("centre"), where.get("shift")) == counted.usual(
            LAST, **where
        )
    _compare_insights(views, counted)


def _compare_insights(views: Views, counted: Counted) -> None:
    middle = FIRST + timedelta(days=13)
    now, before = (
        counted.of(middle, LAST),
        counted.of(middle - timedelta(days=12), middle - timedelta(days=1)),
    )
    grown = [
        Grown(member, accepted(one for one in now if one.member == member),
              accepted(one for one in before if one.member == member))
        for member in MEMBERS
    ]  # fmt: skip
    assert sorted(views.centres.grown(middle, LAST)) == [one for one in grown if any(one[1:])]
    for one in views.centres.produced(FIRST, LAST):
        day = counted.of(one.day, one.day)
        assert (one.deliveries, one.centilitres, one.rejected_centilitres) == (
            len(day), accepted(day), rejected(day),
        )  # fmt: skip
    for by, places in (("centre", CENTRES), ("route", ("R1",))):
        found = {one.code: one for one in views.centres.quality(by, FIRST, LAST)}
        for place in places:
            milk = [one for one in counted.of(FIRST, LAST) if place in (one.centre, counted.route[one.id])]
            told = found[place]
            assert (told.centilitres, told.rejected_centilitres) == (accepted(milk), rejected(milk))
            tested = [one for one in milk if any(value is not None for value in vars(one.readings).values())]
            assert told.tested == len(tested)
            assert told.fat_percent == _weighted(milk)


def _weighted(milk: Iterable[Delivery]) -> Decimal | None:
    read = [one for one in milk if one.readings.fat_percent is not None and not one.rejection_reason]
    litres = sum(one.litres for one in read)
    fat = sum(one.litres * (one.readings.fat_percent or 0) for one in read)
    return (fat / litres).quantize(Decimal("0.01")) if litres else None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_those_that_a_count_by_hand_gives(history: History, ask: Ask, seed: int) -> None:
    for step, _ in enumerate(live(history, Random(seed))):
        if step % 40 == 39:
            compare(ask(), history)
