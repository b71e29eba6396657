"""Whose phone dials: a household's, a stranger's, one that was replaced, and nobody's at all."""

from __future__ import annotations

import pytest
import requests

from imbuto.ledger import MessageRules, QuietChoice
from tests.api.dairy import OPERATOR, Dairy

from .screenplay import CODE, Gateway, Phone
from .test_milk_by_ussd import told


def test_a_phone_of_several_members_chooses_first(dairy: Dairy, shared_phone: Phone) -> None:
    hers, his = dairy.record(member="0002", litres="4"), dairy.record(member="0009", litres="6")
    shared_phone.dials()
    shared_phone.sees("Choose the member:", "1 0002 Wanjiku", "2 0009 Kamau")
    shared_phone.presses("2")
    shared_phone.sees("No. 0009", "0 Other member")
    for key in ("1", "1"):
        shared_phone.presses(key)
    shared_phone.sees("6 litres")
    shared_phone.presses("1")
    assert (told(dairy, hers)["state"], told(dairy, his)["state"]) == ("recorded", "confirmed")
    for key in ("00", "0", "1"):
        shared_phone.presses(key)
    shared_phone.sees("No. 0002")
    shared_phone.presses("1")
    shared_phone.sees("4L answer?")


def test_the_language_is_changed_at_once_and_is_a_fact(dairy: Dairy, phone: Phone) -> None:
    phone.dials()
    phone.presses("6", times=2)
    phone.sees("Na. 0001", "1 Maziwa ya leo", "6 English")
    story = [fact for _, fact in dairy.parts.ledger.story(dairy.parts.ledger.member("0001").id)]
    chosen = [fact for fact in story if fact.TOPIC == "member.language_chosen"][-1]
    assert (chosen.language, chosen.who, chosen.channel) == ("sw", "member:0001", "ussd")
    phone.presses("1")
    phone.sees("Hakuna maziwa ya leo bado.")


def test_quiet_nights_are_chosen_and_lifted_by_a_key_and_the_rest_stays(dairy: Dairy, phone: Phone) -> None:
    dairy.parts.ledger.choose_messages("0001", "day", False, OPERATOR)
    phone.dials()
    phone.sees("7 SMS at night: yes")
    phone.presses("7")
    phone.sees("No. 0001", "7 SMS at night: no")
    phone.presses("7", times=2)
    phone.sees("7 SMS at night: yes")
    found = dairy.parts.ledger.member("0001")
    assert (found.receipts, found.push, found.nights) == ("day", False, QuietChoice(False))
    story = [fact for _, fact in dairy.parts.ledger.story(found.id)][-2:]
    assert [(fact.quiet, fact.who, fact.channel) for fact in story] == [
        (True, "member:0001", "ussd"),
        (False, "member:0001", "ussd"),
    ]


def test_where_the_cooperative_has_quiet_hours_the_key_makes_an_exception(dairy: Dairy, phone: Phone) -> None:
    dairy.parts.ledger.set_message_rules(MessageRules(quiet=True), OPERATOR)
    phone.dials()
    phone.sees("7 SMS at night: no")
    phone.presses("7")
    phone.sees("7 SMS at night: yes")
    assert dairy.parts.ledger.member("0001").nights == QuietChoice(False)


def test_an_unknown_phone_is_told_whom_to_ask(gateway: Gateway) -> None:
    stranger = Phone("+254799999999", gateway)
    stranger.dials()
    stranger.sees("haijaandikishwa", "not registered")
    stranger.is_hung_up()


def test_a_suspended_member_sees_it_and_may_still_look(dairy: Dairy, phone: Phone) -> None:
    dairy.record()
    dairy.parts.ledger.suspend_member("0001", "membership", OPERATOR)
    phone.dials()
    phone.sees("Suspended: ask the office.", "1 Milk today")
    phone.presses("1")
    phone.sees("8.5L answer?")


def test_who_left_sees_it_and_a_restricted_member_sees_all_that_is_theirs(dairy: Dairy, phone: Phone) -> None:
    dairy.record()
    dairy.parts.ledger.restrict_member("0001", "asked", OPERATOR)
    phone.dials("*384*22384*1#")
    phone.sees("8.5L answer?")
    dairy.parts.ledger.let_member_leave("0001", None, OPERATOR)
    phone.dials()
    phone.presses("2")
    phone.sees("No member any more.")


def test_a_phone_that_was_replaced_meanwhile_sees_no_more(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record()
    phone.dials()
    phone.presses("1")
    phone.presses("1")
    dairy.parts.ledger.propose_phone("0001", "254712000077", OPERATOR)
    dairy.post("manager", "/members/0001/phone-change/approval", {"phone": "0712000077"})
    phone.presses("1")
    phone.sees("not registered")
    phone.is_hung_up()
    assert told(dairy, milk)["state"] == "recorded"


@pytest.mark.parametrize("door", ["", "/ended"])
def test_a_forged_address_is_no_door(gateway: Gateway, dairy: Dairy, door: str) -> None:
    dairy.record()
    form = {"sessionId": "ATUid_1", "phoneNumber": "+254712000001", "text": "", "status": "Success"}
    for token in ("x", "0" * 32, dairy.sms("").strip("/").split("/")[-1]):
        address = f"{gateway.api}/api/v1/callbacks/ussd/{token}{door}"
        assert requests.post(address, data=form, timeout=30).status_code == 404
    address = f"{gateway.api}/api/v1{dairy.ussd(door)}"
    for lacking in ({}, {"sessionId": "ATUid_1"}, {**form, "phoneNumber": "cow", "status": ""}):
        assert requests.post(address, data=lacking, timeout=30).status_code == 422
    assert requests.post(address, data=form, timeout=30).status_code == 200


def test_what_is_dialled_elsewhere_is_nobodys(gateway: Gateway) -> None:
    answer = gateway.ask("/control/ussd/dial", {"from": "0712000001", "code": "*100#"})
    assert (answer.status_code, CODE in answer.json()["error"]) == (400, True)
