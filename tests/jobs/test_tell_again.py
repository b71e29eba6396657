"""An SMS whose answer is not known, or that nobody can get, is tried a few times over hours and no more."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import redis

from imbuto.aggregates.member import member_id
from imbuto.aggregates.message import MAX_SENDS
from imbuto.errors import Busy
from imbuto.gateways.africastalking import SmsOutcome, read_send_reply
from imbuto.gateways.wire import Reply
from imbuto.jobs import sweep

from .house import House

PHONE = "254712345678"


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = datetime(2026, 10, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def minute(house: House, redis_client: redis.Redis) -> Any:
    """Lets minutes pass, with the sweep and the work of each; no brake and no claim outlives its minute."""

    def minutes(count: int) -> None:
        for _ in range(count):
            house.later(minutes=1)
            redis_client.flushall()
            house.sweep()
            house.work()

    return minutes


def test_while_the_store_does_not_take_what_became_of_a_send_it_is_sent_a_few_times_only(
    house: House, minute: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise Busy("The event store did not answer in time.")

    monkeypatch.setattr(house.parts.ledger, "message_sent", full)
    house.deliver("0042")
    house.work()
    minute(60)
    assert len(house.texts(PHONE)) == 4, "at once, and after two, five and fifteen minutes"
    for _ in range(10):
        house.later(hours=7)
        minute(1)
    assert len(house.texts(PHONE)) == MAX_SENDS
    assert [fact.code for fact in house.facts("message.refused")] == ["gave-up"]


def test_a_send_that_the_store_does_not_take_note_of_is_not_made(
    house: House, minute: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise Busy("The event store did not answer in time.")

    house.phone_behaves(PHONE, "gateway_error")
    house.deliver("0042")
    house.work()
    house.phone_behaves(PHONE, "ok")
    monkeypatch.setattr(house.parts.ledger, "retry_message", full)
    minute(10)
    assert house.texts(PHONE) == []


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_that_is_down_for_a_day_loses_no_message(
    house: House, minute: Any, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    calls: list[str] = []

    def down(to: str, text: str) -> SmsOutcome:
        calls.append(text)
        return read_send_reply(Reply(status, None, "Service Unavailable"), text)

    with monkeypatch.context() as outage:
        outage.setattr(house.parts.sms, "send", down)
        house.deliver("0042")
        house.work()
        minute(30)
        for _ in range(4):
            house.later(hours=6)
            minute(1)
    assert len(calls) == 7
    house.later(hours=6)
    minute(1)
    assert len(house.texts(PHONE)) == 1


def test_a_member_whose_phone_cannot_be_read_any_more_stands_in_nobodys_way(
    house: House, minute: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_ONCE", 1)
    house.register("0043", "254722000043")
    house.deliver("0043")
    house.deliver("0042")
    house.parts.people.keyring.erase(member_id("0043").hex)
    minute(2)
    assert len(house.texts(PHONE)) == 1
    assert house.parts.views.messages.due() == []
    position = house.parts.ledger.position()
    minute(3)
    assert house.parts.ledger.position() == position
