"""A list of opening balances is read as bookkeepers write it; every fault of every row is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.errors import BadValue
from imbuto.imports import OpeningRow, Reading, known_numbers, read_opening, read_table

from .files import text_file


def opening(folder: Path, *lines: str, heading: str = "Member No,Owed,Savings") -> Reading[OpeningRow]:
    table = read_table(text_file(folder, "\n".join((heading, *lines)) + "\n"))
    return read_opening(table, known=known_numbers(["0001", "0002", "0003"]))


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1250.50", 125_050),
        ('"1,250.50"', 125_050),
        ("KES 1250.5", 125_050),
        ("ksh. 40", 4_000),
        ("-300", -30_000),
        ("(300.25)", -30_025),
        ("-KES 300", -30_000),
        ("", 0),
        ("-", 0),
    ],
)
def test_amounts_are_read_as_they_are_written(tmp_path: Path, cell: str, cents: int) -> None:
    reading = opening(tmp_path, f"1,{cell},10")
    assert [(row.number, row.owed_cents, row.savings_cents) for row in reading.rows] == [
        ("0001", cents, 1_000)
    ]


def test_headings_in_kiswahili_and_either_amount_alone(tmp_path: Path) -> None:
    assert opening(tmp_path, "2,75", heading="Namba ya mkulima,Akiba").rows[0].savings_cents == 7_500
    assert opening(tmp_path, "2,75", heading="Member,Opening Balance").rows[0].owed_cents == 7_500
    with pytest.raises(BadValue, match="Owed or Savings"):
        opening(tmp_path, "2,Jane", heading="Member No,Name")


def test_every_fault_is_told_and_a_row_of_nothing_is_passed_over(tmp_path: Path) -> None:
    reading = opening(tmp_path, ",5,5", "1,12.345,-4", "2,50,", "2,60,", "3,0,0", "1,x,1")
    assert [(problem.row, problem.column) for problem in reading.problems] == [
        (2, "Member No"),
        (3, "Owed"),
        (3, "Savings"),
        (5, "Member No"),
        (7, "Owed"),
    ]
    assert [row.number for row in reading.rows] == ["0002"]
    assert any("nothing to bring in" in note.sentence for note in reading.notes)


def test_the_same_row_twice_is_read_once(tmp_path: Path) -> None:
    reading = opening(tmp_path, "1,5,5", "0001,5.00,5")
    assert reading.ok
    assert len(reading.rows) == 1
