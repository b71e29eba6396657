"""What a person sees before anything is written: the preview of a file, and the report of its faults."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from imbuto.imports.members import MemberRow
from imbuto.imports.reading import Reading, RowProblem
from imbuto.imports.tables import Note
from imbuto.imports.weighings import DeliveryRow

REPORT_HEADINGS = ("row", "column", "value", "sentence", "remedy")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_MEMBER_HEADINGS = ("row", "number", "name", "phone", "payout phone", "centre", "language", "joined")
_DELIVERY_HEADINGS = ("row", "member", "date", "shift", "litres", "kg", "centre", "can", "rejected")

AnyReading = Reading[Any]
_DATES = {"members": "Joined", "charges": "Starts"}


class ShownRow(Protocol):
    """A row of another kind says itself how it is shown."""

    HEADINGS: ClassVar[tuple[str, ...]]

    @property
    def cells(self) -> tuple[object, ...]: ...


def preview(reading: AnyReading, first: int = 5) -> RenderableType:
    """Counts, dates, litres and members, the first rows, and what was decided while reading."""
    return Group(
        *(Text(line) for line in summary(reading)),
        _first_rows(reading.rows[:first]),
        *(Text(f"· {line}") for line in _some_notes(reading.notes)),
    )


def summary(reading: AnyReading) -> list[str]:
    """The preview's figures, one sentence a line."""
    good = len(reading.rows)
    counts = (
        f"{reading.source}: {_count(reading.rows_read, 'row')} read, {good:,} to import, "
        f"{_count(reading.bad_rows, 'row')} with faults ({_count(len(reading.problems), 'fault')})"
    )
    columns = ", ".join(_found(title, heading) for title, heading in reading.columns.items())
    lines = [counts, f"Columns: {columns}"]
    if reading.first_date and reading.last_date:
        word = _DATES.get(reading.kind, "Dates")
        lines.append(f"{word}: {_day(reading.first_date)} to {_day(reading.last_date)}")
    litres = _litres(reading.rows)
    if litres is not None:
        rejected = _litres([row for row in reading.rows if isinstance(row, DeliveryRow) and row.rejected])
        lines.append(f"Litres: {litres:,} of {_count(reading.members, 'member')}" + _of_them(rejected))
    return lines


def report(problems: Sequence[RowProblem], shown: int | None = None) -> RenderableType:
    """The faults as a table; with `shown`, only so many of them and how many are left."""
    table = Table(*REPORT_HEADINGS)
    for problem in problems[:shown]:
        table.add_row(*map(Text, _cells(problem)))
    left = len(problems) - len(problems[:shown])
    return Group(table, Text(f"and {_count(left, 'more fault')}")) if left else table


def write_report_csv(path: Path | str, problems: Iterable[RowProblem]) -> None:
    """The faults as CSV that Excel opens as UTF-8 and never takes for formulas."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REPORT_HEADINGS)
        writer.writerows([_harmless(cell) for cell in _cells(problem)] for problem in problems)


def _cells(problem: RowProblem) -> tuple[str, ...]:
    return (str(problem.row), problem.column, problem.value, problem.sentence, problem.remedy)


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(_DANGEROUS) else text


def _first_rows(rows: Sequence[Any]) -> RenderableType:
    if not rows:
        return Text("No row can be imported.")
    table = Table(*headings_of(rows[0]))
    for row in rows:
        table.add_row(*(Text(_word(value)) for value in values_of(row)))
    return table


def headings_of(row: MemberRow | DeliveryRow | ShownRow) -> tuple[str, ...]:
    """What a row is shown under."""
    if isinstance(row, MemberRow):
        return _MEMBER_HEADINGS
    return _DELIVERY_HEADINGS if isinstance(row, DeliveryRow) else row.HEADINGS


def values_of(row: MemberRow | DeliveryRow | ShownRow) -> tuple[object, ...]:
    """What is shown of a row, as it was understood."""
    if isinstance(row, MemberRow):
        return (
            row.row,
            row.number,
            row.name,
            row.phone,
            row.payout_phone,
            row.centre,
            row.language,
            row.joined,
        )
    if not isinstance(row, DeliveryRow):
        return row.cells
    can = row.nth if row.another_can else None
    rejected = (row.reason or "yes") if row.rejected else None
    return (row.row, row.number, row.on, row.shift, row.litres, row.kilograms, row.centre, can, rejected)


def _some_notes(notes: Sequence[Note], most: int = 10) -> list[str]:
    lines = [f"row {note.row}: {note.sentence}" if note.row else note.sentence for note in notes[:most]]
    left = len(notes) - most
    return [*lines, f"and {_count(left, 'more note')}"] if left > 0 else lines


def _litres(rows: Sequence[Any]) -> Decimal | None:
    litres = [row.litres for row in rows if isinstance(row, DeliveryRow)]
    return sum(litres, Decimal(0)) if litres else None


def _of_them(rejected: Decimal | None) -> str:
    return f", of them {rejected:,} rejected" if rejected else ""


def _found(title: str, heading: str) -> str:
    return title if title == heading else f"{title} (as {heading})"


def _day(day: object) -> str:
    return f"{day:%-d %b %Y}"


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
