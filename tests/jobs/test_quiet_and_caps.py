"""Phones are left in peace at night, and a month costs no more than it may: nothing is lost by either."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates.member import member_id
from imbuto.ledger import MessageRules
from imbuto.values import receipt_code

from .house import House, by
from .test_together import minute, weigh

PHONE = "254712345678"
NIGHT = datetime(2026, 10, 6, 18, 0, tzinfo=UTC)
"""Nine in the evening in Nairobi."""


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = NIGHT


def rules(house: House, **changes: object) -> None:
    chosen = replace(MessageRules(), **changes)  # type: ignore[arg-type]
    house.parts.ledger.set_message_rules(chosen, by("staff:A1", house.now))


def resolve(house: House, delivery: UUID) -> None:
    ledger = house.parts.ledger
    ledger.dispute_delivery(delivery, "quantity", Decimal("9.5"), None, by("member:0042", house.now))
    ledger.resolve_dispute(delivery, "adjusted", Decimal(9), "seen", by("staff:M1", house.now))


def test_what_is_weighed_at_night_is_told_in_the_morning(house: House) -> None:
    rules(house, quiet=True)
    weigh(house)
    assert minute(house) == []
    assert house.sweep() == [], "nothing is queued that may not go"
    house.now = NIGHT + timedelta(hours=8, minutes=29)
    assert minute(house) == []
    house.later(minutes=1)
    assert len(minute(house)) == 1


def test_a_dispute_an_answer_and_a_letter_come_at_any_hour(house: House) -> None:
    rules(house, quiet=True)
    resolve(house, weigh(house))
    ledger, about = house.parts.ledger, member_id("0042")
    ledger.request_message("balance", about, 1, "0042", "Balance", by("member:0042", house.now))
    ledger.request_message("pin-blocked", about, 2, "0042", "PIN", by("staff:A1", house.now))
    assert [text[:7] for text in sorted(minute(house))] == ["Balance", "Dispute", "PIN"]


def test_a_send_that_failed_before_the_quiet_hours_waits_for_their_end(house: House) -> None:
    house.now = NIGHT - timedelta(hours=1, minutes=1)
    rules(house, quiet=True)
    house.phone_behaves(PHONE, "gateway_error")
    delivery = weigh(house)
    minute(house)
    house.phone_behaves(PHONE, "ok")
    house.later(hours=3)
    (message,) = [fact.originator_id for fact in house.facts("message.requested")]
    house.do("resend", message)
    assert minute(house) == []
    house.later(hours=9)
    assert receipt_code(delivery) in minute(house)[0]


# ------------------------------------------------------------------ the month's limit


def test_when_the_months_money_is_spent_people_are_warned_and_receipts_wait(house: House) -> None:
    rules(house, cap_cents=160)
    for shift in ("AM", "MID"):
        weigh(house, shift=shift)
        minute(house)
    assert [fact.percent for fact in house.facts("cooperative.message_money_spent")] == [80, 100]
    late = weigh(house, shift="PM")
    assert len(minute(house)) == 2
    assert [one.delivery for one in house.parts.views.messages.waiting("0042")] == [late]

    house.now = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    assert receipt_code(late) in minute(house)[2]
    assert house.parts.views.messages.waiting("0042") == []


def test_at_four_fifths_there_is_a_warning_and_all_goes_on(house: House) -> None:
    rules(house, cap_cents=200)
    for shift in ("AM", "MID"):
        weigh(house, shift=shift)
        minute(house)
    (warned,) = house.facts("cooperative.message_money_spent")
    assert (warned.month, warned.percent, warned.spent_cents) == ("2026-10", 80, 160)
    (alarm,) = house.parts.views.messages.cost_alarms("2026-10")
    assert (alarm.percent, alarm.cap_cents) == (80, 200)


def test_disputes_are_told_though_the_money_is_spent_and_answers_are_refused_with_the_reason(
    house: House,
) -> None:
    rules(house, cap_cents=80)
    disputed = weigh(house)
    minute(house)
    resolve(house, disputed)
    house.parts.ledger.request_message(
        "balance", member_id("0042"), 1, "0042", "Balance", by("member:0042", house.now)
    )
    assert [text[:7] for text in minute(house)] == ["Milk 6 ", "Dispute"]
    assert [fact.code for fact in house.facts("message.refused")] == ["cap"]


def test_a_correction_is_told_though_the_money_is_spent(house: House) -> None:
    rules(house, cap_cents=80)
    delivery = weigh(house)
    minute(house)
    house.parts.ledger.correct_delivery(
        delivery, Decimal(5), None, "written wrong", by("staff:S1", house.now)
    )
    (_, corrected) = minute(house)
    assert "corrected: 5" in corrected


def test_more_money_lets_go_what_waits(house: House) -> None:
    rules(house, cap_cents=80)
    weigh(house)
    minute(house)
    for shift in ("MID", "PM"):
        weigh(house, shift=shift)
    assert len(minute(house)) == 1
    rules(house, cap_cents=500)
    house.later(days=1)
    assert [text[:12] for text in minute(house)[1:]] == ["Milk 6 Oct: "], "both in one text"
    weigh(house, shift="AM")
    assert len(minute(house)) == 3


def test_costs_are_known_by_month_and_kind(house: House) -> None:
    resolve(house, weigh(house))
    minute(house)
    found = house.parts.views.messages.costs_by_kind("2026-10")
    assert {(one.kind, one.messages, one.cost_cents) for one in found} == {
        ("receipt", 1, 80),
        ("dispute-outcome", 1, 80),
    }
    assert house.parts.views.messages.spent_cents("2026-10") == 160
    assert house.parts.views.messages.spent_cents("2026-11") == 0
