"""What a farmer says by SMS, as it appears on the phone."""

from __future__ import annotations

from uuid import UUID

import pytest
import requests

from imbuto.ledger import member_id
from imbuto.values import receipt_code
from tests.api.dairy import JOB, Dairy

from .screenplay import Gateway, Phone
from .test_milk_by_ussd import story, told
from .test_money_by_ussd import paid


def state(dairy: Dairy, id: str) -> str:
    return str(told(dairy, id)["state"])


@pytest.mark.parametrize(
    "words", ["1", " 1. ", "Ndiyo.", "ndio asante sana", "SAWA", "Yes, please", "1 ok", "１"]
)
def test_a_yes_is_heard_and_costs_no_sms(dairy: Dairy, phone: Phone, words: str) -> None:
    milk = dairy.record()
    phone.texts(words, times=3)
    assert story(dairy, milk)[-1] == ("delivery.confirmed", "member:0001", "sms")
    assert phone.has_heard() == []


@pytest.mark.parametrize(
    "words",
    ["2 8.5", "2,8.5", "2.8.5", "2-8,5 lita", "HAPANA 8.5", "hapana, lita 8,5.", "No: 8.5 litres", "2*8.5"],
)
def test_a_no_is_heard_and_answered_once(dairy: Dairy, phone: Phone, words: str) -> None:
    milk = dairy.record(litres="10")
    phone.texts(words, times=2)
    assert told(dairy, milk)["dispute"]["claimed_litres"] == "8.50"
    assert story(dairy, milk)[-1] == ("delivery.disputed", "member:0001", "sms")
    (heard,) = phone.has_heard()
    assert heard == (
        "We have your word: 8.5 litres, not 10, 16 Nov. The office decides by 23 Nov. "
        f"No. 0001. {receipt_code(UUID(milk))}"
    )


def test_what_may_mean_two_things_is_asked_about(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="10")
    for words in ("2.8", "8.5", "habari ya asubuhi", "1 2", "2 99999"):
        phone.texts(words)
    assert state(dairy, milk) == "recorded"
    assert len(phone.has_heard()) == 3
    phone.hears("Sorry, we did not understand.", "2 8.5", "HELP")
    dairy.later(hours=24)
    phone.texts("moo")
    assert len(phone.has_heard()) == 4


def test_a_code_says_which_and_the_rest_stays(dairy: Dairy, phone: Phone) -> None:
    older, newer = dairy.record(date="2026-11-15", litres="7"), dairy.record()
    phone.texts(f"{receipt_code(UUID(older)).lower()} 2 6")
    assert (state(dairy, older), state(dairy, newer)) == ("disputed", "recorded")
    phone.hears("6 litres, not 7, 15 Nov")


