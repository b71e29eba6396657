"""Telling members by SMS when something is wrong: a crash, a number, an answer, the gateway."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import redis

from imbuto.aggregates.member import member_id

from .house import House, by

PHONE = "254712345678"


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = datetime(2026, 10, 2, 18, 0, tzinfo=UTC)


def test_a_message_left_by_a_crash_before_the_call_is_sent_two_minutes_later(house: House) -> None:
    delivery = house.deliver("0042")
    request = by("job:tell", house.now)
    message = house.parts.ledger.request_message("receipt", delivery, 1, "0042", "Milk", request)
    assert message is not None

    house.work()
    assert house.texts(PHONE) == []
    house.later(minutes=3)
    assert house.sweep() == [f"resend-{message.id}"]
    house.work()

    assert house.texts(PHONE) == ["Milk"]
    house.do("resend", message.id)
    assert house.texts(PHONE) == ["Milk"]


def test_a_message_to_a_person_who_was_forgotten_meanwhile_is_refused(house: House) -> None:
    delivery = house.deliver("0042")
    request = by("job:tell", house.now)
    message = house.parts.ledger.request_message("receipt", delivery, 1, "0042", "Milk", request)
    assert message is not None
    house.parts.people.keyring.erase(member_id("0042").hex)

    house.do("resend", message.id)

    assert [fact.code for fact in house.facts("message.refused")] == ["erased"]


def test_a_number_that_the_gateway_does_not_know_is_refused_for_good(house: House) -> None:
    house.register("0045", "12345")
    house.deliver("0045")

    house.work()

    assert [fact.code for fact in house.facts("message.refused")] == ["bad-value"]
    house.later(minutes=5)
    assert house.sweep() == []


def test_a_message_about_nothing_that_is_recorded_is_not_sent(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    delivery = house.deliver("0042")

    house.do("tell", "receipt", delivery, 9, "0042")

    assert house.facts("message.") == []
    assert "is not done: There is no fact" in caplog.text


def test_an_answer_without_sense_is_a_failed_send_and_is_tried_again_later(house: House) -> None:
    house.phone_behaves(PHONE, "gateway_error")
    house.deliver("0042")
    house.work()
    assert len(house.facts("message.not_sent")) == 1

    house.phone_behaves(PHONE, "ok")
    house.later(minutes=6)
    house.sweep()
    house.work()

    assert len(house.texts(PHONE)) == 1
    assert len(house.facts("message.sent")) == 1


def test_after_five_failed_sends_a_message_is_given_up(house: House, redis_client: redis.Redis) -> None:
    house.phone_behaves(PHONE, "gateway_error")
    house.deliver("0042")
    house.work()
    for minutes in (3, 6, 16, 61):
        house.later(minutes=minutes)
        house.sweep()
        redis_client.flushall()
        house.do("resend", house.facts("message.requested")[0].originator_id)
    assert len(house.facts("message.not_sent")) == 5
    assert [fact.code for fact in house.facts("message.refused")] == ["gave-up"]


def test_while_the_gateway_is_away_nothing_is_given_up_and_all_is_told_afterwards(house: House) -> None:
    gateway = house.parts.sms._url
    house.parts.sms._url = "http://127.0.0.1:9/version1/messaging"
    for shift in ("AM", "MID", "PM"):
        house.deliver("0042", shift=shift)
    house.work()
    for _ in range(5):
        house.later(seconds=10)
        house.sweep()
        house.work()
    told = [type(fact).TOPIC for fact in house.facts("message.")]
    assert told == ["message.requested", "message.not_sent"], "one was tried, and then all waited"

    for _ in range(8):
        house.later(minutes=3)
        house.sweep()
        house.work()
    assert len(house.facts("message.not_sent")) > 5, "after each pause one is tried"
    assert not house.facts("message.refused")

    house.parts.sms._url = gateway
    house.later(minutes=61)
    house.sweep()
    house.work()

    assert len(house.texts(PHONE)) == 3
