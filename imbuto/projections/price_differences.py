"""The price differences: what waits for a second official, what was granted, and what each member got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, select

from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.base import Fact
from imbuto.aggregates.price_difference import PriceDifference
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.rows import Rows
from imbuto.values import centilitres

METADATA = MetaData()

differences = Table(
    "price_differences",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("name", word(), nullable=False),
    Column("way", word(), nullable=False),
    Column("kind", word(), nullable=False),
    Column("cents_per_litre", BigInteger),
    Column("price_id", Id),
    Column("centre", word()),
    Column("grade", word()),
    Column("date_from", Day, nullable=False),
    Column("date_to", Day, nullable=False),
    Column("state", word(), nullable=False),
    Column("proposed_by", word(), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("decided_by", word()),
    Column("decided_at", Instant),
    Column("reason", word()),
    Column("cutoff_position", BigInteger),
    Column("members", BigInteger, nullable=False),
    Column("centilitres", BigInteger),
    Column("cents", BigInteger, nullable=False),
    Index("ix_price_differences_position", "position"),
    Index("ix_price_differences_state", "state", "position"),
    Index("ix_price_differences_days", "date_to", "date_from"),
)
"""`members` and `cents` grow with each grant; the litres are known when all are made."""

granted = Table(
    "price_difference_members",
    METADATA,
    Column("difference", Id, primary_key=True),
    Column("member", word(), primary_key=True),
    Column("adjustment", Id, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("text", word(), nullable=False),
    Column("position", BigInteger, nullable=False),
)


@dataclass(frozen=True)
class DifferenceAnswer:
    """A price difference as it stands. `state`: proposed, approved, refused or completed. Cents are signed;
    `cents_per_litre` belongs to the way "per-litre", `price_id` to "reprice"."""

    id: UUID
    position: int
    name: str
    way: str
    kind: str
    cents_per_litre: int | None
    price_id: UUID | None
    centre: str | None
    grade: str | None
    date_from: date
    date_to: date
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    cutoff_position: int | None
    members: int
    centilitres: int | None
    cents: int

    @property
    def takes_back(self) -> bool:
        """Whether it takes money from members: a retro price that is lower, or what it has granted so far."""
        return (self.cents_per_litre or 0) < 0 or self.cents < 0


@dataclass(frozen=True)
class GrantAnswer:
    """What one member got: signed cents, by which adjustment, and its words."""

    difference: UUID
    member: str
    adjustment: UUID
    cents: int
    text: str
    position: int


# ----------------------------------------------------------------- fold


def _proposed(fact: PriceDifference.Proposed, position: int, rows: Rows) -> None:
    rows.table(differences).put(
        {
            **dict.fromkeys(column.name for column in differences.c),
            "id": fact.originator_id.bytes,
            "position": position,
            "name": fact.name,
            "way": fact.way,
            "kind": fact.kind,
            "cents_per_litre": fact.cents_per_litre,
            "price_id": fact.price_id.bytes if fact.price_id else None,
            "centre": fact.centre,
            "grade": fact.grade,
            "date_from": fact.date_from.isoformat(),
            "date_to": fact.date_to.isoformat(),
            "state": "proposed",
            "proposed_by": fact.who,
            "proposed_at": stored_instant(fact.recorded_at),
            "members": 0,
            "cents": 0,
        }
    )


def _approved(fact: PriceDifference.Approved, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="approved", cutoff_position=fact.cutoff_position)


def _refused(fact: PriceDifference.Refused, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="refused", reason=fact.reason)


def _decided(fact: Fact, rows: Rows, **changes: object) -> None:
    _change(
        fact.originator_id,
        rows,
        decided_by=fact.who,
        decided_at=stored_instant(fact.recorded_at),
        **changes,
    )


def _completed(fact: PriceDifference.Completed, position: int, rows: Rows) -> None:
    _change(fact.originator_id, rows, state="completed", centilitres=centilitres(fact.litres))


def _granted(fact: Adjustment.Granted, position: int, rows: Rows) -> None:
    row = rows.table(differences).get(fact.source.bytes)
    if row is None:
        raise LookupError(f"price difference {fact.source} was never proposed")
    row["members"] += 1
    row["cents"] += fact.cents
    rows.table(differences).put(row)
    rows.table(granted).put(
        {
            "difference": fact.source.bytes,
            "member": fact.member,
            "adjustment": fact.originator_id.bytes,
            "cents": fact.cents,
            "text": fact.text,
            "position": position,
        }
    )


def _change(id: UUID, rows: Rows, **changes: object) -> None:
    row = rows.table(differences).get(id.bytes)
    if row is None:
        raise LookupError(f"price difference {id} was never proposed")
    row.update(changes)
    rows.table(differences).put(row)


# ------------------------------------------------------------ questions


class PriceDifferences(ReadModel):
    """Retro price changes and bonuses."""

    NAME = "price_differences"
    VERSION = 1
    TABLES = (differences, granted)
    HANDLERS = {
        PriceDifference.Proposed: _proposed,
        PriceDifference.Approved: _approved,
        PriceDifference.Refused: _refused,
        PriceDifference.Completed: _completed,
        Adjustment.Granted: _granted,
    }

    def get(self, id: UUID) -> DifferenceAnswer:
        """Raises Unknown."""
        row = self._first(select(differences).where(differences.c.id == id))
        if row is None:
            raise Unknown("price difference", id)
        return shaped(DifferenceAnswer, row)

    def page(
        self, state: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[DifferenceAnswer]:
        """The latest first."""
        question = select(differences).order_by(differences.c.position.desc()).limit(checked_limit(limit) + 1)
        if state is not None:
            question = question.where(differences.c.state == state)
        if after := read_cursor(cursor, int):
            question = question.where(differences.c.position < after[0])
        found = [shaped(DifferenceAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda difference: (difference.position,))

    def members(self, id: UUID, cursor: str | None = None, limit: int = 50) -> Page[GrantAnswer]:
        """What each member got, by number."""
        question = select(granted).where(granted.c.difference == id).order_by(granted.c.member)
        if after := read_cursor(cursor, str):
            question = question.where(granted.c.member > after[0])
        found = [shaped(GrantAnswer, row) for row in self._all(question.limit(checked_limit(limit) + 1))]
        return page_of(found, limit, lambda grant: (grant.member,))

    def unfinished(self) -> Sequence[UUID]:
        """Those approved and not yet granted to everybody, the oldest first."""
        question = select(differences.c.id).where(differences.c.state == "approved")
        return self._values(question.order_by(differences.c.position))

    def in_force(self, day_from: date, day_to: date) -> Sequence[UUID]:
        """Those in force for milk of any of these days (both included), the oldest first."""
        question = select(differences.c.id).where(
            differences.c.date_from <= day_to,
            differences.c.date_to >= day_from,
            differences.c.state.in_(("approved", "completed")),
        )
        return self._values(question.order_by(differences.c.position))

    def about(self, day: date, centre: str) -> list[DifferenceAnswer]:
        """Those in force for milk of that day and centre, the oldest first."""
        question = select(differences).where(
            differences.c.date_from <= day,
            differences.c.date_to >= day,
            differences.c.state.in_(("approved", "completed")),
            (differences.c.centre == centre) | differences.c.centre.is_(None),
        )
        return [shaped(DifferenceAnswer, row) for row in self._all(question.order_by(differences.c.position))]
