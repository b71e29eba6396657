"""The members' directory: clear names and phones, the index by phone, and where money goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from imbuto.aggregates.member import Member
from imbuto.errors import Unknown
from imbuto.projections import member_book, member_privacy
from imbuto.projections.member_book import searchable
from imbuto.projections.member_tables import members, payees
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, codes, shaped


@dataclass(frozen=True)
class MemberAnswer:
    """`name` and phones are None when unknown, or when the person was forgotten. `payee_changed_at`: when the
    number that M-Pesa pays was last replaced; `account_changed_at`: the bank account. `payee_name` is what
    M-Pesa told of the number that is paid, `payee_match` how it fits the register (full, part, none)."""

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
    pay_channel: str
    account_bank: str | None
    account_number: str | None
    account_name: str | None
    account_changed_at: datetime | None
    proposed_payout_phone: str | None
    payout_phone_proposed_by: str | None
    proposed_channel: str | None
    proposed_account_bank: str | None
    proposed_account_number: str | None
    proposed_account_name: str | None
    channel_proposed_by: str | None
    payee_name: str | None
    payee_match: str | None
    payee_accepted: bool
    acceptance_reason: str | None
    acceptance_proposed_by: str | None
    left_on: date | None
    restricted: bool
    restriction_ground: str | None
    lift_proposed_by: str | None
    erasure_ground: str | None
    erasure_proposed_by: str | None
    erased: bool
    registered_at: datetime
    position: int

    @property
    def payee(self) -> str | None:
        """The number that M-Pesa pays."""
        return self.payout_phone or self.phone

    @property
    def changed_at(self) -> datetime | None:
        """When the place to which money goes by the member's way of payment was last replaced."""
        return {"mpesa": self.payee_changed_at, "bank": self.account_changed_at}.get(self.pay_channel)

    @property
    def name_differs(self) -> bool:
        """Whether M-Pesa told quite another name of the number that is paid, and nobody has accepted it."""
        return self.pay_channel == "mpesa" and self.payee_match == "none" and not self.payee_accepted

    @property
    def active(self) -> bool:
        return not self.suspended and self.left_on is None


ATTENTION: Mapping[str, ColumnElement[bool]] = {
    "proposed": or_(
        members.c.phone_proposed_by.is_not(None),
        members.c.payout_phone_proposed_by.is_not(None),
        members.c.channel_proposed_by.is_not(None),
        members.c.acceptance_proposed_by.is_not(None),
        members.c.lift_proposed_by.is_not(None),
        members.c.erasure_proposed_by.is_not(None),
    ),
    "name-differs": and_(
        members.c.payee_match == "none", members.c.payee_accepted.is_(False), members.c.pay_channel == "mpesa"
    ),
}
"""Members whom an official must look at: where a change waits for approval, and where M-Pesa told quite
another name."""


