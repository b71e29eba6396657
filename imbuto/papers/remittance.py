"""The remittance list: what was taken of each member for one creditor, to be handed over with the money."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter

from imbuto.projections.charge_answers import CreditorAnswer, Taking

HEADINGS = ("Member No", "Name", "Reference", "For", "Period", "Day", "Taken as", "Amount KES")
_SOURCES = {"milk": "deducted", "direct": "paid directly"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class RemittanceList:
    """One creditor's list: of one pay run, or of everything when `period` is None."""

    creditor: CreditorAnswer
    period: str | None
    takings: Sequence[Taking]
    names: dict[str, str | None]

    @property
    def total_cents(self) -> int:
        return sum(taking.cents for taking in self.takings)

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"remittance-{self.creditor.code}-{self.period or 'all'}"


def remittance_rows(listed: RemittanceList) -> list[tuple[str | Decimal, ...]]:
    """The list as rows: headings, a row each taking, and the total."""
    rows: list[tuple[str | Decimal, ...]] = [HEADINGS]
    rows.extend(_row(taking, listed.names.get(taking.member)) for taking in listed.takings)
    rows.append(("Total", listed.creditor.name, "", "", "", "", "", _shillings(listed.total_cents)))
    return rows


def remittance_csv(listed: RemittanceList) -> bytes:
    """As CSV in UTF-8 that a spreadsheet opens as such and never takes for formulas."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in remittance_rows(listed))
    return text.getvalue().encode("utf-8-sig")


def remittance_xlsx(listed: RemittanceList) -> bytes:
    """As a workbook of one sheet: words are words and amounts are numbers."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        money = workbook.add_format({"num_format": "#,##0.00"})
        sheet = workbook.add_worksheet("Remittance")
        sheet.set_column(1, 3, 24)
        for number, row in enumerate(remittance_rows(listed)):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, cell, money)
                else:
                    sheet.write_string(number, column, cell)
    return packed.getvalue()


def _row(taking: Taking, name: str | None) -> tuple[str | Decimal, ...]:
    return (
        taking.member,
        name or "",
        taking.reference or "",
        taking.text,
        taking.period or "",
        taking.day.isoformat(),
        _SOURCES[taking.source],
        _shillings(taking.cents),
    )


def _shillings(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2).quantize(Decimal("0.01"))


def _harmless(cell: str | Decimal) -> str:
    """A word that begins like a formula gets an apostrophe before it; amounts stay as they are."""
    words = str(cell)
    return f"'{words}" if isinstance(cell, str) and words.startswith(_FORMULA) else words
