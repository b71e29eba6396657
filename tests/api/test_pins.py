"""A member's PIN: asked for beside the code at a new device, and by nobody else."""

from __future__ import annotations

import pytest

from .dairy import Dairy
from .doorstep import come_in, enter, facts_of, is_kept, letters, new_code, sms

PIN, WRONG = "4071", "9173"


def with_pin(dairy: Dairy, pin: str = PIN) -> None:
    assert dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": pin}).status_code == 200


def test_a_member_chooses_a_pin_and_sees_that_there_is_one(dairy: Dairy) -> None:
    assert dairy.get("0001", "/members/0001/pin") == {"is_set": False}
    with_pin(dairy)
    assert dairy.get("0001", "/members/0001/pin") == {"is_set": True}
    (chosen,) = facts_of(dairy, "access.pin_set")
    assert (chosen.principal, chosen.who) == ("member:0001", "member:0001")
    assert PIN not in str(chosen.reason)
    assert sms(dairy, "pin-changed") == ["PIN mpya ya Na. 0001 imewekwa. Kama si wewe, ambia ofisi leo."]


def test_the_same_pin_again_is_quiet(dairy: Dairy) -> None:
    with_pin(dairy)
    before = dairy.position()
    with_pin(dairy)
    assert dairy.position() == before


@pytest.mark.parametrize("pin", ["1234", "0000", "1985", "0001", "0712", "000001", "12", "12345678", "40a1"])
def test_what_is_easily_guessed_is_no_pin_and_is_not_repeated(dairy: Dairy, pin: str) -> None:
    answer = dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": pin})
    assert answer.status_code == 422
    assert f'"{pin}"' not in answer.text
    assert not facts_of(dairy, "access.pin_set")


def test_another_pin_needs_the_one_before(dairy: Dairy) -> None:
    with_pin(dairy)
    for body in ({"pin": "60372"}, {"pin": "60372", "old_pin": WRONG}):
        refused = dairy.ask("0001", "PUT", "/members/0001/pin", body)
        assert (refused.status_code, refused.json["type"]) == (403, "/problems/not-permitted")
    body = {"pin": "60372", "old_pin": PIN}
    assert dairy.ask("0001", "PUT", "/members/0001/pin", body).status_code == 200
    assert enter(dairy, new_code(dairy), pin=PIN).status_code == 401
    assert enter(dairy, new_code(dairy), pin="60372").status_code == 201
    assert len(facts_of(dairy, "access.pin_set")) == 2


def test_a_change_whose_answer_was_lost_is_asked_for_again_and_is_quiet(dairy: Dairy) -> None:
    with_pin(dairy)
    change = {"pin": "60372", "old_pin": PIN}
    first, *again = [dairy.ask("0001", "PUT", "/members/0001/pin", change) for _ in range(8)]
    assert first.status_code == 200
    assert [(one.status_code, one.json) for one in again] == [(200, {"is_set": True})] * 7
    assert len(facts_of(dairy, "access.pin_set")) == 2
    assert not letters(dairy, "pin-blocked")
    assert enter(dairy, new_code(dairy), pin="60372").status_code == 201


def test_to_ask_for_a_change_is_no_way_to_guess_faster(dairy: Dairy) -> None:
    with_pin(dairy)
    guesses = [{"pin": f"60{number}", "old_pin": f"73{number}"} for number in (392, 415, 528, 694)]
    tried = [dairy.ask("0001", "PUT", "/members/0001/pin", body).status_code for body in guesses]
    assert tried == [403, 403, 429, 429]


def test_a_pin_is_removed_with_it(dairy: Dairy) -> None:
    with_pin(dairy)
    refused = dairy.ask("0001", "DELETE", "/members/0001/pin", {"pin": WRONG})
    assert refused.status_code == 403
    for _ in range(2):
        gone = dairy.ask("0001", "DELETE", "/members/0001/pin", {"pin": PIN})
        assert (gone.status_code, gone.json) == (200, {"is_set": False})
    assert len(facts_of(dairy, "access.pin_removed")) == 1
    assert sms(dairy, "pin-changed")[1:] == ["PIN ya Na. 0001 imeondolewa. Kama si wewe, ambia ofisi leo."]
    come_in(dairy)


def test_the_pin_of_another_member_is_nobodys_business(dairy: Dairy) -> None:
    with_pin(dairy)
    for who in ("0002", "manager", "admin"):
        for method, body in (("GET", None), ("PUT", {"pin": "60372"}), ("DELETE", {"pin": PIN})):
            refused = dairy.ask(who, method, "/members/0001/pin", body)
            assert refused.status_code == (404 if who == "0002" else 403)
    assert dairy.get("0001", "/members/0001/pin") == {"is_set": True}


# ---------------------------------------------------------------- at a new device


