"""What a spreadsheet unpacks to, and how far its cells reach, looked at before it is opened.

What opens it believes the file: a cell in the farthest corner makes it ask for more memory than there is, and
a part that says it is small is unpacked all the same. Either ends the whole process.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest
from xml.parsers import expat

from imbuto.errors import BadValue

_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Room:
    """How much a file may ask for."""

    unpacked_bytes: int
    cells: int
    """Of all sheets. A sheet is as large as its farthest cell, even when all between is empty."""
    rows: int
    only_xlsx: bool = False
    """Of spreadsheets: other kinds cannot be looked into before they are opened."""


UPLOADED = Room(32 * 1024 * 1024, 2_000_000, 20_000, only_xlsx=True)
"""What is sent to the server: no burden on those who work beside it."""
STATEMENT = replace(UPLOADED, rows=200_000)
"""What a bank or M-Pesa exported is read fast and brought in by one fact."""


def require_room(name: str, content: bytes, room: Room) -> None:
    """Refuses what is broken, what unpacks to more than it says or may, and a sheet that reaches too far.
    Raises BadValue."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > room.unpacked_bytes:
                raise _too_much(name, room)
            if room.only_xlsx and "xl/workbook.xml" not in packed.namelist():
                raise only_xlsx(name)
            _require_little(name, (_unpacked(packed, part) for part in parts), room)
    except _BROKEN:
        raise broken(name) from None


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """All of the part: Python stops at the size that the part names, what opens the sheet does not."""
    said, part.file_size = part.file_size, part.file_size + 1
    if part.compress_type not in _WAYS:
        raise zipfile.BadZipFile
    with packed.open(part) as opened:
        content = opened.read(said + 1)
    part.file_size = said
    if len(content) != said:
        raise zipfile.BadZipFile
    return content


def _require_little(name: str, parts: Iterable[bytes], room: Room) -> None:
    """What the sheets come to, at the most, as whoever opens them lays them out: each cell of each sheet, and
    a text that many cells share once for each of them."""
    cells, shared, lengths = 0, Counter[int](), list[int]()
    for part in parts:
        if b"sst" in part:
            lengths = [max(pair) for pair in zip_longest(lengths, _lengths(part), fillvalue=0)]
        if b"sheetData" in part:
            sheet = _Reach.of(part)
            cells += sheet.cells
            shared += sheet.shared
        if cells > room.cells:
            raise BadValue(
                "file", name, "The sheet reaches too far: a stray cell stands far to the right, or far down.",
                "Clear what stands right of the table and below it, and save again.",
            )  # fmt: skip
    known = ((index, count) for index, count in shared.items() if index < len(lengths))
    if sum(lengths[index] * count for index, count in known) > room.unpacked_bytes:
        raise _too_much(name, room)


def _lengths(part: bytes) -> list[int]:
    """How long each text is that cells share."""
    found: list[int] = []
    parser = _parser()

    def start(name: str, said: dict[str, str]) -> None:
        if name == "si" or name.endswith(":si"):
            found.append(0)

    def text(more: str) -> None:
        if found:
            found[-1] += len(more)

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    _parse(parser, part)
    return found


class _Reach:
    """Follows rows and cells. One that does not say where it stands is behind the one before it. `shared`
    counts the cells that share a text, by its number."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._width = 1
        self._is_shared = self._is_number = False
        self._number = ""
        self.shared = Counter[int]()

    @classmethod
    def of(cls, part: bytes) -> _Reach:
        """Raises ValueError where the part is no sound XML, or has definitions of its own."""
        found, parser = cls(), _parser()
        parser.StartElementHandler = found._start
        parser.EndElementHandler = found._end
        parser.CharacterDataHandler = found._text
        _parse(parser, part)
        return found

    @property
    def cells(self) -> int:
        return self._width * max(self._row, 1)

    def _start(self, name: str, said: dict[str, str]) -> None:
        if name == "row" or name.endswith(":row"):
            self._row, self._column = max(self._row + 1, int(said.get("r", 0))), 0
        elif name == "c" or name.endswith(":c"):
            letters, row = _place(said.get("r", ""))
            self._row, self._column = max(self._row, row), max(self._column + 1, letters)
            self._width = max(self._width, self._column)
            self._is_shared = said.get("t") == "s"
        self._is_number = self._is_shared and (name == "v" or name.endswith(":v"))

    def _text(self, more: str) -> None:
        if self._is_number:
            self._number += more

    def _end(self, name: str) -> None:
        if self._is_number and self._number.strip():
            self.shared[int(self._number)] += 1
        self._is_number, self._number = False, ""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_definitions
    return parser


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    """Raises ValueError where it is no sound XML."""
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError from error


def _refuse_definitions(*_: object) -> None:
    raise ValueError


def _place(text: str) -> tuple[int, int]:
    """Column and row of `B7`; nothing where it does not say."""
    letters = text.strip().rstrip("0123456789")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number, int(text.strip()[len(letters) :] or 0)


def broken(name: str) -> BadValue:
    """A spreadsheet that nobody can open."""
    return BadValue(
        "file", name, "The spreadsheet is broken.", "Open it, save it again as XLSX, and import that."
    )


def only_xlsx(name: str) -> BadValue:
    """A spreadsheet of another kind, where only one is taken."""
    return BadValue("file", name, "This kind of spreadsheet is not taken here.", "Save it as XLSX or as CSV.")


def _too_much(name: str, room: Room) -> BadValue:
    sentence = f"The spreadsheet unpacks to more than {room.unpacked_bytes >> 20} MB."
    return BadValue("file", name, sentence, "Save only what is needed, in a file of its own.")
