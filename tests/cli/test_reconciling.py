"""`imbuto reconcile`: a statement is brought in, and a day compared."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from imbuto.values import NAIROBI
from tests.cli.conftest import Run

HEADING = "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn"


def statement(folder: Path, heading: str = HEADING, amount: str = "-250") -> Path:
    at = datetime.now(NAIROBI) - timedelta(days=1)
    path = folder / "portal.csv"
    path.write_text(f"{heading}\nSKG1AB2C3D,{at:%Y-%m-%d %H:%M:%S},Business Payment,Completed,,{amount}\n")
    return path


def test_a_statement_is_brought_in_and_the_day_compared(run: Run, founded: Path, tmp_path: Path) -> None:
    path = statement(tmp_path)
    shown = run("reconcile", "--statement", str(path), "--preview")
    assert "this was a preview" in shown.output
    first = run("reconcile", "--statement", str(path))
    assert "Brought in." in first.output
    assert "not_paid_here: Receipt SKG1AB2C3D of KES 250.00" in first.output
    assert "1 on M-Pesa's statement, which does not cover the day." in first.output
    assert "brought in already" in run("reconcile", "--statement", str(path)).output


def test_a_day_on_which_nothing_was_paid_differs_in_nothing(run: Run, founded: Path) -> None:
    assert "Nothing differs." in run("reconcile", "--day", "2026-01-05").output


def test_a_statement_with_a_fault_is_not_brought_in(run: Run, founded: Path, tmp_path: Path) -> None:
    path = statement(tmp_path, amount="ten")
    assert "Nothing was recorded." in run("reconcile", "--statement", str(path)).output
    other = statement(tmp_path, HEADING.replace("Receipt No.", "Namba"))
    assert "Receipt No" in run("reconcile", "--statement", str(other)).output
    named = run("reconcile", "--statement", str(other), "--heading", "Receipt No=Namba", "--preview")
    assert "It covers" in named.output
