"""A register is read as clerks keep it; every fault of every row is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from imbuto.errors import BadValue
from imbuto.imports import MemberRow

from .files import members, register, spreadsheet, text_file

FULL = (
    "Member No.,FULL NAME,Simu,M-Pesa No,ID No,Kituo,Lugha,Next of Kin,Next of Kin Phone,Date Joined\n"
    "0042, Jane   Wanjiru ,0712 345 678,+254 110 000 111,23456789,Kirima,Kiswahili,John Kamau,0722-000-111,"
    "3/4/98\n"
)


def test_a_full_register_in_two_languages_is_read(tmp_path: Path) -> None:
    reading = members(text_file(tmp_path, FULL))
    assert reading.ok
    assert reading.rows == (
        MemberRow(
            2, "0042", "Jane Wanjiru", "254712345678", "254110000111", "23456789", "Kirima", "sw",
            "John Kamau", "254722000111", date(1998, 4, 3),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "phone",
    [
        "0712345678",
        "+254712345678",
        "254712345678",
        "712345678",
        "0712 345 678",
        "0712-345-678",
        "(0712) 345.678",
    ],
)
def test_every_kenyan_form_of_a_phone_is_one_number(tmp_path: Path, phone: str) -> None:
    assert register(tmp_path, f"0042,Jane,{phone}").rows[0].phone == "254712345678"


def test_a_spreadsheet_that_lost_the_zeros_is_padded(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path, [["Member No", "Name", "Phone"], [42, "Jane", 712345678], ["A7", "Otieno", None]]
    )
    assert [row.number for row in members(path).rows] == ["42", "A7"]
    assert [row.number for row in members(path, pad=4).rows] == ["0042", "A7"]
    assert members(path).rows[0].phone == "254712345678"


def test_the_strong_heading_wins_and_the_weak_one_becomes_the_other_column(tmp_path: Path) -> None:
    reading = register(tmp_path, "1,0042,Jane,23456789", heading="No,Member Number,Name,ID")
    assert (reading.rows[0].number, reading.rows[0].national_id) == ("0042", "23456789")
    assert any("Columns not read: No." in note.sentence for note in reading.notes)
    assert register(tmp_path, "0042,Jane", heading="ID,Name").rows[0].number == "0042"


def test_the_centre_of_a_member_goes_before_the_default(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Member No,Name,Centre\n1,Jane,Kirima\n2,Ann,\n")
    assert [row.centre for row in members(path, default_centre="Mweiga").rows] == ["Kirima", "Mweiga"]


def test_first_and_last_name_are_put_together(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,Wanjiru", "0043,,Otieno", heading="Namba,First Name,Surname")
    assert [row.name for row in reading.rows] == ["Jane Wanjiru", "Otieno"]


def test_every_fault_of_a_row_is_told_with_its_row_column_value_and_remedy(tmp_path: Path) -> None:
    heading = "M/No,Jina,Simu,Kitambulisho,Lugha,Tarehe ya kujiunga"
    reading = register(tmp_path, "0042,Jane,,,,", "!!,=1+1,0612345678,abc,Dholuo,31-02-20", heading=heading)
    assert len(reading.rows) == 1
    assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
        (3, "M/No", "!!"),
        (3, "Jina", "=1+1"),
        (3, "Simu", "0612345678"),
        (3, "Kitambulisho", "abc"),
        (3, "Lugha", "Dholuo"),
        (3, "Tarehe ya kujiunga", "31-02-20"),
    ]
    assert all(problem.sentence and problem.remedy for problem in reading.problems)


def test_a_missing_number_or_name_is_told(tmp_path: Path) -> None:
    reading = register(tmp_path, ",Jane,", "0042,,", "0043,-,")
    assert [(problem.row, problem.sentence) for problem in reading.problems] == [
        (2, "Member No is missing."),
        (3, "Name is missing."),
        (4, "Name is missing."),
    ]


def test_nothing_known_is_not_a_fault_where_nothing_is_needed(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,-", "0043,Otieno,N/A", "0044,Achieng,hakuna")
    assert reading.ok
    assert {row.phone for row in reading.rows} == {None}


def test_a_number_that_excel_shortened_is_refused_for_what_it_is(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,2.54712E+11")
    assert reading.problems[0].sentence == "The last digits of this number are lost."


def test_the_same_member_twice_is_read_once_and_told(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,0712345678", "0042,Jane,+254712345678")
    assert reading.ok
    assert [row.row for row in reading.rows] == [2]
    assert any(note.row == 3 and "row 2" in note.sentence for note in reading.notes)


def test_one_number_for_two_members_is_a_fault_that_names_both_rows(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,", "0043,Akinyi,", "0042,Otieno,")
    assert [problem.row for problem in reading.problems] == [4]
    assert "row 2 and in row 4" in reading.problems[0].sentence


def test_numbers_that_differ_by_zeros_alone_are_a_fault(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,", "42,Otieno,")
    assert "leading zeros" in reading.problems[0].sentence


def test_a_shared_phone_is_said_and_not_refused(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,0712345678", "0043,Otieno,0712345678")
    assert reading.ok
    assert any("also that of 0042" in note.sentence for note in reading.notes)


@pytest.mark.parametrize(
    "joined", ["1900-01-01", "2100-01-01", "2026-11-21", "12/25/2020", "46307", "someday"]
)
def test_a_joining_date_that_cannot_be_is_refused(tmp_path: Path, joined: str) -> None:
    reading = register(tmp_path, f"0042,Jane,{joined}", heading="Member No,Name,Joined")
    assert [problem.value for problem in reading.problems] == [joined]


def test_two_digits_of_a_year_to_come_are_of_the_last_century(tmp_path: Path) -> None:
    reading = register(tmp_path, "0042,Jane,12-10-75", "0043,Ann,12-10-25", heading="Member No,Name,Joined")
    assert [row.joined for row in reading.rows] == [date(1975, 10, 12), date(2025, 10, 12)]


@pytest.mark.parametrize("name", ["D'Souza", "Ng’ang’a wa Mbogo", "Zoë", "Mama Wanjirũ 🐄", "O'Brien-Otieno"])
def test_names_are_taken_as_people_bear_them(tmp_path: Path, name: str) -> None:
    assert register(tmp_path, f"0042,{name},").rows[0].name == name


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+254", "@home", "🐄", "12", "x" * 81, "Jane\x07"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    assert [problem.column for problem in register(tmp_path, f"0042,{name},").problems] == ["Name"]


def test_a_register_without_numbers_is_refused_before_any_row(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"no column for Member No\. Seen: Name, Phone"):
        register(tmp_path, "Jane,0712345678", heading="Name,Phone")


def test_a_heading_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="more than once"):
        register(tmp_path, "0042,Jane,0712345678,0722345678", heading="Member No,Name,Phone,phone")


def test_a_register_of_headings_alone_is_no_good_register(tmp_path: Path) -> None:
    assert "no row" in register(tmp_path).problems[0].sentence


def test_a_thousand_broken_rows_are_each_told(tmp_path: Path) -> None:
    reading = register(tmp_path, *(f"{n:04},Jane,{n}" for n in range(1000)))
    assert [problem.row for problem in reading.problems] == list(range(2, 1002))
    assert (reading.rows_read, reading.bad_rows, len(reading.rows)) == (1000, 1000, 0)
