"""The tables of the centres and their days, and how each delivery is counted in them."""

from __future__ import annotations

from decimal import Decimal

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
    Column("rejected", Integer, nullable=False),
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
    row = {
        "id": fact.originator_id.bytes,
        "day": fact.date.isoformat(),
        "centre": fact.centre,
        "shift": fact.shift,
        "member": fact.member,
        "state": "unanswered",
        "value_cents": fact.value_cents,
        **_litres(fact.litres, rejected=bool(fact.rejection_reason)),
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
    """Litres are decided about, also of milk that stays rejected."""
    litres = _litres(fact.litres, rejected=bool(_known(fact, rows)["rejected"]))
    _recount(fact, rows, state="resolved", value_cents=fact.value_cents, **litres)


def corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    litres = _litres(fact.litres, rejected=fact.rejection_reason is not None)
    _recount(fact, rows, state="unanswered", value_cents=fact.value_cents, **litres)


def sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    """A sample of milk that was voided since counts nowhere."""
    row = rows.table(weighed).get(fact.originator_id.bytes)
    if row is None:
        return
    changes: Row = tests_of(fact)
    if fact.counted:
        litres = _litres(fact.litres, rejected=fact.rejection_reason is not None)
        changes |= {"value_cents": fact.value_cents, **litres}
    if fact.confirm_by is not None:
        changes["state"] = "unanswered"
    _recount(fact, rows, **changes)


def voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    row = _known(fact, rows)
    _count(row, -1, rows)
    _day(row, rows)["voided"] += 1
    rows.table(weighed).delete(row["id"])


def _litres(litres: Decimal, *, rejected: bool) -> Row:
    """Accepted milk or rejected milk, never both."""
    milk = centilitres(litres)
    return {
        "rejected": int(rejected),
        "centilitres": 0 if rejected else milk,
        "rejected_centilitres": milk if rejected else 0,
    }


def _recount(fact: Fact, rows: Rows, **changes: object) -> None:
    """Takes the delivery out of its day and counts it anew as it is now."""
    row = _known(fact, rows)
    _count(row, -1, rows)
    row.update(changes)
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
    day["rejected"] += sign * row["rejected"]
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
