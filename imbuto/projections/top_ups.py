"""The top-ups of the float: what is proposed, what was sent to M-Pesa, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, select

from imbuto.aggregates.base import Fact
from imbuto.aggregates.top_up import TopUp
from imbuto.errors import Unknown
from imbuto.projections.columns import Id, Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import Handler, ReadModel, shaped
from imbuto.projections.rows import Rows

METADATA = MetaData()

top_ups = Table(
    "top_ups",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("cents", BigInteger, nullable=False),
    Column("reference", word(), nullable=False),
    Column("state", word(), nullable=False),
    Column("proposed_by", word(), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decided_by", word()),
    Column("decided_at", Instant),
    Column("submitted_at", Instant),
    Column("conversation_id", word()),
    Column("receipt", word()),
    Column("code", word()),
    Column("reason", word()),
    Column("outcome", word()),
    Column("evidence", word()),
    Column("outcome_by", word()),
    Column("contradictions", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_top_ups_position", "position"),
    Index("ix_top_ups_state", "state"),
)


@dataclass(frozen=True)
class TopUpAnswer:
    """One top-up. `outcome`, `evidence` and `outcome_by` are what is proposed, or what two officials
    decided."""

    id: UUID
    cents: int
    reference: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    submitted_at: datetime | None
    conversation_id: str | None
    receipt: str | None
    code: str | None
    reason: str | None
    outcome: str | None
    evidence: str | None
    outcome_by: str | None
    contradictions: int
    position: int


def _proposed(fact: TopUp.Proposed, position: int, rows: Rows) -> None:
    rows.table(top_ups).put(
        {
            **{column.name: None for column in top_ups.columns},
            "id": fact.originator_id.bytes,
            "cents": fact.cents,
            "reference": fact.reference,
            "state": "proposed",
            "proposed_by": fact.who,
            "proposed_at": stored_instant(fact.recorded_at),
            "contradictions": 0,
            "position": position,
        }
    )


def _decided(fact: TopUp.Approved | TopUp.Refused, position: int, rows: Rows) -> None:
    refused = isinstance(fact, TopUp.Refused)
    _change(
        fact,
        rows,
        state="refused" if refused else "approved",
        reason=fact.reason if isinstance(fact, TopUp.Refused) else None,
        decided_by=fact.who,
        decided_at=stored_instant(fact.recorded_at),
    )


def _submitted(fact: TopUp.Submitted, position: int, rows: Rows) -> None:
    _change(fact, rows, state="submitted", submitted_at=stored_instant(fact.recorded_at))


def _contradicted(fact: TopUp.Contradicted, position: int, rows: Rows) -> None:
    row = rows.table(top_ups).get(fact.originator_id.bytes)
    assert row is not None
    _change(fact, rows, contradictions=row["contradictions"] + 1, reason=fact.reason)


def _outcome_proposed(fact: TopUp.OutcomeProposed, position: int, rows: Rows) -> None:
    _change(fact, rows, outcome=fact.outcome, evidence=fact.evidence, outcome_by=fact.who)


def _outcome_approved(fact: TopUp.OutcomeApproved, position: int, rows: Rows) -> None:
    _change(fact, rows, state="done" if fact.outcome == "done" else "failed", reason=None)


def _told(state: str, *names: str) -> Handler:
    """The state that a fact brings, and those of its words that are kept."""

    def fold(fact: Any, position: int, rows: Rows) -> None:
        _change(fact, rows, state=state, **{name: getattr(fact, name) for name in names})

    return fold


def _change(fact: Fact, rows: Rows, **changes: object) -> None:
    row = rows.table(top_ups).get(fact.originator_id.bytes)
    assert row is not None
    rows.table(top_ups).put({**row, **changes})


class TopUps(ReadModel):
    """Money moved into the float, or waiting to be."""

    NAME = "top_ups"
    VERSION = 1
    TABLES = (top_ups,)
    HANDLERS: ClassVar[Mapping[type[Fact], Handler]] = {
        TopUp.Proposed: _proposed,
        TopUp.Approved: _decided,
        TopUp.Refused: _decided,
        TopUp.Submitted: _submitted,
        TopUp.Accepted: _told("accepted", "conversation_id"),
        TopUp.Done: _told("done", "receipt"),
        TopUp.Failed: _told("failed", "code", "reason"),
        TopUp.OutcomeUnknown: _told("outcome_unknown", "code", "reason"),
        TopUp.Contradicted: _contradicted,
        TopUp.OutcomeProposed: _outcome_proposed,
        TopUp.OutcomeApproved: _outcome_approved,
    }

    def page(self, cursor: str | None = None, limit: int = 50, state: str | None = None) -> Page[TopUpAnswer]:
        """The latest first."""
        question = select(top_ups).order_by(top_ups.c.position.desc()).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(top_ups.c.position < after[0])
        if state is not None:
            question = question.where(top_ups.c.state == state)
        found = [shaped(TopUpAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda top_up: (top_up.position,))

    def get(self, id: UUID) -> TopUpAnswer:
        """Raises Unknown."""
        row = self._first(select(top_ups).where(top_ups.c.id == id))
        if row is None:
            raise Unknown("top-up", id)
        return shaped(TopUpAnswer, row)

    def approved(self) -> list[UUID]:
        """Those that wait to be sent."""
        return self._values(select(top_ups.c.id).where(top_ups.c.state == "approved"))

    def silent(self, before: datetime) -> list[UUID]:
        """Those sent before that instant of which M-Pesa has not said what became of them."""
        under_way = top_ups.c.state.in_(("submitted", "accepted"))
        return self._values(select(top_ups.c.id).where(under_way, top_ups.c.submitted_at < before))

    def undecided(self) -> list[TopUpAnswer]:
        """Those whose outcome only people can tell, and contradicted ones: the latest first."""
        question = select(top_ups).where(
            (top_ups.c.state == "outcome_unknown") | (top_ups.c.contradictions > 0)
        )
        question = question.order_by(top_ups.c.position.desc()).limit(50)
        return [shaped(TopUpAnswer, row) for row in self._all(question)]
