"""Writes the files that the tests read: CSV in any dress, and spreadsheets with typed cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from imbuto.imports import DeliveryRow, MemberRow, Reading, read_deliveries, read_members, read_table

TODAY = date(2026, 11, 20)


def text_file(folder: Path, text: str, name: str = "book.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def spreadsheet(
    folder: Path,
    rows: Iterable[Sequence[object]],
    name: str = "book.xlsx",
    **others: Iterable[Sequence[object]],
) -> Path:
    """One sheet of rows, and further sheets by name; Python's own types become Excel's."""
    path = folder / name
    with xlsxwriter.Workbook(
        str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as book:
        for title, content in {"Sheet1": rows, **others}.items():
            sheet = book.add_worksheet(title)
            for place, row in enumerate(content):
                for column, value in enumerate(row):
                    if isinstance(value, date | datetime | time):
                        sheet.write_datetime(place, column, value)
                    elif value is not None:
                        sheet.write(place, column, value)
    return path


def members(path: Path, **options: object) -> Reading[MemberRow]:
    return read_members(read_table(path), today=TODAY, **options)  # type: ignore[arg-type]


def deliveries(path: Path, **options: object) -> Reading[DeliveryRow]:
    return read_deliveries(read_table(path), today=TODAY, **options)  # type: ignore[arg-type]


def book(folder: Path, *lines: str, heading: str = "Member No,Date,Shift,Litres") -> Reading[DeliveryRow]:
    """A small delivery book of the usual columns."""
    return deliveries(text_file(folder, "\n".join((heading, *lines)) + "\n"))


def register(folder: Path, *lines: str, heading: str = "Member No,Name,Phone") -> Reading[MemberRow]:
    """A small register of the usual columns."""
    return members(text_file(folder, "\n".join((heading, *lines)) + "\n"))
