"""Lines of clean text out of CSV files and spreadsheets; the kind is told from the content, not the name."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from imbuto.errors import BadValue
from imbuto.imports.columns import LEAST_KNOWN_HEADINGS, recognised
from imbuto.imports.packed import Room, broken, only_xlsx, require_room
from imbuto.imports.unread import Place, unread_cells

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
"""A spreadsheet is a packed file: what it unpacks to is looked at before it is opened."""
MAX_ROWS = 200_000
MAX_LINES = 250_000
"""A little over the rows that a table may have, for what stands around them."""
MAX_CELLS = 20_000_000
"""A sheet is as large as its farthest cell, even when all between is empty."""
MAX_COLUMNS = 1000
"""No table is wider; a line of ten million commas would be."""
MAX_JOINED = 10_000
"""So many joined cells are looked at: there may be whole columns of them."""
DELIMITERS = ",;\t|"
TEXT_KINDS = frozenset({"", ".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"})
_SNIFFED_LINES = 60
_LONGEST_CELL_LINES = 8

_PROTECTED = re.compile(r"'(?=[=+\-@\d])")
_FORMULA_TEXT = re.compile(r'="([^"=]*)"')
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad"))


class Line(NamedTuple):
    """One line of a file, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """All lines of a file, and what there is to say about how they were read. `unread` are the cells that
    hold a formula without a result, `joined` those that are joined to the cell where the value stands: here
    both are empty. `unread_sheets` have known headings too."""

    lines: list[Line]
    notes: list[str]
    unread: frozenset[Place] = frozenset()
    joined: frozenset[Place] = frozenset()
    unread_sheets: tuple[str, ...] = ()


def read_lines(path: Path) -> Sheet:
    """All lines of the file, blank ones too, so that their numbers are the file's own. Raises BadValue."""
    return lines_of(path.name, _content(path))


