"""Cells of an XLSX sheet that look empty and are not: a formula never worked out, or one that went wrong.

What reads the sheet gives both as nothing. A price or a reading that is missing so would be missed by nobody.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

Place = tuple[int, int]
"""Row and column in the sheet, both counted from 1."""

MAX_PART_BYTES = 256 * 1024 * 1024
_SHEET = re.compile(
    rb'<(?:\w{1,9}:)?sheet\b[^<>]{0,200}?\bname="([^"<>]{0,300})"[^<>]{0,200}?\b\w{1,9}:id="([^"<>]{1,99})"'
)
_RELATION = re.compile(rb"<Relationship\b[^<>]{0,900}>")
_ERROR = re.compile(rb'<(?:\w{1,9}:)?c\b([^<>]{0,200}\bt="e"[^<>]{0,200})>')
_NO_RESULT = re.compile(
    rb"<(?:\w{1,9}:)?c\b([^<>]{0,200})>\s{0,9}"
    rb"<(?:\w{1,9}:)?f\b(?:[^<>]{0,200}/>|[^<>]{0,200}>[^<]{0,9000}</(?:\w{1,9}:)?f>)\s{0,9}"
    rb"(?:<(?:\w{1,9}:)?v\s?/>|<(?:\w{1,9}:)?v>\s{0,9}</(?:\w{1,9}:)?v>)?\s{0,9}</(?:\w{1,9}:)?c>"
)
"""Every repetition is bounded, so that no file can keep them busy."""
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def unread_cells(content: bytes, title: str) -> frozenset[Place]:
    """Where in the sheet of that title such cells stand; none in other kinds of spreadsheets."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            part = _part(packed, title)
            if part is None or packed.getinfo(part).file_size > MAX_PART_BYTES:
                return frozenset()
            return frozenset(_found(packed.read(part)))
    except (KeyError, zipfile.BadZipFile):
        return frozenset()


def _part(packed: zipfile.ZipFile, title: str) -> str | None:
    """The file in the package that holds the sheet."""
    if "xl/workbook.xml" not in packed.namelist():
        return None
    ids = {
        html.unescape(name.decode("utf-8", "replace")): id
        for name, id in _SHEET.findall(packed.read("xl/workbook.xml"))
    }
    for relation in _RELATION.findall(packed.read("xl/_rels/workbook.xml.rels")):
        target = re.search(rb'\bTarget="([^"]*)"', relation)
        if target and title in ids and b'Id="' + ids[title] + b'"' in relation:
            path = target[1].decode("utf-8", "replace")
            return path[1:] if path.startswith("/") else f"xl/{path}"
    return None


def _found(sheet: bytes) -> Iterator[Place]:
    of_errors = (found[1] for found in _ERROR.finditer(sheet)) if b't="e"' in sheet else ()
    without_result = (found[1] for found in _NO_RESULT.finditer(sheet) if b't="str"' not in found[1])
    for attributes in (*of_errors, *without_result):
        if place := _PLACE.search(attributes):
            yield int(place[2]), _column(place[1].decode())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
