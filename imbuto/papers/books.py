"""The books as files: CSV here, XLSX in books_xlsx.py, hledger and Beancount in books_plain.py.

An extract is fixed at a position of the ledger, so that it is the same however long its reader takes. It is
read in short looks, entry by entry, and never held whole. Persons are their numbers: a file has no names.
Every entry names its event: the position of its fact in the ledger, which `imbuto audit event` looks up.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from imbuto.errors import BadValue
from imbuto.projections.books import Entry, Opening
from imbuto.projections.journal import Journal
from imbuto.projections.posting import NAMES
from imbuto.values import Money

POSTINGS_PER_LOOK = 5_000
CSV_COLUMNS = (
    "event", "date", "account", "name", "member", "creditor", "debit", "credit", "litres", "text",
)  # fmt: skip
MEMBER_COLUMNS = (
    "event", "date", "account", "name", "litres", "debit", "credit", "balance", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Extract:
    """The books of some days, as known at a position. Neither day is needed; both are included."""

    journal: Journal
    title: str
    until_position: int
    from_day: date | None = None
    until_day: date | None = None

    @cached_property
    def openings(self) -> list[Opening]:
        """What the accounts held before the first day; nothing where no day is given."""
        if self.from_day is None:
            return []
        return self.journal.opening_balances(self.from_day, self.until_position)

    def entries(self) -> Iterator[Entry]:
        """In the order in which they were recorded."""
        position = 0
        while found := self.journal.entries(
            position, self.until_position, self.from_day, self.until_day, POSTINGS_PER_LOOK
        ):
            yield from found
            position = found[-1].position

    @property
    def heading(self) -> str:
        """What the file is, in one line."""
        begin = f" from {self.from_day.isoformat()}" if self.from_day else ""
        end = f" until {self.until_day.isoformat()}" if self.until_day else ""
        return f"{self.title}, books{begin}{end}, at position {self.until_position}"

    @property
    def name(self) -> str:
        """A name for the file, without its ending."""
        days = [day.isoformat() for day in (self.from_day, self.until_day) if day]
        return "-".join(["books", *days, str(self.until_position)])


def extract(
    journal: Journal,
    title: str,
    *,
    from_day: date | None = None,
    until_day: date | None = None,
    until_position: int | None = None,
) -> Extract:
    """The books up to a day, as known at a position (neither: all), from a day on (or the first).

    Raises BadValue when the days are the wrong way round.
    """
    if from_day and until_day and from_day > until_day:
        raise BadValue("from", from_day, "The first day lies behind the last.", "Turn them round.")
    last = journal.last_position()
    position = last if until_position is None else min(until_position, last)
    return Extract(journal, title, position, from_day, until_day)


def csv_lines(books: Extract) -> Iterator[str]:
    """One posting a line, with its event; opening balances come first and have none."""
    yield _csv_line(*CSV_COLUMNS)
    for opening in books.openings:
        yield _csv_line(
            "",
            books.from_day.isoformat() if books.from_day else "",
            opening.account,
            NAMES[opening.account],
            "",
            opening.creditor or "",
            amount(max(opening.cents, 0)),
            amount(max(-opening.cents, 0)),
            "",
            "opening balance",
        )
    for entry in books.entries():
        for line in entry.lines:
            yield _csv_line(
                line.position,
                line.day.isoformat(),
                line.account,
                NAMES[line.account],
                line.member or "",
                line.creditor or "",
                amount(line.debit_cents),
                amount(line.credit_cents),
                amount(line.centilitres) if line.centilitres else "",
                harmless(line.text),
            )


def member_lines(journal: Journal, member: str, **days: Any) -> Iterator[str]:
    """A member's personal ledger, whole: opening balances, then every line with its account's balance."""
    yield _csv_line(*MEMBER_COLUMNS)
    cursor: str | None = None
    while True:
        page = journal.member_ledger(member, cursor, POSTINGS_PER_LOOK // 5, **days)
        for one in page.accounts if cursor is None else ():
            if one.opening_cents:
                balance = amount(one.opening_cents)
                yield _csv_line("", "", one.account, one.name, "", "", "", balance, "opening balance")
        for line in page.items:
            posting = line.posting
            yield _csv_line(
                posting.position,
                posting.day.isoformat(),
                posting.account,
                NAMES[posting.account],
                amount(posting.centilitres) if posting.centilitres else "",
                amount(posting.debit_cents),
                amount(posting.credit_cents),
                amount(line.balance_cents),
                harmless(posting.text),
            )
        cursor = page.next
        if cursor is None:
            return


def amount(hundredths: int) -> str:
    """Cents as shillings, or hundredths of litres as litres: `1234.50`."""
    return f"{Money(hundredths).decimal:.2f}"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_line(*cells: object) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
