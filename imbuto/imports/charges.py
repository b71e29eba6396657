"""A list of charges out of a file: what members owe, one row a charge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Protocol
from uuid import UUID

from imbuto.errors import BadValue
from imbuto.imports.charge_columns import CHARGE_COLUMNS
from imbuto.imports.charge_words import basis_of, kind_of
from imbuto.imports.days import day
from imbuto.imports.members import member_number
from imbuto.imports.numbers import number
from imbuto.imports.reading import Cells, NumberLookUp, Reader, Reading
from imbuto.imports.tables import Note, Table
from imbuto.imports.words import plain_words, yes_or_no
from imbuto.values import Money, business_date, derive_id, utc_now

_CURRENCY = frozenset(("kes", "ksh", "kshs", "sh", "shs"))
_PERCENT = re.compile(r"(.*\S) ?%", re.DOTALL)
_LATEST_YEARS = 10
"""So far ahead may a charge begin; beyond it the year is a slip."""


@dataclass(frozen=True)
class ChargeRow:
    """One charge as the list tells, in cents. `rate` is cents, or hundredths of a percent of a share."""

    HEADINGS: ClassVar[tuple[str, ...]] = (
        "row", "member", "kind", "creditor", "amount", "instalment", "starts", "reference", "text",
    )  # fmt: skip

    row: int
    number: str
    kind: str
    text: str
    amount_cents: int | None
    basis: str
    rate: int
    starts: date
    creditor: str | None = None
    priority: int | None = None
    reference: str | None = None
    opening: bool = False
    taken_before_cents: int = 0

    @property
    def on(self) -> date | None:
        return self.starts

    @property
    def cells(self) -> tuple[object, ...]:
        """As the preview shows it."""
        amount = None if self.amount_cents is None else Money(self.amount_cents)
        rate = {"all": "all", "share": f"{Decimal(self.rate).scaleb(-2)} %"}.get(self.basis)
        taken = rate or f"{Money(self.rate)} a {self.basis}"
        return (
            self.row, self.number, self.kind, self.creditor, amount, taken, self.starts, self.reference,
            self.text,
        )  # fmt: skip


def charge_id(row: ChargeRow) -> UUID:
    """The id under which the charge is made: of the member, the kind, the creditor and the reference, where
    the list has one; else of all that the row says."""
    if row.reference is not None:
        return derive_id("import-charge", row.number, row.kind, row.creditor, f"reference {row.reference}")
    content = (
        row.amount_cents,
        row.basis,
        row.rate,
        row.starts,
        row.text,
        row.opening,
        row.taken_before_cents,
    )
    return derive_id("import-charge", row.number, row.kind, row.creditor, *content)


def read_charges(
    table: Table, *, known: NumberLookUp | None = None, pad: int = 0, today: date | None = None
) -> Reading[ChargeRow]:
    """Reads every row and tells every fault. `known` finds the member of a number that lost its zeros. A row
    that names no day starts today.

    Raises BadValue when the table has no column for the member, the kind, or the amount.
    """
    reader = Reader(table, CHARGE_COLUMNS)
    today = today or business_date(utc_now())
    rows: dict[UUID, ChargeRow] = {}
    for line in table.rows:
        row = _charge(reader.cells(line), pad, today)
        if row is None:
            continue
        row = replace(row, number=(known(row.number) if known else None) or row.number)
        earlier = rows.setdefault(charge_id(row), row)
        if earlier is not row:
            _twice(reader, earlier, row)
    return reader.finished(rows.values())


class OpenCharge(Protocol):
    """A charge that a member has, as the views answer it."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def creditor(self) -> str | None: ...
    @property
    def text(self) -> str: ...


