"""A list of bulk figures out of a file: what reached the cooler and the processor, one row a measurement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from imbuto.errors import BadValue, Refusal
from imbuto.imports.days import day
from imbuto.imports.headings import Columns, column
from imbuto.imports.numbers import number, within
from imbuto.imports.objections import in_one_sentence, objections, title
from imbuto.imports.reading import Cells, Reader, Reading, RowProblem
from imbuto.imports.save import Outcome, Result
from imbuto.imports.tables import Table
from imbuto.imports.words import plain_words
from imbuto.ledger import BulkFigure, Ledger
from imbuto.ledger.rehearsal import refusals_of_figures
from imbuto.values import By, business_date, derive_id, parse_shift, utc_now

BULK_COLUMNS = Columns(
    "bulk figures",
    (
        column("what", "What", "what, kind, type, figure, aina"),
        column("date", "Date", "date, day, tarehe, siku"),
        column("litres", "Litres", "litres, liters, ltrs, l, qty, quantity, volume, lita"),
        column("kilograms", "Kg", "kg, kgs, kilograms, weight, kilo, uzito"),
        column("density", "Density", "density, sg, specific gravity"),
        column("centre", "Centre", "centre, center, collection centre, cooler, kituo"),
        column("route", "Route", "route, round, collector, njia"),
        column("shift", "Shift", "shift, session, am/pm, zamu"),
        column("container", "Bulk Can", "bulk can, can, container, tank, compartment, kopo"),
        column("reference", "Reference", "reference, ref, slip, slip no, delivery note, receipt, risiti"),
        column("reason", "Reason", "reason, remarks, why, sababu"),
    ),
    needed=(("what",), ("date",), ("litres", "kilograms")),
)
_KINDS = {
    "cooler": "cooler, cooled, delivered, received at cooler, chiller, baridi",
    "processor": "processor, accepted, accepted by processor, intake, dairy, kiwanda",
    "rejected": "rejected, rejected in bulk, returned, imekataliwa",
    "spilled": "spilled, spilt, spillage, lost, imemwagika",
    "kept": "kept, sold, sold locally, used, own use, imebaki",
}
_MOST_LITRES, _MOST_KILOGRAMS = "60000", "120000"
_UNITS = frozenset(("l", "ltr", "ltrs", "litres", "lita", "kg", "kgs", "kilo"))


@dataclass(frozen=True)
class BulkRow:
    """One measurement as the list tells."""

    HEADINGS: ClassVar[tuple[str, ...]] = (
        "row", "what", "date", "litres", "kg", "centre", "route", "shift", "can", "reference",
    )  # fmt: skip

    row: int
    what: str
    day: date
    litres: Decimal | None = None
    kilograms: Decimal | None = None
    density: Decimal | None = None
    centre: str | None = None
    route: str | None = None
    shift: str | None = None
    container: str | None = None
    reference: str | None = None
    reason: str | None = None

    @property
    def number(self) -> str:
        """What stands for the row where a member's number stands for others."""
        return self.what

    @property
    def on(self) -> date | None:
        return self.day

    @property
    def cells(self) -> tuple[object, ...]:
        return (
            self.row, self.what, self.day, self.litres, self.kilograms, self.centre, self.route, self.shift,
            self.container, self.reference,
        )  # fmt: skip

    @property
    def figure(self) -> BulkFigure:
        """The measurement that the row is of; codes are capitals."""
        content = {name: value for name, value in vars(self).items() if name != "row"}
        for name in ("centre", "route"):
            content[name] = content[name].upper() if content[name] else None
        return BulkFigure(**content)


def figure_id(row: BulkRow) -> UUID:
    """The id under which the figure is recorded: of its reference, where the list has one; else of the place,
    the time and the can it is of, so that a changed figure is told from a new one."""
    about = (row.reference,) if row.reference else (row.centre, row.route, row.shift, row.container)
    return derive_id("import-bulk", row.what, row.day, *about)


def read_bulk(table: Table, *, today: date | None = None) -> Reading[BulkRow]:
    """Reads every row and tells every fault. Raises BadValue when the table lacks a needed column."""
    reader = Reader(table, BULK_COLUMNS)
    today = today or business_date(utc_now())
    rows: dict[UUID, BulkRow] = {}
    for line in table.rows:
        row = _row(reader.cells(line), today)
        if row is None:
            continue
        earlier = rows.setdefault(figure_id(row), row)
        if earlier is not row:
            reader.fault(
                row.row, "what", row.what,
                f"This figure is twice in this file: the other is in row {earlier.row}.",
                "Take one of them out, or tell them apart by their references.",
            )  # fmt: skip
    return reader.finished(rows.values())


