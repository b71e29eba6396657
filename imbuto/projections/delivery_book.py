"""How each fact of a delivery is written into the delivery book."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.quality import READINGS
from imbuto.projections.columns import stored_decimal, stored_instant
from imbuto.projections.delivery_tables import book, disputes
from imbuto.projections.free_words import without
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

_COUNTED = ("resazurin", "plate_count")
_WORDS = ("alcohol", "organoleptic", "antibiotic")
_EXACT = tuple(name for name in READINGS if name not in (*_COUNTED, *_WORDS))


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
            "measured": fact.measured,
            "density_used": stored_decimal(fact.density_used),
            "route": fact.route,
            "container": fact.container,
            "price_id": fact.price_id and fact.price_id.bytes,
            "price_rule": fact.price_rule,
            "sample": None,
            **_quality(fact),
        }
    )


def _quality(fact: Any) -> Row:
    """The readings, what follows from them, and the grade."""
    return {
        **{name: stored_decimal(getattr(fact, name)) for name in _EXACT},
        **{name: getattr(fact, name) for name in (*_COUNTED, *_WORDS)},
        "corrected_lactometer": stored_decimal(fact.corrected_lactometer),
        "corrected_density": stored_decimal(fact.corrected_density),
        "snf_computed": fact.snf_computed,
        "formula": fact.formula and fact.formula.name,
        "grade": fact.grade,
        "judged": fact.judged,
    }


def _known(id: UUID, rows: Rows) -> Row:
    row = rows.table(book).get(id.bytes)
    if row is None:
        raise LookupError(f"delivery {id} was never recorded")
    return row


def confirmed(fact: Delivery.Confirmed, position: int, rows: Rows) -> None:
    _now(fact, "confirmed", rows)


def lapsed(fact: Delivery.ConfirmationLapsed, position: int, rows: Rows) -> None:
    _now(fact, "lapsed", rows)


def _now(fact: Fact, state: str, rows: Rows) -> None:
    """Nothing but the state changes: what most deliveries come to, and no reason to read the row."""
    rows.table(book).change(fact.originator_id.bytes, {"state": state, "version": fact.originator_version})


def disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    _now(fact, "disputed", rows)
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
        unusual=fact.unusual or row["unusual"],
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
        price_id=fact.price_id.bytes if fact.price_id else row["price_id"],
        price_rule=fact.price_rule or row["price_rule"],
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


def sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    row = _known(fact.originator_id, rows)
    row.update(version=fact.originator_version, sample=fact.sample.bytes, **_quality(fact))
    if fact.counted:
        row.update(
            rejection_reason=fact.rejection_reason,
            price_id=fact.price_id and fact.price_id.bytes,
            price_cents_per_litre=fact.price_cents_per_litre,
            price_rule=fact.price_rule,
            value_cents=fact.value_cents,
        )
    if fact.confirm_by is not None:
        row.update(
            state="recorded",
            confirm_by=stored_instant(fact.confirm_by),
            changed_reason=fact.judged,
        )
    rows.table(book).put(row)


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """Why a record was changed, and how a dispute was explained, go with the person."""
    rows.table(book).rewrite(without("changed_reason"), member=fact.number)
    ids = [row["id"] for row in rows.table(book).where(member=fact.number)]
    rows.table(disputes).expect(ids)
    for id in ids:
        if dispute := rows.table(disputes).get(id):
            rows.table(disputes).put({**dispute, **without("explanation")(dispute)})
