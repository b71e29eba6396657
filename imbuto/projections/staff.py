"""The officials: their roles, the centres they work at, and who is still in service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.staff import Staff
from imbuto.errors import Unknown
from imbuto.projections.columns import Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows

METADATA = MetaData()

staff = Table(
    "staff",
    METADATA,
    Column("number", word(), primary_key=True),
    Column("name", word()),
    Column("phone", word()),
    Column("roles", word(), nullable=False),
    Column("centres", word(), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("position", BigInteger, nullable=False),
    Index("ix_staff_phone", "phone"),
)


@dataclass(frozen=True)
class StaffAnswer:
    """`centres` limits a clerk to them; empty means all."""

    number: str
    name: str | None
    phone: str | None
    roles: tuple[str, ...]
    centres: tuple[str, ...]
    active: bool
    joined_at: datetime
    left_at: datetime | None
    position: int


# ----------------------------------------------------------------- fold


def _joined(fact: Staff.Joined, position: int, rows: Rows) -> None:
    rows.table(staff).put(
        {
            "number": fact.number,
            "name": fact.name.text,
            "phone": fact.phone and fact.phone.text,
            "roles": _SEPARATOR.join(fact.roles),
            "centres": _SEPARATOR.join(fact.centres),
            "active": True,
            "joined_at": stored_instant(fact.recorded_at),
            "left_at": None,
            "position": position,
        }
    )


def _roles_set(fact: Staff.RolesSet, position: int, rows: Rows) -> None:
    _change(fact.number, rows, roles=_SEPARATOR.join(fact.roles), centres=_SEPARATOR.join(fact.centres))


def _left(fact: Staff.Left, position: int, rows: Rows) -> None:
    _change(fact.number, rows, active=False, left_at=stored_instant(fact.recorded_at))


def _change(number: str, rows: Rows, **changes: object) -> None:
    row = rows.table(staff).get(number)
    if row is None:
        raise LookupError(f"staff {number} never joined")
    row.update(changes)
    rows.table(staff).put(row)


_SEPARATOR = "\n"


# ------------------------------------------------------------ questions


class StaffList(ReadModel):
    """Who the officials are."""

    NAME = "staff"
    VERSION = 1
    TABLES = (staff,)
    HANDLERS = {Staff.Joined: _joined, Staff.RolesSet: _roles_set, Staff.Left: _left}

    def get(self, number: str) -> StaffAnswer:
        """Raises Unknown."""
        row = self._first(select(staff).where(staff.c.number == number))
        if row is None:
            raise Unknown("staff", number)
        return _answer(row)

    def page(self, cursor: str | None = None, limit: int = 50) -> Page[StaffAnswer]:
        """In the order of numbers, those who left included."""
        question = select(staff).order_by(staff.c.number).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, str):
            question = question.where(staff.c.number > after[0])
        return page_of([_answer(row) for row in self._all(question)], limit, lambda one: (one.number,))

    def by_phone(self, msisdn: str) -> list[str]:
        """The numbers of the officials in service with this phone (2547…)."""
        question = select(staff.c.number).where(staff.c.phone == msisdn, staff.c.active.is_(True))
        return self._values(question.order_by(staff.c.number))


def _answer(row: RowMapping) -> StaffAnswer:
    words = dict(row)
    for name in ("roles", "centres"):
        words[name] = tuple(filter(None, words[name].split(_SEPARATOR)))
    return StaffAnswer(**words)
