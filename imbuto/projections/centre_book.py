"""The tables of the centres and their days, and how each delivery is counted in them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
)

from imbuto.aggregates.base import Fact
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.quality_book import NOWHERE, count_quality, tests_of
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

METADATA = MetaData()

centres = Table(
    "centres",
    METADATA,
    Column("code", word(), primary_key=True),
    Column("name", word(), nullable=False),
    Column("opened_at", Instant, nullable=False),
)

COUNTS = (
    "deliveries",
    "centilitres",
    "rejected",
    "rejected_centilitres",
    "value_cents",
    "unanswered",
    "confirmed",
    "lapsed",
    "disputed",
    "resolved",
    "voided",
    "tested_centilitres",
    "fat",
)

days = Table(
    "centre_days",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("centre", word(), primary_key=True),
    Column("shift", word(), primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in COUNTS),
    Column("changes", BigInteger, nullable=False),
)
"""`fat` is the sum of centilitres times hundredths of a per cent, over the `tested_centilitres`. `changes`
only grows: while it stands, the milk of each delivery of the day is as it was."""

weighed = Table(
    "centre_deliveries",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("day", Day, nullable=False),
    Column("centre", word(), nullable=False),
    Column("shift", word(), nullable=False),
    Column("member", word(), nullable=False),
    Column("state", word(), nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("rejected_centilitres", BigInteger, nullable=False),
    Column("value_cents", BigInteger, nullable=False),
    Column("fat", BigInteger),
    Column("snf", BigInteger),
    Column("tested", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("route", word(), nullable=False),
    Index("ix_centre_deliveries_day", "day", "centre", "shift", "member"),
)
"""Where each delivery is counted, so that it can be taken out and counted anew when it changes. Voided
ones go."""


# ----------------------------------------------------------------- fold


def centre_opened(fact: Cooperative.CentreOpened, position: int, rows: Rows) -> None:
    opened_at = stored_instant(fact.recorded_at)
    rows.table(centres).put({"code": fact.code, "name": fact.name, "opened_at": opened_at})


def recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    litres = centilitres(fact.litres)
    row = {
        "id": fact.originator_id.bytes,
        "day": fact.date.isoformat(),
        "centre": fact.centre,
        "shift": fact.shift,
        "member": fact.member,
        "state": "unanswered",
        "centilitres": 0 if fact.rejection_reason else litres,
        "rejected_centilitres": litres if fact.rejection_reason else 0,
        "value_cents": fact.value_cents,
        "route": fact.route or NOWHERE,
        **tests_of(fact),
    }
    _count(row, 1, rows)
    rows.table(weighed).put(row)


def confirmed(fact: Delivery.Confirmed, position: int, rows: Rows) -> None:
    _now(fact, "confirmed", rows)


def lapsed(fact: Delivery.ConfirmationLapsed, position: int, rows: Rows) -> None:
    _now(fact, "lapsed", rows)


def disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    _now(fact, "disputed", rows)


def _now(fact: Fact, state: str, rows: Rows) -> None:
    """Counted in another state, as the same milk: what most deliveries come to."""
    row = _known(fact, rows)
    day = _day(row, rows)
    day[row["state"]] -= 1
    day[state] += 1
    rows.table(weighed).change(row["id"], {"state": state})


def resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    change = centilitres(fact.change_litres)
    _recount(fact, rows, more=change, state="resolved", value_cents=fact.value_cents)


def corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    litres = centilitres(fact.litres)
    rejected = fact.rejection_reason is not None
    _recount(
        fact,
        rows,
        state="unanswered",
        centilitres=0 if rejected else litres,
        rejected_centilitres=litres if rejected else 0,
        value_cents=fact.value_cents,
    )


def sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    """A sample of milk that was voided since counts nowhere."""
    row = rows.table(weighed).get(fact.originator_id.bytes)
    if row is None:
        return
    changes: Row = tests_of(fact)
    if fact.counted:
        litres, rejected = centilitres(fact.litres), fact.rejection_reason is not None
        changes |= {
            "centilitres": 0 if rejected else litres,
            "rejected_centilitres": litres if rejected else 0,
            "value_cents": fact.value_cents,
        }
    if fact.confirm_by is not None:
        changes["state"] = "unanswered"
    _recount(fact, rows, **changes)


def voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    _count(row, -1, rows)
    _day(row, rows)["voided"] += 1
    rows.table(weighed).delete(row["id"])


def _recount(fact: Fact, rows: Rows, more: int = 0, **changes: object) -> None:
    """Takes the delivery out of its day and counts it anew as it is now."""
    row = _known(fact, rows)
    _count(row, -1, rows)
    row.update(changes)
    row["centilitres"] += more
    _count(row, 1, rows)
    rows.table(weighed).put(row)


def _known(fact: Fact, rows: Rows) -> Row:
    row = rows.table(weighed).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"delivery {fact.originator_id} is not counted at any centre")
    return row


def _count(row: Row, sign: int, rows: Rows) -> None:
    count_quality(row, sign, rows)
    day, milk = _day(row, rows), row["centilitres"]
    day["changes"] += 1
    day[row["state"]] += sign
    day["deliveries"] += sign
    day["centilitres"] += sign * milk
    day["value_cents"] += sign * row["value_cents"]
    if row["rejected_centilitres"]:
        day["rejected"] += sign
        day["rejected_centilitres"] += sign * row["rejected_centilitres"]
    if row["fat"] is not None:
        day["tested_centilitres"] += sign * milk
        day["fat"] += sign * milk * row["fat"]


def _day(row: Row, rows: Rows) -> Row:
    """The day, centre and shift that the delivery is counted in, about to be changed."""
    day = rows.table(days).get(row["day"], row["centre"], row["shift"])
    if day is None:
        day = {"day": row["day"], "centre": row["centre"], "shift": row["shift"], "changes": 0}
        day |= dict.fromkeys(COUNTS, 0)
    rows.table(days).put(day)
    return day
