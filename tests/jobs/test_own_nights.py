"""A member's own word about the nights goes before the cooperative's, at each place where a text waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates.member import member_id
from imbuto.ledger import MessageRules, QuietChoice
from imbuto.values import receipt_code

from .house import House, by
from .test_together import minute, weigh

PHONE = "254712345678"
NIGHT = datetime(2026, 10, 6, 18, 0, tzinfo=UTC)
"""Nine in the evening in Nairobi."""
OWN = QuietChoice(True, "21:30", "06:30")


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = NIGHT


def rules(house: House, **changes: object) -> None:
    chosen = replace(MessageRules(), **changes)  # type: ignore[arg-type]
    house.parts.ledger.set_message_rules(chosen, by("staff:A1", house.now))


def choose(house: House, nights: QuietChoice, receipts: str | None = None, who: str = "member:0042") -> None:
    house.parts.ledger.choose_messages("0042", receipts, True, by(who, house.now), nights)


def clock(house: House, shows: str, day: int = 6) -> None:
    """Puts the clock of October to this time in Nairobi."""
    hour, minutes = (int(part) for part in shows.split(":"))
    house.now = datetime(2026, 10, day, tzinfo=UTC) + timedelta(hours=hour - 3, minutes=minutes)


def test_who_wants_to_be_told_at_any_hour_is_told_in_the_quiet_hours(house: House) -> None:
    rules(house, quiet=True)
    choose(house, QuietChoice(False))
    delivery = weigh(house)
    assert receipt_code(delivery) in minute(house)[0]


def test_who_wants_quiet_nights_has_them_where_the_cooperative_has_none(house: House) -> None:
    choose(house, QuietChoice(True))
    weigh(house)
    assert minute(house) == []
    assert house.sweep() == [], "nothing is queued that may not go"
    clock(house, "05:29", day=7)
    assert minute(house) == []
    clock(house, "05:30", day=7)
    assert len(minute(house)) == 1


def test_own_hours_begin_and_end_to_the_minute_and_go_past_midnight(house: House) -> None:
    choose(house, OWN)
    clock(house, "21:29")
    weigh(house, shift="AM")
    assert len(minute(house)) == 1
    clock(house, "21:30")
    weigh(house, shift="MID")
    for shows, day in (("21:30", 6), ("23:59", 6), ("00:00", 7), ("06:29", 7)):
        clock(house, shows, day)
        assert len(minute(house)) == 1, shows
    clock(house, "06:30", day=7)
    assert len(minute(house)) == 2


def test_own_hours_go_before_those_of_the_cooperative_also_where_they_end_earlier(house: House) -> None:
    rules(house, quiet=True)
    choose(house, QuietChoice(True, "22:00", "04:00"))
    weigh(house)
    assert len(minute(house)) == 1, "at nine the others wait already"
    clock(house, "22:30")
    weigh(house, shift="PM")
    assert len(minute(house)) == 1
    clock(house, "04:00", day=7)
    assert len(minute(house)) == 2


# ------------------------------------------------------------------ who thinks again


def test_who_lifts_the_quiet_in_the_night_is_told_then_and_once(house: House) -> None:
    choose(house, QuietChoice(True))
    weigh(house)
    assert minute(house) == []
    choose(house, QuietChoice(False))
    assert len(minute(house)) == 1
    choose(house, QuietChoice(True))
    clock(house, "12:00", day=7)
    assert len(minute(house)) == 1


def test_who_asks_for_quiet_in_the_night_is_left_in_peace_also_by_a_job_that_is_queued(house: House) -> None:
    weigh(house)
    house.follow()
    choose(house, QuietChoice(True))
    house.work()
    assert house.texts(PHONE) == []
    clock(house, "05:30", day=7)
    assert len(minute(house)) == 1


def test_hours_of_the_cooperative_that_change_move_the_night_of_who_gave_none(house: House) -> None:
    choose(house, QuietChoice(True))
    weigh(house)
    assert minute(house) == []
    rules(house, quiet_from="22:00", quiet_until="06:00")
    assert len(minute(house)) == 1
    clock(house, "05:45", day=7)
    weigh(house, shift="PM")
    assert len(minute(house)) == 1
    rules(house, quiet_from="06:00", quiet_until="06:00")
    assert len(minute(house)) == 2, "two equal times are no hours"


def test_the_cooperative_cannot_make_quiet_who_wants_to_be_told(house: House) -> None:
    choose(house, QuietChoice(False))
    for quiet in (True, False):
        rules(house, quiet=quiet)
        weigh(house, shift="AM" if quiet else "PM")
    assert len(minute(house)) == 2


def test_who_goes_back_to_the_usual_waits_with_the_others(house: House) -> None:
    rules(house, quiet=True)
    choose(house, QuietChoice(False))
    choose(house, QuietChoice())
    weigh(house)
    assert minute(house) == []


# ------------------------------------------------------------------ each place where a text waits


def test_a_days_text_whose_time_lies_in_the_members_night_comes_when_it_ends(house: House) -> None:
    clock(house, "09:00")
    choose(house, QuietChoice(True, "18:00", "06:00"), receipts="day")
    for shift in ("AM", "PM"):
        weigh(house, shift=shift)
    clock(house, "19:00")
    assert minute(house) == []
    assert house.sweep() == [], "nothing is queued that may not go"
    house.do("tell-together", "0042")
    assert house.texts(PHONE) == []
    clock(house, "06:00", day=7)
    (text,) = minute(house)
    assert "Total 17 litres" in text
    assert house.parts.views.messages.waiting("0042") == []


def test_a_reminder_waits_for_the_members_morning(house: House) -> None:
    rules(house, reminder_hours=12)
    clock(house, "08:00")
    choose(house, QuietChoice(True, "19:00", "06:00"))
    weigh(house)
    assert len(minute(house)) == 1
    clock(house, "20:30", day=8)
    assert len(minute(house)) == 1
    assert house.sweep() == []
    house.do("remind", "0042")
    assert len(house.texts(PHONE)) == 1
    clock(house, "06:00", day=9)
    assert len(minute(house)) == 2


def test_a_send_that_failed_before_the_members_night_is_tried_again_when_it_ends(house: House) -> None:
    choose(house, OWN)
    house.phone_behaves(PHONE, "gateway_error")
    delivery = weigh(house)
    minute(house)
    house.phone_behaves(PHONE, "ok")
    clock(house, "22:00")
    (message,) = [fact.originator_id for fact in house.facts("message.requested")]
    house.do("resend", message)
    assert minute(house) == []
    assert house.sweep() == []
    clock(house, "06:30", day=7)
    assert receipt_code(delivery) in minute(house)[0]


def test_disputes_answers_codes_and_what_the_office_chose_come_in_the_members_night(house: House) -> None:
    choose(house, QuietChoice(True))
    resolve(house, weigh(house))
    ledger, about = house.parts.ledger, member_id("0042")
    ledger.request_message("balance", about, 1, "0042", "Balance", by("member:0042", house.now))
    ledger.request_message("pin-blocked", about, 2, "0042", "PIN", by("staff:A1", house.now))
    choose(house, QuietChoice(True, "20:30", "06:30"), who="staff:C1")
    told = sorted(minute(house))
    assert [text[:7] for text in told] == ["Balance", "Dispute", "PIN", "The off"]
    assert "as for all, not 20:30-06:30." in told[3]


def resolve(house: House, delivery: UUID) -> None:
    ledger = house.parts.ledger
    ledger.dispute_delivery(delivery, "quantity", Decimal("9.5"), None, by("member:0042", house.now))
    ledger.resolve_dispute(delivery, "adjusted", Decimal(9), "seen", by("staff:M1", house.now))


def test_members_who_share_a_phone_are_told_each_by_their_own_word(house: House) -> None:
    house.register("0043", PHONE)
    rules(house, quiet=True)
    house.parts.ledger.choose_messages("0043", None, True, by("member:0043", house.now), QuietChoice(False))
    weigh(house)
    assert minute(house) == []
    house.parts.ledger.choose_messages("0042", None, True, by("member:0042", house.now), QuietChoice(False))
    assert len(minute(house)) == 1


def test_money_that_is_spent_holds_back_also_who_is_told_at_any_hour(house: House) -> None:
    rules(house, quiet=True, cap_cents=80)
    choose(house, QuietChoice(False))
    weigh(house)
    assert len(minute(house)) == 1
    weigh(house, shift="PM")
    assert len(minute(house)) == 1
