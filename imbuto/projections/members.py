"""The members' directory: clear names and phones, and the index by phone.

Names are here, in the staff list and in the messages, and in no other view. A rebuild after a person's key
was destroyed leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    MetaData,
    Table,
    func,
    or_,
    select,
)

from imbuto.aggregates.member import Member
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, codes, shaped
from imbuto.projections.rows import Row, Rows
from imbuto.values import Personal

METADATA = MetaData()

members = Table(
    "members",
    METADATA,
    Column("number", word(), primary_key=True),
    Column("name", word()),
    Column("search_name", word()),
    Column("centre", word(), nullable=False),
    Column("language", word(), nullable=False),
    Column("phone", word()),
    Column("payout_phone", word()),
    Column("proposed_phone", word()),
    Column("phone_proposed_by", word()),
    Column("suspended", Boolean, nullable=False),
    Column("suspended_reason", word()),
    Column("joined", Day),
    Column("pay_rhythm", word(), nullable=False),
    Column("saved_percent", Integer, nullable=False),
    Column("payee_changed_at", Instant),
    Column("registered_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_members_phone", "phone"),
    Index("ix_members_centre", "centre", "number"),
)


@dataclass(frozen=True)
class MemberAnswer:
    """`name` and phones are None when unknown, or when the person was forgotten. `payee_changed_at`: when the
    number that M-Pesa pays was last replaced."""

    number: str
    name: str | None
    centre: str
    language: str
    phone: str | None
    payout_phone: str | None
    proposed_phone: str | None
    phone_proposed_by: str | None
    suspended: bool
    suspended_reason: str | None
    joined: date | None
    pay_rhythm: str
    saved_percent: int
    payee_changed_at: datetime | None
    registered_at: datetime
    position: int

    @property
    def active(self) -> bool:
        return not self.suspended


# ----------------------------------------------------------------- fold


def _registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    rows.table(members).put(
        {
            "number": fact.number,
            "name": fact.name.text,
            "search_name": fact.name.text and _searchable(fact.name.text),
            "centre": fact.centre,
            "language": fact.language,
            "phone": _clear(fact.phone),
            "payout_phone": _clear(fact.payout_phone),
            "proposed_phone": None,
            "phone_proposed_by": None,
            "suspended": False,
            "suspended_reason": None,
            "joined": fact.joined and fact.joined.isoformat(),
            "pay_rhythm": "run",
            "saved_percent": 0,
            "payee_changed_at": None,
            "registered_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )


def _language_chosen(fact: Member.LanguageChosen, position: int, rows: Rows) -> None:
    _change(fact.number, rows, language=fact.language)


def _phone_proposed(fact: Member.PhoneChangeProposed, position: int, rows: Rows) -> None:
    _change(fact.number, rows, proposed_phone=fact.phone.text, phone_proposed_by=fact.who)


def _phone_approved(fact: Member.PhoneChangeApproved, position: int, rows: Rows) -> None:
    phone = fact.phone.text
    changes = {"phone": phone, "payout_phone": None, "proposed_phone": None, "phone_proposed_by": None}
    _change(fact.number, rows, **changes, payee_changed_at=stored_instant(fact.recorded_at))


def _pay_chosen(fact: Member.PayChosen, position: int, rows: Rows) -> None:
    _change(fact.number, rows, pay_rhythm=fact.rhythm, saved_percent=fact.saved_percent)


def _suspended(fact: Member.Suspended, position: int, rows: Rows) -> None:
    _change(fact.number, rows, suspended=True, suspended_reason=fact.reason)


def _reinstated(fact: Member.Reinstated, position: int, rows: Rows) -> None:
    _change(fact.number, rows, suspended=False, suspended_reason=None)


def _change(number: str, rows: Rows, **changes: object) -> None:
    row: Row | None = rows.table(members).get(number)
    if row is None:
        raise LookupError(f"member {number} was never registered")
    row.update(changes)
    rows.table(members).put(row)


def _clear(word: Personal | None) -> str | None:
    return None if word is None else word.text


def _searchable(name: str) -> str:
    return " ".join(name.casefold().split())


# ------------------------------------------------------------ questions


class Members(ReadModel):
    """Who the members are."""

    NAME = "members"
    VERSION = 2
    TABLES = (members,)
    HANDLERS = {
        Member.Registered: _registered,
        Member.LanguageChosen: _language_chosen,
        Member.PhoneChangeProposed: _phone_proposed,
        Member.PhoneChangeApproved: _phone_approved,
        Member.PayChosen: _pay_chosen,
        Member.Suspended: _suspended,
        Member.Reinstated: _reinstated,
    }

    def get(self, number: str) -> MemberAnswer:
        """Raises Unknown."""
        row = self._first(select(members).where(members.c.number == number))
        if row is None:
            raise Unknown("member", number)
        return shaped(MemberAnswer, row)

    def page(
        self,
        query: str | None = None,
        centre: str | Sequence[str] | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[MemberAnswer]:
        """In the order of numbers. `query` is the beginning of a number, of any word of a name, or of a
        phone; `centre` may be one or several."""
        question = select(members).order_by(members.c.number).limit(checked_limit(limit) + 1)
        if query is not None and query.strip():
            question = question.where(or_(*_matches(query)))
        if centre is not None:
            question = question.where(members.c.centre.in_(codes(centre)))
        if after := read_cursor(cursor, str):
            question = question.where(members.c.number > after[0])
        found = [shaped(MemberAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda member: (member.number,))

    def names(self, numbers: Sequence[str]) -> dict[str, str | None]:
        """The names behind these numbers; None for who was forgotten."""
        found: dict[str, str | None] = {}
        for start in range(0, len(numbers), 500):
            some = members.c.number.in_(numbers[start : start + 500])
            for row in self._all(select(members.c.number, members.c.name).where(some)):
                found[row["number"]] = row["name"]
        return found

    def by_phone(self, msisdn: str) -> list[str]:
        """The numbers of the members with this phone (2547…), several where a household shares one."""
        return self._values(
            select(members.c.number).where(members.c.phone == msisdn).order_by(members.c.number)
        )

    def payees_changed_since(self, instant: datetime) -> list[str]:
        """The members whose payout number was replaced since then, in the order of numbers."""
        question = select(members.c.number).where(members.c.payee_changed_at >= instant)
        return self._values(question.order_by(members.c.number))

    def count(self, active: bool = True, centre: str | Sequence[str] | None = None) -> int:
        """How many members there are; only those not suspended unless `active` is False."""
        question = select(func.count()).select_from(members)
        if active:
            question = question.where(members.c.suspended.is_(False))
        if centre is not None:
            question = question.where(members.c.centre.in_(codes(centre)))
        (count,) = self._values(question)
        return int(count)


def _matches(query: str) -> list[ColumnElement[bool]]:
    words = _searchable(query)
    found: list[ColumnElement[bool]] = [
        members.c.number.startswith(query.strip().upper(), autoescape=True),
        members.c.search_name.startswith(words, autoescape=True),
        members.c.search_name.contains(f" {words}", autoescape=True),
    ]
    digits = re.sub(r"[\s().+-]", "", query)
    if digits.isdecimal() and len(digits) >= 4:
        international = "254" + digits[1:] if digits.startswith("0") else digits
        found.append(members.c.phone.startswith(international, autoescape=True))
    return found
