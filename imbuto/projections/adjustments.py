"""The adjustments: what waits for a second official, what was decided, and the batches decided together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, MetaData, Select, Table, case, func, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.base import Fact
from imbuto.aggregates.member import Member
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.free_words import without
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

METADATA = MetaData()

adjustments = Table(
    "adjustments",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("member", word(), nullable=False),
    Column("kind", word(), nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("day", Day, nullable=False),
    Column("reason", word(), nullable=False),
    Column("about", Id),
    Column("batch", word()),
    Column("source", Id),
    Column("state", word(), nullable=False),
    Column("proposed_by", word()),
    Column("recorded_at", Instant, nullable=False),
    Column("decided_by", word()),
    Column("decided_at", Instant),
    Column("refusal_reason", word()),
    Column("position", BigInteger, nullable=False),
    Column("counted_position", BigInteger),
    Index("ix_adjustments_position", "position"),
    Index("ix_adjustments_member", "member", "position"),
    Index("ix_adjustments_state", "state", "position"),
    Index("ix_adjustments_batch", "batch", "state", "position"),
    Index("ix_adjustments_counted", "counted_position"),
)
"""`counted_position`: since when it is on the account."""


@dataclass(frozen=True)
class AdjustmentAnswer:
    """One adjustment. `state`: proposed, approved, refused or granted; `source` is the price difference that
    granted it. `cents` and litres (hundredths) are signed."""

    id: UUID
    member: str
    kind: str
    centilitres: int
    cents: int
    day: date
    reason: str
    about: UUID | None
    batch: str | None
    source: UUID | None
    state: str
    proposed_by: str | None
    recorded_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    refusal_reason: str | None
    position: int

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class BatchAnswer:
    """All adjustments proposed under one name: how many and how much, and how many wait for a decision."""

    batch: str
    adjustments: int
    cents: int
    waiting: int
    approved: int
    refused: int
    position: int


# ----------------------------------------------------------------- fold


def _proposed(fact: Adjustment.Proposed, position: int, rows: Rows) -> None:
    _put(
        fact,
        position,
        rows,
        reason=fact.reason,
        about=fact.about and fact.about.bytes,
        batch=fact.batch,
        state="proposed",
        proposed_by=fact.who,
    )


def _granted(fact: Adjustment.Granted, position: int, rows: Rows) -> None:
    _put(
        fact,
        position,
        rows,
        reason=fact.text,
        source=fact.source.bytes,
        state="granted",
        counted_position=position,
    )


def _put(fact: Adjustment.Proposed | Adjustment.Granted, position: int, rows: Rows, **known: object) -> None:
    rows.table(adjustments).put(
        {
            **dict.fromkeys(column.name for column in adjustments.c),
            "id": fact.originator_id.bytes,
            "member": fact.member,
            "kind": fact.kind,
            "centilitres": centilitres(fact.litres),
            "cents": fact.cents,
            "day": fact.day.isoformat(),
            "recorded_at": stored_instant(fact.recorded_at),
            "position": position,
            **known,
        }
    )


def _approved(fact: Adjustment.Approved, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="approved", counted_position=position)


def _refused(fact: Adjustment.Refused, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="refused", refusal_reason=fact.reason)


def _decided(fact: Fact, rows: Rows, **changes: object) -> None:
    row = rows.table(adjustments).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"adjustment {fact.originator_id} was never proposed")
    row.update(changes, decided_by=fact.who, decided_at=stored_instant(fact.recorded_at))
    rows.table(adjustments).put(row)


def _member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """What a price difference granted has the words of the difference, which are about many."""

    def change(row: Row) -> Row:
        return {} if row["state"] == "granted" else without("reason", "refusal_reason")(row)

    rows.table(adjustments).rewrite(change, member=fact.number)


# ------------------------------------------------------------ questions


class Adjustments(ReadModel):
    """What is put right on members' accounts."""

    NAME = "adjustments"
    VERSION = 2
    TABLES = (adjustments,)
    HANDLERS = {
        Adjustment.Proposed: _proposed,
        Adjustment.Approved: _approved,
        Adjustment.Refused: _refused,
        Adjustment.Granted: _granted,
        Member.Erased: _member_erased,
    }

    def get(self, id: UUID) -> AdjustmentAnswer:
        """Raises Unknown."""
        row = self._first(select(adjustments).where(adjustments.c.id == id))
        if row is None:
            raise Unknown("adjustment", id)
        return shaped(AdjustmentAnswer, row)

    def page(
        self,
        state: str | None = None,
        member: str | None = None,
        batch: str | None = None,
        kind: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[AdjustmentAnswer]:
        """The latest first."""
        question = select(adjustments).order_by(adjustments.c.position.desc())
        for column, wanted in (("state", state), ("member", member), ("batch", batch), ("kind", kind)):
            if wanted is not None:
                question = question.where(adjustments.c[column] == wanted)
        if after := read_cursor(cursor, int):
            question = question.where(adjustments.c.position < after[0])
        found = [shaped(AdjustmentAnswer, row) for row in self._all(question.limit(checked_limit(limit) + 1))]
        return page_of(found, limit, lambda adjustment: (adjustment.position,))

    def batch(self, batch: str) -> BatchAnswer:
        """Raises Unknown for a name under which nothing was proposed."""
        row = self._first(_batches().where(adjustments.c.batch == batch))
        if row is None:
            raise Unknown("batch", batch)
        return _batch(row)

    def batches(self, cursor: str | None = None, limit: int = 50) -> Page[BatchAnswer]:
        """The latest first."""
        first = func.min(adjustments.c.position)
        question = _batches().where(adjustments.c.batch.is_not(None)).order_by(first.desc())
        if after := read_cursor(cursor, int):
            question = question.having(first < after[0])
        found = [_batch(row) for row in self._all(question.limit(checked_limit(limit) + 1))]
        return page_of(found, limit, lambda batch: (batch.position,))

    def waiting_in(self, batch: str, limit: int = 500) -> list[AdjustmentAnswer]:
        """The first of a batch that wait for a decision, in the order they were proposed."""
        question = select(adjustments).where(adjustments.c.batch == batch, adjustments.c.state == "proposed")
        question = question.order_by(adjustments.c.position).limit(limit)
        return [shaped(AdjustmentAnswer, row) for row in self._all(question)]

    def proposers(self) -> list[str]:
        """Who proposed each of those that wait for a decision."""
        return self._values(select(adjustments.c.proposed_by).where(adjustments.c.state == "proposed"))

    def waiting_savings_cents(self, member: str) -> int:
        """In proposals to release savings of that member which nobody has decided yet."""
        question = select(func.coalesce(func.sum(adjustments.c.cents), 0)).where(
            adjustments.c.member == member,
            adjustments.c.kind == "savings",
            adjustments.c.state == "proposed",
        )
        (cents,) = self._values(question)
        return int(cents)

    def counted(self, after_position: int, until_position: int, least_cents: int) -> list[AdjustmentAnswer]:
        """Those of at least so many cents, either way, that came on accounts in this span of positions (the
        first excluded), the largest first."""
        size = func.abs(adjustments.c.cents)
        question = select(adjustments).where(
            adjustments.c.counted_position > after_position,
            adjustments.c.counted_position <= until_position,
            size >= least_cents,
        )
        question = question.order_by(size.desc(), adjustments.c.position)
        return [shaped(AdjustmentAnswer, row) for row in self._all(question)]

    def opening_of(self, members: Sequence[str]) -> dict[tuple[str, str], AdjustmentAnswer]:
        """The opening balances of these members by (member, kind), without those refused."""
        question = select(adjustments).where(
            adjustments.c.member.in_(list(members)),
            adjustments.c.kind.in_(("opening", "opening-savings")),
            adjustments.c.state != "refused",
        )
        found = [shaped(AdjustmentAnswer, row) for row in self._all(question)]
        return {(one.member, one.kind): one for one in found}


def _batches() -> Select[Any]:
    def counted(state: str) -> Any:
        return func.sum(case((adjustments.c.state == state, 1), else_=0)).label(state)

    return select(
        adjustments.c.batch,
        func.count().label("adjustments"),
        func.sum(adjustments.c.cents).label("cents"),
        counted("proposed"),
        counted("approved"),
        counted("refused"),
        func.min(adjustments.c.position).label("position"),
    ).group_by(adjustments.c.batch)


def _batch(row: RowMapping) -> BatchAnswer:
    return BatchAnswer(
        row["batch"],
        int(row["adjustments"]),
        int(row["cents"]),
        int(row["proposed"]),
        int(row["approved"]),
        int(row["refused"]),
        int(row["position"]),
    )
