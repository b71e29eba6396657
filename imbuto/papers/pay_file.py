"""A file of payments as a workbook, and the letter that goes with it to the bank.

The letter says what the file comes to and its digest, so that the bank can tell the right file from another,
and has lines for those who sign.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import xlsxwriter

from imbuto.errors import Unknown, WrongState
from imbuto.ledger import PayFileContent, rows_of
from imbuto.papers.pdf import fitted, largest, pdf
from imbuto.papers.sheet import A4, GREEN, GREY, INK, RULE, Sheets
from imbuto.papers.statement_words import shillings
from imbuto.projections import Views
from imbuto.projections.pay_files import PayFileStanding
from imbuto.values import NAIROBI

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no zones; the same content is the same file
_KINDS = {"bank": "Bank", "sacco": "SACCO", "mpesa-bulk": "M-Pesa bulk payment"}
_SIGNATURES = ("For the cooperative (made)", "For the cooperative (approved)", "Received by the bank")
_GROUP = 8
"""Letters of the digest that are read out together."""


def pay_file_csv(content: PayFileContent) -> bytes:
    """The very bytes over which the digest goes."""
    return content.as_csv


def pay_file_xlsx(content: PayFileContent) -> bytes:
    """One sheet; words are words, also account numbers with leading zeros, and amounts are numbers."""
    packed = io.BytesIO()
    amounts = {place for place, column in enumerate(content.form.columns) if column.field == "amount"}
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _MADE})
        sheet = workbook.add_worksheet("Payments")
        money = workbook.add_format({"num_format": _number_format(content)})
        first = 1 if content.form.headings else 0
        for number, row in enumerate(rows_of(content.form, content.payments)):
            for column, cell in enumerate(row):
                if column in amounts and number >= first:
                    sheet.write_number(number, column, Decimal(cell), money)
                else:
                    sheet.write_string(number, column, cell)
    return packed.getvalue()


WRITERS: dict[str, tuple[str, Callable[[PayFileContent], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", pay_file_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", pay_file_xlsx),
}
"""By form: what it is called on the wire, and how it is written."""


@dataclass(frozen=True)
class PayFileLetter:
    """What the letter says. The names are of those who made and approved the file."""

    cooperative: str
    file: PayFileStanding
    period: str | None
    made_by: str
    approved_by: str


def letter_of(views: Views, cooperative: str, id: UUID) -> PayFileLetter:
    """The letter of a file. Raises Unknown, and WrongState while the file is not whole."""
    file = views.pay_files.get(id)
    if file.digest is None or file.state == "cancelled":
        raise WrongState(f"This file is {file.state}.", "The letter is of a whole file.", state=file.state)
    period = views.settlements.get(file.run).period if file.run else None
    approved_by = _named(views, file.decided_by) if file.decided_by else ""
    return PayFileLetter(cooperative, file, period, _named(views, file.opened_by), approved_by)


def letter_pdf(letter: PayFileLetter) -> bytes:
    """One A4 page."""
    file, sheets = letter.file, Sheets(letter.cooperative, A4)
    page, left, right = sheets.page, sheets.left, sheets.right
    size = largest(letter.cooperative, sheets.wide, (16, 14, 12, 10), bold=True)
    page.text(left, 44, fitted(letter.cooperative, sheets.wide, size, bold=True), size, GREEN, bold=True)
    page.line(left, 52, right, GREEN, 1.4)
    page.text(left, 72, f"{_KINDS[file.kind]}: file of payments", 13, INK, bold=True)
    sheets.y = 86
    for name, words in _figures(letter):
        sheets.y += 20
        page.text(left, sheets.y, name, 9, GREY)
        page.text(left + 120, sheets.y, fitted(words, sheets.wide - 120, 10), 10, INK, bold=name == "Amount")
    sheets.y += 24
    sheets.note("SHA-256 of the CSV file; read it out when the bank calls back:", 9)
    groups = grouped(file.digest or "")
    for start in range(0, len(groups), 4):
        sheets.y += 18
        page.text(left, sheets.y, "  ".join(groups[start : start + 4]), 12, INK, bold=True)
    sheets.y += 40
    for title in _SIGNATURES:
        _signature(sheets, title)
    foot = f"Payment file {file.id}"
    pages = sheets.finish(foot, letter.cooperative, "page {page} of {pages}")
    return b"".join(pdf(pages, f"{letter.cooperative}: {foot}", "en"))


def grouped(digest: str) -> list[str]:
    """The digest in groups that can be read out."""
    return [digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP)]


def _figures(letter: PayFileLetter) -> list[tuple[str, str]]:
    file = letter.file
    told = [
        ("Pay run", letter.period or "all open pay runs"),
        ("Bank", file.bank or ""),
        ("Format", file.format),
        ("Payments", f"{file.count:,}"),
        ("Amount", shillings(file.cents)),
        ("Made", f"{letter.made_by}, {_at(file.sealed_at)}"),
        ("Approved", f"{letter.approved_by}, {_at(file.decided_at)}" if letter.approved_by else "not yet"),
    ]
    return [(name, words) for name, words in told if words]


def _signature(sheets: Sheets, title: str) -> None:
    page, left, right = sheets.page, sheets.left, sheets.right
    sheets.y += 42
    page.line(left, sheets.y, left + 240, RULE, 0.8)
    page.line(left + 270, sheets.y, right, RULE, 0.8)
    page.text(left, sheets.y + 11, title, 8, GREY)
    page.text(left + 270, sheets.y + 11, "Name and date", 8, GREY)


def _at(instant: datetime | None) -> str:
    return f"{instant.astimezone(NAIROBI):%-d %b %Y, %H:%M}" if instant else ""


def _named(views: Views, who: str) -> str:
    """An official's name beside the number; who is unknown, or a machine, as it is."""
    kind, _, number = who.partition(":")
    try:
        name = views.staff.get(number).name if kind == "staff" else None
    except Unknown:
        name = None
    return f"{name} ({number})" if name else number or who


def _number_format(content: PayFileContent) -> str:
    return "0.00" if content.form.amounts == "shillings" else "0"
