"""What comes out of a file: the rows that are good, and every fault of every row that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from imbuto.errors import BadValue
from imbuto.imports.columns import match
from imbuto.imports.headings import Columns
from imbuto.imports.tables import Note, Row, Table

_SHOWN = 60
_NOTHING = frozenset(("-", "--", "n/a", "nil", "none", "hakuna"))
"""What people write where there is nothing to tell."""

NumberLookUp = Callable[[str], str | None]
"""From a member's number as written to the one on record; None when there is not exactly one."""


@dataclass(frozen=True)
class RowProblem:
    """One fault: where it stands in the file, what stands there, why it cannot be meant, and what to do."""

    row: int
    column: str
    value: str
    sentence: str
    remedy: str


class FileRow(Protocol):
    """What rows of both kinds have: the member's number, the row in the file, and a date if there is one."""

    @property
    def row(self) -> int: ...

    @property
    def number(self) -> str: ...

    @property
    def on(self) -> date | None: ...


R = TypeVar("R", bound=FileRow)
T = TypeVar("T")


@dataclass(frozen=True)
class Reading(Generic[R]):
    """The outcome of reading one file. Only a reading that is `ok` may be saved."""

    source: str
    kind: str
    rows: tuple[R, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[Note, ...]
    rows_read: int
    columns: Mapping[str, str]
    """Column title → the heading under which it was found."""
    unread: tuple[str, ...] = ()
    """Headings of the file that are no column known here."""

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def bad_rows(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def members(self) -> int:
        return len({row.number for row in self.rows})

    @property
    def first_date(self) -> date | None:
        return min((row.on for row in self.rows if row.on), default=None)

    @property
    def last_date(self) -> date | None:
        return max((row.on for row in self.rows if row.on), default=None)


@dataclass
class Reader:
    """Reads the rows of one table by column name and gathers what is wrong and what is worth saying."""

    table: Table
    kind: Columns
    places: dict[str, int] = field(init=False)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadValue when the table lacks a column that is needed."""
        self.places = match(self.table.headers, self.kind)
        self.notes.extend(self.table.notes)
        used = set(self.places.values())
        self.unread = tuple(
            heading for place, heading in enumerate(self.table.headers) if heading and place not in used
        )
        if self.unread:
            self.notes.append(Note(0, f"Columns not read: {', '.join(self.unread)[:300]}."))

    def heading(self, name: str) -> str:
        """The file's own heading of the column, or the usual title where the file has none."""
        place = self.places.get(name)
        return self.kind.title(name) if place is None else self.table.headers[place]

    def fault(self, row: int, name: str, value: str, sentence: str, remedy: str) -> None:
        shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        self.problems.append(RowProblem(row, self.heading(name), shown, sentence, remedy))

    def note(self, row: int, sentence: str) -> None:
        self.notes.append(Note(row, sentence))

    def cells(self, row: Row) -> Cells:
        """The cells of one row; more of them than headings is a fault, mostly of a comma in a number."""
        cells = Cells(self, row)
        extra = " ".join(filter(None, row.cells[len(self.table.headers) :]))
        if extra:
            remedy = "Put a name or a number with a comma in quotation marks, or write the number with a dot."
            self.problems.append(
                RowProblem(
                    row.number, "", extra[:_SHOWN], "The row has more cells than there are headings.", remedy
                )
            )
        return cells

    def finished(self, rows: Iterable[R]) -> Reading[R]:
        """The reading, with problems and notes in the order of the file."""
        if not self.table.rows:
            self.fault(
                self.table.header_row, "number", "", "There is no row under the headings.", "Export it again."
            )
        found = {self.kind.title(name): self.table.headers[place] for name, place in self.places.items()}
        return Reading(
            source=self.table.source,
            kind=self.kind.kind,
            rows=tuple(rows),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.row)),
            notes=tuple(sorted(self.notes, key=lambda note: note.row)),
            rows_read=len(self.table.rows),
            columns=found,
            unread=self.unread,
        )


class Cells:
    """One row by column name. A fault is written down and reading goes on, so that all of them are told."""

    def __init__(self, reader: Reader, row: Row) -> None:
        self._reader = reader
        self._row = row
        self._problems_before = len(reader.problems)

    @property
    def row(self) -> int:
        return self._row.number

    @property
    def ok(self) -> bool:
        return len(self._reader.problems) == self._problems_before

    def has(self, name: str) -> bool:
        """Whether the file has that column at all."""
        return name in self._reader.places

    def text(self, name: str) -> str:
        """The cell's clean text; empty when it is blank or the file has no such column."""
        place = self._reader.places.get(name)
        return "" if place is None else self._row.cells[place]

    def need(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The cell as `parse` reads it; None, with the fault written down, when it is blank or bad."""
        text = self.text(name)
        if text and text.casefold() not in _NOTHING:
            return self.read(name, parse)
        title = self._reader.kind.title(name)
        self.fault(name, text, f"{title} is missing.", "Fill the cell, or take the row out.")
        return None

    def read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The cell as `parse` reads it; None when there is nothing, or a fault that is written down."""
        text = self.text(name)
        if not text or text.casefold() in _NOTHING:
            return None
        try:
            return parse(text)
        except BadValue as bad:
            self.fault(name, text, bad.sentence, bad.remedy)
            return None

    def fault(self, name: str, value: str, sentence: str, remedy: str) -> None:
        self._reader.fault(self._row.number, name, value, sentence, remedy)

    def note(self, sentence: str) -> None:
        self._reader.note(self._row.number, sentence)


def known_numbers(numbers: Iterable[str]) -> NumberLookUp:
    """A look-up among recorded members: the number itself, else the only one with other leading zeros."""
    exact = set(numbers)
    without_zeros: dict[str, list[str]] = {}
    for number in exact:
        without_zeros.setdefault(bare(number), []).append(number)

    def look_up(number: str) -> str | None:
        if number in exact:
            return number
        candidates = without_zeros.get(bare(number), [])
        return candidates[0] if len(candidates) == 1 else None

    return look_up


def bare(number: str) -> str:
    """The number without leading zeros, for finding numbers that a spreadsheet has shortened."""
    return number.lstrip("0") or "0"
