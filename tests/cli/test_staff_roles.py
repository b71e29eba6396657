"""`imbuto staff approve`: where nobody else is there to agree to an official's roles."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from imbuto.cli.officials import official_by
from imbuto.errors import NotPermitted
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened

PASSWORD = "a long enough password"
ADMIN = By("staff:S001", "office", "r-1", utc_now())
OPERATOR = By("operator:root", "cli", "r-2", utc_now())


@pytest.fixture
def waiting(founded: Path) -> Path:
    """An official whom the only admin wants to be a manager."""
    for parts in opened(founded):
        parts.ledger.join_staff("S007", "Kamau Otieno", ["clerk", "manager"], ADMIN)
    return founded


def roles(folder: Path) -> tuple[str, ...]:
    for parts in opened(folder):
        return parts.ledger.staff("S007").roles
    raise AssertionError


def test_the_operator_approves_what_one_admin_proposed(run: Run, waiting: Path) -> None:
    result = run("staff", "approve", "s007", "--yes")
    assert result.exit_code == 0, result.output
    assert "staff:S001 proposed for S007 (Kamau Otieno): manager." in result.output
    assert roles(waiting) == ("clerk", "manager")
    for parts in opened(waiting):
        parts.views.catch_up()
        shown = parts.views.staff.get("S007")
        assert shown.roles_given_by == "staff:S001"
        assert (shown.roles_approved_by or "").startswith("operator:")


def test_the_operator_is_asked_first(run: Run, waiting: Path) -> None:
    assert run("staff", "approve", "S007", typed="n\n").exit_code == 0
    assert roles(waiting) == ("clerk",)


def test_where_nothing_waits_it_says_so(run: Run, waiting: Path) -> None:
    run("staff", "approve", "S007", "--yes")
    result = run("staff", "approve", "S007", "--yes")
    assert result.exit_code == 2
    assert "No roles wait for approval for S007." in result.output


def test_two_accounts_on_one_phone_approve_nothing_here_either(
    founded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBUTO_SECOND_FACTOR", "optional")
    monkeypatch.setattr(click, "prompt", lambda *_, **__: PASSWORD)
    for parts in opened(founded):
        for number, role in (("S007", "manager"), ("S008", "treasurer")):
            parts.ledger.join_staff(number, "Kamau", [role], OPERATOR, phone="254722000009")
        parts.people.accounts.set_password("staff:S007", "S007", None, PASSWORD)
        with pytest.raises(NotPermitted, match="same phone as official S008"):
            official_by(parts, "S007", "pay_files.approve", "r-3")
        assert official_by(parts, "S007", "payouts.read", "r-4").who == "staff:S007"
