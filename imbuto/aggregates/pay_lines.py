"""The lines of a file of payments: what stands in each cell, and the very bytes over which the digest goes.

A cell that a spreadsheet would take for a formula gets an apostrophe before it: a name is typed by many
hands, and the file is opened where the money is.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.pay_formats import PayFormat
from imbuto.errors import BadValue
from imbuto.values import CENTS_PER_SHILLING, CODE_LETTERS

REFERENCE_LETTERS = 10
"""2^50 references: among 100,000 payments two are alike once in 200,000 files, and then both are refused."""
_FORMULA = ("=", "+", "-", "@")


def reference_of(attempt_id: UUID) -> str:
    """By which a payment is known in the file and in the bank's answer: another one for each attempt."""
    number = int.from_bytes(hashlib.sha256(b"pay-reference:" + attempt_id.bytes).digest()[:8])
    return "".join(CODE_LETTERS[number >> 5 * place & 31] for place in range(REFERENCE_LETTERS))


@dataclass(frozen=True)
class PayWords:
    """What there is to say of one payment; personal words in clear, so this is never stored."""

    reference: str
    member: str
    period: str
    cents: int
    phone: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    bank: str = ""
    account: str = field(default="", repr=False)


def cells(form: PayFormat, words: PayWords, row: int) -> tuple[str, ...]:
    """The cells of one payment in the format's order, harmless to a spreadsheet. Raises BadValue."""
    shown = {
        "reference": words.reference,
        "member": words.member,
        "period": words.period,
        "amount": amount(form, words.cents),
        "phone": _phone(form, words.phone),
        "name": words.name,
        "bank": words.bank,
        "account": words.account,
        "row": str(row),
    }
    return tuple(harmless(shown.get(column.field, column.fixed)) for column in form.columns)


def headings(form: PayFormat) -> tuple[str, ...]:
    """The first row; none where the taker wants none."""
    return tuple(harmless(column.heading) for column in form.columns) if form.headings else ()


def amount(form: PayFormat, cents: int) -> str:
    """An amount as the format writes it. Raises BadValue for cents that it cannot show."""
    if form.amounts == "cents":
        return str(cents)
    if form.amounts == "whole":
        if cents % CENTS_PER_SHILLING:
            raise BadValue("amount", cents, "This file shows whole shillings only.", "Choose another format.")
        return str(cents // CENTS_PER_SHILLING)
    return f"{Decimal(cents).scaleb(-2):.2f}"


def harmless(cell: str) -> str:
    """One line of text that no spreadsheet takes for a formula."""
    words = " ".join(cell.split())
    return f"'{words}" if words.startswith(_FORMULA) else words


def rows_of(form: PayFormat, payments: Iterable[PayWords]) -> Iterator[tuple[str, ...]]:
    """The headings, where there are any, and a row for each payment."""
    if first := headings(form):
        yield first
    for row, words in enumerate(payments, start=1):
        yield cells(form, words, row)


def csv_bytes(form: PayFormat, payments: Iterable[PayWords]) -> bytes:
    """The file as CSV in UTF-8, without a mark at its beginning, which banks take for a letter."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=form.delimiter, lineterminator="\r\n").writerows(rows_of(form, payments))
    return text.getvalue().encode()


def digest_of(content: bytes) -> str:
    """SHA-256 in hex: what the bank reads out when it calls back."""
    return hashlib.sha256(content).hexdigest()


def _phone(form: PayFormat, msisdn: str) -> str:
    return f"0{msisdn.removeprefix('254')}" if form.phones == "0" and msisdn else msisdn
