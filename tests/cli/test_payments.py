"""`imbuto payments`: the till from the command line."""

from __future__ import annotations

from pathlib import Path

from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened


def test_payments_are_stopped_seen_and_let_go(run: Run, founded: Path) -> None:
    assert "Payments go out." in run("payments", "status").output
    stopped = run("payments", "stop", "--reason", "a wrong price").output
    assert "Payments are stopped until a person resumes them." in stopped
    assert "Why: a wrong price" in run("payments", "status").output
    assert "Payments go out." in run("payments", "resume", "--reason", "the price is right").output
    again = run("payments", "resume", "--reason", "the price is right")
    assert again.exit_code == 0


def test_the_float_is_shown_as_of_its_question(run: Run, founded: Path) -> None:
    assert "The float is not known." in run("payments", "status").output
    for parts in opened(founded):
        job = By("job:till", "job", "test", utc_now())
        parts.ledger.ask_float(job)
        parts.ledger.see_float(1, 1_234_500, None, "0", job)
        parts.ledger.pause_payments(9_000_000, 1_234_500, job)
    output = run("payments", "status").output
    assert "Float: KES 12,345.00, as of " in output
    assert "Payments wait: the float is short." in output
    assert "0 payments wait: KES 0.00" in output


def test_a_reason_is_needed(run: Run, founded: Path) -> None:
    assert run("payments", "stop").exit_code == 2
    refused = run("payments", "stop", "--reason", " ")
    assert (refused.exit_code, "Say why." in refused.output) == (2, True)
