"""The milk of a statement by day and shift, in two columns of days, with notes on whatever is unusual.

Several cans of one shift are one figure. A small letter beside a figure is the grade, a small number leads
to its note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from imbuto.papers.pdf import fitted
from imbuto.papers.sheet import GREEN, GREY, INK, RED, RULE, Sheets
from imbuto.papers.statement_parts import MilkLine, StatementDocument
from imbuto.papers.statement_words import Words, amount, litres, shillings
from imbuto.values import SHIFTS

_ROW = 11.0
_GAP = 18.0
_DAY, _VALUE = 36.0, 48.0
_MARK = 11.0
"""Beside each figure, for the grade and the note's number."""


@dataclass(frozen=True)
class _Shift:
    """What was brought in one shift of one day."""

    lines: tuple[MilkLine, ...]
    note: int | None

    @property
    def figure(self) -> int:
        """What counts; where nothing does, what was weighed and not taken."""
        counted = sum(line.centilitres for line in self.lines)
        return counted or sum(line.weighed_centilitres for line in self.lines)

    @property
    def counts(self) -> bool:
        return any(line.centilitres for line in self.lines)

    @property
    def grades(self) -> str:
        return "/".join(sorted({line.grade for line in self.lines if line.grade}))


def draw(sheets: Sheets, document: StatementDocument, say: Words) -> None:
    """The grid and its notes."""
    count = len(document.milk)
    summary = say("weighing" if count == 1 else "weighings", litres=litres(document.centilitres), count=count)
    sheets.title(say("milk"), summary if count else "")
    if not count:
        sheets.down(3)
        sheets.note(say("no-milk"), size=8)
        return
    notes: list[str] = []
    days = _days(document.milk, notes, say)
    shifts = [shift for shift in SHIFTS if any(shift in cells for _, cells in days)]
    rows_each = (len(days) + 1) // 2
    _heads(sheets, shifts, say, columns=1 if len(days) == 1 else 2)
    for row in range(rows_each):
        sheets.room(_ROW)
        sheets.down(_ROW)
        for column, place in enumerate((row, row + rows_each)):
            if place < len(days):
                _day_row(sheets, column, shifts, *days[place], say)
    for number, note in enumerate(notes, start=1):
        sheets.down(1.5 if number == 1 else 0)
        sheets.note(note, indent=9, number=str(number))


def _days(milk: Sequence[MilkLine], notes: list[str], say: Words) -> list[tuple[date, dict[str, _Shift]]]:
    """The days with their shifts; what is unusual is added to the notes."""
    by_day: dict[date, dict[str, list[MilkLine]]] = {}
    for line in milk:
        by_day.setdefault(line.day, {}).setdefault(line.shift, []).append(line)
    return [
        (day, {shift: _shift(lines, notes, say) for shift, lines in shifts.items()})
        for day, shifts in by_day.items()
    ]


def _shift(lines: Sequence[MilkLine], notes: list[str], say: Words) -> _Shift:
    said = [words for line in lines for words in _unusual(line, say)]
    if len(lines) > 1:
        cans = " + ".join(litres(line.centilitres) for line in lines)
        said.insert(0, f"{say('cans', count=len(lines))}: {cans}")
    if not said:
        return _Shift(tuple(lines), None)
    notes.append(f"{say.day(lines[0].day)} {say.shift(lines[0].shift)}: {'; '.join(said)}.")
    return _Shift(tuple(lines), len(notes))


def _unusual(line: MilkLine, say: Words) -> list[str]:
    """What the marks of a weighing say, in words."""
    filled = {
        "weighed": litres(line.weighed_centilitres),
        "reason": line.rejection_reason or "–",
        "held": litres(line.held_centilitres),
        "counted": litres(line.centilitres),
        "amount": shillings(line.held_cents if "held" in line.marks else line.cents),
    }
    return [say(f"mark-{mark}", **filled) for mark in line.marks]


def _heads(sheets: Sheets, shifts: Sequence[str], say: Words, columns: int) -> None:
    sheets.down(10)
    for column in range(columns):
        left, right, places = _places(sheets, column, shifts)
        sheets.page.text(left, sheets.y - 2.5, say("day"), 6.8, GREY)
        for shift, x in zip(shifts, places, strict=True):
            sheets.page.text(x, sheets.y - 2.5, say.shift(shift), 6.8, GREY, right=True)
        sheets.page.text(right, sheets.y - 2.5, say("amount"), 6.8, GREY, right=True)


def _day_row(
    sheets: Sheets, column: int, shifts: Sequence[str], day: date, cells: dict[str, _Shift], say: Words
) -> None:
    page, y = sheets.page, sheets.y - 2.8
    left, right, places = _places(sheets, column, shifts)
    page.line(left, sheets.y, right, RULE, 0.3)
    page.text(left, y, say.day(day), 8, INK)
    for shift, x in zip(shifts, places, strict=True):
        if shift in cells:
            _figure(sheets, cells[shift], x, y)
    cents = sum(line.cents for cell in cells.values() for line in cell.lines)
    page.text(right, y, amount(cents), 8, RED if cents < 0 else INK, right=True)


def _figure(sheets: Sheets, cell: _Shift, x: float, y: float) -> None:
    """Red, and with a note, where it does not count."""
    colour = INK if cell.counts and cell.figure > 0 else RED
    sheets.page.text(x, y, litres(cell.figure), 8, colour, right=True)
    if cell.note is not None:
        sheets.page.text(x + 1, y + 3 - 5.5, str(cell.note), 5.2, GREEN, bold=True)
    if cell.grades:
        place = x + (1 if cell.note is None else 5)
        sheets.page.text(place, y, fitted(cell.grades, _MARK, 5.2), 5.2, GREY)


def _places(sheets: Sheets, column: int, shifts: Sequence[str]) -> tuple[float, float, list[float]]:
    """Where a column of days begins and ends, and where the figures of each shift end."""
    wide = (sheets.wide - _GAP) / 2
    left = sheets.left + column * (wide + _GAP)
    each = (wide - _DAY - _VALUE) / len(shifts)
    places = [left + _DAY + each * (number + 1) - _MARK for number in range(len(shifts))]
    return left, left + wide, places
