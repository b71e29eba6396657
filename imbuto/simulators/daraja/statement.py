"""The statement of one account, as an organisation's portal exports it.

No column list of the real export is public: these columns are from memory of printed statements. VERIFY them
with an operator's own export before anything is built on their order or spelling.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime

import xlsxwriter

from imbuto.simulators.book import Book
from imbuto.simulators.clock import dashed_day

from .accounts import CHARGES, UTILITY, WORKING
from .bodies import money

ACCOUNTS = (UTILITY, WORKING, CHARGES)
COLUMNS = (
    "Receipt No.",
    "Completion Time",
    "Initiation Time",
    "Details",
    "Transaction Status",
    "Paid In",
    "Withdrawn",
    "Balance",
    "Balance Confirmed",
    "Reason Type",
    "Other Party Info",
    "Linked Transaction ID",
    "A/C No.",
)
SELECT = (
    "SELECT * FROM lines WHERE account = ? AND julianday(completed_at) >= julianday(?)"
    " AND julianday(completed_at) < julianday(?) ORDER BY number"
)
EVER = ("0001-01-01", "9999-12-31")


def lines(book: Book, account: str, since: datetime | None, until: datetime | None) -> list[dict[str, str]]:
    """Every movement of an account from an instant until before another, oldest first, as it is printed.

    What was withdrawn is printed with a minus, as statements have it.
    """
    bounds = [bound.isoformat() if bound else ever for bound, ever in zip((since, until), EVER, strict=True)]
    return [
        {
            "Receipt No.": row["receipt"],
            "Completion Time": dashed_day(datetime.fromisoformat(row["completed_at"])),
            "Initiation Time": dashed_day(datetime.fromisoformat(row["started_at"])),
            "Details": row["details"],
            "Transaction Status": "Completed",
            "Paid In": money(row["cents"]) if row["cents"] >= 0 else "",
            "Withdrawn": money(row["cents"]) if row["cents"] < 0 else "",
            "Balance": money(row["balance_cents"]),
            "Balance Confirmed": "true",
            "Reason Type": row["reason"],
            "Other Party Info": row["party"],
            "Linked Transaction ID": "",
            "A/C No.": "",
        }
        for row in book.rows(SELECT, account, *bounds)
    ]


def printed_csv(columns: tuple[str, ...], rows: list[dict[str, str]], period: str) -> str:
    """The heading, an empty line, the column names, the lines."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerows(_rows(columns, rows, period))
    return sheet.getvalue()


def printed_xlsx(columns: tuple[str, ...], rows: list[dict[str, str]], period: str) -> bytes:
    """The same as one sheet; amounts are numbers there."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Statement")
        for number, row in enumerate(_rows(columns, rows, period)):
            for place, value in enumerate(row):
                amount = number > len(_heading(period)) and columns[place] in (
                    "Paid In",
                    "Withdrawn",
                    "Balance",
                )
                if amount and value:
                    sheet.write_number(number, place, float(value))
                else:
                    sheet.write_string(number, place, value)
    return file.getvalue()


def _heading(period: str) -> list[list[str]]:
    return [["Organization Name", "Dairy cooperative"], ["Time Period", period], []]


def _rows(columns: tuple[str, ...], rows: list[dict[str, str]], period: str) -> list[list[str]]:
    return [*_heading(period), list(columns), *([row[name] for name in columns] for row in rows)]
