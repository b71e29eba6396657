"""How statements, the float, and what the books moved are written into the rows that are compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from imbuto.aggregates.base import Fact
from imbuto.aggregates.chart import FLOAT
from imbuto.aggregates.member import Member
from imbuto.aggregates.portal_statement import PortalStatement
from imbuto.aggregates.reconciliation import Reconciliation
from imbuto.aggregates.till import ANSWERED, Till
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher
from imbuto.projections.columns import stored_instant
from imbuto.projections.reconciliation_payments import PAYOUT_HANDLERS, capitals, member_erased
from imbuto.projections.reconciliation_tables import (
    booked,
    gauges,
    lines,
    questions,
    reconciliations,
    statements,
)
from imbuto.projections.reconciling_float import AROUND
from imbuto.projections.rows import Rows

# ------------------------------------------------------------------- statements


def imported(fact: PortalStatement.Imported, position: int, rows: Rows) -> None:
    rows.table(statements).put(
        {
            "id": fact.originator_id.bytes,
            "name": fact.name,
            "digest": fact.digest,
            "first": stored_instant(fact.first),
            "last": stored_instant(fact.last),
            "lines": fact.lines,
            "in_cents": fact.in_cents,
            "out_cents": fact.out_cents,
            "imported_by": fact.who,
            "imported_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )


def lines_read(fact: PortalStatement.LinesRead, position: int, rows: Rows) -> None:
    table = rows.table(lines)
    for line in fact.lines:
        table.append(
            (
                position,
                line.row,
                fact.originator_id.bytes,
                line.receipt,
                stored_instant(line.completed_at),
                line.kind,
                line.paid_in_cents,
                line.withdrawn_cents,
                line.status,
                line.last_digits,
                line.conversation,
                line.linked,
            )
        )


# ------------------------------------------------------------ the float and the books


def top_up_done(fact: TopUp.Done, position: int, rows: Rows) -> None:
    _book(position, fact.recorded_at, fact.cents, "Float topped up", fact.receipt, rows)


def top_up_decided(fact: TopUp.OutcomeApproved, position: int, rows: Rows) -> None:
    if fact.outcome == "done":
        _book(position, fact.recorded_at, fact.cents, "Float topped up", None, rows)


def voucher_approved(fact: Voucher.Approved, position: int, rows: Rows) -> None:
    """What a voucher moves into the float; one that leaves it alone is none of ours."""
    cents = sum(line.debit_cents - line.credit_cents for line in fact.lines if line.account == FLOAT)
    if cents:
        _book(position, fact.recorded_at, cents, fact.text, fact.reference, rows)


def _book(position: int, at: datetime, cents: int, text: str, receipt: str | None, rows: Rows) -> None:
    rows.table(booked).put(
        {
            "position": position,
            "at": stored_instant(at),
            "cents": cents,
            "text": text,
            "receipt": capitals(receipt),
        }
    )


def float_asked(fact: Till.FloatAsked, position: int, rows: Rows) -> None:
    rows.table(questions).put({"question": fact.question, "asked_at": stored_instant(fact.recorded_at)})


def float_seen(fact: Till.FloatSeen, position: int, rows: Rows) -> None:
    """An answer tells of some moment between question and answer: a late one of nobody knows which."""
    asked = rows.table(questions).get(fact.question)
    at = stored_instant(fact.recorded_at)
    is_late = asked is None or at - asked["asked_at"] > AROUND.total_seconds() * 1_000_000
    if fact.code == ANSWERED and fact.available_cents is not None and not is_late:
        rows.table(gauges).put(
            {
                "position": position,
                "at": at,
                "available_cents": fact.available_cents,
                "charges_cents": fact.charges_cents,
            }
        )


# ------------------------------------------------------------------ that it was done


def made(fact: Reconciliation.Made, position: int, rows: Rows) -> None:
    rows.table(reconciliations).put(
        {
            "day": fact.day.isoformat(),
            "until_position": fact.until_position,
            "payments": fact.payments,
            "payments_cents": fact.payments_cents,
            "lines": fact.lines,
            "covered": fact.covered,
            "counts": json.dumps([asdict(one) for one in fact.counts]),
            "made_by": fact.who,
            "made_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )


HANDLERS: Mapping[type[Fact], Callable[[Any, int, Rows], None]] = {
    **PAYOUT_HANDLERS,
    Member.Erased: member_erased,
    PortalStatement.Imported: imported,
    PortalStatement.LinesRead: lines_read,
    TopUp.Done: top_up_done,
    TopUp.OutcomeApproved: top_up_decided,
    Voucher.Approved: voucher_approved,
    Till.FloatAsked: float_asked,
    Till.FloatSeen: float_seen,
    Reconciliation.Made: made,
}