def told_of_doubles(
    reading: Reading[ChargeRow], open_charges: Callable[[str], Iterable[OpenCharge]]
) -> Reading[ChargeRow]:
    """The reading, with a note on each row that would stand beside an open charge of the same kind, creditor
    and text: a list that was mended makes new charges, it does not change those that are made."""
    ids = {charge_id(row) for row in reading.rows}
    charges = {number: list(open_charges(number)) for number in {row.number for row in reading.rows}}
    notes = [
        Note(
            row.row,
            f"Member {row.number} has an open {row.kind} “{row.text}” already; "
            "this row makes another beside it.",
        )
        for row in reading.rows
        if any(_is_double(one, row) and one.id not in ids for one in charges[row.number])
    ]
    return replace(reading, notes=(*reading.notes, *notes))


def _is_double(charge: OpenCharge, row: ChargeRow) -> bool:
    return (charge.kind, charge.creditor, charge.text) == (row.kind, row.creditor, row.text)


def _charge(cells: Cells, pad: int, today: date) -> ChargeRow | None:
    number = cells.need("number", lambda text: member_number(text, pad))
    kind = cells.need("kind", kind_of)
    basis, rate = _taken(cells)
    row = ChargeRow(
        row=cells.row,
        number=number or "",
        kind=kind or "",
        text=cells.read("text", lambda text: plain_words(text, "text", 120)) or (kind or ""),
        amount_cents=cells.read("amount", lambda text: _cents(text, "amount")),
        basis=basis,
        rate=rate,
        starts=cells.read("starts", lambda text: _starts(text, today)) or today,
        creditor=cells.read("creditor", lambda text: plain_words(text, "creditor", 16).upper()),
        priority=cells.read("priority", _priority),
        reference=cells.read("reference", lambda text: plain_words(text, "reference", 60)),
        opening=cells.read("opening", lambda text: yes_or_no(text, "opening")) or False,
        taken_before_cents=cells.read("taken_before", lambda text: _cents(text, "taken_before")) or 0,
    )
    return row if cells.ok else None


def _taken(cells: Cells) -> tuple[str, int]:
    """Basis and rate: an instalment with % is a share; without a basis an instalment is by the run, and none
    is the whole at once."""
    instalment = cells.text("instalment")
    percent = _PERCENT.fullmatch(instalment)
    usual = "share" if percent else "run" if instalment else "all"
    basis = cells.read("basis", basis_of) or usual
    if basis == "all" and not percent:
        return basis, cells.read("instalment", _no_instalment) or 0
    if (basis == "share") != bool(percent):
        remedy = "Write it like 10 % and nothing else under Basis, or as an amount with run or litre."
        cells.fault("instalment", instalment, "Only a share of the milk's worth is in percent.", remedy)
        return basis, 0
    if percent:
        return basis, cells.read("instalment", lambda text: _cents(percent[1], "instalment")) or 0
    return basis, cells.need("instalment", lambda text: _cents(text, "instalment")) or 0


def _no_instalment(text: str) -> int:
    if _cents(text, "instalment"):
        remedy = "Leave the instalment out, or write run under Basis."
        raise BadValue("instalment", text, "What is taken whole at once has no instalment.", remedy)
    return 0


def _cents(text: str, field: str) -> int:
    words = re.sub(r"^(kes|kshs?|shs?)\.? ?", "", text, flags=re.IGNORECASE)
    return Money.parse(f"{number(words, field, _CURRENCY):f}", field).cents


def _priority(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d?", text, re.ASCII):
        raise BadValue("priority", text, "A priority is 1 to 99.", "Charges with lower ones come first.")
    return int(text)


def _starts(text: str, today: date) -> date:
    found = day(text, "starts", date.max)[0]
    if found.year > today.year + _LATEST_YEARS:
        raise BadValue("starts", text, "This date lies too far ahead.", "Check the year.")
    return found


def _twice(reader: Reader, earlier: ChargeRow, later: ChargeRow) -> None:
    reader.fault(
        later.row, "reference", later.reference or "",
        f"This charge is twice in this file: the other is in row {earlier.row}.",
        "Take one of them out, or tell them apart by their references.",
    )  # fmt: skip
