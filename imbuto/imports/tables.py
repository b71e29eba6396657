"""A file becomes a table: its real headings, and its rows with the numbers a spreadsheet shows beside them.

What milk analysers print around the table is left out and said so: a block above the headings, headings
repeated on each page, totals and averages, a line of signature. No line is left out without a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imbuto.errors import BadValue
from imbuto.imports.columns import LEAST_KNOWN_HEADINGS, keys_among, recognised, unknown_columns
from imbuto.imports.files import MAX_ROWS, Line, Sheet, lines_of, read_lines
from imbuto.imports.headings import spellings, squeeze
from imbuto.imports.packed import Room

HEADING_WITHIN = 60
"""The headings are looked for in this many lines; no known analyser prints a longer block above them."""

_FOOTER_WORDS = spellings(
    "total totals grandtotal subtotal average averages avg sum mean jumla jumlakuu wastani"
)
_CLOSING_WORDS = _FOOTER_WORDS | spellings(
    "printed generated prepared checked signature signed sign end page report mwisho sahihi"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[ -](?=total))?(?:total)?", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One line of the table: `number` is its row in the file, counted from 1; every cell is clean text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Something that was decided while reading and that a person should see; row 0 means the whole file."""

    row: int
    sentence: str


@dataclass(frozen=True)
class Table:
    """The headings, the row they stand in, and the rows under them."""

    source: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    """What stands above the headings: a statement says there from when to when it is."""
    unread_sheets: tuple[str, ...] = ()
    """Other sheets of the same file with headings of their own."""


def read_table(path: Path | str) -> Table:
    """Reads CSV (also semicolon, tab or bar; UTF-8, UTF-16 or cp1252), XLSX, XLS or ODS.

    Raises BadValue when the file is missing, empty, broken, of another kind, too long or has unknown columns.
    """
    path = Path(path)
    return _table(path.name, read_lines(path), MAX_ROWS)


def table_of(name: str, content: bytes, room: Room | None = None) -> Table:
    """The table in what was sent as a file of that name. Raises BadValue."""
    return _table(name, lines_of(name, content, room), room.rows if room else MAX_ROWS)


def _table(name: str, sheet: Sheet, most: int) -> Table:
    filled = [Line(number, cells) for number, cells in sheet.lines if any(cells)]
    if not filled:
        raise BadValue("file", name, "The file is empty.", "Export the register or the deliveries again.")
    place = heading_place([cells for _, cells in filled[:HEADING_WITHIN]])
    if place is None:
        raise unknown_columns(filled[0].cells)
    if len(filled) - place - 1 > most:
        raise BadValue("file", name, f"The file has more than {most:,} rows.", "Split it, by month say.")
    header_row, header = filled[place]
    headers = _without_empty_end(header)
    notes = [Note(0, sentence) for sentence in sheet.notes]
    if place:
        notes.append(Note(0, f"The headings were found in row {header_row}; what stands above was left out."))
    if sheet.unread:
        row = min(row for row, _ in sheet.unread)
        count = f"{len(sheet.unread)}, the first in row {row}"
        notes.append(Note(0, f"Formulas without a result were read as empty cells: {count}."))
    rows, left_out = _body(filled[place + 1 :], headers)
    above = tuple(cells for _, cells in filled[:place])
    return Table(name, headers, header_row, rows, (*notes, *left_out), above, sheet.unread_sheets)


def heading_place(lines: Sequence[Sequence[str]]) -> int | None:
    """Where the heading row is: the line with most known headings, the first of equals; None without any."""
    scores = [recognised(cells) for cells in lines]
    best = max(scores, default=0)
    return scores.index(best) if best >= LEAST_KNOWN_HEADINGS else None


def _body(lines: list[Line], headers: tuple[str, ...]) -> tuple[tuple[Row, ...], list[Note]]:
    squeezed = [squeeze(heading) for heading in headers]
    key_headings = keys_among(headers)
    keys = [place for place, heading in enumerate(squeezed) if heading in key_headings]
    end = len(lines)
    while end and _is_closing(lines[end - 1].cells, keys, len(headers)):
        end -= 1
    rows, notes = [], []
    for place, (number, cells) in enumerate(lines):
        if all(squeeze(cell) == heading for cell, heading in zip(cells, squeezed, strict=False)):
            notes.append(Note(number, "The headings are repeated here; left out."))
        elif place >= end or _is_aside(cells, keys, _FOOTER_WORDS):
            shown = " ".join(filter(None, cells))[:60]
            notes.append(Note(number, f"Taken for a total or a closing line and left out: {shown}"))
        else:
            rows.append(Row(number, _fitted(cells, len(headers))))
    return tuple(rows), notes


def _is_aside(cells: Sequence[str], keys: Sequence[int], words: frozenset[str]) -> bool:
    """A total, an average, a signature, a rule; not a member called so, whose number and date are filled."""
    first = next(place for place, cell in enumerate(cells) if cell)
    if _first_word(cells[first]) not in words:
        return not any(letter.isalnum() for cell in cells for letter in cell)
    return any(place == first or place >= len(cells) or not cells[place] for place in keys)


def _is_closing(cells: Sequence[str], keys: Sequence[int], width: int) -> bool:
    """At the very end also `Total members, 31`, two cells where a row would have more."""
    few = range(len(cells)) if len(list(filter(None, cells))) <= 2 < width else keys
    return _is_aside(cells, few, _CLOSING_WORDS)


def _first_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    return squeeze(found[0]) if found else ""


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = max(place for place, cell in enumerate(cells) if cell) + 1
    return cells[:end]


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """At least as wide as the headings. Filled cells beyond them are kept: they are a fault to report."""
    if len(cells) <= width:
        return cells + ("",) * (width - len(cells))
    return cells if any(cells[width:]) else cells[:width]