def test_a_no_that_comes_too_late_is_told_so_and_a_yes_is_not(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record()
    dairy.later(hours=80)
    dairy.sign_in("clerk")
    phone.texts("1")
    assert phone.has_heard() == []
    phone.texts("2 8")
    phone.hears("No milk waits for your answer.")
    phone.texts(f"2 8 {receipt_code(UUID(milk))}")
    phone.hears("The time to answer for that milk has passed.")
    assert state(dairy, milk) == "recorded"


def together(dairy: Dairy, *deliveries: str) -> str:
    """One text about several weighings, as the evening's job asks for it; its code."""
    ids = [(UUID(id), f"told:{id}") for id in deliveries]
    message = dairy.parts.ledger.request_together("digest", "0001", 99, ids, lambda _: "Maziwa", JOB)
    assert message is not None
    return receipt_code(message.id)


def test_a_yes_to_a_text_about_several_means_all_that_still_wait(dairy: Dairy, phone: Phone) -> None:
    older = dairy.record(date="2026-11-14")
    told_together = [dairy.record(date="2026-11-15"), dairy.record(shift="AM"), dairy.record(shift="PM")]
    together(dairy, *told_together)
    phone.texts("1", times=2)
    assert [state(dairy, id) for id in told_together] == ["confirmed"] * 3
    assert state(dairy, older) == "recorded"
    phone.texts("1")
    assert state(dairy, older) == "confirmed"


def test_a_no_to_it_must_say_which(dairy: Dairy, phone: Phone) -> None:
    morning, evening = dairy.record(shift="AM"), dairy.record(shift="PM", litres="9")
    code = together(dairy, morning, evening)
    phone.texts("2 5")
    assert (state(dairy, morning), state(dairy, evening)) == ("recorded", "recorded")
    phone.hears("Which milk is wrong?", receipt_code(UUID(morning)), receipt_code(UUID(evening)))
    phone.texts(f"2 5 {receipt_code(UUID(evening))}")
    assert (state(dairy, morning), state(dairy, evening)) == ("recorded", "disputed")
    phone.texts(f"1 {code}")
    assert (state(dairy, morning), state(dairy, evening)) == ("confirmed", "disputed")


def test_a_household_is_asked_whose_milk_is_meant(dairy: Dairy, shared_phone: Phone) -> None:
    hers, his = dairy.record(member="0002"), dairy.record(member="0009", litres="12")
    shared_phone.texts("1")
    shared_phone.hears("Several members", f"0009 {receipt_code(UUID(his))}")
    shared_phone.texts(f"1 {receipt_code(UUID(his))}")
    assert (state(dairy, hers), state(dairy, his)) == ("recorded", "confirmed")


def test_balance_and_help_are_told(dairy: Dairy, phone: Phone) -> None:
    dairy.record(litres="10")
    for words in ("Salio?", "balance."):
        phone.texts(words)
        phone.hears("Balance 16/11: KES 450.00 to be paid. No. 0001.")
    phone.texts("MSAADA")
    phone.hears("Reply 1 to confirm milk")
    assert len(phone.has_heard()) == 3


def test_stop_ends_the_receipts_and_never_the_money(dairy: Dairy, phone: Phone) -> None:
    phone.texts("Stop.")
    phone.hears("no more SMS after each weighing", "Payments, statements and changes are still told")
    assert dairy.parts.ledger.member("0001").receipts == "off"
    facts = [fact for _, fact in dairy.parts.ledger.story(member_id("0001"))]
    assert (facts[-1].TOPIC, facts[-1].who, facts[-1].channel) == (
        "member.messages_chosen",
        "member:0001",
        "sms",
    )
    paid(dairy)
    assert [due.kind for due in dairy.parts.views.messages.due() if due.member == "0001"].count(
        "payment"
    ) == 1
    phone.texts("ANZA")
    phone.hears("You get SMS about your milk again.")
    assert dairy.parts.ledger.member("0001").receipts is None


def test_the_language_is_switched_and_named(dairy: Dairy, phone: Phone) -> None:
    phone.texts("LUGHA")
    phone.hears("tutakuandikia kwa Kiswahili")
    phone.texts("lugha: English")
    phone.hears("we write to you in English")
    phone.texts("Kiswahili")
    assert dairy.parts.views.members.get("0001").language == "sw"


def test_a_stranger_and_a_forger_are_told_nothing(gateway: Gateway, dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record()
    stranger = Phone("+254799999999", gateway)
    for words in ("1", "SALIO", "moo"):
        stranger.texts(words)
    form = {"id": "1", "from": "+254712000001", "to": "22384", "text": "1"}
    forged = f"{gateway.api}/api/v1/callbacks/sms/{'0' * 32}/inbound"
    assert requests.post(forged, data=form, timeout=30).status_code == 404
    assert dairy.parts.views.messages.page().items == []
    assert state(dairy, milk) == "recorded"


def test_who_asks_without_end_is_answered_ten_times_a_day(dairy: Dairy, phone: Phone) -> None:
    """One phone must not spend the month's money, and with it everybody's receipts."""
    for words in ("SALIO", "LUGHA", "MSAADA", "ANZA") * 3:
        phone.texts(words)
    assert len(phone.has_heard()) == 10
    known = dairy.parts.ledger.position()
    for words in ("LUGHA", "SALIO"):
        phone.texts(words)
    assert dairy.parts.ledger.position() == known
    phone.texts("STOP")
    assert dairy.parts.ledger.member("0001").receipts == "off"
    assert len(phone.has_heard()) == 10
    dairy.later(hours=48)
    phone.texts("SALIO")
    assert len(phone.has_heard()) == 11
