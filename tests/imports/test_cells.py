"""Days, shifts and litres as people and machines write them: read as meant, or refused, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from .files import book


@pytest.mark.parametrize(
    "written",
    [
        "12-10-26", "2026-10-12", "2026/10/12", "20261012", "12/10/2026", "12.10.2026", "12-10-2026",
        "12 Oct 2026", "12-Oct-26", "12 October 2026", "12 Oktoba 2026", "12th Oct 2026", "Mon 12 Oct 2026",
        "2026-10-12 06:30:00", "12/10/2026 06:30", "2026-10-11T22:30:00Z", "2026-10-12T01:00:00+03:00",
    ],
)  # fmt: skip
def test_every_way_to_write_the_day_is_the_12th_of_october(tmp_path: Path, written: str) -> None:
    assert book(tmp_path, f"0042,{written},AM,8.5").rows[0].on == date(2026, 10, 12)


@pytest.mark.parametrize(
    "written",
    ["10/25/2026", "31-02-26", "1900-01-01", "1999-12-31", "2100-01-01", "2026-11-21", "46307", "NaN",
     "32-10-26", "12-10", "0-0-0", "yesterday", "2026-13-01", "12-10/26", "12 Foo 2026",
     "2026-10-12T25:99:00Z", "2026-10-12 25:00", "٢٠٢٦-١٠-١٢"],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_and_never_read_month_first(tmp_path: Path, written: str) -> None:
    reading = book(tmp_path, f"0042,{written},AM,8.5")
    assert [(problem.column, problem.value) for problem in reading.problems] == [("Date", written)]
    assert not reading.rows


def test_a_day_and_month_that_could_change_places_are_day_first(tmp_path: Path) -> None:
    assert book(tmp_path, "0042,05/10/2026,AM,8.5").rows[0].on == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("written", "shift"),
    [("AM", "AM"), ("MR", "AM"), ("Morning", "AM"), ("M", "AM"), ("mor", "AM"), ("PM", "PM"), ("ER", "PM"),
     ("Evening", "PM"), ("E", "PM"), ("EVE", "PM"), ("asubuhi", "AM")],
)  # fmt: skip
def test_shifts_are_spelt_in_many_ways(tmp_path: Path, written: str, shift: str) -> None:
    assert book(tmp_path, f"0042,12-10-26,{written},8.5").rows[0].shift == shift


@pytest.mark.parametrize(
    ("written", "litres"),
    [("8.5", "8.5"), ('"8,5"', "8.5"), ('"8,50"', "8.50"), ('"1,250.5"', "1250.5"), ('"1.250,5"', "1250.5"),
     ('"1,250"', "1250"), ("1 250.5", "1250.5"), ("8.5 L", "8.5"), ("8.5ltrs", "8.5"), ("8.500", "8.5")],
)  # fmt: skip
def test_litres_are_read_with_commas_and_units(tmp_path: Path, written: str, litres: str) -> None:
    assert book(tmp_path, f"0042,12-10-26,AM,{written}").rows[0].litres == Decimal(litres)


def test_a_comma_in_a_number_is_said(tmp_path: Path) -> None:
    notes = book(tmp_path, '0042,12-10-26,AM,"8,5"').notes
    assert [(note.row, note.sentence) for note in notes] == [(2, "8,5 was read as 8.5.")]


@pytest.mark.parametrize(
    "written",
    ["0", "-8.5", "NaN", "inf", "1e3", "1000000000000", "8.555", "2000.01", "8.5.1", "=1+1", "8.5 kg", "🥛",
     '"8,5,5"', '"0,850"', "٨", "8 5"],
)  # fmt: skip
def test_litres_that_no_scale_shows_are_refused(tmp_path: Path, written: str) -> None:
    reading = book(tmp_path, f"0042,12-10-26,AM,{written}")
    assert [(problem.column, problem.value) for problem in reading.problems] == [
        ("Litres", written.strip('"'))
    ]
