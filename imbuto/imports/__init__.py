"""Registers of members and delivery books from CSV and spreadsheets, read into rows that the ledger can take.

files, tables       a file becomes headings and numbered rows
columns             which heading is which column
words, weights      cells as people and analysers write them
reading             good rows, and every fault of every bad one
members, deliveries, weighings   the two kinds of rows; one delivery's id
show, save          the preview and the report; all or nothing into the ledger
into_ledger         the ledger's side of saving: rows as its verbs take them
objections          refusals as faults of the file, by column
"""

from __future__ import annotations

from imbuto.imports.columns import DELIVERY_COLUMNS, MEMBER_COLUMNS
from imbuto.imports.deliveries import read_deliveries
from imbuto.imports.into_ledger import IntoLedger
from imbuto.imports.members import MemberRow, read_members
from imbuto.imports.reading import Reading, RowProblem, known_numbers
from imbuto.imports.save import LedgerPort, Outcome, Result, Saved, checked, save
from imbuto.imports.show import preview, report, summary, write_report_csv
from imbuto.imports.tables import Note, Row, Table, read_table
from imbuto.imports.weighings import DeliveryRow, id_for

__all__ = [
    "DELIVERY_COLUMNS",
    "MEMBER_COLUMNS",
    "DeliveryRow",
    "IntoLedger",
    "LedgerPort",
    "MemberRow",
    "Note",
    "Outcome",
    "Reading",
    "Result",
    "Row",
    "RowProblem",
    "Saved",
    "Table",
    "checked",
    "id_for",
    "known_numbers",
    "preview",
    "read_deliveries",
    "read_members",
    "read_table",
    "report",
    "save",
    "summary",
    "write_report_csv",
]
