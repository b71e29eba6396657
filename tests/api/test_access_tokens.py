"""Access tokens for other systems: told once, never more than their maker may, gone when revoked."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from imbuto.security.roles import PERMISSIONS, ROLES, TOKEN_PERMISSIONS

from .dairy import OPERATOR, PASSWORD, Dairy, weighing

NEW_YEAR = "2027-01-01T00:00:00+03:00"


def wanted(*permissions: str, **changes: Any) -> dict[str, Any]:
    usual = {
        "name": "Laboratory",
        "permissions": [*permissions],
        "expires_at": NEW_YEAR,
        "password": PASSWORD,
    }
    return {**usual, **changes}


def make(dairy: Dairy, who: str, *permissions: str, **changes: Any) -> str:
    """The id of a new token, which the dairy then knows as `system`."""
    made = dairy.post(who, "/access-tokens", wanted(*permissions, **changes))
    dairy.tokens["system"] = made["token"]
    return str(made["id"])


def status(dairy: Dairy, method: str, path: str, body: Any = None) -> int:
    return dairy.ask("system", method, path, body).status_code


def test_a_token_does_what_it_carries_in_its_makers_name_and_nothing_else(dairy: Dairy) -> None:
    make(dairy, "clerk", "deliveries.record", "deliveries.read")
    body = weighing()
    assert status(dairy, "POST", "/deliveries", body) == 201
    story = dairy.get("system", f"/deliveries/{body['id']}")["story"]
    assert (story[0]["who"], story[0]["channel"]) == ("staff:S001", "api")
    refused = dairy.ask("system", "GET", "/members")
    assert (refused.status_code, refused.json["detail"]) == (403, "This access token does not carry that.")
    for method, path in (
        ("POST", "/access-tokens"),
        ("GET", "/access-tokens"),
        ("GET", "/sessions"),
        ("DELETE", "/sessions"),
        ("GET", "/sessions/own"),
        ("POST", f"/deliveries/{body['id']}/void"),
    ):
        assert status(dairy, method, path) == 403


def test_the_secret_is_told_once_and_only_its_hash_is_kept(dairy: Dairy) -> None:
    id = make(dairy, "clerk", "deliveries.read")
    token = dairy.tokens["system"]
    (listed,) = dairy.get("clerk", "/access-tokens")["items"]
    assert (listed["id"], listed["name"], listed["permissions"]) == (id, "Laboratory", ["deliveries.read"])
    assert "token" not in listed
    stored = (dairy.parts.settings.data / "people.sqlite").read_bytes()
    log = (dairy.parts.settings.data / "people.sqlite-wal").read_bytes()
    facts = (dairy.parts.settings.data / "events.sqlite-wal").read_bytes()
    assert not any(token.encode() in one or token[5:].encode() in one for one in (stored, log, facts))


def test_a_repeated_request_gets_no_token_out_of_the_records(dairy: Dairy) -> None:
    key = {"Idempotency-Key": "token-1"}
    first = dairy.ask("clerk", "POST", "/access-tokens", wanted("deliveries.read"), headers=key)
    again = dairy.ask("clerk", "POST", "/access-tokens", wanted("deliveries.read"), headers=key)
    assert (first.status_code, again.status_code) == (201, 409)
    assert "token" not in again.json


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"permissions": ["payouts.read"]}, 403),
        ({"permissions": ["runs.approve"]}, 422),
        ({"permissions": ["tokens.own"]}, 422),
        ({"permissions": []}, 422),
        ({"expires_at": "2028-01-01T00:00:00Z"}, 422),
        ({"expires_at": "2026-11-16T06:00:00Z"}, 422),
        ({"password": "not the password"}, 403),
    ],
)
def test_a_token_that_may_not_be_is_not_made(dairy: Dairy, changes: dict[str, Any], refusal: int) -> None:
    before = dairy.position()
    body = wanted(*changes.pop("permissions", ["deliveries.read"]), **changes)
    assert dairy.ask("clerk", "POST", "/access-tokens", body).status_code == refusal
    assert dairy.get("clerk", "/access-tokens")["items"] == []
    assert dairy.position() == before


def test_a_member_makes_none(dairy: Dairy) -> None:
    assert dairy.ask("0001", "POST", "/access-tokens", wanted("deliveries.read")).status_code == 403


def test_revoked_is_revoked_at_once_and_only_by_its_maker(dairy: Dairy) -> None:
    id = make(dairy, "clerk", "deliveries.read")
    assert dairy.ask("manager", "DELETE", f"/access-tokens/{id}").status_code == 404
    assert status(dairy, "GET", "/deliveries") == 200
    assert dairy.ask("clerk", "DELETE", f"/access-tokens/{id}").status_code == 204
    assert status(dairy, "GET", "/deliveries") == 401
    before = dairy.position()
    assert dairy.ask("clerk", "DELETE", f"/access-tokens/{id}").status_code == 204
    assert dairy.position() == before


def test_a_token_ends_when_its_time_is_over(dairy: Dairy) -> None:
    make(dairy, "clerk", "deliveries.read", expires_at="2026-11-16T07:00:00Z")
    dairy.later(minutes=59, seconds=59)
    assert status(dairy, "GET", "/deliveries") == 200
    dairy.later(seconds=1)
    assert status(dairy, "GET", "/deliveries") == 401


def test_a_token_does_not_outlive_the_role_or_the_work_of_its_maker(dairy: Dairy) -> None:
    make(dairy, "treasurer", "journal.read", "deliveries.read")
    assert status(dairy, "GET", "/journal/trial-balance") == 200
    parts = dairy.parts
    parts.ledger.set_roles("S003", ["clerk"], [], OPERATOR)
    parts.views.catch_up()
    assert status(dairy, "GET", "/journal/trial-balance") == 403
    assert status(dairy, "GET", "/deliveries") == 200
    dairy.post("admin", "/staff/S003/leave")
    assert status(dairy, "GET", "/deliveries") == 401
    assert parts.people.tokens.of("staff:S003", dairy.now) == []
    assert parts.ledger.access("staff:S003").revoked_tokens


def test_a_new_password_by_a_link_ends_the_tokens_that_a_thief_may_have_made(dairy: Dairy) -> None:
    make(dairy, "clerk", "deliveries.read")
    code = dairy.parts.people.accounts.begin_recovery("staff:S001", dairy.now)
    body = {"code": code, "password": "another long one of four words"}
    assert dairy.ask(None, "POST", "/recoveries/redemptions", body).status_code < 300
    assert status(dairy, "GET", "/deliveries") == 401
    assert dairy.parts.ledger.access("staff:S001").revoked_tokens


def test_a_token_does_not_grow_with_its_maker(dairy: Dairy) -> None:
    make(dairy, "clerk", "deliveries.read")
    dairy.parts.ledger.set_roles("S001", ["clerk", "manager", "treasurer"], [], OPERATOR)
    dairy.parts.views.catch_up()
    assert dairy.ask("clerk", "GET", "/journal/trial-balance").status_code == 200
    assert status(dairy, "GET", "/journal/trial-balance") == 403


def test_a_clerks_token_works_at_the_clerks_centres(dairy: Dairy) -> None:
    make(dairy, "limited", "deliveries.record")
    assert status(dairy, "POST", "/deliveries", weighing(centre="MUG")) == 403
    assert status(dairy, "POST", "/deliveries", weighing(centre="KIA")) == 201


def test_an_admin_ends_all_that_is_open_in_an_officials_name(dairy: Dairy) -> None:
    make(dairy, "clerk", "deliveries.read")
    assert dairy.post("admin", "/staff/S001/sessions/end") == {"ended": 2}
    assert status(dairy, "GET", "/deliveries") == 401
    assert dairy.ask("clerk", "GET", "/sessions/own").status_code == 401
    access = dairy.parts.ledger.access("staff:S001")
    assert len(access.ended) == 1
    before = dairy.position()
    assert dairy.post("admin", "/staff/S001/sessions/end") == {"ended": 0}
    assert dairy.position() == before
    assert dairy.ask("admin", "POST", "/staff/S999/sessions/end").status_code == 404


def test_twenty_tokens_are_enough_and_their_names_differ(dairy: Dairy) -> None:
    for number in range(20):
        make(dairy, "clerk", "deliveries.read", name=f"Scale {number}")
    many = dairy.ask("clerk", "POST", "/access-tokens", wanted("deliveries.read", name="Scale 20"))
    assert many.status_code == 409
    other = dairy.ask("manager", "POST", "/access-tokens", wanted("deliveries.read", name="Scale 1"))
    assert other.status_code == 201
    same = dairy.ask("manager", "POST", "/access-tokens", wanted("members.read", name="Scale 1"))
    assert same.status_code == 409


def test_what_a_token_does_not_carry_is_told_to_the_log(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    make(dairy, "clerk", "deliveries.read")
    with caplog.at_level(logging.WARNING, "imbuto.security"):
        status(dairy, "GET", "/members")
        dairy.tokens["forged"] = "imbt_" + "x" * 43
        dairy.ask("forged", "GET", "/members")
    assert [record.message for record in caplog.records] == [
        "security.token_beyond",
        "security.unknown_token",
    ]


def test_nothing_that_pays_approves_or_lets_in_may_lie_in_a_token() -> None:
    assert set(PERMISSIONS) > TOKEN_PERMISSIONS
    acts = {name for name in TOKEN_PERMISSIONS if not name.endswith(".read")}
    assert acts == {"deliveries.record", "quality.sample", "bulk.record"}
    assert not TOKEN_PERMISSIONS & ROLES["member"]
    assert "payees.read" not in TOKEN_PERMISSIONS
