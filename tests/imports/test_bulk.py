"""A list of bulk figures is read as coolers and drivers keep it; all of it is recorded, or nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from imbuto.errors import BadValue
from imbuto.imports import BulkIntoLedger, BulkRow, Reading, checked, preview, read_bulk, read_table, save
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, DAY, found_dairy, opened
from tests.ledger.verbs_about_bulk import open_route

from .files import TODAY, text_file

HEADING = "What,Date,Litres,Kg,Centre,Route,Shift,Can,Slip,Reason"
DATE = f"{DAY:%d/%m/%Y}"


def bulk(folder: Path, *lines: str, heading: str = HEADING) -> Reading[BulkRow]:
    path = text_file(folder, "\n".join((heading, *lines)) + "\n")
    return read_bulk(read_table(path), today=TODAY)


def faults(reading: Reading[BulkRow]) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in reading.problems]


def test_the_words_of_coolers_and_drivers_are_understood(tmp_path: Path) -> None:
    reading = bulk(
        tmp_path,
        f"Cooler,{DATE},980.5,,kia,r1,Morning,K7,,",
        f"Kiwanda,{DATE},,1009.4 kg,,,,,DN-77,",
        f"Spillage,{DATE},12,,KIA,,,,,a can fell",
    )
    assert reading.problems == ()
    cooler, processor, spilled = reading.rows
    assert (cooler.what, cooler.shift, cooler.figure.centre, cooler.figure.route) == (
        "cooler",
        "AM",
        "KIA",
        "R1",
    )
    assert (processor.what, processor.kilograms) == ("processor", Decimal("1009.4"))
    assert processor.figure.measured_litres == Decimal("980.00")
    assert (spilled.what, spilled.reason, spilled.on) == ("spilled", "a can fell", date(2026, 11, 10))


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"drunk,{DATE},980,,,,,,,", "What"),
        ("cooler,31/11/2026,980,,,,,,,", "Date"),
        ("cooler,21/11/2026,980,,,,,,,", "Date"),
        (f"cooler,{DATE},,,,,,,,", "Litres"),
        (f"cooler,{DATE},61000,,,,,,,", "Litres"),
        (f"cooler,{DATE},,x,,,,,,", "Kg"),
        (f"cooler,{DATE},1,,,,NIGHT,,,", "Shift"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, line: str, column: str) -> None:
    assert faults(bulk(tmp_path, line)) == [(2, column)]


def test_a_figure_twice_in_the_file_is_told(tmp_path: Path) -> None:
    line = f"cooler,{DATE},980,,KIA,,,,,"
    assert faults(bulk(tmp_path, line, line)) == [(3, "What")]
    slips = (f"cooler,{DATE},980,,KIA,,,,{slip}," for slip in ("S1", "S2"))
    assert len(bulk(tmp_path, *slips).rows) == 2


def test_a_needed_column_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        bulk(tmp_path, f"{DATE},980", heading="Date,Litres")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with opened(tmp_path / "dairy") as ledger:
        found_dairy(ledger)
        open_route(ledger)
        yield ledger


def test_all_of_it_is_recorded_once(tmp_path: Path, ledger: Ledger) -> None:
    reading = bulk(tmp_path, f"cooler,{DATE},980,,,R1,,,,", f"processor,{DATE},970,,,,,,DN-77,")
    port = BulkIntoLedger(ledger, CLERK)
    shown = io.StringIO()
    Console(file=shown, width=160).print(preview(checked(reading, port)))
    assert "2 rows read, 2 to import" in shown.getvalue()
    before = ledger.position()
    first, again = save(reading, port), save(reading, port)
    assert (first.recorded, again.recorded, again.unchanged) == (2, 0, 2)
    assert ledger.position() == before + 2


def test_what_the_ledger_refuses_is_told_by_its_column(tmp_path: Path, ledger: Ledger) -> None:
    port = BulkIntoLedger(ledger, CLERK)
    save(bulk(tmp_path, f"cooler,{DATE},980,,KIA,,,,,"), port)
    reading = bulk(
        tmp_path,
        f"cooler,{DATE},990,,KIA,,,,,",
        f"cooler,{DATE},990,,NYE,,,,,",
        f"spilled,{DATE},5,,KIA,,,,,",
        f"cooler,{DATE},990,,,R9,,,,",
    )
    before = ledger.position()
    refused = save(reading, port)
    assert [(one.row, one.column) for one in refused.problems] == [
        (2, "Litres"),
        (3, "Centre"),
        (4, "Reason"),
        (5, "Route"),
    ]
    assert ledger.position() == before
