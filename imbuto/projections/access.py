"""How people got in: the story of each person's access, and what of it waits for a second official."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.access import Access
from imbuto.aggregates.base import Fact
from imbuto.aggregates.member import Member
from imbuto.projections.columns import Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.rows import Rows
from imbuto.values import Personal

METADATA = MetaData()

story = Table(
    "access_story",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("principal", word(), nullable=False),
    Column("version", Integer, nullable=False),
    Column("fact", word(), nullable=False),
    Column("who", word(), nullable=False),
    Column("channel", word(), nullable=False),
    Column("request", word(), nullable=False),
    Column("at", Instant, nullable=False),
    Column("details", word(), nullable=False),
    Column("device", word()),
    Column("reason", word()),
    Index("ix_access_story_principal", "principal", "position"),
)
"""`details` is JSON of what is not personal; `device` and `reason` speak of the person."""


def _proposals(name: str) -> Table:
    """What an official proposes about another's access, one per person, until it is decided."""
    return Table(
        name,
        METADATA,
        Column("principal", word(), primary_key=True),
        Column("reason", word()),
        Column("proposed_by", word(), nullable=False),
        Column("proposed_at", Instant, nullable=False),
        Column("position", BigInteger, nullable=False),
        Index(f"ix_{name}_position", "position"),
    )


recoveries = _proposals("access_recoveries")
"""Members whose access an official proposes to give back. What is decided is gone."""

removals = _proposals("access_factor_removals")
"""Officials whose second factor another proposes to remove. What is decided, or void, is gone."""


@dataclass(frozen=True)
class AccessFact:
    """One fact of a person's access. `details` are its own fields."""

    position: int
    principal: str
    version: int
    fact: str
    who: str
    channel: str
    request: str
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True)
class OpenProposal:
    """What is proposed about a person's access and waits for another official."""

    principal: str
    reason: str | None
    proposed_by: str
    proposed_at: datetime
    position: int

    @property
    def number(self) -> str:
        """The member's or the official's."""
        return self.principal.partition(":")[2]


# ----------------------------------------------------------------- fold


def _told(fact: Any, position: int, rows: Rows) -> None:
    own = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in _NOT_ITS_OWN}
    personal = {name: own.pop(name).text for name, word in list(own.items()) if isinstance(word, Personal)}
    rows.table(story).put(
        {
            "position": position,
            "principal": fact.principal,
            "version": fact.originator_version,
            "fact": fact.TOPIC,
            "who": fact.who,
            "channel": fact.channel,
            "request": fact.request,
            "at": stored_instant(fact.recorded_at),
            "details": json.dumps(own, default=_plain, ensure_ascii=False),
            "device": personal.get("device"),
            # A second factor's reason is one of our own words, and stands in the details.
            "reason": personal.get("reason"),
        }
    )


def _proposed(
    fact: Access.RecoveryProposed | Access.FactorRemovalProposed, position: int, rows: Rows
) -> None:
    _told(fact, position, rows)
    rows.table(_WAITS_IN[type(fact)]).put(
        {
            "principal": fact.principal,
            "reason": fact.reason.text,
            "proposed_by": fact.who,
            "proposed_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )


def _decided(fact: Any, position: int, rows: Rows) -> None:
    _told(fact, position, rows)
    rows.table(_WAITS_IN[type(fact)]).delete(fact.principal)


def _erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """That somebody came in stays; on what, and what officials said of it, goes."""
    principal = f"member:{fact.number}"
    for row in rows.table(story).where(principal=principal):
        rows.table(story).put({**row, "device": None, "reason": None})
    rows.table(recoveries).delete(principal)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)


_WAITS_IN: dict[type, Table] = {
    Access.RecoveryProposed: recoveries,
    Access.RecoveryApproved: recoveries,
    Access.RecoveryRefused: recoveries,
    Access.FactorRemovalProposed: removals,
    Access.FactorRemovalRefused: removals,
    Access.SecondFactorRemoved: removals,
    Access.SecondFactorSet: removals,
}
"""Where what is proposed waits, and what ends the waiting: a factor that its owner sets or removes, too."""
_NOT_ITS_OWN = {field.name for field in fields(Fact)} | {"principal"}


# ------------------------------------------------------------ questions


class AccessBook(ReadModel):
    """What became of everybody's access."""

    NAME = "access"
    VERSION = 2
    TABLES = (story, recoveries, removals)
    HANDLERS = {
        **dict.fromkeys(Access.facts(), _told),
        **dict.fromkeys(_WAITS_IN, _decided),
        Access.RecoveryProposed: _proposed,
        Access.FactorRemovalProposed: _proposed,
        Member.Erased: _erased,
    }

    def page(self, principal: str, cursor: str | None = None, limit: int = 50) -> Page[AccessFact]:
        """The story of one person's access, the newest first."""
        question = select(story).where(story.c.principal == principal)
        if before := read_cursor(cursor, int):
            question = question.where(story.c.position < before[0])
        found = self._all(question.order_by(story.c.position.desc()).limit(checked_limit(limit) + 1))
        return page_of([_answer(row) for row in found], limit, lambda one: (one.position,))

    def open_recoveries(self, cursor: str | None = None, limit: int = 50) -> Page[OpenProposal]:
        """Members whose access waits to be given back, the oldest first."""
        return self._waiting(recoveries, cursor, limit)

    def open_removals(self, cursor: str | None = None, limit: int = 50) -> Page[OpenProposal]:
        """Officials whose second factor waits to be removed, the oldest first."""
        return self._waiting(removals, cursor, limit)

    def _waiting(self, table: Table, cursor: str | None, limit: int) -> Page[OpenProposal]:
        question = select(table)
        if after := read_cursor(cursor, int):
            question = question.where(table.c.position > after[0])
        found = self._all(question.order_by(table.c.position).limit(checked_limit(limit) + 1))
        return page_of([shaped(OpenProposal, row) for row in found], limit, lambda one: (one.position,))


def _answer(row: RowMapping) -> AccessFact:
    details = json.loads(row["details"])
    details |= {name: row[name] for name in ("device", "reason") if row[name] is not None}
    return shaped(AccessFact, {**row, "details": details})
