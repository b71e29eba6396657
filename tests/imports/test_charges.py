"""A list of charges is read as treasurers keep it; every fault of every row is told."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from imbuto.errors import BadValue
from imbuto.imports import ChargeRow, Reading, charge_id, known_numbers, preview, read_charges, read_table
from imbuto.imports.charges_into_ledger import new_charge

from .files import TODAY, spreadsheet, text_file

HEADING = "Member No,Kind,Amount,Instalment"


def charges(folder: Path, *lines: str, heading: str = HEADING) -> Reading[ChargeRow]:
    path = text_file(folder, "\n".join((heading, *lines)) + "\n")
    return read_charges(read_table(path), today=TODAY)


def faults(reading: Reading[ChargeRow]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.sentence) for one in reading.problems]


def test_a_full_list_is_read(tmp_path: Path) -> None:
    heading = "M/No,Type,Creditor,Amount,Installment,Taken by,Priority,Start Date,Ref No,Details,B/F,Repaid"
    line = '0042,Mkopo,unity,"10,000.00",Kes 500,run,12,1/12/2026,L-7,Cow loan,yes,"4,000"'
    reading = charges(tmp_path, line, heading=heading)
    assert reading.problems == ()
    assert reading.rows == (
        ChargeRow(
            2, "0042", "loan", "Cow loan", 1_000_000, "run", 50_000, date(2026, 12, 1), "UNITY", 12, "L-7",
            True, 400_000,
        ),
    )  # fmt: skip
    assert new_charge(reading.rows[0]).terms.order == 12


@pytest.mark.parametrize(
    ("line", "basis", "rate", "amount"),
    [
        ("1,advance,1000,", "all", 0, 100_000),
        ("1,advance,1000,200", "run", 20_000, 100_000),
        ("1,hisa,,5%", "share", 500, None),
        ("1,shares,2000,2.5 %", "share", 250, 200_000),
        ("1,cess,,Ksh 0.20", "run", 20, None),
    ],
)
def test_how_it_is_taken_follows_from_the_instalment(
    tmp_path: Path, line: str, basis: str, rate: int, amount: int | None
) -> None:
    [row] = charges(tmp_path, line).rows
    assert (row.basis, row.rate, row.amount_cents) == (basis, rate, amount)
    assert row.starts == TODAY


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Cash Advance", "advance"),
        ("A.I.", "ai"),
        ("dairy meal", "feed"),
        ("Benki", "bank"),
        ("duka", "agrovet"),
    ],
)
def test_kinds_are_known_in_many_words(tmp_path: Path, words: str, kind: str) -> None:
    assert charges(tmp_path, f"1,{words},10,").rows[0].kind == kind


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    heading = f"{HEADING},Basis,Priority,Starts,Opening"
    reading = charges(tmp_path, "!,milk,ten,5%,litre,100,31/31/2026,perhaps", heading=heading)
    assert [(row, column) for row, column, _ in faults(reading)] == [
        (2, "Member No"), (2, "Kind"), (2, "Instalment"), (2, "Amount"), (2, "Starts"), (2, "Priority"),
        (2, "Opening"),
    ]  # fmt: skip
    assert reading.rows == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1,advance,1000,200,all", "What is taken whole at once has no instalment."),
        ("1,advance,1000,200,share", "Only a share of the milk's worth is in percent."),
        ("1,advance,1000,,litre", "Instalment is missing."),
        ("1,advance,1000.001,,", "An amount has at most two decimals."),
        ("1,advance,1000,200,sometimes", "This is not a way of taking."),
    ],
)
def test_a_contradiction_in_a_row_is_told(tmp_path: Path, line: str, sentence: str) -> None:
    reading = charges(tmp_path, line, heading=f"{HEADING},Basis")
    assert [told for _, _, told in faults(reading)] == [sentence]


def test_a_year_far_ahead_is_a_slip(tmp_path: Path) -> None:
    reading = charges(tmp_path, "1,advance,10,2062-01-01", heading="Member No,Kind,Amount,Starts")
    assert faults(reading) == [(2, "Starts", "This date lies too far ahead.")]


def test_the_same_charge_twice_in_a_file_is_a_fault_and_a_reference_tells_two_apart(tmp_path: Path) -> None:
    reading = charges(tmp_path, "1,feed,500,", "1,feed,500,")
    assert faults(reading) == [(3, "Reference", "This charge is twice in this file: the other is in row 2.")]
    heading = "Member No,Kind,Amount,Ref"
    apart = charges(tmp_path, "1,feed,500,INV 1", "1,feed,500,INV 2", heading=heading)
    assert apart.ok
    first, second = (charge_id(row) for row in apart.rows)
    assert first != second
    again = charges(tmp_path, "1,feed,501,INV 1", heading=heading)
    assert charge_id(again.rows[0]) == first


def test_a_spreadsheet_that_lost_the_zeros_finds_its_members(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, [["Member No", "Kind", "Amount"], [42, "advance", 1500.5]])
    reading = read_charges(read_table(path), known=known_numbers(["0042"]), today=TODAY)
    assert [(row.number, row.amount_cents) for row in reading.rows] == [("0042", 150_050)]


def test_a_list_without_kind_or_amount_is_refused_and_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="There is no column for Kind"):
        charges(tmp_path, "1,500", heading="Member No,Amount")
    with pytest.raises(BadValue, match="Amount or Instalment"):
        charges(tmp_path, "1,advance,x", heading="Member No,Kind,Text")


def test_the_preview_shows_the_first_rows(tmp_path: Path) -> None:
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(preview(charges(tmp_path, "1,shares,2000,2.5%", "2,advance,1000,200")))
    shown = console.export_text()
    assert "Starts: 20 Nov 2026 to 20 Nov 2026" in shown
    assert "KES 2,000.00" in shown
    assert "2.50 %" in shown
    assert "KES 200.00 a run" in shown
