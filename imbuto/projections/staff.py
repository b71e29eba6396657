"""The officials: their roles, the centres they work at, and who is still in service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    Column("proposed_roles", word(), nullable=False),
    Column("roles_proposed_by", word()),
    Column("roles_given_by", word()),
    Column("roles_approved_by", word()),
    Column("position", BigInteger, nullable=False),
    Index("ix_staff_phone", "phone"),
)


@dataclass(frozen=True)
class StaffAnswer:
    """`centres` limits a clerk to them; empty means all. `proposed_roles` wait for a second official;
    `roles_given_by` asked for the roles that hold, `roles_approved_by` agreed, where one had to."""

    number: str
    name: str | None
    phone: str | None
    roles: tuple[str, ...]
    centres: tuple[str, ...]
    active: bool
    joined_at: datetime
    left_at: datetime | None
    proposed_roles: tuple[str, ...]
    roles_proposed_by: str | None
    roles_given_by: str | None
    roles_approved_by: str | None
    position: int


# ----------------------------------------------------------------- fold


def _joined(fact: Staff.Joined, position: int, rows: Rows) -> None:
    rows.table(staff).put(
        {
            "number": fact.number,
            "name": fact.name.text,
            "phone": fact.phone and fact.phone.text,
            "joined_at": stored_instant(fact.recorded_at),
            "position": position,
            **_beginning(fact),
        }
    )


def _rejoined(fact: Staff.Rejoined, position: int, rows: Rows) -> None:
    _change(fact.number, rows, phone=fact.phone and fact.phone.text, **_beginning(fact))


def _beginning(fact: Staff.Joined | Staff.Rejoined) -> dict[str, object]:
    return {
        "roles": _SEPARATOR.join(fact.roles),
        "centres": _SEPARATOR.join(fact.centres),
        "active": True,
        "left_at": None,
        "roles_given_by": fact.who if fact.roles else None,
        "roles_approved_by": None,
        **_NOTHING_WAITS,
    }


def _roles_set(fact: Staff.RolesSet, position: int, rows: Rows) -> None:
    roles, centres = _SEPARATOR.join(fact.roles), _SEPARATOR.join(fact.centres)
    _change(fact.number, rows, roles=roles, centres=centres, roles_given_by=fact.who, **_NOTHING_WAITS)


def _roles_proposed(fact: Staff.RolesProposed, position: int, rows: Rows) -> None:
    roles = _SEPARATOR.join(fact.roles)
    _change(fact.number, rows, proposed_roles=roles, roles_proposed_by=fact.who)


def _roles_approved(fact: Staff.RolesApproved, position: int, rows: Rows) -> None:
    row = _row(fact.number, rows)
    roles = sorted({*filter(None, row["roles"].split(_SEPARATOR)), *fact.roles})
    given = {"roles_given_by": row["roles_proposed_by"], "roles_approved_by": fact.who}
    _change(fact.number, rows, roles=_SEPARATOR.join(roles), **given, **_NOTHING_WAITS)


def _roles_refused(fact: Staff.RolesRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, **_NOTHING_WAITS)


def _left(fact: Staff.Left, position: int, rows: Rows) -> None:
    _change(fact.number, rows, active=False, left_at=stored_instant(fact.recorded_at), **_NOTHING_WAITS)


def _change(number: str, rows: Rows, **changes: object) -> None:
    rows.table(staff).put({**_row(number, rows), **changes})


def _row(number: str, rows: Rows) -> dict[str, Any]:
    row = rows.table(staff).get(number)
    if row is None:
        raise LookupError(f"staff {number} never joined")
    return row


_SEPARATOR = "\n"
_NOTHING_WAITS: dict[str, object] = {"proposed_roles": "", "roles_proposed_by": None}


# ------------------------------------------------------------ questions


class StaffList(ReadModel):
    """Who the officials are."""

    NAME = "staff"
    VERSION = 2
    TABLES = (staff,)
    HANDLERS = {
        Staff.Joined: _joined,
        Staff.Rejoined: _rejoined,
        Staff.RolesSet: _roles_set,
        Staff.RolesProposed: _roles_proposed,
        Staff.RolesApproved: _roles_approved,
        Staff.RolesRefused: _roles_refused,
        Staff.Left: _left,
    }

    def get(self, number: str) -> StaffAnswer:
        """Raises Unknown."""
        row = self._first(select(staff).where(staff.c.number == number))
        if row is None:
            raise Unknown("staff", number)
        return _answer(row)

    def page(
        self, proposed: bool | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[StaffAnswer]:
        """In the order of numbers, those who left included; `proposed`: whether roles wait for a second."""
        question = select(staff).order_by(staff.c.number).limit(checked_limit(limit) + 1)
        if proposed is not None:
            waits = staff.c.proposed_roles != ""
            question = question.where(waits if proposed else ~waits)
        if after := read_cursor(cursor, str):
            question = question.where(staff.c.number > after[0])
        return page_of([_answer(row) for row in self._all(question)], limit, lambda one: (one.number,))

    def names(self) -> dict[str, str | None]:
        """The names of all officials by number, of those who left too: what they did still says who."""
        rows = self._all(select(staff.c.number, staff.c.name).order_by(staff.c.number))
        return {row["number"]: row["name"] for row in rows}

    def by_phone(self, msisdn: str) -> list[str]:
        """The numbers of the officials in service with this phone (2547…)."""
        question = select(staff.c.number).where(staff.c.phone == msisdn, staff.c.active.is_(True))
        return self._values(question.order_by(staff.c.number))

    def phones(self) -> list[str]:
        """The phones of all officials in service."""
        question = select(staff.c.phone).where(staff.c.phone.is_not(None), staff.c.active.is_(True))
        return self._values(question)

    def sharing_phone(self, number: str) -> list[str]:
        """The other officials in service who have this one's phone: two accounts, perhaps one person."""
        phone = self.get(number).phone
        return [one for one in self.by_phone(phone) if one != number] if phone else []


def _answer(row: RowMapping) -> StaffAnswer:
    words = dict(row)
    for name in ("roles", "centres", "proposed_roles"):
        words[name] = tuple(filter(None, words[name].split(_SEPARATOR)))
    return StaffAnswer(**words)
