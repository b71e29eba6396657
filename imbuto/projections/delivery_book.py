"""The delivery book's tables, and how each fact of a delivery is written into them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.delivery import Delivery
from imbuto.projections.columns import Day, Exact, Id, Instant, stored_decimal, stored_instant, word
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

METADATA = MetaData()

book = Table(
    "deliveries",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("member", word(), nullable=False),
    Column("centre", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("shift", word(), nullable=False),
    Column("can", Integer, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("kilograms", Exact),
    Column("density", Exact),
    Column("lactometer", Exact),
    Column("temperature_c", Exact),
    Column("alcohol", word()),
    Column("organoleptic", word()),
    Column("fat_percent", Exact),
    Column("snf_percent", Exact),
    Column("rejection_reason", word()),
    Column("device", word()),
    Column("price_cents_per_litre", BigInteger, nullable=False),
    Column("value_cents", BigInteger, nullable=False),
    Column("unusual", Boolean, nullable=False),
    Column("state", word(), nullable=False),
    Column("confirm_by", Instant, nullable=False),
    Column("happened_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", word(), nullable=False),
    Column("channel", word(), nullable=False),
    Column("changed_reason", word()),
    Index("ix_deliveries_day", "day", "position"),
    Index("ix_deliveries_member", "member", "day", "position"),
    Index("ix_deliveries_centre", "centre", "day", "position"),
    Index("ix_deliveries_unanswered", "confirm_by", info={"where": "state = 'recorded'"}),
    Index("ix_deliveries_open", "position", "day", info={"where": "state = 'recorded'"}),
    Index("ix_deliveries_disputed", "day", "position", info={"where": "state = 'disputed'"}),
)

disputes = Table(
    "delivery_disputes",
    METADATA,
    Column("delivery", Id, primary_key=True),
    Column("reason", word(), nullable=False),
    Column("claimed_centilitres", BigInteger),
    Column("held_centilitres", BigInteger, nullable=False),
    Column("held_cents", BigInteger, nullable=False),
    Column("disputed_at", Instant, nullable=False),
    Column("resolve_by", Instant, nullable=False),
    Column("outcome", word()),
    Column("explanation", word()),
    Column("resolved_by", word()),
    Column("resolved_at", Instant),
)
"""The last dispute of a delivery. The farmer's note is personal and stays in the ledger."""


# ----------------------------------------------------------------- fold


def recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    rows.table(book).put(
        {
            "id": fact.originator_id.bytes,
            "position": position,
            "version": fact.originator_version,
            "member": fact.member,
            "centre": fact.centre,
            "day": fact.date.isoformat(),
            "shift": fact.shift,
            "can": fact.can,
            "centilitres": centilitres(fact.litres),
            "kilograms": stored_decimal(fact.kilograms),
            "density": stored_decimal(fact.density),
            "lactometer": stored_decimal(fact.lactometer),
            "temperature_c": stored_decimal(fact.temperature_c),
            "alcohol": fact.alcohol,
            "organoleptic": fact.organoleptic,
            "fat_percent": stored_decimal(fact.fat_percent),
            "snf_percent": stored_decimal(fact.snf_percent),
            "rejection_reason": fact.rejection_reason,
            "device": fact.device,
            "price_cents_per_litre": fact.price_cents_per_litre,
            "value_cents": fact.value_cents,
            "unusual": fact.unusual,
            "state": "recorded",
            "confirm_by": stored_instant(fact.confirm_by),
            "happened_at": stored_instant(fact.happened_at),
            "recorded_at": stored_instant(fact.recorded_at),
            "recorded_by": fact.who,
            "channel": fact.channel,
            "changed_reason": None,
        }
    )


def _known(id: UUID, rows: Rows) -> Row:
    row = rows.table(book).get(id.bytes)
    if row is None:
        raise LookupError(f"delivery {id} was never recorded")
    return row


def confirmed(fact: Delivery.Confirmed, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(state="confirmed", version=fact.originator_version)
    rows.table(book).put(row)


def lapsed(fact: Delivery.ConfirmationLapsed, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(state="lapsed", version=fact.originator_version)
    rows.table(book).put(row)


def disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(state="disputed", version=fact.originator_version)
    rows.table(book).put(row)
    claimed = fact.claimed_litres
    rows.table(disputes).put(
        {
            "delivery": fact.originator_id.bytes,
            "reason": fact.reason,
            "claimed_centilitres": None if claimed is None else centilitres(claimed),
            "held_centilitres": centilitres(fact.held_litres),
            "held_cents": fact.held_cents,
            "disputed_at": stored_instant(fact.recorded_at),
            "resolve_by": stored_instant(fact.resolve_by),
            "outcome": None,
            "explanation": None,
            "resolved_by": None,
            "resolved_at": None,
        }
    )


def resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(
        state="resolved",
        version=fact.originator_version,
        centilitres=centilitres(fact.litres),
        value_cents=fact.value_cents,
    )
    rows.table(book).put(row)
    dispute = rows.table(disputes).get(fact.originator_id.bytes)
    if dispute is None:
        raise LookupError(f"delivery {fact.originator_id} was never disputed")
    dispute.update(
        outcome=fact.outcome,
        explanation=fact.explanation,
        resolved_by=fact.who,
        resolved_at=stored_instant(fact.recorded_at),
    )
    rows.table(disputes).put(dispute)


def corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(
        state="recorded",
        version=fact.originator_version,
        centilitres=centilitres(fact.litres),
        rejection_reason=fact.rejection_reason,
        price_cents_per_litre=fact.price_cents_per_litre,
        value_cents=fact.value_cents,
        unusual=fact.unusual,
        changed_reason=fact.reason,
        confirm_by=stored_instant(fact.confirm_by),
    )
    rows.table(book).put(row)


def voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(
        state="voided",
        version=fact.originator_version,
        centilitres=0,
        value_cents=0,
        changed_reason=fact.reason,
    )
    rows.table(book).put(row)
