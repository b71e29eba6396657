"""The second factor of officials: an authenticator app whose codes open once, and recovery codes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .dairy import PASSWORD, Dairy
from .doorstep import facts_of
from .officials import App, set_up_app, sign_in


def required(dairy: Dairy) -> Dairy:
    dairy.parts.settings = replace(dairy.parts.settings, second_factor="required")
    return dairy


def test_with_it_the_password_alone_opens_nothing(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    alone = sign_in(dairy, "manager")
    assert (alone.status_code, alone.json["type"]) == (401, "/problems/second-factor-needed")
    assert sign_in(dairy, "manager", "a wrong password").json["type"] == "/problems/not-signed-in"
    assert sign_in(dairy, "manager", code=app.code()).status_code == 201
    assert dairy.get("manager", "/sessions/own")["has_second_factor"] is True


def test_a_code_opens_once(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    code = app.code()
    assert [sign_in(dairy, "manager", code=code).status_code for _ in range(2)] == [201, 401]


def test_the_code_that_confirmed_it_opens_nothing_any_more(dairy: Dairy) -> None:
    app = App(dairy, "manager")
    code = app.code()
    dairy.post("manager", "/second-factor/confirmation", {"code": code})
    assert sign_in(dairy, "manager", code=code).status_code == 401


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 201), (0, 201), (1, 201), (2, 401)])
def test_clocks_may_differ_by_half_a_minute(dairy: Dairy, steps: int, status: int) -> None:
    app = set_up_app(dairy, "manager")
    dairy.later(seconds=90)
    assert sign_in(dairy, "manager", code=app.code(steps)).status_code == status


def test_after_a_later_code_an_earlier_one_is_void(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    dairy.later(seconds=90)
    assert sign_in(dairy, "manager", code=app.code(1)).status_code == 201
    assert sign_in(dairy, "manager", code=app.code(0)).status_code == 401


def test_it_counts_only_once_a_code_confirmed_it(dairy: Dairy) -> None:
    app = App(dairy, "manager")
    assert dairy.ask("manager", "POST", "/second-factor/confirmation", {"code": "000000"}).status_code == 403
    assert sign_in(dairy, "manager").status_code == 201
    assert app.uri.startswith("otpauth://totp/Imbuto:S002?secret=")


def test_ten_recovery_codes_open_once_each(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    assert len(set(app.recovery_codes)) == 10
    first, second = app.recovery_codes[:2]
    assert [sign_in(dairy, "manager", code=first.lower()).status_code for _ in range(2)] == [201, 401]
    assert sign_in(dairy, "manager", code=second).status_code == 201
    assert dairy.get("manager", "/second-factor") == {
        "is_set": True,
        "must_set": False,
        "recovery_codes_left": 8,
    }
    assert [fact.left for fact in facts_of(dairy, "access.recovery_code_used")] == [9, 8]


def test_new_recovery_codes_void_the_old(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    renewed = dairy.post("manager", "/second-factor/recovery-codes", {"code": app.code()})["recovery_codes"]
    assert sign_in(dairy, "manager", code=app.recovery_codes[0]).status_code == 401
    assert sign_in(dairy, "manager", code=renewed[0]).status_code == 201


def test_its_owner_removes_it_with_password_and_code(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    wrong = {"password": "a wrong password", "code": app.code()}
    assert dairy.ask("manager", "DELETE", "/second-factor", wrong).status_code == 403
    no_code = {"password": PASSWORD, "code": "000000"}
    assert dairy.ask("manager", "DELETE", "/second-factor", no_code).status_code == 403
    right = {"password": PASSWORD, "code": app.code()}
    assert dairy.ask("manager", "DELETE", "/second-factor", right).status_code == 200
    assert sign_in(dairy, "manager").status_code == 201
    (removed,) = facts_of(dairy, "access.second_factor_removed")
    assert (removed.principal, removed.reason, removed.who) == ("staff:S002", "own", "staff:S002")


def test_a_second_one_is_begun_only_when_the_first_is_removed(dairy: Dairy) -> None:
    set_up_app(dairy, "manager")
    assert dairy.ask("manager", "POST", "/second-factor", {"password": PASSWORD}).status_code == 409


@pytest.mark.parametrize("who", ["treasurer", "manager", "admin"])
def test_where_it_is_required_nothing_else_is_done_before_it_is_set_up(dairy: Dairy, who: str) -> None:
    required(dairy)
    assert dairy.get(who, "/sessions/own")["must_set_second_factor"] is True
    assert dairy.get(who, "/sessions/own")["permissions"] == ["second_factor.own", "sessions.own"]
    refused = dairy.ask(who, "GET", "/members")
    assert (refused.status_code, "second factor" in refused.json["detail"]) == (403, True)
    set_up_app(dairy, who)
    assert dairy.get(who, "/sessions/own")["must_set_second_factor"] is False
    assert dairy.ask(who, "GET", "/members").status_code == 200


@pytest.mark.parametrize("who", ["clerk", "auditor", "0001"])
def test_of_others_it_is_not_required(dairy: Dairy, who: str) -> None:
    required(dairy)
    assert dairy.get(who, "/sessions/own")["must_set_second_factor"] is False
    assert "sessions.own" in dairy.get(who, "/sessions/own")["permissions"]


def test_the_secret_is_sealed_with_its_persons_key(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    secret = app.uri.partition("secret=")[2].partition("&")[0]
    for file in dairy.parts.settings.data.iterdir():
        assert secret.encode() not in file.read_bytes()
    from imbuto.ledger import staff_id

    dairy.parts.people.keyring.erase(staff_id("S002").hex)
    assert sign_in(dairy, "manager", code=app.code()).status_code == 401


def test_guesses_are_slowed_by_themselves_and_do_not_lock_the_password_out(dairy: Dairy) -> None:
    app = set_up_app(dairy, "manager")
    statuses = [sign_in(dairy, "manager", code="000000").status_code for _ in range(8)]
    assert statuses[:5] == [401] * 5
    assert set(statuses[5:]) == {429}
    dairy.later(seconds=120)
    assert sign_in(dairy, "manager", code=app.code()).status_code == 201
