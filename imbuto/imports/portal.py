"""A statement of the M-Pesa organisation portal, CSV or XLSX, read into lines that the ledger can keep.

Names are read past, and of a phone number the last three digits are kept. The columns follow public guides of
the portal: verify them with a statement of your own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from imbuto.errors import BadValue
from imbuto.imports.headings import squeeze
from imbuto.imports.packed import STATEMENT
from imbuto.imports.portal_columns import PORTAL_COLUMNS
from imbuto.imports.portal_words import (
    cents,
    conversation,
    instant,
    kind_of,
    last_digits,
    period_of,
    state_of,
)
from imbuto.imports.reading import Cells, Reader, Reading
from imbuto.imports.tables import Table, table_of
from imbuto.ledger import PortalFile, PortalLine
from imbuto.values import NAIROBI, Money, business_date

_RECEIPT = re.compile(r"[A-Z0-9]{6,20}", re.ASCII)
_MOST_BREAKS = 3


@dataclass(frozen=True)
class PortalRow:
    """One line of the statement, as the preview shows it."""

    HEADINGS: ClassVar[tuple[str, ...]] = (
        "row", "receipt", "time", "what", "paid in", "withdrawn", "balance", "state", "phone",
    )  # fmt: skip

    line: PortalLine

    @property
    def row(self) -> int:
        return self.line.row

    @property
    def number(self) -> str:
        return self.line.receipt

    @property
    def on(self) -> date | None:
        return business_date(self.line.completed_at)

    @property
    def cells(self) -> tuple[object, ...]:
        line = self.line
        at = f"{line.completed_at.astimezone(NAIROBI):%Y-%m-%d %H:%M:%S}"
        phone = f"…{line.last_digits}" if line.last_digits else None
        balance = None if line.balance_cents is None else Money(line.balance_cents)
        paid_in, withdrawn = Money(line.paid_in_cents), Money(line.withdrawn_cents)
        return (
            line.row, line.receipt, at, line.kind.replace("_", " "), paid_in, withdrawn, balance, line.status,
            phone,
        )  # fmt: skip


@dataclass(frozen=True)
class PortalReading:
    """The rows and faults of a file, and from when to when it covers the account."""

    rows: Reading[PortalRow]
    first: datetime | None
    last: datetime | None

    def file(self, digest: str) -> PortalFile:
        """The statement as the ledger takes it. Only of a reading without faults."""
        assert self.rows.ok, "a statement with faults is not brought in"
        lines = tuple(row.line for row in self.rows.rows)
        if not lines or self.first is None or self.last is None:
            raise BadValue("file", self.rows.source, "There is no payment in this file.", "Export it again.")
        return PortalFile(
            name=Path(self.rows.source).name, digest=digest, first=self.first, last=self.last, lines=lines
        )


def portal_of(
    name: str, content: bytes, *, now: datetime, headings: Mapping[str, str] | None = None
) -> PortalReading:
    """The statement in what was sent as a file of that name. Raises BadValue."""
    return read_portal(table_of(name, content, STATEMENT), now=now, headings=headings)


def read_portal(table: Table, *, now: datetime, headings: Mapping[str, str] | None = None) -> PortalReading:
    """Reads every row and tells every fault.

    `headings` says which heading of the file is which column where it is not known: {"Receipt No": "Namba"}.
    Raises BadValue when a needed column is missing. Without a time period above its headings a statement
    covers no more than from its first line to its last.
    """
    reader = Reader(_with_own_headings(table, headings or {}), PORTAL_COLUMNS)
    today = business_date(now)
    rows = _each_once(reader, [row for line in table.rows if (row := _row(reader.cells(line), today))])
    if table.unread_sheets:
        remedy = "A payment that is not here counts as not made: put all pages into one sheet."
        sheets = ", ".join(table.unread_sheets)
        reader.fault(0, "number", sheets, "The statement has lines on further sheets.", remedy)
    _look_for_gaps(reader, [row.line for row in rows])
    first, last = _covered(reader, table, rows, now)
    return PortalReading(reader.finished(rows), first, last)


def _with_own_headings(table: Table, own: Mapping[str, str]) -> Table:
    """The table with headings of its own said to be known ones: from our title (`Receipt No`) to the heading
    in the file (`Namba`). Raises BadValue when either is not there."""
    headers = list(table.headers)
    squeezed = [squeeze(heading) for heading in headers]
    titles = {squeeze(one.title): one.title for one in PORTAL_COLUMNS.columns}
    for title, heading in own.items():
        if squeeze(title) not in titles:
            known = ", ".join(titles.values())
            raise BadValue("headings", title, "There is no such column to fill.", f"Use one of: {known}.")
        if squeeze(heading) not in squeezed:
            raise BadValue("headings", heading, "The file has no such heading.", "Write it as in the file.")
        headers[squeezed.index(squeeze(heading))] = titles[squeeze(title)]
    return replace(table, headers=tuple(headers))


def _row(cells: Cells, today: date) -> PortalRow | None:
    receipt = cells.need("number", _receipt)
    at = cells.need("date", lambda text: instant(text, "date", today))
    status = cells.read("status", state_of) or "completed"
    said = f"{cells.text('reason')} {cells.text('details')}"
    paid_in, withdrawn = _amounts(cells, said, needed=status == "completed")
    balance = cells.read("balance", lambda text: cents(text, "balance"))
    linked = cells.read("linked", _receipt)
    if not cells.ok or receipt is None or at is None:
        return None
    return PortalRow(
        PortalLine(
            row=cells.row,
            receipt=receipt,
            completed_at=at,
            kind=kind_of(said, paid_in, withdrawn),
            paid_in_cents=paid_in,
            withdrawn_cents=withdrawn,
            balance_cents=balance,
            status=status,
            last_digits=last_digits(cells.text("party"), cells.text("details")),
            conversation=conversation(cells.text("conversation"), cells.text("details")),
            linked=linked,
        )
    )


def _each_once(reader: Reader, rows: list[PortalRow]) -> list[PortalRow]:
    """Where the portal prints several pages, or somebody joined them, a line may stand on two of them."""
    first: dict[PortalLine, int] = {}
    for row in rows:
        line = replace(row.line, row=0)
        if line in first:
            reader.note(row.row, f"This line stands in row {first[line]} already; counted once.")
        first.setdefault(line, row.row)
    kept = set(first.values())
    return [row for row in rows if row.row in kept]


def _amounts(cells: Cells, said: str, *, needed: bool) -> tuple[int, int]:
    """What came in and what went out, in cents; the portal writes what went out with a minus, or without."""
    paid_in = abs(cells.read("paid_in", lambda text: cents(text, "paid_in")) or 0)
    withdrawn = abs(cells.read("withdrawn", lambda text: cents(text, "withdrawn")) or 0)
    if not paid_in and not withdrawn and (amount := cells.read("amount", lambda text: cents(text, "amount"))):
        out = amount < 0 or kind_of(said, 0, abs(amount)) != "other"
        paid_in, withdrawn = (0, abs(amount)) if out else (abs(amount), 0)
    if cells.ok and paid_in and withdrawn:
        remedy = "Keep the one that is right."
        cells.fault("withdrawn", cells.text("withdrawn"), "The line has money going in and out.", remedy)
    if cells.ok and needed and not paid_in and not withdrawn:
        cells.fault("withdrawn", "", "The line has no amount.", "Fill it in, or take the row out.")
    return paid_in, withdrawn


def _receipt(text: str) -> str:
    receipt = text.upper().replace(" ", "")
    if not _RECEIPT.fullmatch(receipt):
        remedy = "A receipt has about ten capital letters and digits, such as QKI8ABC123."
        raise BadValue("receipt", text, "This is not a receipt of M-Pesa.", remedy)
    return receipt


def _look_for_gaps(reader: Reader, lines: list[PortalLine]) -> None:
    """Says where a balance does not follow from its neighbour's: there a line may have been taken out.

    The portal prints the newest first or last; the direction in which more balances follow is taken.
    """
    known = [line for line in lines if line.balance_cents is not None and line.status == "completed"]
    downwards = [after.row for before, after in pairwise(known) if not _follows(before, after)]
    upwards = [after.row for before, after in pairwise(known) if not _follows(after, before)]
    breaks = min(downwards, upwards, key=len)
    for row in breaks[:_MOST_BREAKS]:
        reader.note(row, "The balance does not follow from the line before: a line may be missing.")
    if len(breaks) > _MOST_BREAKS:
        reader.note(0, f"{len(breaks)} balances do not follow from the line before: lines may be missing.")


def _follows(before: PortalLine, after: PortalLine) -> bool:
    assert before.balance_cents is not None
    return before.balance_cents + after.paid_in_cents - after.withdrawn_cents == after.balance_cents


def _covered(
    reader: Reader, table: Table, rows: list[PortalRow], now: datetime
) -> tuple[datetime | None, datetime | None]:
    begins, ends = period_of(table.above, business_date(now))
    if begins is None or ends is None:
        reader.note(
            0,
            "The file does not say from when to when it is: it is taken to cover what lies between its first "
            "and its last line.",
        )
        times = [row.line.completed_at for row in rows]
        begins, ends = min(times, default=None), max(times, default=None)
    return begins, min(ends, now.astimezone(UTC)) if ends else None
