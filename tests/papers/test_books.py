"""The books as files: what hledger and Beancount make of them is our own trial balance, to the cent."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction
from python_calamine import CalamineWorkbook

from imbuto.aggregates.chart import CHART
from imbuto.errors import BadValue
from imbuto.papers import books as papers
from imbuto.papers.books import Extract, amount, csv_lines, extract
from imbuto.papers.books_plain import account_name, beancount_lines, hledger_lines
from imbuto.papers.books_xlsx import write_xlsx
from imbuto.projections import Views
from imbuto.projections.books import Entry, Posting
from imbuto.projections.journal import Journal
from tests.papers.books import LAST, rich_month

MIDDLE = date(2026, 11, 16)
NAMES = {account.path: code for code, account in CHART.items()}
EXTRACTS = [
    pytest.param({}, id="all"),
    pytest.param({"until_day": MIDDLE}, id="until a day"),
    pytest.param({"until_position": 700}, id="until a position"),
    pytest.param({"from_day": MIDDLE}, id="from a day"),
    pytest.param({"from_day": MIDDLE, "until_day": LAST, "until_position": 1500}, id="between"),
]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    history = rich_month()
    views = Views(tmp_path_factory.mktemp("books") / "views.sqlite", history, projections=(Journal,))
    assert {standing.state for standing in views.status()} == {"live"}
    yield views.journal
    views.close()


@pytest.fixture(params=EXTRACTS)
def books(request: pytest.FixtureRequest, journal: Journal) -> Extract:
    return extract(journal, "Maziwa; \"Bora\" | = 'Dairy'", **request.param)


def expected(books: Extract) -> dict[str, Decimal]:
    """Our own balances, in shillings."""
    totals = books.journal.trial_balance(books.until_position, books.until_day, books.from_day)
    return {one.account: Decimal(one.balance_cents).scaleb(-2) for one in totals if one.balance_cents}


def by_account(balances: dict[str, Decimal]) -> dict[str, Decimal]:
    """Names back to codes, creditors together."""
    summed: dict[str, Decimal] = {}
    for name, balance in balances.items():
        code = "2300" if name.startswith("Liabilities:Creditors") else NAMES[name]
        summed[code] = summed.get(code, Decimal(0)) + balance
    return {code: balance for code, balance in summed.items() if balance}


# -------------------------------------------------------------- hledger


def hledger(file: Path, *arguments: str) -> str:
    """What hledger says of a file. A machine without it may leave these tests out; CI may not."""
    program = shutil.which("hledger")
    if program is None and not os.environ.get("CI"):
        pytest.skip("hledger is not installed (Debian: apt install hledger)")
    assert program, "hledger is missing: `apt install hledger`, and run the tests again."
    done = subprocess.run(
        [program, *arguments, "-f", str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def hledger_file(books: Extract, tmp_path: Path) -> Path:
    file = tmp_path / "books.journal"
    file.write_text("".join(hledger_lines(books)), encoding="utf-8")
    return file


def test_hledger_takes_the_books_with_its_strict_checks(hledger_file: Path) -> None:
    hledger(hledger_file, "check", "--strict")


def test_the_balances_of_hledger_are_ours(books: Extract, hledger_file: Path) -> None:
    table = csv.DictReader(io.StringIO(hledger(hledger_file, "bal", "-O", "csv", "--flat", "--no-total")))
    found = {row["account"]: Decimal(row["balance"].removeprefix("KES ")) for row in table}
    assert by_account(found) == expected(books)


def test_hledger_finds_an_entry_by_its_position_and_a_member_by_the_number(
    journal: Journal, tmp_path: Path
) -> None:
    file = tmp_path / "all.journal"
    file.write_text("".join(hledger_lines(extract(journal, "Maziwa"))), encoding="utf-8")
    assert len(list(csv.reader(io.StringIO(hledger(file, "reg", "tag:event=^1$", "-O", "csv"))))) == 3
    owed = hledger(file, "bal", "tag:member=0003", "Liabilities:Members:Milk", "-O", "csv", "--no-total")
    (row,) = list(csv.DictReader(io.StringIO(owed)))
    (account,) = [one for one in journal.member_ledger("0003").accounts if one.account == "2100"]
    assert row["balance"] == f"KES {amount(account.balance_cents)}"


@dataclass(frozen=True)
class _OneEntry(Extract):
    entry: Entry | None = None

    def entries(self) -> Iterator[Entry]:
        assert self.entry is not None
        yield self.entry


@pytest.mark.parametrize(
    "reference", ["[2020-01-01]", "[2024-13-45]", "[=2020-01-01]", "date:2020-01-01", "(1) ! *"]
)
def test_no_words_of_an_entry_give_hledger_another_day(
    journal: Journal, tmp_path: Path, reference: str
) -> None:
    paid = Posting(1, 1, MIDDLE, "1030", None, None, 50, 0, 0, f"paid {reference}")
    owed = Posting(2, 1, MIDDLE, "2100", "0003", None, 0, 50, 0, f"sacco: {reference}")
    books = _OneEntry(journal, "Maziwa", 1, entry=Entry(1, MIDDLE, [paid, owed]))
    file = tmp_path / "one.journal"
    file.write_text("".join(hledger_lines(books)), encoding="utf-8")
    hledger(file, "check", "--strict")
    days = {row["date"] for row in csv.DictReader(io.StringIO(hledger(file, "reg", "-O", "csv")))}
    assert days == {MIDDLE.isoformat()}


# ------------------------------------------------------------ Beancount


def test_beancount_takes_the_books_and_its_balances_are_ours(books: Extract, tmp_path: Path) -> None:
    file = tmp_path / "books.beancount"
    file.write_text("".join(beancount_lines(books)), encoding="utf-8")
    entries, errors, options = loader.load_file(str(file))
    assert errors == []
    assert options["operating_currency"] == ["KES"]
    found: dict[str, Decimal] = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            found[posting.account] = found.get(posting.account, Decimal(0)) + posting.units.number
    assert by_account(found) == expected(books)
    transactions = [entry for entry in entries if isinstance(entry, Transaction)]
    events = [entry.meta["event"] for entry in transactions if "event" in entry.meta]
    assert events == [str(entry.position) for entry in books.entries()]
    assert {entry.account for entry in entries if isinstance(entry, Open)} >= set(NAMES)


def test_the_command_of_beancount_passes_too(journal: Journal, tmp_path: Path) -> None:
    file = tmp_path / "books.beancount"
    file.write_text("".join(beancount_lines(extract(journal, "Maziwa"))), encoding="utf-8")
    program = shutil.which("bean-check", path=str(Path(__import__("sys").executable).parent))
    assert program
    assert subprocess.run([program, str(file)], check=False, timeout=120).returncode == 0


def test_a_creditor_whose_code_would_be_no_name_is_spelt_out() -> None:
    assert account_name("2300", "SACCO-1") == "Liabilities:Creditors:SACCO-1"
    assert account_name("2300", "é:x") == "Liabilities:Creditors:Hexc3a93a78"


# ----------------------------------------------------------- CSV and XLSX


def test_the_lines_of_the_csv_balance_and_say_what_the_trial_balance_says(books: Extract) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_lines(books)))))
    assert tuple(rows[0]) == papers.CSV_COLUMNS
    found: dict[str, Decimal] = {}
    for row in rows:
        change = Decimal(row["debit"]) - Decimal(row["credit"])
        found[row["account"]] = found.get(row["account"], Decimal(0)) + change
    assert {code: balance for code, balance in found.items() if balance} == expected(books)
    assert sum(found.values()) == 0
    events = [row["event"] for row in rows if row["text"] != "opening balance"]
    assert events == [str(line.position) for entry in books.entries() for line in entry.lines]


def test_the_workbook_has_the_trial_balance_the_journal_and_a_ledger_for_each_account(
    books: Extract, tmp_path: Path
) -> None:
    write_xlsx(books, tmp_path / "books.xlsx")
    workbook = CalamineWorkbook.from_path(str(tmp_path / "books.xlsx"))
    assert workbook.sheet_names[:2] == ["Trial balance", "Journal"]
    assert len(workbook.sheet_names) == 2 + len(CHART)
    trial = workbook.get_sheet_by_name("Trial balance").to_python()
    balances = {row[0]: Decimal(str(row[4])) for row in trial[1:-1]}
    assert {code: balance for code, balance in balances.items() if balance} == expected(books)
    lines = sum(len(entry.lines) for entry in books.entries())
    journal = workbook.get_sheet_by_name("Journal").to_python()
    assert journal[0][0] == "event"
    events = [line.position for entry in books.entries() for line in entry.lines]
    assert [row[0] for row in journal[1:]] == events
    assert len(journal) == lines + 1
    for name in workbook.sheet_names[2:]:
        rows = workbook.get_sheet_by_name(name).to_python()
        assert rows[0][0] == "event"
        last = Decimal(str(rows[-1][6])) if len(rows) > 1 else Decimal(0)
        assert last == expected(books).get(name[:4], Decimal(0))


def test_a_long_book_goes_on_in_another_sheet(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imbuto.papers.books_xlsx.MOST_ROWS", 500)
    write_xlsx(extract(journal, "Maziwa"), tmp_path / "books.xlsx")
    names = CalamineWorkbook.from_path(str(tmp_path / "books.xlsx")).sheet_names
    assert [name for name in names if name.startswith("Journal")][:2] == ["Journal", "Journal (2)"]


def test_what_a_spreadsheet_would_take_for_a_formula_is_made_harmless() -> None:
    assert papers.harmless("=1+1") == "'=1+1"
    assert papers.harmless("milk recorded") == "milk recorded"


def test_entries_are_whole_however_they_are_read(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(extract(journal, "Maziwa").entries())
    monkeypatch.setattr(papers, "POSTINGS_PER_LOOK", 7)
    assert list(extract(journal, "Maziwa").entries()) == whole
    assert all(sum(line.cents for line in entry.lines) == 0 for entry in whole)


def test_an_extract_stays_the_same_while_the_books_go_on(journal: Journal) -> None:
    early = extract(journal, "Maziwa", until_position=10)
    assert {entry.position for entry in early.entries()} <= set(range(11))
    assert extract(journal, "Maziwa", until_position=10**12).until_position == journal.last_position()


def test_days_the_wrong_way_round_are_refused(journal: Journal) -> None:
    with pytest.raises(BadValue):
        extract(journal, "Maziwa", from_day=LAST, until_day=MIDDLE)
