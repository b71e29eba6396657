"""A lost password: a link by SMS, for three minutes and once, that tells nobody who is known here."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .dairy import OPERATOR, PASSWORD, Dairy
from .doorstep import facts_of, letters, sms
from .officials import (
    NEW_PASSWORD,
    PHONE,
    ask_recovery,
    come_in,
    enter,
    new_link,
    recover,
    secret_of_sms,
    set_up_app,
    sign_in,
)


@pytest.fixture
def official(dairy: Dairy) -> Dairy:
    """A dairy whose official S077 has a phone and a password."""
    come_in(dairy)
    return dairy


def told(answer: Any) -> tuple[int, str, str]:
    body = {name: value for name, value in json.loads(answer.data).items() if name != "request"}
    return answer.status_code, answer.content_type, str(body)


def test_a_link_by_sms_opens_to_a_new_password(official: Dairy) -> None:
    answer = recover(official, new_link(official))
    assert (answer.status_code, answer.json) == (201, {"principal": "staff:S077"})
    assert sign_in(official, "S077").status_code == 401
    assert sign_in(official, "S077", NEW_PASSWORD).status_code == 201
    assert official.ask("S077", "GET", "/sessions/own").status_code == 401
    text = sms(official, "recovery")[-1]
    assert "http://127.0.0.1:8000/enter#recovery=" in text
    assert len(text) <= 160


@pytest.mark.parametrize(("seconds", "status"), [(0, 201), (179, 201), (180, 403), (181, 403)])
def test_the_link_holds_for_three_minutes(official: Dairy, seconds: int, status: int) -> None:
    link = new_link(official)
    official.later(seconds=seconds)
    assert recover(official, link).status_code == status


def test_a_link_opens_once(official: Dairy) -> None:
    link = new_link(official)
    assert [recover(official, link).status_code for _ in range(2)] == [201, 403]


def test_used_expired_replaced_and_forged_links_are_refused_in_the_same_words(official: Dairy) -> None:
    used = new_link(official)
    recover(official, used, PASSWORD + " again")
    official.later(seconds=180)
    replaced = new_link(official)
    official.later(seconds=180)
    expired = new_link(official)
    refusals = {told(recover(official, code)) for code in (used, replaced, "A" * 32, "-")}
    official.later(seconds=180)
    assert refusals == {told(recover(official, expired))}


def test_the_answer_is_the_same_for_whoever_is_named(official: Dairy) -> None:
    """Known, unknown, without a phone, a member, one who never had a password, nonsense."""
    official.post("clerk", "/members", {"number": "0077", "name": "Chebet Koech", "centre": "KIA"})
    logins = ("S077", "S999", "S001", "0002", "0077", "0799 999 999", "' OR 1=1 --")
    assert len({told(ask_recovery(official, login)) for login in logins}) == 1
    assert sorted(letter.staff or letter.member for letter in letters(official, "recovery")) == [
        "0002",
        "S077",
    ]


def test_the_request_itself_looks_nobody_up(official: Dairy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done before the answer is the same for all: it is left for after it."""
    left: list[Any] = []
    monkeypatch.setattr(official.parts.errands, "do", left.append)
    before = official.position()
    for login in ("S077", "S999"):
        assert official.ask(None, "POST", "/recoveries", {"login": login}).status_code == 202
    assert (len(left), official.position()) == (2, before)
    for errand in left:
        errand()
    assert len(letters(official, "recovery")) == 1


def test_asked_again_within_three_minutes_the_first_link_goes_on_holding(official: Dairy) -> None:
    link = new_link(official)
    official.later(seconds=179)
    ask_recovery(official, PHONE)
    assert len(letters(official, "recovery")) == 1
    assert recover(official, link).status_code == 201


def test_who_asked_is_unproven_and_what_came_of_it_is_told(official: Dairy) -> None:
    recover(official, new_link(official))
    (asked,) = facts_of(official, "access.recovery_asked")
    (changed,) = facts_of(official, "access.password_changed")
    (ended,) = facts_of(official, "access.sessions_ended")
    assert asked.who == "unproven:staff:S077"
    assert (changed.who, changed.how) == ("staff:S077", "recovery")
    assert (ended.principal, ended.reason) == ("staff:S077", "recovery")


