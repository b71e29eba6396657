"""The quality of the milk by day, centre and route: how each delivery that is counted adds to it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Table

from imbuto.aggregates.quality import READINGS
from imbuto.projections.columns import Day, word
from imbuto.projections.rows import Row, Rows

METADATA = MetaData()
NOWHERE = ""
"""The route of milk that its farmers brought to the centre themselves."""
SUMS = (
    "centilitres",
    "rejected_centilitres",
    "tested",
    "failed",
    "fat",
    "fat_centilitres",
    "snf",
    "snf_centilitres",
)

quality_days = Table(
    "centre_quality_days",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("centre", word(), primary_key=True),
    Column("route", word(), primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in SUMS),
)
"""`fat` and `snf` are sums of centilitres times hundredths of a per cent, over the `fat_centilitres` and
`snf_centilitres`. `tested` and `failed` count deliveries."""

_READ: Callable[[Any], tuple[Any, ...]] = attrgetter(*READINGS)


def tests_of(fact: Any) -> Row:
    """What the tests say of a delivery. Failed: the limits reject it, or a test answered badly."""
    tested = any(reading is not None for reading in _READ(fact))
    bad = fact.limits_reject or "positive" in (fact.alcohol, fact.antibiotic) or fact.organoleptic == "bad"
    return {
        "fat": hundredths(fact.fat_percent),
        "snf": hundredths(fact.snf_percent),
        "tested": int(tested),
        "failed": int(tested and bad),
    }


def hundredths(percent: Any) -> int | None:
    """In hundredths of a per cent."""
    return None if percent is None else int(percent * 100)


def count_quality(row: Row, sign: int, rows: Rows) -> None:
    """Adds a delivery to its day, centre and route, or takes it out."""
    day, milk = _day(row, rows), row["centilitres"]
    for name in ("centilitres", "rejected_centilitres", "tested", "failed"):
        day[name] += sign * row[name]
    for name in ("fat", "snf"):
        if row[name] is not None:
            day[name] += sign * milk * row[name]
            day[f"{name}_centilitres"] += sign * milk


def _day(row: Row, rows: Rows) -> Row:
    key = {name: row[name] for name in ("day", "centre", "route")}
    day = rows.table(quality_days).get(*key.values())
    if day is None:
        day = {**key, **dict.fromkeys(SUMS, 0)}
    rows.table(quality_days).put(day)
    return day