class Members(ReadModel):
    """Who the members are."""

    NAME = "members"
    VERSION = 5
    TABLES = (members, payees)
    HANDLERS = {
        Member.Registered: member_book.registered,
        Member.LanguageChosen: member_book.language_chosen,
        Member.PhoneChangeProposed: member_book.phone_proposed,
        Member.PhoneChangeApproved: member_book.phone_approved,
        Member.PhoneChangeRefused: member_book.phone_refused,
        Member.PayoutPhoneChangeProposed: member_book.payout_phone_proposed,
        Member.PayoutPhoneChangeApproved: member_book.payout_phone_approved,
        Member.PayoutPhoneChangeRefused: member_book.payout_phone_refused,
        Member.PayeeSeen: member_book.payee_seen,
        Member.PayeeAcceptanceProposed: member_book.acceptance_proposed,
        Member.PayeeAccepted: member_book.payee_accepted,
        Member.ChannelProposed: member_book.channel_proposed,
        Member.ChannelApproved: member_book.channel_approved,
        Member.ChannelRefused: member_book.channel_refused,
        Member.PayChosen: member_book.pay_chosen,
        Member.Suspended: member_book.suspended,
        Member.Reinstated: member_book.reinstated,
        Member.Left: member_privacy.left,
        Member.Readmitted: member_privacy.readmitted,
        Member.Restricted: member_privacy.restricted,
        Member.UnrestrictionProposed: member_privacy.unrestriction_proposed,
        Member.UnrestrictionRefused: member_privacy.unrestriction_refused,
        Member.Unrestricted: member_privacy.unrestricted,
        Member.ErasureProposed: member_privacy.erasure_proposed,
        Member.ErasureRefused: member_privacy.erasure_refused,
        Member.Erased: member_privacy.erased,
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
        attention: str | None = None,
        finds_restricted: bool = True,
    ) -> Page[MemberAnswer]:
        """In the order of numbers. `query` is the beginning of a number, of any word of a name, or of a
        phone; `centre` may be one or several; `attention` is a name of `ATTENTION`. Members whose data is
        restricted are found by their number alone unless `finds_restricted`."""
        question = select(members).order_by(members.c.number).limit(checked_limit(limit) + 1)
        if query is not None and query.strip():
            found_by = or_(*_matches(query))
            if not finds_restricted:
                by_number = members.c.number.startswith(query.strip().upper(), autoescape=True)
                found_by = or_(by_number, and_(found_by, members.c.restricted.is_(False)))
            question = question.where(found_by)
        if centre is not None:
            question = question.where(members.c.centre.in_(codes(centre)))
        if attention is not None:
            question = question.where(ATTENTION[attention])
        if after := read_cursor(cursor, str):
            question = question.where(members.c.number > after[0])
        found = [shaped(MemberAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda member: (member.number,))

    def next_number(self) -> str | None:
        """One more than the highest number of figures alone, as wide; None where there is none."""
        figures = members.c.number.regexp_match("^[0-9]+$")
        longest_first = func.length(members.c.number).desc(), members.c.number.desc()
        highest = self._values(select(members.c.number).where(figures).order_by(*longest_first).limit(1))
        return str(int(highest[0]) + 1).zfill(len(highest[0])) if highest else None

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

    def reached_by(self, phones: Sequence[str]) -> list[str]:
        """The members whose messages or money go to one of these phones, by number."""
        here = or_(members.c.phone.in_(phones), members.c.payout_phone.in_(phones))
        return self._values(select(members.c.number).where(here).order_by(members.c.number))

    def payees_changed_since(self, instant: datetime) -> list[str]:
        """The members whose number for payment or bank account was replaced since then, by number."""
        changed = or_(members.c.payee_changed_at >= instant, members.c.account_changed_at >= instant)
        return self._values(select(members.c.number).where(changed).order_by(members.c.number))

    def many(self, numbers: Sequence[str]) -> dict[str, MemberAnswer]:
        """The members with these numbers."""
        found: dict[str, MemberAnswer] = {}
        for start in range(0, len(numbers), 500):
            some = members.c.number.in_(numbers[start : start + 500])
            for row in self._all(select(members).where(some)):
                found[row["number"]] = shaped(MemberAnswer, row)
        return found

    def proposers(self, kinds: Sequence[str]) -> list[str]:
        """Who proposed each change that waits for a decision, of these kinds: phone, payout_phone, channel,
        acceptance, lift or erasure."""
        asked = [members.c[f"{kind}_proposed_by"] for kind in kinds]
        rows = self._all(select(*asked).where(ATTENTION["proposed"]))
        return [who for row in rows for who in row.values() if who is not None]

    def absent(self) -> frozenset[str]:
        """The numbers of those who bring no milk for now: suspended, or gone."""
        away = or_(members.c.suspended.is_(True), members.c.left_on.is_not(None))
        return frozenset(self._values(select(members.c.number).where(away)))

    def count(self, active: bool = True, centre: str | Sequence[str] | None = None) -> int:
        """How many members there are; only those who are here and not suspended unless `active` is False."""
        question = select(func.count()).select_from(members)
        if active:
            question = question.where(members.c.suspended.is_(False), members.c.left_on.is_(None))
        if centre is not None:
            question = question.where(members.c.centre.in_(codes(centre)))
        (count,) = self._values(question)
        return int(count)


def _matches(query: str) -> list[ColumnElement[bool]]:
    words = searchable(query)
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
