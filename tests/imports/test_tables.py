"""A file becomes a table, whatever stands around it, or is refused in a sentence that says what to do."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest

from imbuto.errors import BadValue
from imbuto.imports import files, read_table, tables

from .files import spreadsheet, text_file

PLAIN = "Member No,Date,Shift,Litres\n0042,12-10-26,AM,8.5\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_headings(tmp_path: Path, delimiter: str) -> None:
    table = read_table(text_file(tmp_path, PLAIN.replace(",", delimiter)))
    assert table.rows[0].cells == ("0042", "12-10-26", "AM", "8.5")


def test_a_semicolon_file_may_hold_decimal_commas_and_a_bom(tmp_path: Path) -> None:
    text = "Member No;Date;Shift;Litres\r\n0042;12-10-26;AM;8,5\r\n"
    table = read_table(text_file(tmp_path, text, encoding="utf-8-sig"))
    assert table.headers[0] == "Member No"
    assert table.rows[0].cells[3] == "8,5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_survive_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    table = read_table(
        text_file(tmp_path, "Member No,Name\n0042,Zoë Wanjirũ\n".replace("ũ", "û"), encoding=encoding)
    )
    assert table.rows[0].cells[1] == "Zoë Wanjirû"


def test_rows_carry_the_number_that_a_spreadsheet_shows_beside_them(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, "\n\nMember No,Name\n\n0042,Wanjiru\n,,\n0043,Otieno\n"))
    assert table.header_row == 3
    assert [row.number for row in table.rows] == [5, 7]


def test_a_name_with_a_comma_in_quotation_marks_is_one_cell(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, 'Member No,Name\n0042,"Wanjiru, Jane"\n'))
    assert table.rows[0].cells == ("0042", "Wanjiru, Jane")


def test_the_protections_of_leading_zeros_are_taken_off(tmp_path: Path) -> None:
    table = read_table(
        text_file(tmp_path, 'Member No,Name,Phone\n="0042",  Jane \u00a0 W\u200b ,\'+254712345678\n')
    )
    assert table.rows[0].cells == ("0042", "Jane W", "+254712345678")


def test_a_block_above_the_headings_and_a_footer_are_left_out_and_told(tmp_path: Path) -> None:
    text = (
        "KIRIMA DAIRY,,,\nDate,12-10-26,Shift,MR\n\n"
        + PLAIN
        + "Member No,Date,Shift,Litres\n0043,12-10-26,AM,6\n"
        "Total,,,14.5\n,,Average,7.25\nGrand Total:,,2,14.5\n----,,,\nPrepared by: Kamau,,,\n"
    )
    table = read_table(text_file(tmp_path, text))
    assert [row.cells[0] for row in table.rows] == ["0042", "0043"]
    assert [note.row for note in table.notes] == [0, 6, 8, 9, 10, 11, 12]
    assert "repeated" in table.notes[1].sentence


def test_a_member_called_total_is_a_member(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, "Name,Member No\nTotal Wanjiru,0042\nPage Otieno,0043\n"))
    assert len(table.rows) == 2


def test_a_row_with_its_number_missing_is_no_footer(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, PLAIN + ",12-10-26,PM,4\n"))
    assert [row.number for row in table.rows] == [2, 3]


def test_typed_cells_become_the_text_a_clerk_would_write(tmp_path: Path) -> None:
    rows = [
        ["Member No", "Date", "Shift", "Litres", "Time", "Phone", "Fat", "Rejected"],
        [42, date(2026, 10, 12), "AM", 0.1 + 0.2, time(6, 30), 254712345678, 4.0, True],
        ["0042", datetime(2026, 10, 12, 6, 30), "PM", 12, None, "0712345678", 3.85, False],  # noqa: DTZ001
    ]
    table = read_table(spreadsheet(tmp_path, rows))
    assert table.rows[0].cells == ("42", "2026-10-12", "AM", "0.3", "06:30:00", "254712345678", "4", "yes")
    assert table.rows[1].cells == ("0042", "2026-10-12 06:30:00", "PM", "12", "", "0712345678", "3.85", "no")


def test_the_sheet_with_the_headings_is_read_and_the_others_named(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path, [["A letter to the board"]], Book=[["Member No", "Name"], ["0042", "Wanjiru"]]
    )
    table = read_table(path)
    assert table.rows[0].cells == ("0042", "Wanjiru")
    assert "Sheet1" in table.notes[0].sentence


def test_rows_of_a_spreadsheet_keep_their_numbers_below_blank_lines(tmp_path: Path) -> None:
    table = read_table(
        spreadsheet(tmp_path, [[], [], ["", "Member No", "Name"], [], ["", "0042", "Wanjiru"]])
    )
    assert (table.header_row, table.rows[0].number) == (3, 5)


def test_a_spreadsheet_under_a_wrong_name_is_still_read(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, [["Member No", "Name"], ["0042", "Wanjiru"]], name="book.csv.xlsx")
    assert read_table(path.rename(tmp_path / "book.csv")).rows[0].cells[0] == "0042"


def refusal(path: Path) -> str:
    with pytest.raises(BadValue) as refused:
        read_table(path)
    return str(refused.value)


def test_a_missing_file_an_empty_one_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.csv")
    assert "empty" in refusal(text_file(tmp_path, ""))
    assert "empty" in refusal(text_file(tmp_path, "\n ,, \n\n"))
    assert "empty" in refusal(spreadsheet(tmp_path, []))
    assert "cannot be read" in refusal(tmp_path)


def test_other_kinds_and_broken_files_are_refused(tmp_path: Path) -> None:
    kinds = {"book.pdf": b"%PDF-1.7", "photo.jpg": b"\xff\xd8\xff", "x.csv": b"a,b\n\0\0", "x.docx": b"text"}
    for name, content in kinds.items():
        (tmp_path / name).write_bytes(content)
        assert "cannot be read" in refusal(tmp_path / name), name
    for name, content in {
        "a.xlsx": b"PK\x03\x04junk",
        "b.xls": b"\xd0\xcf\x11\xe0" + b"0" * 600,
        "c.xlsx": b"\0",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert "broken" in refusal(tmp_path / name), name
    whole = spreadsheet(tmp_path, [["Member No", "Name"], ["0042", "Wanjiru"]]).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "broken" in refusal(tmp_path / "cut.xlsx")


def test_a_file_too_large_to_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spreadsheet(tmp_path, [["Member No", "Name"], *(["0042", "Wanjiru"] for _ in range(30))])
    monkeypatch.setattr(files, "MAX_LINES", 30)
    assert "200,000 rows" in refusal(path)
    monkeypatch.setattr(files, "MAX_LINES", 40)
    monkeypatch.setattr(files, "MAX_CELLS", 50)
    assert "far to the right" in refusal(path)
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 1000)
    assert "unpacks to more than" in refusal(path)
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    assert "MB" in refusal(path)


def test_a_cell_of_endless_length_is_refused(tmp_path: Path) -> None:
    assert "quotation mark" in refusal(text_file(tmp_path, 'Member No,Name\n0042,"' + "x" * 200_000))


def test_a_zip_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert "broken" in refusal(tmp_path / "x.xlsx")


def test_unknown_columns_are_refused_naming_those_seen_and_those_needed(tmp_path: Path) -> None:
    words = refusal(text_file(tmp_path, "Breed,Colour\nFriesian,black\n"))
    assert "Seen: Breed, Colour." in words
    assert "for members: Member No, Name" in words
    assert "for deliveries: Member No, Date, Shift, Litres or Kg" in words


def test_a_quotation_mark_that_is_not_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    lines = [f'00{n},"Wanjiru' if n == 20 else f"00{n},Otieno" for n in range(10, 40)]
    words = refusal(text_file(tmp_path, "Member No,Name\n" + "\n".join(lines)))
    assert "quotation mark is opened in row 12" in words


def test_more_than_200000_rows_are_refused(tmp_path: Path) -> None:
    line = "0042,Wanjiru\n"
    assert "200,000 rows" in refusal(text_file(tmp_path, "Member No,Name\n" + line * (tables.MAX_ROWS + 1)))
