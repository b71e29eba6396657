"""Changing one's own password, and what one sees of one's own access."""

from __future__ import annotations

import pytest

from .dairy import PASSWORD, Dairy
from .doorstep import facts_of
from .officials import NEW_PASSWORD, sign_in

ADDRESS = "/sessions/own/password"


def change(dairy: Dairy, who: str, old: str = PASSWORD, new: str = NEW_PASSWORD) -> int:
    return dairy.ask(who, "PUT", ADDRESS, {"old": old, "new": new}).status_code


@pytest.mark.parametrize("who", ["manager", "0001"])
def test_it_changes_here_and_every_other_session_ends(dairy: Dairy, who: str) -> None:
    elsewhere = sign_in(dairy, who).json["token"]
    assert change(dairy, who) == 204
    assert dairy.ask(who, "GET", "/sessions/own").status_code == 200
    dairy.tokens["elsewhere"] = elsewhere
    assert dairy.ask("elsewhere", "GET", "/sessions/own").status_code == 401
    assert sign_in(dairy, who).status_code == 401
    assert sign_in(dairy, who, NEW_PASSWORD).status_code == 201
    (changed,) = facts_of(dairy, "access.password_changed")
    (ended,) = facts_of(dairy, "access.sessions_ended")
    assert changed.how == "own"
    assert (ended.reason, len(ended.sessions)) == ("password-changed", 1)


def test_the_old_one_is_needed_and_is_not_guessed(dairy: Dairy) -> None:
    assert [change(dairy, "manager", "a wrong password") for _ in range(6)] == [403] * 5 + [429]
    dairy.later(seconds=2)
    assert change(dairy, "manager") == 204


@pytest.mark.parametrize("new", ["too short", "Password1234", "njeri mwangi!", "S002 S002 S002"])
def test_the_new_one_is_as_good_as_any(dairy: Dairy, new: str) -> None:
    assert change(dairy, "manager", new=new) == 422
    assert sign_in(dairy, "manager").status_code == 201


@pytest.mark.parametrize(("more", "then"), [({}, 401), ({"keep_access_tokens": True}, 200)])
def test_access_tokens_end_with_the_old_password_unless_they_are_to_be_kept(
    dairy: Dairy, more: dict[str, bool], then: int
) -> None:
    wanted = {"name": "Scale", "permissions": ["deliveries.read"], "expires_at": "2026-12-01T00:00:00Z"}
    dairy.tokens["scale"] = dairy.post("clerk", "/access-tokens", {**wanted, "password": PASSWORD})["token"]
    changed = dairy.ask("clerk", "PUT", ADDRESS, {"old": PASSWORD, "new": NEW_PASSWORD, **more})
    assert changed.status_code == 204
    assert dairy.ask("scale", "GET", "/deliveries").status_code == then
    assert len(facts_of(dairy, "access.token_revoked")) == (then == 401)


def test_one_sees_how_one_got_in_the_newest_first(dairy: Dairy) -> None:
    sign_in(dairy, "manager", device="Office laptop")
    change(dairy, "manager")
    facts = dairy.get("manager", "/sessions/own/history")["items"]
    assert [fact["fact"] for fact in facts[:3]] == [
        "access.sessions_ended",
        "access.password_changed",
        "access.session_opened",
    ]
    assert facts[2]["details"]["device"] == "Office laptop"
    assert {fact["principal"] for fact in facts} == {"staff:S002"}


def test_auditors_see_it_of_everybody_and_a_member_of_oneself(dairy: Dairy) -> None:
    of_member = dairy.get("auditor", "/members/0001/access")["items"]
    assert of_member == dairy.get("0001", "/members/0001/access")["items"]
    assert [fact["details"]["way"] for fact in of_member] == ["password"]
    assert dairy.ask("0002", "GET", "/members/0001/access").status_code == 404
    assert dairy.get("auditor", "/staff/S002/access")["items"][0]["who"] == "staff:S002"
    assert dairy.ask("auditor", "GET", "/staff/S999/access").status_code == 404


def test_what_waits_for_a_second_official_is_a_list(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/0001/access-recovery", {"reason": "her phone fell into the river"})
    (waiting,) = dairy.get("manager", "/access-recoveries")["items"]
    assert (waiting["member"], waiting["proposed_by"]) == ("0001", "staff:S001")
    dairy.post("manager", "/members/0001/access-recovery/approval")
    assert dairy.get("manager", "/access-recoveries")["items"] == []
