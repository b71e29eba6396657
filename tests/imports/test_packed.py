"""Spreadsheets that ask for more than there is: refused before they are opened, by every door."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from imbuto.errors import BadValue
from imbuto.imports.files import lines_of
from imbuto.imports.packed import UPLOADED


def book(cell: str = "B2") -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write("A1", "Member No")
        sheet.write(cell, "0042")
    return made.getvalue()


def changed(content: bytes, part: str, text: bytes, says: int | None = None) -> bytes:
    """The spreadsheet with another part; `says`: the size that the directory names for it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, text if one.filename == part else old.read(one))
        if says is not None:
            new.getinfo(part).file_size = says
    return made.getvalue()


def refusal(content: bytes, name: str = "x.xlsx") -> str:
    with pytest.raises(BadValue) as refused:
        lines_of(name, content, UPLOADED)
    return refused.value.sentence


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_in_the_farthest_corner_is_no_reason_to_ask_for_half_a_terabyte() -> None:
    assert len(lines_of("x.xlsx", book(), UPLOADED).lines) == 2
    for cell in ("XFD1048576", "XFD1000", "C1048576"):
        assert "reaches too far" in refusal(book(cell))


def sheet(rows: bytes, before: bytes = b"") -> bytes:
    """The spreadsheet with these rows."""
    return changed(book(), SHEET, before + b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")


FIRST = b"<row><c><v>1</v></c></row>"


def test_a_corner_written_in_another_way_is_seen_as_well() -> None:
    for mark in (
        b"r='XFD1048576'",
        b'r = "XFD1048576"',
        b'r\n=\n"&#88;FD1048576"',
        b't=" r=" r="XFD1048576"',
    ):
        assert "reaches too far" in refusal(sheet(FIRST + b"<row><c " + mark + b"><v>1</v></c></row>")), mark


def test_rows_and_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    wide = b"<c/>" * 16_000 + b"<c><v>1</v></c>"
    long = b"<row/>" * 1_000_000
    for rows in (
        FIRST + long + b"<row>" + wide + b"</row>",
        FIRST + b'<row r="1048576">' + wide + b"</row>",
        FIRST + b"<x:row xmlns:x='y'/>" * 200_000 + b"<row>" + wide + b"</row>",
        FIRST + b"<row>" + b"<c/><!--<row>-->" * 9_000 + b'</row><row r="9999"><c><v>1</v></c></row>',
        FIRST + b"<row>" + b"<c t='><row>'/>" * 9_000 + b'</row><row r="9999"><c><v>1</v></c></row>',
    ):
        words = refusal(sheet(rows))
        assert "reaches too far" in words or "broken" in words, rows[:100]


def test_xml_that_is_not_sound_or_defines_its_own_words_is_broken() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert "broken" in refusal(sheet(FIRST, laughs))
    for rows in (b"<row><c>", b'<row><c r="A1" r="B2"/></row>', b'<row r="seven"/>', b"\xff\xfe"):
        assert "broken" in refusal(sheet(rows)), rows


def test_a_part_that_unpacks_to_more_than_it_says_is_broken() -> None:
    assert "broken" in refusal(changed(book(), SHEET, b"<row></row>" * 4_000_000, says=100))


def test_a_part_that_says_what_it_unpacks_to_is_not_unpacked() -> None:
    assert "unpacks to more than 32 MB" in refusal(changed(book(), SHEET, b"<row></row>" * 4_000_000))


def test_kinds_of_spreadsheets_that_cannot_be_looked_into_are_not_sent() -> None:
    assert "not taken here" in refusal(b"\xd0\xcf\x11\xe0" + b"0" * 600, "x.xls")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("content.xml", "<office:document-content/>")
    assert "not taken here" in refusal(made.getvalue(), "x.ods")


def test_a_line_of_ten_million_commas_is_refused() -> None:
    assert "more than 1,000 cells" in refusal(b"Member No,Name\n" + b"," * 10_000_000, "x.csv")


def test_many_sheets_that_each_reach_far_are_too_much_together() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        for _ in range(12):
            workbook.add_worksheet().write("J19000", "0042")
    assert "reaches too far" in refusal(made.getvalue())


def test_one_long_text_that_thousands_of_cells_share_is_told_for_each_of_them() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(2_000):
            sheet.write(row, 0, "milk " * 6_000)
            sheet.write(row, 1, "Member No")
    assert len(made.getvalue()) < 50_000
    assert "unpacks to more than 32 MB" in refusal(made.getvalue())


def test_short_texts_that_many_cells_share_are_read() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(2_000):
            sheet.write(row, 0, "Chebet Koech of Kiambaa")
    assert len(lines_of("x.xlsx", made.getvalue(), UPLOADED).lines) == 2_000
