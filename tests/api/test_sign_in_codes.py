"""Signing in with a phone and a code: how long, how often, for whom, and what a stranger learns."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from .dairy import Dairy
from .doorstep import (
    ask_code,
    come_in,
    enter,
    facts_of,
    is_kept,
    letters,
    new_code,
    other_than,
    share_phone,
    sms,
)

PHONE, STRANGER = "0712000001", "0799999999"


def test_the_code_comes_by_sms_in_the_members_language_and_is_in_no_fact(dairy: Dairy) -> None:
    code = new_code(dairy)
    assert sms(dairy, "sign-in-code") == [
        f"{code} ni msimbo wako wa kuingia Imbuto, dakika 10. Usimpe mtu yeyote, hata ofisi."
    ]
    (letter,) = letters(dairy, "sign-in-code")
    assert (letter.who, letter.channel, letter.member) == ("unproven:member:0001", "app", "0001")
    assert not is_kept(dairy, code)
    assert enter(dairy, code).status_code == 201


@pytest.mark.parametrize(("seconds", "status"), [(599, 201), (600, 401), (601, 401)])
def test_a_code_holds_for_ten_minutes(dairy: Dairy, seconds: int, status: int) -> None:
    code = new_code(dairy)
    dairy.later(seconds=seconds)
    assert enter(dairy, code).status_code == status


def test_five_wrong_tries_make_the_code_void(dairy: Dairy) -> None:
    code = new_code(dairy)
    assert [enter(dairy, other_than(code)).status_code for _ in range(5)] == [401] * 5
    assert enter(dairy, code).status_code == 401
    assert enter(dairy, new_code(dairy)).status_code == 201


def test_a_stranger_who_guesses_does_not_put_the_farmer_out_on_the_own_phone(dairy: Dairy) -> None:
    """Otherwise whoever knows the number asks for three codes an hour, spoils each, and the farmer never gets
    in."""
    home = come_in(dairy)["device_token"]
    of_another = come_in(dairy, "0712000002")["device_token"]
    code = new_code(dairy)
    for _ in range(6):
        assert enter(dairy, other_than(code)).status_code == 401
    for forged in (None, "imd_forged", of_another):
        assert enter(dairy, code, device_token=forged).status_code == 401
    assert enter(dairy, code, device_token=home).status_code == 201
    assert enter(dairy, code, device_token=home).status_code == 401


def test_whoever_has_the_device_and_not_the_sms_guesses_slowly(dairy: Dairy) -> None:
    home = come_in(dairy)["device_token"]
    code = new_code(dairy)
    tried = [enter(dairy, other_than(code), device_token=home).status_code for _ in range(8)]
    assert tried == [401] * 5 + [429] * 3
    assert enter(dairy, code, device_token=home).status_code == 429
    assert enter(dairy, code).status_code == 201


def test_a_code_that_was_guessed_at_is_a_fact_once_a_day(dairy: Dairy) -> None:
    for phone in (PHONE, STRANGER):
        for tries in (4, 1, 2):
            ask_code(dairy, phone) if tries == 4 else None
            assert [enter(dairy, "no code", phone).status_code for _ in range(tries)] == [401] * tries
            dairy.parts.errands.drain()
            guessed = [fact.principal for fact in facts_of(dairy, "access.slowed")]
            assert guessed == ([] if phone == PHONE and tries == 4 else ["member:0001"])


def test_a_used_code_opens_nothing_again(dairy: Dairy) -> None:
    code = new_code(dairy)
    assert enter(dairy, code).status_code == 201
    assert enter(dairy, code).status_code == 401


def test_the_code_of_another_phone_opens_nothing(dairy: Dairy) -> None:
    new_code(dairy)
    code = new_code(dairy, "0712000002")
    assert enter(dairy, code, PHONE).status_code == 401
    assert enter(dairy, code, "0712000002").json["principal"] == "member:0002"


def test_a_new_code_makes_the_one_before_void(dairy: Dairy) -> None:
    first, second = new_code(dairy), new_code(dairy)
    assert first == second or enter(dairy, first).status_code == 401
    assert enter(dairy, second).status_code == 201


def test_three_codes_an_hour_go_out_and_the_fourth_is_answered_alike(dairy: Dairy) -> None:
    answers = [ask_code(dairy) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [202] * 4
    assert len({answer.data for answer in answers}) == 1
    assert len(letters(dairy, "sign-in-code")) == 3
    dairy.later(minutes=60)
    assert enter(dairy, new_code(dairy)).status_code == 201


# ---------------------------------------------------------------- what a stranger learns


def test_the_answer_to_an_unknown_phone_is_the_same_and_nothing_is_sent(dairy: Dairy) -> None:
    before = dairy.position()
    known, unknown = ask_code(dairy, "0712000002"), ask_code(dairy, STRANGER)
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    assert [letter.member for letter in letters(dairy, "sign-in-code")] == ["0002"]
    assert dairy.position() == before + 1


def listening(dairy: Dairy) -> list[str]:
    """Every statement that people store and views are asked from now on."""
    said: list[str] = []
    for engine in (dairy.parts.people.store.engine, dairy.parts.views._store.engine):
        event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    return said


def test_asking_does_no_work_before_the_answer_whoever_is_meant(dairy: Dairy) -> None:
    """Neither people store nor views are asked anything, and no fact is made, until it is answered."""
    said = listening(dairy)
    left: list[object] = []
    dairy.parts.errands.do = left.append  # type: ignore[method-assign]
    before = dairy.position()
    for phone in (PHONE, STRANGER):
        assert dairy.ask(None, "POST", "/sign-in-codes", {"phone": phone}).status_code == 202
    assert (len(left), said, dairy.position()) == (2, [], before)


def test_a_wrong_code_asks_the_store_the_same_for_a_member_and_for_a_stranger(dairy: Dairy) -> None:
    asked, said = [], listening(dairy)
    wrong = other_than(new_code(dairy))
    ask_code(dairy, STRANGER)
    dairy.parts.errands.do = lambda errand: said.append("left for later")  # type: ignore[method-assign]
    for phone in (PHONE, STRANGER, "0712000002", "0788888888"):
        said.clear()
        answer = enter(dairy, wrong, phone)
        asked.append((answer.status_code, answer.json["detail"], answer.json["remedy"], tuple(said)))
    assert asked[0] == asked[1]
    assert asked[2] == asked[3]
    assert {one[:3] for one in asked} == {asked[0][:3]}


def test_wrong_expired_and_used_codes_and_strangers_are_refused_in_the_same_words(dairy: Dairy) -> None:
    used = new_code(dairy)
    enter(dairy, used)
    refused = [enter(dairy, used), enter(dairy, "12"), enter(dairy, "123456", STRANGER)]
    late = new_code(dairy)
    refused.append(enter(dairy, other_than(late)))
    refused.append(enter(dairy, late, member="0002"))
    dairy.later(minutes=11)
    refused.append(enter(dairy, late))
    assert {(one.status_code, one.json["detail"], one.json["remedy"]) for one in refused} == {
        (
            401,
            "The phone or the code is not right, or the code holds no longer.",
            "Check both, or ask for a new code; the office helps when none comes.",
        )
    }


# ---------------------------------------------------------------- several members on one phone


def test_of_two_members_on_one_phone_it_asks_which_and_keeps_the_code(dairy: Dairy) -> None:
    share_phone(dairy)
    code = new_code(dairy)
    asked = enter(dairy, code)
    assert (asked.status_code, asked.json["type"]) == (409, "/problems/which-member")
    assert asked.json["details"] == {"members": ["0001", "0003"]}
    assert enter(dairy, code, member="0002").status_code == 401
    entered = enter(dairy, code, member="0003")
    assert (entered.status_code, entered.json["principal"]) == (201, "member:0003")
    assert enter(dairy, code, member="0001").status_code == 401


def test_of_two_members_on_one_phone_each_has_a_pin_of_the_own(dairy: Dairy) -> None:
    for number, pin in (("0001", "4071"), ("0003", "60372")):
        assert dairy.ask(number, "PUT", f"/members/{number}/pin", {"pin": pin}).status_code == 200
    share_phone(dairy)
    code = new_code(dairy)
    assert enter(dairy, code, member="0001", pin="60372").json["type"] == "/problems/pin-needed"
    entered = enter(dairy, code, member="0001", pin="4071")
    assert entered.json["principal"] == "member:0001"
    known = entered.json["device_token"]
    code = new_code(dairy)
    asked = enter(dairy, code, member="0003", device_token=known)
    assert asked.json["type"] == "/problems/pin-needed"
    assert enter(dairy, code, member="0001", device_token=known).status_code == 201


def test_who_shares_the_phone_is_not_told_to_whom_has_no_code(dairy: Dairy) -> None:
    share_phone(dairy)
    code = new_code(dairy)
    refused = enter(dairy, other_than(code))
    assert refused.status_code == 401
    assert "details" not in refused.json


# ---------------------------------------------------------------- the session


def test_a_session_of_a_code_lasts_half_a_year_and_is_a_fact(dairy: Dairy) -> None:
    entered = come_in(dairy, device="Tecno Spark")
    (opened,) = facts_of(dairy, "access.session_opened")[-1:]
    assert (opened.principal, opened.way, opened.device.text) == ("member:0001", "code", "Tecno Spark")
    assert opened.who == "member:0001"
    assert entered["expires_at"].startswith("2027-05-15T06:00:00")
    dairy.later(days=180, seconds=-1)
    assert dairy.get("0001", "/sessions/own")["number"] == "0001"
    dairy.later(seconds=1)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401


def test_on_a_borrowed_phone_it_lasts_two_hours_and_nothing_is_remembered(dairy: Dairy) -> None:
    assert come_in(dairy, borrowed=True)["device_token"] is None
    dairy.later(hours=2, seconds=-1)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
    dairy.later(seconds=1)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401


def test_a_member_who_was_never_invited_signs_in_by_code(dairy: Dairy) -> None:
    member = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0712345678"}
    dairy.post("clerk", "/members", member)
    come_in(dairy, "0712345678")
    assert dairy.get("0077", "/members/0077/balance")["member"] == "0077"
    assert dairy.ask("0077", "GET", "/members/0001/balance").status_code == 404


def test_the_password_goes_on_being_a_way_in(dairy: Dairy) -> None:
    come_in(dairy)
    dairy.sign_in("0001")
    assert dairy.get("0001", "/sessions/own")["number"] == "0001"


def test_a_browser_keeps_the_session_in_a_cookie_and_reads_it_nowhere(dairy: Dairy) -> None:
    browser, body = dairy.app.test_client(), {"phone": PHONE, "code": new_code(dairy), "cookie": True}
    own = {"Sec-Fetch-Site": "same-origin"}
    entered = browser.post("/api/v1/sessions/code", json=body, headers=own)
    assert (entered.status_code, "token" in entered.json) == (201, False)
    assert entered.json["device_token"].startswith("imd_")
    assert "HttpOnly" in entered.headers["Set-Cookie"]
    assert browser.get("/api/v1/members/0001/balance").status_code == 200