def test_at_a_new_device_the_pin_is_needed_as_well_and_the_code_is_kept(dairy: Dairy) -> None:
    with_pin(dairy)
    code = new_code(dairy)
    for more in ({}, {"pin": WRONG}, {"device_token": "imd_forged"}):
        refused = enter(dairy, code, **more)
        assert (refused.status_code, refused.json["type"]) == (401, "/problems/pin-needed")
    assert enter(dairy, code, pin=PIN).status_code == 201


def test_a_pin_without_the_code_opens_nothing(dairy: Dairy) -> None:
    with_pin(dairy)
    new_code(dairy)
    refused = enter(dairy, "000", pin=PIN)
    assert (refused.status_code, refused.json["type"]) == (401, "/problems/not-signed-in")


def test_a_device_that_was_let_in_needs_the_code_alone(dairy: Dairy) -> None:
    with_pin(dairy)
    known = come_in(dairy, pin=PIN)["device_token"]
    assert known.startswith("imd_")
    dairy.later(days=200)
    assert enter(dairy, new_code(dairy), device_token=known).status_code == 201


def test_a_device_that_was_let_in_before_there_was_a_pin_is_asked_for_it_once(dairy: Dairy) -> None:
    known = come_in(dairy)["device_token"]
    with_pin(dairy)
    assert enter(dairy, new_code(dairy), device_token=known).json["type"] == "/problems/pin-needed"


@pytest.mark.parametrize("how", ["an official", "the member", "the member, this one"])
def test_a_phone_that_was_put_out_is_not_spared_the_pin(dairy: Dairy, how: str) -> None:
    with_pin(dairy)
    stolen = come_in(dairy, pin=PIN)
    lost = next(one["id"] for one in dairy.get("0001", "/sessions")["items"] if one["current"])
    dairy.sign_in("0001")
    method, path, who = {
        "an official": ("POST", "/members/0001/sessions/end", "manager"),
        "the member": ("DELETE", "/sessions", "0001"),
        "the member, this one": ("DELETE", f"/sessions/{lost}", "0001"),
    }[how]
    assert dairy.ask(who, method, path).json["ended"]
    thief = enter(dairy, new_code(dairy), device_token=stolen["device_token"])
    assert (thief.status_code, thief.json["type"]) == (401, "/problems/pin-needed")


def test_whoever_signs_out_here_is_still_known_here(dairy: Dairy) -> None:
    with_pin(dairy)
    known = come_in(dairy, pin=PIN)["device_token"]
    assert dairy.ask("0001", "DELETE", "/sessions/own").status_code == 204
    assert enter(dairy, new_code(dairy), device_token=known).status_code == 201


def test_a_device_known_for_one_member_is_new_for_another(dairy: Dairy) -> None:
    with_pin(dairy)
    theirs = come_in(dairy, "0712000002")["device_token"]
    assert enter(dairy, new_code(dairy), device_token=theirs).json["type"] == "/problems/pin-needed"


def test_five_wrong_pins_block_it_for_an_hour_then_for_two_and_the_member_is_told(dairy: Dairy) -> None:
    with_pin(dairy)
    code = new_code(dairy)
    assert [enter(dairy, code, pin=WRONG).status_code for _ in range(5)] == [401] * 5
    blocked = enter(dairy, code, pin=PIN)
    assert (blocked.status_code, blocked.headers["Retry-After"]) == (429, "3600")
    assert len(sms(dairy, "pin-blocked")) == 1
    assert "kwa saa 1" in sms(dairy, "pin-blocked")[0]
    assert [fact.principal for fact in facts_of(dairy, "access.slowed")] == ["member:0001"]
    dairy.later(hours=1)
    code = new_code(dairy)
    assert [enter(dairy, code, pin=WRONG).status_code for _ in range(5)] == [401] * 5
    assert enter(dairy, code, pin=PIN).headers["Retry-After"] == "7200"
    assert "kwa saa 2" in sms(dairy, "pin-blocked")[1]
    dairy.later(hours=2)
    assert enter(dairy, new_code(dairy), pin=PIN).status_code == 201
    assert len(letters(dairy, "pin-blocked")) == 2


def test_guessing_the_pin_at_the_door_of_its_owner_is_counted_too(dairy: Dairy) -> None:
    with_pin(dairy)
    for _ in range(5):
        assert dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "60372"}).status_code == 403
    assert dairy.ask("0001", "DELETE", "/members/0001/pin", {"pin": PIN}).status_code == 429


def test_no_fact_and_no_store_has_the_pin(dairy: Dairy) -> None:
    with_pin(dairy, "60372")
    enter(dairy, new_code(dairy), pin="60372")
    assert not is_kept(dairy, "60372")
    assert is_kept(dairy, "member:0001")
