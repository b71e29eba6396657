"""Saving: everything is checked before anything is written; running again completes and doubles nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from imbuto.errors import Busy
from imbuto.imports import DeliveryRow, MemberRow, Outcome, Result, RowProblem, checked, id_for, save

from .files import book, register


class Notebook:
    """A ledger of a few lines: it remembers what it was told, and stops where a test wants it to."""

    def __init__(self) -> None:
        self.facts: dict[object, object] = {}
        self.unknown: set[str] = set()
        self.refused: set[str] = set()
        self.stops_after: int | None = None
        self.batches: list[int] = []

    def check(self, rows: Sequence[MemberRow] | Sequence[DeliveryRow]) -> list[RowProblem]:
        return [
            RowProblem(
                row.row, "Member No", row.number, f"There is no member {row.number}.", "Register the member."
            )
            for row in rows
            if row.number in self.unknown
        ]

    def register_members(self, rows: Sequence[MemberRow]) -> list[Outcome]:
        self.batches.append(len(rows))
        return [self._write(row.row, row.number, row.number) for row in rows]

    def record_deliveries(self, rows: Sequence[DeliveryRow]) -> list[Outcome]:
        self.batches.append(len(rows))
        return [self._write(row.row, row.number, id_for(row)) for row in rows]

    def _write(self, row: int, number: str, key: object) -> Outcome:
        if self.stops_after is not None and len(self.facts) >= self.stops_after:
            raise Busy
        if number in self.refused:
            return Outcome(row, Result.REFUSED, "The member left.", "Take the row out.")
        if key in self.facts:
            return Outcome(row, Result.UNCHANGED)
        self.facts[key] = number
        return Outcome(row, Result.RECORDED)


LINES = [f"{n:04},12-10-26,AM,8.5" for n in range(1, 26)]


def test_a_good_file_is_saved_in_batches_with_progress(tmp_path: Path) -> None:
    ledger, told = Notebook(), []
    saved = save(
        book(tmp_path, *LINES), ledger, batch=10, progress=lambda done, total: told.append((done, total))
    )
    assert (saved.ok, saved.recorded, saved.unchanged) == (True, 25, 0)
    assert ledger.batches == [10, 10, 5]
    assert told == [(10, 25), (20, 25), (25, 25)]


def test_members_are_registered(tmp_path: Path) -> None:
    ledger = Notebook()
    assert save(register(tmp_path, "0042,Jane,", "0043,Ann,"), ledger).ok
    assert set(ledger.facts) == {"0042", "0043"}


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    ledger = Notebook()
    save(book(tmp_path, *LINES), ledger)
    again = save(book(tmp_path, *LINES), ledger)
    assert (again.ok, again.recorded, again.unchanged, len(ledger.facts)) == (True, 0, 25, 25)


def test_a_fault_in_the_file_keeps_every_row_out(tmp_path: Path) -> None:
    ledger = Notebook()
    saved = save(book(tmp_path, *LINES, "0099,12-10-26,AM,NaN"), ledger)
    assert (saved.begun, saved.ok, ledger.facts) == (False, False, {})
    assert [problem.value for problem in saved.problems] == ["NaN"]


def test_what_the_ledger_objects_to_keeps_every_row_out(tmp_path: Path) -> None:
    ledger = Notebook()
    ledger.unknown = {"0003", "0024"}
    saved = save(book(tmp_path, *LINES), ledger)
    assert (saved.begun, ledger.facts) == (False, {})
    assert [problem.row for problem in saved.problems] == [4, 25]


def test_an_interrupted_import_is_completed_by_running_it_again(tmp_path: Path) -> None:
    ledger = Notebook()
    ledger.stops_after = 13
    with pytest.raises(Busy):
        save(book(tmp_path, *LINES), ledger, batch=10)
    assert len(ledger.facts) == 13
    ledger.stops_after = None
    saved = save(book(tmp_path, *LINES), ledger, batch=10)
    assert (saved.ok, saved.recorded, saved.unchanged, len(ledger.facts)) == (True, 12, 13, 25)


def test_a_refusal_in_the_middle_stops_and_is_told(tmp_path: Path) -> None:
    ledger = Notebook()
    ledger.refused = {"0012"}
    saved = save(book(tmp_path, *LINES), ledger, batch=10)
    assert (saved.begun, saved.ok, saved.recorded) == (True, False, 19)
    assert [(problem.row, problem.value, problem.remedy) for problem in saved.problems] == [
        (13, "0012", "Take the row out.")
    ]


def test_a_ledger_that_is_silent_about_a_row_is_not_believed(tmp_path: Path) -> None:
    class Forgetful(Notebook):
        def record_deliveries(self, rows: Sequence[DeliveryRow]) -> list[Outcome]:
            return super().record_deliveries(rows)[:-1]

    with pytest.raises(ValueError, match="shorter"):
        save(book(tmp_path, *LINES), Forgetful())


def test_the_ledger_s_objections_stand_beside_the_file_s_own_faults_under_its_own_headings(
    tmp_path: Path,
) -> None:
    ledger = Notebook()
    ledger.unknown = {"0003"}
    lines = ["0001,12-10-26,AM,8.5", "0002,12-10-26,AM,NaN", "0003,12-10-26,AM,8.5"]
    told = checked(book(tmp_path, *lines, heading="M/No,Date,Shift,Lita"), ledger)
    assert [(one.row, one.column) for one in told.problems] == [(3, "Lita"), (4, "M/No")]
    assert ([row.number for row in told.rows], told.rows_read, told.bad_rows) == (["0001"], 3, 2)
