"""`imbuto staff recover`: an official who cannot get in any more is helped by whoever runs the machine."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest

from imbuto.errors import NotPermitted, NotSignedIn
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened
from tests.cli.test_founding import code_in

PASSWORD, NEW_PASSWORD = "a long enough password", "quite another password"
ADMIN = "staff:S001"


@pytest.fixture
def locked_out(run: Run, founded: Path) -> Path:
    """An admin with password, second factor and a session, who has lost all three."""
    code = code_in(run("invite", "S001").output)
    for parts in opened(founded):
        parts.people.accounts.redeem(code, PASSWORD, utc_now())
        parts.people.accounts.sign_in("S001", PASSWORD, utc_now(), "office")
        factors, now = parts.people.second_factors, utc_now()
        factors.confirm(ADMIN, pyotp.TOTP(factors.start(ADMIN).secret).at(now), now)
        parts.ledger.set_second_factor(ADMIN, "own", By(ADMIN, "office", "test", utc_now()))
    return founded


def test_everything_of_before_ends_and_the_link_opens_once(run: Run, locked_out: Path) -> None:
    result = run("staff", "recover", "s001")
    assert result.exit_code == 0, result.output
    assert "Sessions that ended: 1." in result.output
    assert f"/enter#invitation={code_in(result.output).replace('-', '')}" in result.output
    for parts in opened(locked_out):
        accounts = parts.people.accounts
        with pytest.raises(NotSignedIn):
            accounts.sign_in("S001", PASSWORD, utc_now(), "office")
        accounts.redeem(code_in(result.output), NEW_PASSWORD, utc_now())
        assert accounts.sign_in("S001", NEW_PASSWORD, utc_now(), "office").principal == ADMIN
        with pytest.raises(NotPermitted):
            accounts.redeem(code_in(result.output), NEW_PASSWORD, utc_now())


def test_the_ledger_says_that_the_operator_did_it(run: Run, locked_out: Path) -> None:
    run("staff", "recover", "S001")
    for parts in opened(locked_out):
        parts.views.catch_up()
        story = [one for one in parts.views.access.page(ADMIN).items if one.request == "recover"]
    assert [one.fact for one in reversed(story)] == [
        "access.password_changed",
        "access.second_factor_removed",
        "access.sessions_ended",
        "access.invited",
    ]
    assert all(one.who.startswith("operator:") and one.channel == "cli" for one in story)


def test_nobody_else_is_helped(run: Run, founded: Path) -> None:
    assert run("staff", "recover", "S777").exit_code == 2
