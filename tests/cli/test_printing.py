"""`imbuto statements`: a run's statements in a PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from imbuto.ledger import Registration, Weighing
from imbuto.values import By, Period, derive_id
from tests.cli.conftest import Run, opened

AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def by(who: str = "staff:S001") -> By:
    return By(who, "office", "test", AT)


@pytest.fixture
def run_id(founded: Path) -> UUID:
    """A run of three members, drawn."""
    for parts in opened(founded):
        ledger = parts.ledger
        for number, language in (("0001", "sw"), ("0002", "en"), ("0003", "sw")):
            member = Registration(
                number=number, name=f"Farmer {number}", centre="KB", phone=None, language=language
            )
            ledger.register_member(member, by())
            for day in (date(2026, 11, 10), date(2026, 11, 11)):
                weighing = Weighing(member=number, centre="KB", date=day, shift="AM", litres=Decimal("8.5"))
                ledger.record_delivery(derive_id("test", number, day), weighing, by())
        run: UUID = ledger.open_settlement(Period.parse("2026-11-A"), by("staff:S003")).id
        ledger.draw_statements(run, parts.views.settlements.drawable(run), by("job:settle"))
    return run


def words(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_all_statements_are_written_each_in_its_members_language(
    run: Run, run_id: UUID, tmp_path: Path
) -> None:
    file = tmp_path / "statements.pdf"
    file.write_text("an older one")
    result = run("statements", "2026-11-A", "--pdf", file)
    assert result.exit_code == 0, result.output
    assert f"The statements of 2026-11-A are in {file}." in result.output
    assert ["Na. 0001" in words(file)[0], "No. 0002" in words(file)[1], len(words(file))] == [True, True, 3]
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_one_member_in_a_language_by_the_runs_id(run: Run, run_id: UUID, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    result = run("statements", run_id, "--pdf", file, "--member", "0001", "--language", "en")
    assert result.exit_code == 0, result.output
    (page,) = words(file)
    assert "Milk statement" in page
    assert "Farmer 0001" in page
    assert "KES 773.00" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["2026-10-B"], "There is no run 2026-10-B."),
        (["november"], "This is not a period."),
        (["2026-11-A", "--member", "9999"], "9999"),
    ],
)
def test_what_is_not_there_is_refused_and_writes_nothing(
    run: Run, run_id: UUID, tmp_path: Path, asked: list[str], sentence: str
) -> None:
    file = tmp_path / "none.pdf"
    result = run("statements", *asked, "--pdf", file)
    assert result.exit_code == 2
    assert sentence in result.output
    assert list(tmp_path.glob("*.pdf*")) + list(tmp_path.glob(".*")) == []


def test_a_run_that_is_not_drawn_yet_has_nothing_to_print(run: Run, founded: Path, tmp_path: Path) -> None:
    for parts in opened(founded):
        at = By("staff:S003", "office", "test", AT + timedelta(days=1))
        parts.ledger.open_settlement(Period.parse("2026-11-A"), at)
    result = run("statements", "2026-11-A", "--pdf", tmp_path / "none.pdf")
    assert result.exit_code == 2
    assert "has no statements yet" in result.output
