"""Receipts that come together, once a day or a week: each delivery is told by exactly one text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates.member import member_id
from imbuto.aggregates.weighing import Weighing
from imbuto.ledger import MessageRules, message_id
from imbuto.values import receipt_code

from .house import House, by

PHONE = "254712345678"
FARMER = "member:0042"
EVENING = datetime(2026, 10, 6, 16, 0, tzinfo=UTC)
"""Seven o'clock on a Tuesday evening in Nairobi."""


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = EVENING - timedelta(hours=13)


def weigh(house: House, litres: str = "8.5", shift: str = "AM", day: date | None = None) -> UUID:
    """Milk that is recorded at this instant."""
    id = uuid4()
    weighing = Weighing(
        member="0042", centre="KIA", date=day or house.now.date(), shift=shift, litres=Decimal(litres)
    )
    house.parts.ledger.record_delivery(id, weighing, by(at=house.now))
    return id


def choose(house: House, receipts: str | None, who: str = FARMER) -> None:
    house.parts.ledger.choose_messages("0042", receipts, True, by(who, house.now))


def rules(house: House, **changes: object) -> None:
    chosen = replace(MessageRules(), **changes)  # type: ignore[arg-type]
    house.parts.ledger.set_message_rules(chosen, by("staff:A1", house.now))


def minute(house: House) -> list[str]:
    """What the sweep and the workers do in a minute; what the phone has received since the beginning."""
    house.follow()
    house.sweep()
    house.work()
    return house.texts(PHONE)


def test_a_days_receipts_come_in_one_text_in_the_evening(house: House) -> None:
    choose(house, "day")
    morning = weigh(house, "8.5")
    house.later(hours=10)
    evening = weigh(house, "6", "PM")
    assert minute(house) == []

    house.now = EVENING
    (text,) = minute(house)

    about = message_id("digest", member_id("0042"), house.parts.views.deliveries.get(evening).position)
    assert text == (
        f"Milk 6 Oct: AM 8.5 {receipt_code(morning)}, PM 6 {receipt_code(evening)}. Total 14.5 litres. "
        f"No. 0042. Reply 1 to confirm all, 2 litres and code to dispute one. {receipt_code(about)}"
    )
    house.do("tell-together", "0042")
    house.later(days=1)
    assert len(minute(house)) == 1


def test_one_weighing_alone_is_told_in_the_usual_words(house: House) -> None:
    choose(house, "day")
    weigh(house)
    house.now = EVENING
    assert minute(house)[0].startswith("Milk 6 Oct AM: 8.5 litres. This period: 8.5 litres.")


def test_a_weeks_receipts_come_in_one_text_before_the_first_window_closes(house: House) -> None:
    rules(house, receipts="week")
    for _ in range(3):
        weigh(house)
        house.later(days=1)
        minute(house)
    texts = minute(house)
    assert [text[:13] for text in texts] == ["Milk 6-7 Oct:"], "three days are the window, Sunday is too late"
    house.later(days=3)
    assert [text[:11] for text in minute(house)[1:]] == ["Milk 8 Oct "]


@pytest.mark.parametrize(("first", "then"), [("day", "each"), ("each", "day"), ("week", "day")])
def test_how_a_delivery_is_told_is_settled_when_it_is_recorded(house: House, first: str, then: str) -> None:
    choose(house, first)
    before = weigh(house)
    choose(house, then)
    house.later(hours=1)
    after = weigh(house, shift="PM")
    for _ in range(2):
        minute(house)
        house.now = EVENING + timedelta(days=7)
    texts = minute(house)
    assert sum(receipt_code(before) in text for text in texts) == 1
    assert sum(receipt_code(after) in text for text in texts) == 1
    assert house.parts.views.messages.due() == []
    assert house.parts.views.messages.waiting("0042") == []


def test_who_turns_receipts_off_is_told_nothing_that_waits_and_the_choice_says_why(house: House) -> None:
    choose(house, "day")
    weigh(house)
    choose(house, "off")
    weigh(house, shift="PM")
    house.now = EVENING
    assert minute(house) == []
    choose(house, "each")
    house.later(days=1)
    assert minute(house) == []
    assert [fact.receipts for fact in house.facts("member.messages_chosen")] == ["day", "off", "each"]


