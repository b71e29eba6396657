"""The books as a workbook: the trial balance, the journal, and a sheet per account with its running balance.

Rows go to the disk as they are written: a book of any length takes the same memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from imbuto.papers.books import CSV_COLUMNS, Extract
from imbuto.projections.books import ACCOUNTS, Posting
from imbuto.projections.posting import NAMES

MOST_ROWS = 1_048_000
"""Of one sheet, by the format; what is more goes on in the next."""
_MONEY = "#,##0.00;[Red]-#,##0.00"
_LEDGER = ("event", "date", "member", "creditor", "debit", "credit", "balance", "litres", "text")


class _Pages:
    """A sheet that goes on in another one when it is full."""

    def __init__(self, book: Any, name: str, headings: Sequence[str]) -> None:
        self._book, self._name, self._headings = book, name, headings
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._formats = {
            "money": book.add_format({"num_format": _MONEY}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self._sheets = 0
        self._turn()

    def _turn(self) -> None:
        self._sheets += 1
        more = f" ({self._sheets})" if self._sheets > 1 else ""
        self._sheet = self._book.add_worksheet(f"{self._name[: 31 - len(more)]}{more}")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._headings) - 1, 13)
        self._sheet.set_column(len(self._headings) - 1, len(self._headings) - 1, 44)
        for column, heading in enumerate(self._headings):
            self._sheet.write_string(0, column, heading, self._bold)
        self._row = 1

    def add(self, cells: Sequence[Any]) -> None:
        """A text, a whole number, a day, or hundredths in a tuple of one; None stays empty."""
        if self._row > MOST_ROWS:
            self._turn()
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                self._sheet.write_number(
                    self._row, column, Decimal(cell[0]).scaleb(-2), self._formats["money"]
                )
            elif isinstance(cell, str):
                self._sheet.write_string(self._row, column, cell)
            elif isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell)
            elif cell is not None:
                self._sheet.write_datetime(self._row, column, cell, self._formats["day"])
        self._row += 1


def write_xlsx(books: Extract, target: BinaryIO | Path) -> None:
    """Writes the workbook into an open file or at a path."""
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        _trial_balance(books, book)
        journal = _Pages(book, "Journal", CSV_COLUMNS)
        ledgers = {
            code: _Pages(book, f"{code} {account.name}", _LEDGER) for code, account in ACCOUNTS.items()
        }
        balances = dict.fromkeys(ACCOUNTS, 0)
        for opening in books.openings:
            balances[opening.account] += opening.cents
            cells = (None, books.from_day, None, opening.creditor, None, None)
            ledgers[opening.account].add((*cells, (balances[opening.account],), None, "opening balance"))
        for entry in books.entries():
            for line in entry.lines:
                balances[line.account] += line.cents
                journal.add(_journal_row(line))
                ledgers[line.account].add(_ledger_row(line, balances[line.account]))


def _trial_balance(books: Extract, book: Any) -> None:
    sheet = _Pages(book, "Trial balance", ("account", "opening", "debit", "credit", "balance", "name"))
    totals = books.journal.trial_balance(books.until_position, books.until_day, books.from_day)
    for one in totals:
        sums = (one.opening_cents, one.debit_cents, one.credit_cents, one.balance_cents)
        sheet.add((one.account, *((cents,) for cents in sums), one.name))
    debits, credits = sum(one.debit_cents for one in totals), sum(one.credit_cents for one in totals)
    sheet.add((None, None, (debits,), (credits,), None, books.heading))


def _journal_row(line: Posting) -> tuple[Any, ...]:
    return (
        line.position, line.day, line.account, NAMES[line.account], line.member, line.creditor,
        *_amounts(line), line.text,
    )  # fmt: skip


def _ledger_row(line: Posting, balance_cents: int) -> tuple[Any, ...]:
    debit, credit, litres = _amounts(line)
    return (
        line.position, line.day, line.member, line.creditor, debit, credit, (balance_cents,), litres,
        line.text,
    )  # fmt: skip


def _amounts(line: Posting) -> tuple[tuple[int] | None, ...]:
    """Debit, credit and litres; what is nothing stays empty."""
    figures = (line.debit_cents, line.credit_cents, line.centilitres)
    return tuple((figure,) if figure else None for figure in figures)