def lines_of(name: str, content: bytes, room: Room | None = None) -> Sheet:
    """All lines of a file of that name with that content; `room` is how much it may ask for, where that is
    less than for a file on this machine. Raises BadValue."""
    room = room or Room(MAX_UNPACKED_BYTES, MAX_CELLS, MAX_ROWS)
    kind = Path(name).suffix.lower()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _spreadsheet(name, content, room)
    if kind not in TEXT_KINDS or content.startswith(b"%PDF"):
        raise _unsupported(name)
    if kind in (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods") and b"\0" in content[:4096]:
        raise broken(name)
    return _text(name, content)


def clean(text: str) -> str:
    """The cell without odd spaces, invisible marks, a protecting apostrophe, the wrapping of `="0042"`."""
    if not text:
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    text = " ".join(text.split())
    wrapped = _FORMULA_TEXT.fullmatch(text)
    return wrapped[1].strip() if wrapped else _PROTECTED.sub("", text, count=1) if text[:1] == "'" else text


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadValue(
                "file", path.name, f"The file is over {MAX_BYTES >> 20} MB.", "Split it, by month say."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise BadValue("file", path, f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise BadValue("file", path, "The file cannot be read.", f"{error.strerror or error}.") from None


# ------------------------------------------------------------------ text


def _text(name: str, content: bytes) -> Sheet:
    text, notes = _decoded(content)
    if "\0" in text:
        raise _unsupported(name)
    delimiter = _delimiter(text)
    try:
        return Sheet(
            list(_numbered(name, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))), notes
        )
    except csv.Error:
        raise _open_quotation(name, 0) from None


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), [
            "The file is not in UTF-8; it was read as Windows-1252."
        ]


def _delimiter(text: str) -> str:
    """The one under which most headings are known; where none is known, the most frequent one."""
    head = text[:200_000].splitlines()[:_SNIFFED_LINES]

    def known(delimiter: str) -> tuple[int, int]:
        cells = (line.replace('"', "").split(delimiter) for line in head)
        return max(map(recognised, cells), default=0), sum(line.count(delimiter) for line in head)

    return max(DELIMITERS, key=known)


def _numbered(name: str, records: Iterator[list[str]]) -> Iterator[Line]:
    for number, record in enumerate(records, start=1):
        if number > MAX_LINES:
            raise _too_long(name)
        if len(record) > MAX_COLUMNS:
            raise _too_wide(name, number)
        if any(cell.count("\n") > _LONGEST_CELL_LINES for cell in record):
            raise _open_quotation(name, number)
        yield Line(number, tuple(map(clean, record)))


# ------------------------------------------------------------------ spreadsheets


def _spreadsheet(name: str, content: bytes, room: Room) -> Sheet:
    if content.startswith(b"PK"):
        require_room(name, content, room)
    elif room.only_xlsx:
        raise only_xlsx(name)
    try:
        with load_workbook(io.BytesIO(content)) as book:
            return _best_sheet(name, book, content)
    except PasswordError:
        raise BadValue("file", name, "The file is locked with a password.", "Save it without one.") from None
    except (CalamineError, ValueError, OSError):
        raise broken(name) from None


def _best_sheet(name: str, book: CalamineWorkbook, content: bytes) -> Sheet:
    """The sheet with most known headings; the others are named when they hold anything."""
    sheets: dict[str, list[Line]] = {}
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            lines = _sheet_lines(name, book, meta.name)
            if lines:
                sheets[meta.name] = lines
    if not sheets:
        return Sheet([], [])
    scores = {
        title: max(recognised(cells) for _, cells in lines[:_SNIFFED_LINES])
        for title, lines in sheets.items()
    }
    best = max(scores, key=lambda title: scores[title])
    others = [title for title in sheets if title != best]
    notes = [f"Only the sheet {best} was read, not: {', '.join(others)}."] if others else []
    alike = tuple(title for title in others if scores[title] >= LEAST_KNOWN_HEADINGS)
    return Sheet(sheets[best], notes, unread_cells(content, best), _joined(book, best), alike)


def _joined(book: CalamineWorkbook, title: str) -> frozenset[Place]:
    ranges = book.get_sheet_by_name(title).merged_cell_ranges or []
    places = (
        (row + 1, column + 1)
        for first, last in ranges
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
        if (row, column) != first
    )
    return frozenset(islice(places, MAX_JOINED))


def _sheet_lines(name: str, book: CalamineWorkbook, title: str) -> list[Line]:
    sheet = book.get_sheet_by_name(title)
    # What the library calls "total" is the index of the last row and column, counted from 0.
    height, width = sheet.total_height + 1, sheet.total_width + 1
    if height > MAX_LINES:
        raise _too_long(name)
    if height * width > MAX_CELLS:
        sentence = f"The sheet {title} is {width} columns wide: a stray cell stands far to the right."
        raise BadValue("file", name, sentence, "Clear what stands right of the table and save again.")
    rows = sheet.to_python(skip_empty_area=False)
    return [Line(number, tuple(map(_shown, cells))) for number, cells in enumerate(rows, start=1)]


def _shown(cell: int | float | str | bool | time | date | datetime | timedelta) -> str:
    """A typed cell as text: 42.0 is "42"; others have Excel's own 15 digits, so that 0.1 + 0.2 is 0.3."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    return str(cell)


# ------------------------------------------------------------------ refusals


def _unsupported(name: str) -> BadValue:
    return BadValue("file", name, "This kind of file cannot be read.", "Save it as CSV, XLSX, XLS or ODS.")


def _too_long(name: str) -> BadValue:
    return BadValue("file", name, "The file has more than 200,000 rows.", "Split it, by month say.")


def _too_wide(name: str, row: int) -> BadValue:
    sentence = f"Row {row} has more than {MAX_COLUMNS:,} cells."
    return BadValue("file", name, sentence, "Save the table alone, in a file of its own.")


def _open_quotation(name: str, row: int) -> BadValue:
    where = f"in row {row}" if row else "somewhere"
    return BadValue(
        "file",
        name,
        f"A quotation mark is opened {where} and not closed.",
        "Remove the quotation mark there.",
    )
