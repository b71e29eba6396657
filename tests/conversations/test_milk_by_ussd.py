"""What a farmer says of the milk by dialling, as it appears on the phone."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.api.ussd import stepping
from tests.api.dairy import Dairy

from .screenplay import Phone


def story(dairy: Dairy, id: str) -> list[tuple[str, str, str]]:
    """Each fact of a delivery, who said it, and through what."""
    facts = dairy.get("0001", f"/deliveries/{id}")["story"]
    return [(fact["fact"], fact["who"], fact["channel"]) for fact in facts]


def told(dairy: Dairy, id: str) -> dict[str, Any]:
    found: dict[str, Any] = dairy.get("clerk", f"/deliveries/{id}")
    return found


def test_the_farmer_agrees(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="8.5")
    phone.dials("*384*22384#")
    phone.sees("No. 0001", "1 Milk today", "3 Balance")
    phone.presses("1")
    phone.sees("Milk today:", "1 16/11 AM 8.5L answer?")
    phone.presses("1")
    phone.sees("8.5 litres, KES 382.50", "Answer until 19/11 09:00", "1 Agree", "2 Dispute")
    phone.presses("1")
    phone.sees("Thank you. You agreed to 8.5 litres, 16/11 AM.")
    assert story(dairy, milk)[-1] == ("delivery.confirmed", "member:0001", "ussd")
    phone.presses("0")
    phone.sees("8.5L agreed")
    phone.presses("00")
    phone.presses("0")
    phone.sees("Thank you. Welcome back.")
    phone.is_hung_up()


def test_the_farmer_disputes_and_the_rest_is_paid(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="10")
    phone.dials()
    for key in ("1", "1", "2"):
        phone.presses(key)
    phone.sees("recorded: 10 litres", "How many do you say?")
    phone.presses("9,5 lita")
    phone.sees("You say 9.5 litres, not 10", "1 Send")
    assert told(dairy, milk)["state"] == "recorded"
    phone.presses("1")
    phone.sees("We have your word: 9.5 litres, not 10", "decides by 23/11")
    dispute = told(dairy, milk)["dispute"]
    assert (dispute["reason"], dispute["claimed_litres"]) == ("quantity", "9.50")
    assert story(dairy, milk)[-1] == ("delivery.disputed", "member:0001", "ussd")
    phone.presses("00")
    phone.presses("3")
    phone.sees("Balance 16/11: KES 427.50", "In dispute KES 22.50")


def test_an_earlier_milk_is_disputed_though_another_waits(dairy: Dairy, phone: Phone) -> None:
    earlier, today = dairy.record(date="2026-11-15", litres="7"), dairy.record()
    for shift in ("AM", "PM"):
        dairy.record(date="2026-11-14", shift=shift)
        dairy.record(date="2026-11-13", shift=shift)
    phone.dials()
    phone.presses("2")
    phone.sees("Earlier milk:", "1 15/11 AM 7L answer?", "9 More")
    phone.presses("9")
    phone.sees("13/11")
    phone.sees_no("15/11")
    phone.presses("0")
    for key in ("1", "2", "6", "1"):
        phone.presses(key)
    phone.sees("We have your word: 6 litres, not 7, 15/11 AM.")
    assert (told(dairy, earlier)["state"], told(dairy, today)["state"]) == ("disputed", "recorded")


def test_what_was_agreed_can_still_be_disputed_in_time(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="10")
    phone.dials()
    for key in ("1", "1", "1", "0", "1"):
        phone.presses(key)
    phone.sees("You agreed.", "2 Dispute")
    phone.sees_no("1 Agree")
    for key in ("2", "0.0", "1"):
        phone.presses(key)
    assert told(dairy, milk)["dispute"]["claimed_litres"] == "0.00"


def test_a_key_that_leads_nowhere_gets_the_same_screen_with_a_hint(dairy: Dairy, phone: Phone) -> None:
    dairy.record(litres="8.5")
    phone.dials()
    phone.presses("8")
    phone.sees("No such choice.", "1 Milk today")
    phone.presses("1")
    phone.presses("1")
    phone.presses("2")
    for typed in ("cow", "9999999", "8.555", "-3", "2 000"):
        phone.presses(typed)
        phone.sees("Litres only, please.", "recorded: 8.5 litres")
    phone.presses("8.5")
    phone.sees("Those are the litres.")
    phone.presses("8*0")
    phone.sees("You say 8 litres, not 8.5")


def test_a_list_that_grew_meanwhile_makes_no_key_mean_another_milk(dairy: Dairy, phone: Phone) -> None:
    shown = dairy.record(shift="AM", litres="5")
    phone.dials()
    phone.presses("1")
    newer = dairy.record(shift="PM", litres="6")
    phone.presses("1")
    phone.sees("5 litres")
    phone.presses("1")
    assert (told(dairy, shown)["state"], told(dairy, newer)["state"]) == ("confirmed", "recorded")


def test_a_record_that_changed_meanwhile_is_shown_before_it_is_answered(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="8.5")
    phone.dials()
    phone.presses("1")
    phone.presses("1")
    dairy.post("clerk", f"/deliveries/{milk}/correction", {"litres": "5.8", "reason": "misread"})
    phone.presses("1")
    phone.sees("The record changed.", "5.8 litres")
    assert told(dairy, milk)["state"] == "recorded"
    phone.presses("1")
    phone.sees("You agreed to 5.8 litres")


def test_what_the_office_removed_meanwhile_cannot_be_answered(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record()
    phone.dials()
    phone.presses("1")
    phone.presses("1")
    dairy.post("clerk", f"/deliveries/{milk}/void", {"reason": "twice"})
    phone.presses("1")
    phone.sees("The record changed.", "The office removed it.")
    phone.sees_no("1 Agree", "2 Dispute")
    assert told(dairy, milk)["state"] == "voided"


def test_a_step_that_cannot_be_worked_on_ends_kindly_and_the_next_call_goes_on(
    dairy: Dairy, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    dairy.record()
    monkeypatch.setattr(stepping, "PATIENCE_SECONDS", (0,))
    phone.dials()
    phone.presses("1")
    dairy.parts.people.ussd.begin(phone.shown["session"], "254712000001", 2, dairy.now)
    phone.presses("1")
    phone.sees("Samahani", "Sorry, please dial again")
    phone.is_hung_up()
    phone.dials()
    phone.presses("1")
    phone.sees("Milk today:")


def test_after_the_window_nothing_can_be_answered(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record()
    phone.dials()
    phone.presses("1")
    phone.presses("1")
    dairy.later(hours=80)
    phone.presses("1")
    phone.sees("The time to answer for this milk has passed.")
    dairy.sign_in("clerk")
    assert told(dairy, milk)["state"] == "recorded"
    phone.presses("00")
    phone.presses("2")
    phone.sees("closed")
    phone.presses("1")
    phone.sees("The time to answer has passed.")
    phone.sees_no("1 Agree", "2 Dispute")


def test_a_step_that_the_gateway_posts_twice_makes_one_fact(dairy: Dairy, phone: Phone) -> None:
    first, second = dairy.record(shift="AM"), dairy.record(shift="PM")
    phone.dials()
    phone.presses("1", times=3)
    phone.presses("1", times=2)
    phone.presses("1", times=5)
    phone.sees("You agreed to 8.5 litres, 16/11 PM")
    assert [fact for fact, _, _ in story(dairy, second)] == ["delivery.recorded", "delivery.confirmed"]
    assert told(dairy, first)["state"] == "recorded"


def test_a_dropped_call_is_taken_up_again_within_three_minutes(dairy: Dairy, phone: Phone) -> None:
    milk = dairy.record(litres="10")
    phone.dials()
    for key in ("1", "1", "2", "9"):
        phone.presses(key)
    phone.drops()
    dairy.later(seconds=100)
    phone.dials()
    phone.sees("You broke off.", "1 Go on", "2 Start anew")
    phone.drops()
    dairy.later(seconds=100)
    phone.dials()
    phone.presses("1")
    phone.sees("You say 9 litres, not 10", "1 Send")
    phone.presses("1")
    phone.sees("We have your word")
    assert told(dairy, milk)["dispute"]["claimed_litres"] == "9.00"
    phone.drops()
    dairy.later(seconds=181)
    phone.dials()
    phone.sees("No. 0001", "1 Milk today")


def test_who_starts_anew_is_at_home_and_a_shortcut_asks_nothing(dairy: Dairy, phone: Phone) -> None:
    dairy.record(litres="10")
    phone.dials("*384*22384*1#")
    phone.sees("Milk today:", "10L")
    phone.drops()
    phone.dials("*384*22384*3#")
    phone.sees("Balance 16/11: KES 450.00")
    phone.drops()
    phone.dials()
    phone.presses("2")
    phone.sees("No. 0001")