def test_who_has_left_gets_no_link(official: Dairy) -> None:
    official.post("admin", "/staff/S077/leave")
    ask_recovery(official, "S077")
    assert letters(official, "recovery") == []


def test_a_link_is_void_once_the_official_has_left(official: Dairy) -> None:
    link = new_link(official)
    official.post("admin", "/staff/S077/leave")
    assert recover(official, link).status_code == 403


def test_a_bad_password_does_not_spend_the_link(official: Dairy) -> None:
    link = new_link(official)
    for bad in ("too short", "Password1234", "kamau otieno 7"):
        assert recover(official, link, bad).status_code == 422
    assert recover(official, link).status_code == 201


def test_a_stolen_phone_number_alone_opens_nothing(official: Dairy) -> None:
    app = set_up_app(official, "S077")
    link = new_link(official)
    alone = recover(official, link)
    assert (alone.status_code, alone.json["type"]) == (401, "/problems/second-factor-needed")
    assert recover(official, link, second_factor="000000").status_code == 401
    assert sign_in(official, "S077", code=app.code()).status_code == 201
    official.later(seconds=30)
    assert recover(official, link, second_factor=app.code()).status_code == 201


def test_a_lost_app_is_helped_by_a_recovery_code_once(official: Dairy) -> None:
    app = set_up_app(official, "S077")
    assert recover(official, new_link(official), second_factor=app.recovery_codes[0]).status_code == 201
    official.later(seconds=180)
    again = recover(official, new_link(official), PASSWORD, second_factor=app.recovery_codes[0])
    assert again.status_code == 401
    (used,) = facts_of(official, "access.recovery_code_used")
    assert used.left == 9


def test_six_digits_are_not_guessed_within_the_life_of_a_link(official: Dairy) -> None:
    set_up_app(official, "S077")
    link = new_link(official)
    statuses = []
    for _ in range(170):
        statuses.append(recover(official, link, second_factor="000000").status_code)
        official.later(seconds=1)
    assert statuses.count(401) <= 12


def test_the_secret_is_gone_when_the_sms_is_too_late(official: Dairy) -> None:
    new_link(official)
    letter = letters(official, "recovery")[-1]
    official.later(seconds=180)
    assert official.parts.people.letters.read(letter.originator_id, official.now) is None


def test_no_fact_and_no_log_holds_the_secret(official: Dairy, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        link = new_link(official)
        recover(official, link)
        recover(official, link)
    assert link not in caplog.text
    assert all(link not in repr(vars(fact)) for _, fact in official.parts.ledger.facts(0, 1000))


def test_two_who_share_a_phone_get_a_link_each(official: Dairy) -> None:
    """Officials joined with one phone before that was refused."""
    official.parts.ledger.join_staff("S078", "Otieno Kamau", ["clerk"], OPERATOR, phone=PHONE)
    official.post("admin", "/staff/S078/invitation")
    assert enter(official, secret_of_sms(official, "invitation")).status_code == 201
    ask_recovery(official, PHONE)
    assert [letter.staff for letter in letters(official, "recovery")] == ["S078", "S077"]
    assert recover(official, secret_of_sms(official, "recovery")).json["principal"] == "staff:S077"


def test_a_taken_over_sim_does_not_get_past_a_member_s_pin(dairy: Dairy) -> None:
    dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "4071"})
    link = new_link(dairy, "0001")
    alone = recover(dairy, link)
    assert (alone.status_code, alone.json["type"]) == (401, "/problems/pin-needed")
    assert recover(dairy, link, second_factor="4072").json["type"] == "/problems/pin-needed"
    assert sign_in(dairy, "0001", NEW_PASSWORD).status_code == 401
    assert recover(dairy, link, second_factor="4071").status_code == 201


def test_nor_does_an_invitation(dairy: Dairy) -> None:
    dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "4071"})
    dairy.post("manager", "/members/0001/invitation")
    body = {"code": secret_of_sms(dairy, "invitation"), "password": NEW_PASSWORD}
    assert dairy.ask(None, "POST", "/invitations/redemptions", body).json["type"] == "/problems/pin-needed"
    body["second_factor"] = "4071"
    assert dairy.ask(None, "POST", "/invitations/redemptions", body).status_code == 201
