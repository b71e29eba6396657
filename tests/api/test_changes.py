"""What has changed since: asked every few seconds by each open screen, and cheap when nothing did."""

from __future__ import annotations

import pytest

from .dairy import OPERATOR, PASSWORD, Dairy


def test_who_only_begins_hears_where_the_ledger_stands(dairy: Dairy) -> None:
    assert dairy.get("clerk", "/changes") == {"position": dairy.position(), "families": []}


def test_what_has_changed_is_told_once(dairy: Dairy) -> None:
    before = dairy.position()
    delivery = dairy.record()
    dairy.post("0001", f"/deliveries/{delivery}/dispute", {"reason": "quantity", "claimed_litres": "9"})
    told = dairy.get("clerk", f"/changes?after={before}")
    assert told == {"position": dairy.position(), "families": ["delivery", "dispute"]}
    assert dairy.get("clerk", f"/changes?after={told['position']}")["families"] == []


def test_who_asks_with_the_etag_gets_no_body_until_something_changes(dairy: Dairy) -> None:
    path = f"/changes?after={dairy.position()}"
    known = {"If-None-Match": dairy.ask("clerk", "GET", path).headers["ETag"]}
    for _ in range(2):
        same = dairy.ask("clerk", "GET", path, headers=known)
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", known["If-None-Match"])
    weakened = {"If-None-Match": f"W/{known['If-None-Match']}"}
    assert dairy.ask("clerk", "GET", path, headers=weakened).status_code == 304
    dairy.record()
    assert dairy.ask("clerk", "GET", path, headers=known).json["families"] == ["delivery"]


def test_a_member_hears_of_the_members_own_alone(dairy: Dairy) -> None:
    before = dairy.position()
    dairy.record(member="0002")
    dairy.post("manager", "/members/0002/suspension", {"reason": "moved"})
    assert dairy.get("0001", f"/changes?after={before}") == {"position": dairy.position(), "families": []}
    assert dairy.get("0002", f"/changes?after={before}")["families"] == ["delivery", "member"]


def test_who_was_away_too_long_loads_everything_again(dairy: Dairy) -> None:
    assert dairy.get("clerk", f"/changes?after={dairy.position() + 1}")["families"] == ["all"]
    assert dairy.get("0001", f"/changes?after={2**40}")["families"] == ["all"]


def test_to_ask_prolongs_no_session_and_is_no_look(dairy: Dairy) -> None:
    before = dairy.get("manager", "/sessions/own")
    position = dairy.position()
    dairy.later(minutes=5)
    for _ in range(40):
        dairy.get("manager", f"/changes?after={position}")
    assert dairy.get("manager", "/sessions/own")["expires_at"] == before["expires_at"]
    assert dairy.position() == position
    assert dairy.get("auditor", "/members/0001/looks")["items"] == []


def test_a_session_that_ended_hears_nothing_more(dairy: Dairy) -> None:
    dairy.ask("clerk", "DELETE", "/sessions/own")
    assert dairy.ask("clerk", "GET", "/changes").status_code == 401


def test_an_official_whose_role_still_waits_for_a_second_hears_of_nothing(dairy: Dairy) -> None:
    before = dairy.position()
    dairy.post("admin", "/staff", {"number": "S030", "name": "Kamau Otieno", "roles": ["manager"]})
    dairy.parts.people.accounts.set_password("staff:S030", "S030", None, PASSWORD)
    signed_in = dairy.post(None, "/sessions", {"login": "S030", "password": PASSWORD, "channel": "office"})
    dairy.tokens["waiting"] = signed_in["token"]
    assert dairy.get("waiting", f"/changes?after={before}")["families"] == []
    assert "staff" in dairy.get("clerk", f"/changes?after={before}")["families"]


def test_an_official_who_left_hears_nothing_more(dairy: Dairy) -> None:
    dairy.parts.ledger.leave_staff("S011", OPERATOR)
    assert dairy.ask("limited", "GET", "/changes").status_code == 401


@pytest.mark.parametrize("after", ["-1", "x", "1.5", str(2**63)])
def test_a_position_is_a_whole_number(shared: Dairy, after: str) -> None:
    assert shared.ask("clerk", "GET", f"/changes?after={after}").status_code == 422
