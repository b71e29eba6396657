"""The vouchers: what officials proposed to book by hand, what waits for another, and what was decided."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.base import Fact
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows

METADATA = MetaData()

vouchers = Table(
    "vouchers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("day", Day, nullable=False),
    Column("text", word(), nullable=False),
    Column("reference", word()),
    Column("lines", word(), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("reason", word()),
    Column("proposed_by", word(), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decided_by", word()),
    Column("decided_at", Instant),
    Column("position", BigInteger, nullable=False),
    Index("ix_vouchers_position", "position"),
)
"""`lines` as JSON; `cents` is the sum of one side; `position` is that of the proposal."""


@dataclass(frozen=True)
class VoucherStanding:
    """A voucher as it stands: proposed, approved or refused. `cents` is the sum of one side."""

    id: UUID
    day: date
    text: str
    reference: str | None
    lines: list[VoucherLine]
    cents: int
    state: str
    reason: str | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    position: int


def _proposed(fact: Voucher.Proposed, position: int, rows: Rows) -> None:
    rows.table(vouchers).put(
        {
            "id": fact.originator_id.bytes,
            "day": fact.day.isoformat(),
            "text": fact.text,
            "reference": fact.reference,
            "lines": json.dumps([asdict(line) for line in fact.lines]),
            "cents": sum(line.debit_cents for line in fact.lines),
            "state": "proposed",
            "reason": None,
            "proposed_by": fact.who,
            "proposed_at": stored_instant(fact.recorded_at),
            "decided_by": None,
            "decided_at": None,
            "position": position,
        }
    )


def _approved(fact: Voucher.Approved, position: int, rows: Rows) -> None:
    _decide(fact, rows, "approved", None)


def _refused(fact: Voucher.Refused, position: int, rows: Rows) -> None:
    _decide(fact, rows, "refused", fact.reason)


def _decide(fact: Fact, rows: Rows, state: str, reason: str | None) -> None:
    row = rows.table(vouchers).get(fact.originator_id.bytes)
    assert row is not None
    row |= {
        "state": state,
        "reason": reason,
        "decided_by": fact.who,
        "decided_at": stored_instant(fact.recorded_at),
    }
    rows.table(vouchers).put(row)


class Vouchers(ReadModel):
    """What was booked by hand, or waits to be."""

    NAME = "vouchers"
    VERSION = 1
    TABLES = (vouchers,)
    HANDLERS = {Voucher.Proposed: _proposed, Voucher.Approved: _approved, Voucher.Refused: _refused}

    def page(
        self, cursor: str | None = None, limit: int = 50, state: str | None = None
    ) -> Page[VoucherStanding]:
        """The latest first."""
        question = select(vouchers).order_by(vouchers.c.position.desc()).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(vouchers.c.position < after[0])
        if state is not None:
            question = question.where(vouchers.c.state == state)
        found = [_standing(row) for row in self._all(question)]
        return page_of(found, limit, lambda voucher: (voucher.position,))

    def get(self, id: UUID) -> VoucherStanding:
        """Raises Unknown."""
        row = self._first(select(vouchers).where(vouchers.c.id == id))
        if row is None:
            raise Unknown("voucher", id)
        return _standing(row)


def _standing(row: RowMapping) -> VoucherStanding:
    found: dict[str, Any] = {**row, "lines": [VoucherLine(**line) for line in json.loads(row["lines"])]}
    return VoucherStanding(**found)
