"""`imbuto books export`: the books as a file."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.ledger import VoucherLine
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened

LINES = (VoucherLine("1010", 500_000, 0), VoucherLine("1040", 0, 500_000))


@pytest.fixture
def booked(founded: Path) -> Path:
    """A cooperative in whose books one voucher stands."""
    for parts in opened(founded):
        treasurer, manager = (By(f"staff:{who}", "office", "t", utc_now()) for who in ("S003", "S002"))
        parts.ledger.propose_voucher(UUID(int=1), date(2026, 1, 2), "float", None, LINES, treasurer)
        parts.ledger.approve_voucher(UUID(int=1), manager)
    return founded


def test_the_books_as_csv_until_a_day(run: Run, booked: Path, tmp_path: Path) -> None:
    file = tmp_path / "books.csv"
    result = run("books", "export", "--until", "2026-01-02", "-o", file)
    assert result.exit_code == 0, result.output
    assert str(file) in result.output.replace("\n", "")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert [(row["account"], row["debit"], row["credit"]) for row in rows] == [
        ("1010", "5000.00", "0.00"),
        ("1040", "0.00", "5000.00"),
    ]
    run("books", "export", "--until", "2026-01-01", "-o", file)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(("kind", "begins"), [("hledger", "; Kibet Dairy"), ("beancount", "; Kibet Dairy")])
def test_the_books_as_plain_text(run: Run, booked: Path, tmp_path: Path, kind: str, begins: str) -> None:
    file = tmp_path / "books.txt"
    assert run("books", "export", "--format", kind, "--output", file).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "Assets:Mpesa:Float" in text


def test_without_a_name_the_file_says_what_it_holds(
    run: Run, booked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("books", "export", "--format", "xlsx", "--from", "2026-01-01", "--until-position", "999")
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.glob("books-2026-01-01-*.xlsx")
    assert zipfile.is_zipfile(file)


def test_days_the_wrong_way_round_are_refused(run: Run, booked: Path) -> None:
    result = run("books", "export", "--from", "2026-02-01", "--until", "2026-01-01")
    assert result.exit_code == 2
    assert "Turn them round" in result.output
