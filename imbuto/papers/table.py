"""A table as a file: headings and rows as CSV or XLSX, in which words are words and figures are figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter

Cell = str | int | Decimal | date | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """What a file holds; `name` is the file's without its ending."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def table_csv(table: Table) -> bytes:
    """As CSV in UTF-8 that a spreadsheet opens as such and never takes for formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def table_xlsx(table: Table) -> bytes:
    """As a workbook of one sheet, its headings fixed above."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        bold, figures = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "#,##0.00"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.headings) - 1, 16)
        sheet.write_row(0, 0, table.headings, bold)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, cell, figures if isinstance(cell, Decimal) else None)
                elif cell is not None:
                    sheet.write_string(number, column, str(cell))
    return packed.getvalue()


def _harmless(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else str(cell)
