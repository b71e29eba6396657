"""A fat × SNF price matrix out of a CSV file or a spreadsheet, all of it or every fault of it.

As a grid: the SNF steps stand in the first row, the fat steps in the first column, and where they meet the
price of a litre in shillings; an empty cell is no cell. Or as a list with the headings fat, snf and price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from imbuto.errors import BadValue
from imbuto.imports.files import Line, Sheet, lines_of, read_lines
from imbuto.imports.packed import UPLOADED
from imbuto.imports.reading import RowProblem
from imbuto.ledger import MAX_CELLS, MatrixCell, require_matrix
from imbuto.values import Money, plain_decimal

T = TypeVar("T")
Steps = dict[int, Decimal | None]
"""The SNF step above each column; None where what stands there is none."""
FAT, SNF, PRICE = "fat", "snf", "price"
HEADINGS = {
    FAT: ("fat", "fat%", "fat %", "fat from", "mafuta"),
    SNF: ("snf", "snf%", "snf %", "snf from"),
    PRICE: ("price", "rate", "kes", "price per litre", "bei"),
}
"""What a heading of the list may be; capitals do not matter."""


_NO_RESULT = "The formula here has no result.", "Open the file, save it again, or write the number."

_JOINED = "This cell is joined with others.", "Part them, and write a price into each."


@dataclass(frozen=True)
class MatrixReading:
    """The cells of a file, or why there are none: with one fault nothing of it is used."""

    source: str
    cells: tuple[MatrixCell, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...] = ()


def read_matrix(path: Path) -> MatrixReading:
    """The matrix in a file. Raises BadValue when the file itself cannot be read."""
    return _read(path.name, read_lines(path))


def matrix_of(name: str, content: bytes) -> MatrixReading:
    """The matrix in what was sent as a file of that name. Raises BadValue."""
    return _read(name, lines_of(name, content, UPLOADED))


def _read(name: str, sheet: Sheet) -> MatrixReading:
    lines = [line for line in sheet.lines if any(line.cells)]
    if not lines:
        raise BadValue("file", name, "The file is empty.", "Put the matrix into it.")
    page = _Page()
    for row, column in sorted(sheet.unread):
        page.fault(row, letters(column - 1), "", *_NO_RESULT)
    for row, column in sorted(sheet.joined):
        page.fault(row, letters(column - 1), "", *_JOINED)
    headings = _headings(lines[0])
    read = _from_grid(page, lines) if headings is None else _from_list(page, lines[1:], headings)
    cells = list(read)
    if len(cells) > MAX_CELLS:
        raise BadValue("file", name, f"A matrix has at most {MAX_CELLS} cells.", "Use wider steps.")
    if not cells and not page.problems:
        raise BadValue("file", name, "There is no price in the file.", "Put the matrix into it.")
    found = () if page.problems else tuple(cells)
    return MatrixReading(name, found, tuple(page.problems), tuple(sheet.notes))


@dataclass
class _Page:
    """What was found so far: the faults, and where each cell stands."""

    problems: list[RowProblem] = field(default_factory=list)
    places: dict[tuple[Decimal, Decimal], int] = field(default_factory=dict)

    def read(self, row: int, column: str, text: str, reader: Callable[[str], T]) -> T | None:
        """The value in a cell, or None and a fault."""
        try:
            return reader(text)
        except BadValue as refusal:
            self.fault(row, column, text, refusal.sentence, refusal.remedy)
            return None

    def cell(self, row: int, column: str, text: str, fat: Decimal, snf: Decimal) -> MatrixCell | None:
        """One cell of the matrix, if it is sound and the first for its steps."""
        cents = self.read(row, column, text, lambda price: Money.parse(price, PRICE).cents)
        if cents is None:
            return None
        cell = self.read(row, column, text, lambda _: _sound(MatrixCell(fat, snf, cents)))
        if cell is None:
            return None
        first = self.places.setdefault((fat, snf), row)
        if first != row:
            self.fault(row, column, text, f"{cell.name} stands in row {first} already.", "Keep one of them.")
            return None
        return cell

    def fault(self, row: int, column: str, value: str, sentence: str, remedy: str) -> None:
        self.problems.append(RowProblem(row, column, value, sentence, remedy))


def _sound(cell: MatrixCell) -> MatrixCell:
    require_matrix((cell,))
    return cell


def _step(name: str) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        step = plain_decimal(text.removesuffix("%"), name)
        if 0 < step < 1:
            sentence = f"The {name} step is under 1 percent: a spreadsheet keeps 4% as 0.04."
            raise BadValue(name, text, sentence, "Write it without the percent format, as 4.")
        return _sound(MatrixCell(step, Decimal(0), 1)).fat_from

    return read


# ------------------------------------------------------------------ a grid


def _from_grid(page: _Page, lines: Sequence[Line]) -> Iterator[MatrixCell]:
    steps = _snf_steps(page, lines[0])
    rows: dict[Decimal, int] = {}
    for line in lines[1:]:
        fat = page.read(line.number, "A", line.cells[0], _step(FAT))
        if fat is None:
            continue
        if fat in rows:
            sentence = f"The fat step {fat} stands in row {rows[fat]} already."
            page.fault(line.number, "A", line.cells[0], sentence, "Keep one of them.")
            continue
        rows[fat] = line.number
        yield from _grid_row(page, line, fat, steps)


def _grid_row(page: _Page, line: Line, fat: Decimal, steps: Steps) -> Iterator[MatrixCell]:
    for place, text in enumerate(line.cells[1:], start=1):
        if not text:
            continue
        if place not in steps:
            page.fault(line.number, letters(place), text, "No SNF step stands above it.", "Write it above.")
            continue
        snf = steps[place]
        if snf is None:
            continue
        cell = page.cell(line.number, f"{letters(place)} (snf {snf})", text, fat, snf)
        if cell is not None:
            yield cell


def _snf_steps(page: _Page, line: Line) -> Steps:
    steps: Steps = {}
    seen: set[Decimal] = set()
    for place, text in enumerate(line.cells[1:], start=1):
        if not text:
            continue
        step = page.read(line.number, letters(place), text, _step(SNF))
        if step is not None and step in seen:
            page.fault(line.number, letters(place), text, f"The SNF step {step} is there twice.", "Keep one.")
            step = None
        if step is not None:
            seen.add(step)
        steps[place] = step
    return steps


def letters(place: int) -> str:
    """The name that a spreadsheet gives a column, counted from 0: A, B, …, Z, AA."""
    name = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(ord("A") + left) + name
    return name


# ------------------------------------------------------------------ a list


def _headings(line: Line) -> dict[str, int] | None:
    """Where fat, SNF and price stand, when the first line names them."""
    words = [cell.casefold() for cell in line.cells]
    places = {
        name: next((place for place, word in enumerate(words) if word in spellings), None)
        for name, spellings in HEADINGS.items()
    }
    found = {name: place for name, place in places.items() if place is not None}
    return found if len(found) == len(HEADINGS) else None


def _from_list(page: _Page, lines: Sequence[Line], places: dict[str, int]) -> Iterator[MatrixCell]:
    for line in lines:
        said = {name: line.cells[place] if place < len(line.cells) else "" for name, place in places.items()}
        fat = page.read(line.number, FAT, said[FAT], _step(FAT))
        snf = page.read(line.number, SNF, said[SNF], _step(SNF))
        if fat is None or snf is None:
            continue
        cell = page.cell(line.number, PRICE, said[PRICE], fat, snf)
        if cell is not None:
            yield cell