def test_a_receipt_in_a_workers_hand_is_not_sent_after_it_was_turned_off(house: House) -> None:
    delivery = weigh(house)
    house.follow()
    choose(house, "off")
    choose(house, "each")
    house.do("tell", "receipt", delivery, 1, "0042")
    assert minute(house) == []


def test_corrections_are_told_at_once_and_voided_milk_not_at_all_among_others(house: House) -> None:
    choose(house, "day")
    mended, gone = weigh(house, "8.5"), weigh(house, "7", "PM")
    ledger = house.parts.ledger
    ledger.correct_delivery(mended, Decimal("9.5"), None, "misread", by(at=house.now))
    ledger.void_delivery(gone, "recorded twice", by(at=house.now))
    assert ["corrected: 9.5" in minute(house)[0], "was removed" in minute(house)[1]] == [True, True]
    house.now = EVENING
    (receipts,) = minute(house)[2:]
    assert receipt_code(gone) not in receipts


def test_payments_and_disputes_are_told_whatever_is_chosen(house: House) -> None:
    choose(house, "off")
    disputed = weigh(house)
    ledger = house.parts.ledger
    ledger.dispute_delivery(disputed, "quantity", Decimal("9.5"), None, by(FARMER, house.now))
    ledger.resolve_dispute(disputed, "adjusted", Decimal(9), "weighed again", by("staff:M1", house.now))
    (text,) = minute(house)
    assert "now 9 litres" in text


def test_a_member_hears_of_it_when_an_official_turns_the_receipts_off(house: House) -> None:
    choose(house, "off", "staff:C1")
    (text,) = minute(house)
    assert text.startswith("The office changed the SMS about your milk: none any more. No. 0042.")


@pytest.mark.parametrize("usual", ["each", "day"])
def test_an_official_who_turns_receipts_off_silences_no_milk_that_is_recorded(
    house: House, usual: str
) -> None:
    """Off just before the evening's text, and on again after it, would have hidden a day's milk."""
    choose(house, usual)
    delivery = weigh(house)
    choose(house, "off", "staff:C1")
    house.now = EVENING
    assert sum(receipt_code(delivery) in text for text in minute(house)) == 1
    choose(house, usual, "staff:C1")
    house.later(days=1)
    assert sum(receipt_code(delivery) in text for text in minute(house)) == 1
    assert house.parts.views.messages.due() == []


def test_two_texts_at_the_same_time_tell_each_delivery_once(house: House) -> None:
    """The second was made of the same look; the claims let one of them through."""
    choose(house, "day")
    first = weigh(house)
    look = [(first, f"told:{first}")]
    ledger, at = house.parts.ledger, by("job:tell", house.now)
    second = weigh(house, shift="PM")
    both = [*look, (second, f"told:{second}")]
    assert ledger.request_together("digest", "0042", 1, look, lambda left: f"{len(left)}", at) is not None
    later = ledger.request_together("digest", "0042", 2, both, lambda left: f"{len(left)}", at)
    assert later is not None
    assert (later.covers, later.text.text) == ((second,), "1")
    assert ledger.request_together("digest", "0042", 3, both, lambda left: "", at) is None
    assert ledger.request_message("receipt", first, 1, "0042", "Milk", at) is None


# ------------------------------------------------------------------ reminders


def test_who_has_not_answered_is_reminded_once_in_one_text(house: House) -> None:
    rules(house, reminder_hours=12)
    answered, silent, other = weigh(house, "5"), weigh(house, "6", "PM"), weigh(house, "7", "MID")
    house.parts.ledger.confirm_delivery(answered, by(FARMER, house.now))
    minute(house)
    house.later(hours=60, minutes=1)
    texts = minute(house)[3:]
    house.later(minutes=5)
    assert minute(house)[3:] == texts
    about = message_id("reminder", member_id("0042"), house.parts.views.deliveries.get(other).position)
    (text,) = texts
    assert text == (
        "Not answered yet: milk 6 Oct, 2 times, 13 litres. Until 9 Oct 06:00. No. 0042. "
        f"Reply 1 to confirm all, 2 litres and code to dispute one. {receipt_code(about)}"
    )
    assert set(house.parts.views.messages.covered(about)) == {silent, other}


def test_nobody_is_reminded_of_what_was_told_hours_ago_or_has_closed(house: House) -> None:
    rules(house, receipts="week", reminder_hours=48)
    weigh(house)
    house.now = EVENING + timedelta(days=1)
    assert len(minute(house)) == 1
    house.later(days=5)
    assert len(minute(house)) == 1
