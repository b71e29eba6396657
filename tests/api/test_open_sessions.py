"""One's own open sessions, and ending them."""

from __future__ import annotations

from .dairy import PASSWORD, Dairy


def sign_in(dairy: Dairy, login: str, name: str) -> None:
    body = {"login": login, "password": PASSWORD, "channel": "office"}
    dairy.tokens[name] = dairy.post(None, "/sessions", body)["token"]


def test_a_person_sees_where_they_are_signed_in(dairy: Dairy) -> None:
    dairy.later(minutes=95)
    sign_in(dairy, "S001", "second")
    found = dairy.get("second", "/sessions")["items"]
    assert [one["current"] for one in found] == [True, False]
    assert found[0]["since"].startswith("2026-11-16T07:35")
    assert (found[0]["seen_at"], found[0]["way"]) == ("2026-11-16T07:00:00+00:00", "password")
    assert "token" not in str(found)


def test_when_a_session_was_last_used_is_known_to_the_hour(dairy: Dairy) -> None:
    dairy.later(hours=2, minutes=30)
    dairy.get("clerk", "/centres")
    dairy.parts.errands.drain()
    (one,) = dairy.get("clerk", "/sessions")["items"]
    assert one["seen_at"] == "2026-11-16T08:00:00+00:00"


def test_one_session_is_ended_from_another_once(dairy: Dairy) -> None:
    sign_in(dairy, "S001", "lost")
    lost = next(one["id"] for one in dairy.get("clerk", "/sessions")["items"] if not one["current"])
    ended = dairy.ask("clerk", "DELETE", f"/sessions/{lost}")
    assert (ended.status_code, ended.json) == (200, {"ended": 1})
    assert dairy.ask("lost", "GET", "/sessions/own").status_code == 401
    assert lost in dairy.parts.ledger.access("staff:S001").ended
    before = dairy.position()
    assert dairy.ask("clerk", "DELETE", f"/sessions/{lost}").json == {"ended": 0}
    assert dairy.position() == before


def test_nobody_ends_another_persons_session_by_its_id(dairy: Dairy) -> None:
    (own,) = dairy.get("manager", "/sessions")["items"]
    assert dairy.ask("clerk", "DELETE", f"/sessions/{own['id']}").json == {"ended": 0}
    assert dairy.ask("0001", "DELETE", f"/sessions/{own['id']}").json == {"ended": 0}
    assert dairy.ask("manager", "GET", "/sessions/own").status_code == 200


def test_all_other_sessions_end_and_this_one_goes_on(dairy: Dairy) -> None:
    for name in ("a", "b"):
        sign_in(dairy, "0001", name)
    assert dairy.ask("0001", "DELETE", "/sessions").json == {"ended": 2}
    assert [dairy.ask(name, "GET", "/sessions/own").status_code for name in ("a", "b", "0001")] == [
        401,
        401,
        200,
    ]


def test_a_members_lost_phone_is_put_out_by_an_official(dairy: Dairy) -> None:
    assert dairy.ask("clerk", "POST", "/members/0001/sessions/end").status_code == 403
    assert dairy.ask("0002", "POST", "/members/0001/sessions/end").status_code == 403
    assert dairy.post("manager", "/members/0001/sessions/end") == {"ended": 1}
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401
    assert dairy.ask("manager", "POST", "/members/9999/sessions/end").status_code == 404


def test_signing_out_is_told(dairy: Dairy) -> None:
    (own,) = dairy.get("clerk", "/sessions")["items"]
    assert dairy.ask("clerk", "DELETE", "/sessions/own").status_code == 204
    assert own["id"] in dairy.parts.ledger.access("staff:S001").ended
