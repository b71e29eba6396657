"""Registers of members, delivery books and lists of charges from CSV and spreadsheets, read into rows that
the ledger can take.

files, tables       a file becomes headings and numbered rows
headings, columns   which heading is which column
words, weights      cells as people and analysers write them
reading             good rows, and every fault of every bad one
members, deliveries, weighings, charges   the kinds of rows; a delivery's and a charge's id
portal              a statement of M-Pesa's portal, with which payments are compared
pay_results         what a bank says became of a file of payments
bulk                what reached the cooler and the processor, from its columns into the ledger
show, save          the preview and the report; all or nothing into the ledger
into_ledger         the ledger's side of saving: rows as its verbs take them
objections          refusals as faults of the file, by column
"""

from __future__ import annotations

from imbuto.imports.bulk import BULK_COLUMNS, BulkIntoLedger, BulkRow, figure_id, read_bulk
from imbuto.imports.charge_columns import CHARGE_COLUMNS
from imbuto.imports.charges import ChargeRow, charge_id, read_charges, told_of_doubles
from imbuto.imports.charges_into_ledger import ChargesIntoLedger
from imbuto.imports.columns import DELIVERY_COLUMNS, MEMBER_COLUMNS
from imbuto.imports.deliveries import read_deliveries
from imbuto.imports.into_ledger import IntoLedger
from imbuto.imports.members import MemberRow, read_members
from imbuto.imports.opening import OpeningRow, read_opening
from imbuto.imports.opening_into_ledger import OpeningIntoLedger
from imbuto.imports.pay_results import (
    PayResultRow,
    ReadResults,
    held_against,
    read_pay_results,
    read_results_in,
    take_over,
)
from imbuto.imports.portal import PortalReading, PortalRow, read_portal
from imbuto.imports.reading import Reading, RowProblem, known_numbers
from imbuto.imports.save import AnyPort, LedgerPort, Outcome, Result, Saved, checked, save
from imbuto.imports.show import preview, report, summary, write_report_csv
from imbuto.imports.tables import Note, Row, Table, read_table, table_of
from imbuto.imports.weighings import DeliveryRow, id_for

__all__ = [
    "BULK_COLUMNS",
    "CHARGE_COLUMNS",
    "DELIVERY_COLUMNS",
    "MEMBER_COLUMNS",
    "AnyPort",
    "BulkIntoLedger",
    "BulkRow",
    "ChargeRow",
    "ChargesIntoLedger",
    "DeliveryRow",
    "IntoLedger",
    "LedgerPort",
    "MemberRow",
    "Note",
    "OpeningIntoLedger",
    "OpeningRow",
    "Outcome",
    "PayResultRow",
    "PortalReading",
    "PortalRow",
    "ReadResults",
    "Reading",
    "Result",
    "Row",
    "RowProblem",
    "Saved",
    "Table",
    "charge_id",
    "checked",
    "figure_id",
    "held_against",
    "id_for",
    "known_numbers",
    "preview",
    "read_bulk",
    "read_charges",
    "read_deliveries",
    "read_members",
    "read_opening",
    "read_pay_results",
    "read_portal",
    "read_results_in",
    "read_table",
    "report",
    "save",
    "summary",
    "table_of",
    "take_over",
    "told_of_doubles",
    "write_report_csv",
]