def _row(cells: Cells, today: date) -> BulkRow | None:
    what = cells.need("what", _kind)
    on = cells.need("date", lambda text: day(text, "date", today)[0])
    litres = cells.read("litres", lambda text: _amount(text, "litres", _MOST_LITRES))
    kilograms = cells.read("kilograms", lambda text: _amount(text, "kilograms", _MOST_KILOGRAMS))
    if cells.ok and litres is None and kilograms is None:
        cells.fault("litres", "", "Litres is missing.", "Fill the cell or Kg, or take the row out.")
    row = BulkRow(
        row=cells.row,
        what=what or "",
        day=on or today,
        litres=litres,
        kilograms=kilograms,
        density=cells.read("density", _density),
        centre=cells.read("centre", lambda text: plain_words(text, "centre", 16)),
        route=cells.read("route", lambda text: plain_words(text, "route", 16)),
        shift=cells.read("shift", parse_shift),
        container=cells.read("container", lambda text: plain_words(text, "container", 30)),
        reference=cells.read("reference", lambda text: plain_words(text, "reference", 60)),
        reason=cells.read("reason", lambda text: plain_words(text, "reason", 500)),
    )
    return row if cells.ok else None


def _kind(text: str) -> str:
    for kind, spellings in _KINDS.items():
        if text.strip().casefold() in spellings.split(", "):
            return kind
    raise BadValue("what", text, "No such figure is kept.", f"Write {', '.join(_KINDS)}.")


def _density(text: str) -> Decimal:
    return within(number(text, "density"), "0.9", "1.1", text, "density")


def _amount(text: str, field: str, most: str) -> Decimal:
    return within(number(text, field, _UNITS), "0", most, text, field)


class BulkIntoLedger:
    """One import: who does it, and which file it comes from, is in `by`. Rows of other centres than
    `only_centres`, and of the whole cooperative, are faults then, and the ledger is not asked about them."""

    def __init__(self, ledger: Ledger, by: By, only_centres: tuple[str, ...] | None = None) -> None:
        self._ledger = ledger
        self._by = by
        self._only_centres = only_centres
        self._routes = ledger.cooperative().routes

    def check(self, rows: Sequence[BulkRow]) -> list[RowProblem]:
        """Every reason why a row could not be written as the ledger stands; nothing is written."""
        elsewhere = {row.row: problem for row in rows if (problem := self._place_problem(row))}
        theirs = [row for row in rows if row.row not in elsewhere]
        items = [(figure_id(row), row.figure) for row in theirs]
        refusals = refusals_of_figures(self._ledger, items, self._by)
        found = zip(theirs, refusals, strict=True)
        told = ((row, refusal, self._only_centres) for row, refusal in found if refusal)
        refused = [problem for one in told for problem in objections(*one)]
        return sorted([*elsewhere.values(), *refused], key=lambda problem: problem.row)

    def _place_problem(self, row: BulkRow) -> RowProblem | None:
        """Both the centre named and the route's own count. A route that is none the ledger refuses."""
        figure = row.figure
        route = self._routes.get(figure.route or "")
        if self._only_centres is None or (figure.route and route is None):
            return None
        places = [place for place in (figure.centre, route.centre if route else None) if place is not None]
        if places and all(place in self._only_centres for place in places):
            return None
        told = f"Your centres are {', '.join(self._only_centres)}; take the row out."
        other = next((place for place in places if place not in self._only_centres), None)
        said = f"You do not work at centre {other}." if other else "You work at some centres only."
        return RowProblem(row.row, title("centre"), row.centre or "", said, told)

    def write(self, rows: Sequence[BulkRow]) -> list[Outcome]:
        """One outcome for each row, in order; each under the id that `figure_id` gives."""
        return [self._write(row) for row in rows]

    def _write(self, row: BulkRow) -> Outcome:
        try:
            saved = self._ledger.record_bulk(figure_id(row), row.figure, self._by, another=True)
        except Refusal as refusal:
            told = objections(row, refusal, self._only_centres)
            return Outcome(row.row, Result.REFUSED, in_one_sentence(told), told[0].remedy)
        return Outcome(row.row, Result.RECORDED if saved.new else Result.UNCHANGED)
