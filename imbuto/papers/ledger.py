"""A member's personal ledger as a paper: gathered from the journal, account by account.

The Co-operative Societies Rules 2004 (LN 123/2004) want a ledger of every member, of the produce delivered
and the payment for it. The days and the position are those of an extract of the books, so that all members'
papers in one file tell the same books, however long they take to draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from imbuto.errors import WrongState
from imbuto.papers.books import Extract
from imbuto.projections import Views
from imbuto.projections.books import LedgerLine, MemberTotal
from imbuto.projections.members import MemberAnswer
from imbuto.projections.pages import MAX_PAGE


@dataclass(frozen=True)
class AccountPart:
    """One account of the member over the days: what it held before, every line, what it holds after."""

    total: MemberTotal
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True)
class LedgerDocument:
    """All that a member's printed ledger says. Accounts without a balance and without a line are left out.

    Balances are debits less credits, as in the journal: what the member is owed is negative.
    """

    cooperative: str
    member: str
    name: str | None
    language: str
    centre: str
    from_day: date | None
    until_day: date | None
    position: int
    accounts: tuple[AccountPart, ...]


class LedgerPapers:
    """The ledgers of a cooperative's members, of the days and at the position of an extract."""

    def __init__(self, views: Views, books: Extract) -> None:
        self._views = views
        self._books = books

    def count(self) -> int:
        """How many members there are, suspended ones too. Raises WrongState where there is none."""
        found = self._views.members.count(active=False)
        if not found:
            raise WrongState("There are no members yet.", "Register members first, or import them.")
        return found

    def document(self, number: str) -> LedgerDocument:
        """One member's. Raises Unknown."""
        return self._document(self._views.members.get(number))

    def documents(self) -> Iterator[LedgerDocument]:
        """Those of all members, in the order of their numbers, one by one."""
        cursor: str | None = None
        while True:
            page = self._views.members.page(cursor=cursor, limit=MAX_PAGE)
            yield from map(self._document, page.items)
            if (cursor := page.next) is None:
                return

    def _document(self, member: MemberAnswer) -> LedgerDocument:
        books = self._books
        lines: dict[str, list[LedgerLine]] = {}
        cursor: str | None = None
        totals: list[MemberTotal] | None = None
        while totals is None or cursor is not None:
            page = books.journal.member_ledger(
                member.number, cursor, MAX_PAGE, books.from_day, books.until_day, books.until_position
            )
            totals = page.accounts if totals is None else totals
            for line in page.items:
                lines.setdefault(line.posting.account, []).append(line)
            cursor = page.next
        parts = (AccountPart(total, tuple(lines.get(total.account, ()))) for total in _milk_first(totals))
        return LedgerDocument(
            cooperative=books.title,
            member=member.number,
            name=member.name,
            language=member.language,
            centre=member.centre,
            from_day=books.from_day,
            until_day=books.until_day,
            position=books.until_position,
            accounts=tuple(part for part in parts if part.lines or part.total.opening_cents),
        )


def _milk_first(totals: list[MemberTotal]) -> list[MemberTotal]:
    """Liabilities to the member before what the member owes: the milk account comes first."""
    return sorted(totals, key=lambda total: (not total.account.startswith("2"), total.account))
