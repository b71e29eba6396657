"""`imbuto run-report`: a pay run is read before it is approved."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from imbuto.ledger import Registration, Weighing
from imbuto.values import By, Period
from tests.cli.conftest import Run, opened

PERIOD = Period.parse("2026-02-A")
NOW = datetime(2026, 2, 16, 6, tzinfo=UTC)


@pytest.fixture
def run_of_february(founded: Path) -> Path:
    """One member's milk in a run that is drawn and not yet prepared."""
    clerk, job = By("staff:S001", "office", "test", NOW), By("job:settle", "job", "test", NOW)
    for parts in opened(founded):
        ledger = parts.ledger
        ledger.register_member(Registration(number="0001", name="Wanjiku Kamau", centre="KB"), clerk)
        weighing = Weighing(member="0001", centre="KB", date=PERIOD.start, shift="AM", litres=Decimal(10))
        ledger.record_delivery(uuid4(), weighing, clerk)
        run = ledger.open_settlement(PERIOD, job).id
        ledger.draw_statements(run, parts.views.settlements.drawable(run), job)
    return founded


def test_the_run_is_shown_with_what_is_unusual(run: Run, run_of_february: Path) -> None:
    result = run("run-report", "2026-02-A")
    assert result.exit_code == 0, result.output
    assert "Pay run 2026-02-A, opened." in result.output
    assert "no run before" in result.output
    row = next(line for line in result.output.splitlines() if line.startswith("│ net"))
    assert [cell.strip() for cell in row.split("│")[2:5]] == ["KES", "455.00", ""]
    assert "Paid for the first time. 1:" in result.output


def test_a_run_that_is_not_there_is_refused(run: Run, founded: Path) -> None:
    result = run("run-report", "2026-03-A")
    assert (result.exit_code, "There is no run 2026-03-A." in result.output) == (2, True)
