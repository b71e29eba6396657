"""Each morning the log says which milk is missing since yesterday, and what still waits for an answer."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from imbuto.ledger import BulkFigure

from .house import RUN_AT, House, by

YESTERDAY = date(2026, 10, 15)
CODE = "cooler:100.00"


def cooled(house: House, day: date, litres: str) -> None:
    figure = BulkFigure(what="cooler", day=day, centre="KIA", litres=Decimal(litres))
    house.parts.ledger.record_bulk(uuid4(), figure, by("staff:C1", RUN_AT))


@pytest.fixture
def milk(house: House) -> House:
    house.register("1")
    for day in (YESTERDAY, YESTERDAY - timedelta(days=3), RUN_AT.date()):
        house.deliver("1", "1000", day)
        cooled(house, day, "900")
    return house


def heard(house: House, caplog: pytest.LogCaptureFixture) -> list[str]:
    caplog.clear()
    with caplog.at_level(logging.WARNING, "imbuto.jobs.variance"):
        house.do_twice("watch-variance", RUN_AT.isoformat())
    said = [record.getMessage() for record in caplog.records]
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    return said[: len(said) // 2]


def test_yesterdays_alarm_is_named_and_older_ones_are_counted(
    milk: House, caplog: pytest.LogCaptureFixture
) -> None:
    assert heard(milk, caplog) == [
        f"MILK VARIANCE 2026-10-15 centre KIA: {CODE}",
        "older alarms of milk variance that wait for an answer: 1",
    ]


def test_what_is_explained_is_spoken_of_no_more(milk: House, caplog: pytest.LogCaptureFixture) -> None:
    explained = (YESTERDAY, "KIA", None, "The tap leaked.", (CODE,))
    milk.parts.ledger.explain_variance(*explained, by("staff:M1", RUN_AT), standing=frozenset({CODE}))
    assert heard(milk, caplog) == ["older alarms of milk variance that wait for an answer: 1"]


def test_of_routes_and_the_whole_cooperative_it_speaks_too(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.register("1")
    house.parts.ledger.open_route("R1", "Gitaru", None, by("staff:A1"))
    house.deliver("1", "1000", YESTERDAY, route="R1")
    for place in ({"route": "R1"}, {}):
        figure = BulkFigure(what="cooler", day=YESTERDAY, litres=Decimal(450), **place)
        house.parts.ledger.record_bulk(uuid4(), figure, by("staff:C1", RUN_AT))
    assert heard(house, caplog) == [
        "MILK VARIANCE 2026-10-15 the whole cooperative: cooler:100.00",
        "MILK VARIANCE 2026-10-15 route R1: cooler:550.00",
    ]


def test_without_differences_nothing_is_said(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.register("1")
    house.deliver("1", "100", YESTERDAY)
    cooled(house, YESTERDAY, "99")
    assert heard(house, caplog) == []
