"""`imbuto books`: the books as a file, and members' personal ledgers as a PDF."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from imbuto.ledger import Registration, VoucherLine, Weighing
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


@pytest.fixture
def with_milk(founded: Path) -> Path:
    """Two members; 0002 reads English and brought milk on two days."""
    by = By("staff:S003", "office", "t", utc_now())
    for parts in opened(founded):
        for number, language in (("0001", "sw"), ("0002", "en")):
            member = Registration(number=number, name=f"Farmer {number}", centre="KB", language=language)
            parts.ledger.register_member(member, by)
        for day in (2, 3):
            milk = Weighing(
                member="0002", centre="KB", date=date(2026, 2, day), shift="AM", litres=Decimal("8.5")
            )
            parts.ledger.record_delivery(UUID(int=day), milk, by)
    return founded


def words(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_the_ledgers_of_all_members_are_one_file(run: Run, with_milk: Path, tmp_path: Path) -> None:
    file = tmp_path / "ledgers.pdf"
    file.write_text("an older one")
    result = run("books", "ledger", "--pdf", file)
    assert result.exit_code == 0, result.output
    assert f"2 ledgers are in {file}." in result.output
    first, second = words(file)
    assert "Na. 0001" in first
    assert "Farmer 0002 No. 0002" in second
    assert "773.50" in second
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_one_member_s_ledger_of_some_days_in_a_language(run: Run, with_milk: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    asked = ("--member", "0002", "--from", "2026-02-03", "--until", "2026-02-03", "--language", "sw")
    result = run("books", "ledger", "--pdf", file, *asked)
    assert result.exit_code == 0, result.output
    assert f"1 ledger is in {file}." in result.output
    (page,) = words(file)
    assert "Na. 0002" in page
    assert "Salio la kuanzia 386.75" in page
    assert "773.50" in page
    run("books", "ledger", "--pdf", file, "--member", "0002", "--until-position", "1")
    assert "Nothing was booked" in words(file)[0]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--member", "9999"), "There is no member 9999"),
        (("--from", "2026-02-01", "--until", "2026-01-01"), "Turn them round"),
        (("--language", "fr"), "fr"),
    ],
)
def test_a_ledger_that_is_not_there_writes_nothing(
    run: Run, with_milk: Path, tmp_path: Path, asked: tuple[str, ...], sentence: str
) -> None:
    result = run("books", "ledger", "--pdf", tmp_path / "none.pdf", *asked)
    assert result.exit_code == 2
    assert sentence in result.output
    assert list(tmp_path.glob("*.pdf*")) + list(tmp_path.glob(".*")) == []


def test_where_nobody_is_a_member_it_is_said(run: Run, founded: Path, tmp_path: Path) -> None:
    result = run("books", "ledger", "--pdf", tmp_path / "none.pdf")
    assert result.exit_code == 2
    assert "There are no members yet." in result.output
