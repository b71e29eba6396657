"""Opening balances out of a file: what the cooperative owes each member on the day it moves in, and what the
member has saved. One row a member."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from imbuto.imports.members import member_number
from imbuto.imports.numbers import number
from imbuto.imports.opening_columns import OPENING_COLUMNS
from imbuto.imports.reading import Cells, NumberLookUp, Reader, Reading
from imbuto.imports.tables import Table
from imbuto.ledger import OPENING_SAVINGS, AdjustmentContent
from imbuto.values import Money, derive_id

TITLES = {"opening": "Owed", OPENING_SAVINGS: "Savings"}
"""The column from which each kind of adjustment comes."""
_CURRENCY = frozenset(("kes", "ksh", "kshs", "sh", "shs"))


@dataclass(frozen=True)
class OpeningRow:
    """One member's balances in cents. `owed_cents` below zero: milk was paid too much, and is owed back."""

    HEADINGS: ClassVar[tuple[str, ...]] = ("row", "member", "owed", "savings")

    row: int
    number: str
    owed_cents: int
    savings_cents: int

    @property
    def on(self) -> date | None:
        return None

    @property
    def cells(self) -> tuple[object, ...]:
        """As the preview shows it."""
        return self.row, self.number, Money(self.owed_cents), Money(self.savings_cents)

    def contents(self, day: date, batch: str) -> list[tuple[UUID, AdjustmentContent]]:
        """The adjustments that bring it in, each under an id of batch, member and kind."""
        amounts = {"opening": self.owed_cents, OPENING_SAVINGS: self.savings_cents}
        reason = f"Opening balance as at {day:%-d %b %Y}"
        return [
            (
                derive_id("opening", batch, self.number, kind),
                AdjustmentContent(self.number, kind, Decimal(0), cents, day, reason, batch=batch),
            )
            for kind, cents in amounts.items()
            if cents
        ]


def read_opening(table: Table, *, known: NumberLookUp | None = None, pad: int = 0) -> Reading[OpeningRow]:
    """Reads every row and tells every fault. `known` finds the member of a number that lost its zeros.

    Raises BadValue when the table has no column for the member, or none for an amount.
    """
    reader = Reader(table, OPENING_COLUMNS)
    rows: dict[str, OpeningRow] = {}
    for line in table.rows:
        row = _row(reader.cells(line), pad)
        if row is None:
            continue
        row = replace(row, number=(known(row.number) if known else None) or row.number)
        earlier = rows.setdefault(row.number, row)
        if earlier is not row:
            _twice(reader, earlier, row)
        elif not (row.owed_cents or row.savings_cents):
            reader.note(row.row, f"Member {row.number} has nothing to bring in.")
    return reader.finished(row for row in rows.values() if row.owed_cents or row.savings_cents)


def _row(cells: Cells, pad: int) -> OpeningRow | None:
    number = cells.need("number", lambda text: member_number(text, pad))
    row = OpeningRow(
        row=cells.row,
        number=number or "",
        owed_cents=cells.read("owed", lambda text: _signed_cents(text, "owed")) or 0,
        savings_cents=cells.read("savings", lambda text: _cents(text, "savings")) or 0,
    )
    return row if cells.ok else None


def _signed_cents(text: str, field: str) -> int:
    """Less than nothing with a minus before it, or in brackets as bookkeepers write it."""
    negative = re.fullmatch(r"-\s*(?P<minus>.+)|\((?P<brackets>.+)\)", text)
    if negative is None:
        return _cents(text, field)
    return -_cents(negative["minus"] or negative["brackets"], field)


def _cents(text: str, field: str) -> int:
    words = re.sub(r"^(kes|kshs?|shs?)\.? ?", "", text, flags=re.IGNORECASE)
    return Money.parse(f"{number(words, field, _CURRENCY):f}", field).cents


def _twice(reader: Reader, earlier: OpeningRow, later: OpeningRow) -> None:
    if replace(later, row=earlier.row) == earlier:
        reader.note(later.row, f"Member {later.number} stands in row {earlier.row} with the same; read once.")
        return
    reader.fault(
        later.row, "number", later.number,
        f"Member {later.number} stands in row {earlier.row} and in row {later.row} with other amounts.",
        "Keep the row that is right.",
    )  # fmt: skip
