"""Which rows of a book are one weighing and which are two; the id of each is the same in every reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.imports import id_for
from imbuto.imports.weighings import MOST_CANS

from .files import book


def test_the_same_weighing_twice_is_a_fault_that_names_the_other_row(tmp_path: Path) -> None:
    reading = book(tmp_path, "0042,12-10-26,AM,8.5", "0043,12-10-26,AM,8.5", "0042,2026-10-12,MR,8.50")
    assert [(problem.row, problem.column) for problem in reading.problems] == [(4, "Member No")]
    assert "row 2" in reading.problems[0].sentence


def test_other_litres_in_one_shift_are_a_second_can_and_said(tmp_path: Path) -> None:
    reading = book(tmp_path, "0042,12-10-26,AM,8.5", "0042,12-10-26,AM,4", "0042,12-10-26,PM,4")
    assert reading.ok
    assert [(row.nth, row.another_can) for row in reading.rows] == [(1, False), (2, True), (1, False)]
    assert [note.row for note in reading.notes] == [3]


@pytest.mark.parametrize(
    ("column", "one", "other"), [("Time", "06:30", "06:45"), ("Can", "A", "B"), ("Ref", "1", "2")]
)
def test_equal_litres_are_two_cans_where_the_book_tells_them_apart(
    tmp_path: Path, column: str, one: str, other: str
) -> None:
    heading = f"Member No,Date,Shift,Litres,{column}"
    two = book(tmp_path, f"0042,12-10-26,AM,8.5,{one}", f"0042,12-10-26,AM,8.5,{other}", heading=heading)
    assert [row.nth for row in two.rows] == [1, 2]
    same = book(tmp_path, f"0042,12-10-26,AM,8.5,{one}", f"0042,12-10-26,AM,8.5,{one}", heading=heading)
    assert len(same.problems) == 1


def test_the_same_file_gives_the_same_ids_and_every_weighing_its_own(tmp_path: Path) -> None:
    lines = ["0042,12-10-26,AM,8.5", "0042,12-10-26,AM,4", "0042,12-10-26,PM,4", "0043,12-10-26,AM,4"]
    ids = [id_for(row) for row in book(tmp_path, *lines).rows]
    assert ids == [id_for(row) for row in book(tmp_path, *lines).rows]
    assert len(set(ids)) == 4


def test_a_longer_export_gives_the_ids_of_the_shorter_one_again(tmp_path: Path) -> None:
    short = book(tmp_path, "0042,12-10-26,AM,8.5", "0043,12-10-26,AM,4")
    longer = book(tmp_path, "0099,11-10-26,PM,3", "0042,12-10-26,AM,8.5", "0043,12-10-26,AM,4")
    assert [id_for(row) for row in short.rows] == [id_for(row) for row in longer.rows[1:]]


def test_corrected_litres_keep_the_id_so_that_the_ledger_notices(tmp_path: Path) -> None:
    assert id_for(book(tmp_path, "0042,12-10-26,AM,8.5").rows[0]) == id_for(
        book(tmp_path, "0042,12-10-26,AM,9").rows[0]
    )


def test_the_reference_of_the_book_takes_part_in_the_id(tmp_path: Path) -> None:
    heading = "Slip No,Member No,Date,Shift,Litres"
    there = ["1,0042,12-10-26,AM,8.5", "2,0042,12-10-26,AM,4"]
    first, second = book(tmp_path, *there, heading=heading).rows
    turned = book(tmp_path, *reversed(there), heading=heading).rows
    assert [id_for(row) for row in turned] == [id_for(second), id_for(first)]
    assert id_for(first) != id_for(book(tmp_path, "0042,12-10-26,AM,8.5").rows[0])


def test_more_weighings_of_one_member_in_a_shift_than_anybody_brings_are_faults(tmp_path: Path) -> None:
    lines = [f"0042,12-10-26,AM,{1 + number / 100:.2f}" for number in range(MOST_CANS + 2)]
    reading = book(tmp_path, *lines, "0042,12-10-26,PM,4")
    assert [problem.row for problem in reading.problems] == [MOST_CANS + 2, MOST_CANS + 3]
    assert "more than 50 weighings of this member" in reading.problems[0].sentence
    assert len(reading.rows) == MOST_CANS + 1
