"""The app before the SMS where something goes wrong: nothing is lost, and nothing is told twice."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.ledger import MessageRules

from .house import by
from .phones import Phones, mine, minute, push_first, texts, told, weigh


def test_a_subscription_that_is_gone_is_forgotten_and_the_sms_goes_at_once(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "gone")
    weigh(phones)
    phones.house.work()
    assert len(texts(phones.house)) == 1
    assert mine(phones) == []
    assert told(phones.house) == ["requested", "pushed", "not_pushed", "retried", "sent"]
    weigh(phones, shift="PM")
    phones.house.work()
    assert told(phones.house)[5:] == ["requested", "sent"]


@pytest.mark.parametrize("behaviour", ["too_large", "error", "busy"])
def test_what_no_service_takes_goes_by_sms_at_once_and_the_subscription_stays(
    phones: Phones, behaviour: str
) -> None:
    phones.behaves(phones.subscribe(), behaviour)
    weigh(phones)
    phones.house.work()
    assert len(texts(phones.house)) == 1
    assert len(mine(phones)) == 1


def test_a_service_that_asks_for_a_rest_gets_it(phones: Phones) -> None:
    phone = phones.subscribe()
    phones.behaves(phone, "busy")
    weigh(phones)
    phones.house.work()
    phones.behaves(phone, "ok")
    weigh(phones, shift="PM")
    phones.house.work()
    assert (phones.shown(), len(texts(phones.house))) == ([], 2)
    phones.house.later(seconds=31)
    weigh(phones, shift="MID")
    phones.house.work()
    assert (len(phones.shown()), len(texts(phones.house))) == (1, 2)


def test_a_lost_answer_may_have_been_taken_and_waits(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "lost_answer")
    weigh(phones)
    phones.house.work()
    assert texts(phones.house) == []
    assert len(phones.shown()) == 1
    assert minute(phones.house, 60) == []


def test_killed_between_fact_and_call_it_goes_by_sms_after_the_wait_and_nothing_twice(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones.subscribe()
    delivery = weigh(phones)

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    monkeypatch.setattr(type(phones.house.parts.push), "push", die)
    with pytest.raises(Killed):
        phones.house.do("tell", "receipt", delivery, 1, "0042")
    monkeypatch.undo()
    phones.house.parts.redis.flushall()
    assert minute(phones.house, 1) == []
    assert phones.shown() == []
    assert len(minute(phones.house, 30)) == 1
    assert len(minute(phones.house, 60)) == 1
    assert told(phones.house) == ["requested", "pushed", "retried", "sent"]


def test_killed_between_the_request_and_the_push_it_is_pushed_by_the_sweep(phones: Phones) -> None:
    phones.subscribe()
    delivery = weigh(phones)
    house = phones.house
    job = by("job:tell", house.now)
    house.parts.ledger.request_message("receipt", delivery, 1, "0042", "Milk", job, begun=False)
    house.work()
    assert (phones.shown(), texts(house)) == (["Milk"], [])
    assert minute(house, 60) == []


def test_without_the_rule_the_choice_or_a_session_it_is_an_sms_as_ever(phones: Phones) -> None:
    phones.subscribe()
    house, ledger = phones.house, phones.house.parts.ledger
    ledger.set_message_rules(MessageRules(), by("staff:A1", house.now))
    weigh(phones)
    house.work()
    push_first(house)
    ledger.choose_messages("0042", None, False, by("member:0042", house.now))
    weigh(phones, shift="MID")
    house.work()
    ledger.choose_messages("0042", None, True, by("member:0042", house.now))
    assert phones.ask("0042", "DELETE", "/sessions/own").status_code < 300
    weigh(phones, shift="PM")
    house.work()
    assert (len(texts(house)), phones.shown()) == (3, [])
    assert told(house) == ["requested", "sent"] * 3
