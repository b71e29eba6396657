"""The clock opens runs by the cooperative's rhythm; a change of rhythm loses no milk and pays none twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from imbuto.values import NAIROBI

from .house import House, by


def nights(house: House, first: date, last: date) -> None:
    """The clock strikes each night; what it opens is prepared, and approved by an official."""
    day = first
    while day <= last:
        house.now = datetime.combine(day, time(0, 15), NAIROBI).astimezone(UTC)
        house.do("open-due-run", house.now.isoformat())
        house.work()
        for run in house.parts.views.settlements.in_state("prepared"):
            house.parts.ledger.approve_settlement(run.id, by("staff:M1", house.now))
            house.work()
        day += timedelta(days=1)


def periods(house: House) -> list[str]:
    return [opened.period for opened in house.facts("settlement.opened")]


@pytest.mark.parametrize(
    ("rhythm", "found"),
    [
        ("half-month", ["2026-10-A", "2026-10-B"]),
        ("month", ["2026-10"]),
        ("ten-days", ["2026-10-1", "2026-10-2", "2026-10-3"]),
        ("week", ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"]),
    ],
)
def test_runs_follow_the_rhythm(house: House, rhythm: str, found: list[str]) -> None:
    house.parts.ledger.set_rhythm(rhythm, by("staff:A1"))
    house.register("0001")
    for day in range(1, 32):
        house.deliver("0001", "10", date(2026, 10, day))

    nights(house, date(2026, 10, 2), date(2026, 11, 2))

    assert periods(house) == found
    litres = sum((drawn.litres for drawn in house.facts("statement.drawn")), Decimal(0))
    assert litres == 310


def test_over_changes_of_rhythm_every_litre_is_paid_once(house: House) -> None:
    house.register("0001")
    for number in range(92):
        house.deliver("0001", "10", date(2026, 10, 1) + timedelta(days=number))
    ledger = house.parts.ledger

    nights(house, date(2026, 10, 2), date(2026, 10, 20))
    ledger.set_rhythm("week", by("staff:A1"))
    nights(house, date(2026, 10, 21), date(2026, 11, 12))
    ledger.set_rhythm("month", by("staff:A1"))
    nights(house, date(2026, 11, 13), date(2026, 12, 2))
    ledger.set_rhythm("ten-days", by("staff:A1"))
    nights(house, date(2026, 12, 3), date(2027, 1, 1))

    assert periods(house) == [
        "2026-10-A",
        "2026-W42",
        "2026-W43",
        "2026-W44",
        "2026-W45",
        "2026-11",
        "2026-12-1",
        "2026-12-2",
        "2026-12-3",
    ]
    drawn = house.facts("statement.drawn")
    assert [one.litres for one in drawn] == [150, 30, 70, 70, 70, 220, 100, 100, 110]
    assert sum(one.litres for one in drawn) == 920


def test_a_member_paid_by_the_month_is_paid_once_a_month_whatever_the_rhythm(house: House) -> None:
    ledger = house.parts.ledger
    house.register("0001", "254712345678")
    ledger.choose_pay("0001", "month", 0, by("member:0001"))
    for number in range(61):
        house.deliver("0001", "10", date(2026, 10, 1) + timedelta(days=number))

    nights(house, date(2026, 10, 2), date(2026, 10, 20))
    ledger.set_rhythm("week", by("staff:A1"))
    nights(house, date(2026, 10, 21), date(2026, 11, 12))
    ledger.set_rhythm("half-month", by("staff:A1"))
    nights(house, date(2026, 11, 13), date(2026, 12, 1))

    drawn = house.facts("statement.drawn")
    assert [(one.period, one.net_cents) for one in drawn if one.pays] == [
        ("2026-W44", 32 * 50_000),
        ("2026-11-B", 29 * 50_000),
    ]
