"""The app before the SMS, over HTTP: API, push service, SMS gateway, and a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
from flask import Flask

from imbuto.api.app import create_app
from imbuto.api.parts import attach
from imbuto.ledger import MessageRules, message_id

from .house import House, by
from .phones import Phones, phones_of

PHONE = "254712345678"
BEGAN = datetime(2026, 10, 2, 7, 0, tzinfo=UTC)
APPS: list[Flask] = []
"""To arrange an app takes longer than these tests; it holds nothing of a house but its parts."""


@pytest.fixture
def phones(house: House) -> Iterator[Phones]:
    """A farmer with the app on no phone yet, and a clerk; push first, SMS after half an hour."""
    house.now = BEGAN
    house.register("0042", PHONE)
    house.parts.ledger.join_staff("S001", "Njeri", ["clerk"], by("operator:root"))
    push_first(house)
    app = APPS.pop() if APPS else create_app(house.parts)
    attach(app, house.parts)
    with phones_of(house, app) as found:
        for number in ("0042", "S001"):
            found.sign_in(number)
        yield found
    APPS.append(app)


def mine(phones: Phones) -> list[dict[str, Any]]:
    """The subscriptions, as the member sees them."""
    answer = phones.ask("0042", "GET", "/members/0042/push-subscriptions")
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def token_of(phones: Phones, delivery: UUID) -> str:
    """What the first of the member's phones got with the receipt of this delivery."""
    return phones.house.parts.push_token(message_id("receipt", delivery, 1), mine(phones)[0]["id"])


def push_first(house: House, minutes: int = 30, **more: Any) -> None:
    rules = replace(MessageRules(), push_first=True, push_wait_minutes=minutes, **more)
    house.parts.ledger.set_message_rules(rules, by("staff:A1", house.now))


def weigh(phones: Phones, litres: str = "8.5", shift: str = "AM") -> UUID:
    """The clerk records milk over HTTP."""
    id = str(uuid4())
    body = {"id": id, "member": "0042", "centre": "KIA", "date": "2026-10-02", "shift": shift}
    answer = phones.ask("S001", "POST", "/deliveries", {**body, "litres": litres})
    assert answer.status_code == 201, answer.text
    return UUID(id)


def minute(house: House, minutes: int = 1) -> list[str]:
    """So many minutes pass, with the sweep and the workers; all that the phone got by SMS."""
    house.later(minutes=minutes)
    house.follow()
    house.sweep()
    house.work()
    return house.texts(PHONE)


def told(house: House) -> list[str]:
    return [type(fact).TOPIC.removeprefix("message.") for fact in house.facts("message.")]


def test_milk_is_shown_on_the_phone_and_no_sms_is_paid_for(phones: Phones) -> None:
    phone = phones.subscribe()
    weigh(phones)
    phones.house.work()
    (text,) = phones.shown(phone)
    assert text.startswith("Milk 2 Oct AM: 8.5 litres.")
    assert minute(phones.house, 45) == []
    assert minute(phones.house, 60 * 24) == []
    assert told(phones.house) == ["requested", "pushed", "shown"]
    (shown,) = phones.house.facts("message.shown")
    assert (shown.who, shown.recorded_at) == ("gateway:push", BEGAN)


def test_what_was_not_shown_goes_by_sms_after_the_wait_and_once(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "not_shown")
    weigh(phones)
    phones.house.work()
    assert phones.shown() == []
    assert minute(phones.house, 29) == []
    assert len(minute(phones.house, 2)) == 1
    assert len(minute(phones.house, 60)) == 1
    assert told(phones.house) == ["requested", "pushed", "retried", "sent"]


def test_a_phone_that_was_off_shows_it_when_it_is_on_again_but_not_after_the_sms(phones: Phones) -> None:
    phone = phones.subscribe()
    phones.behaves(phone, "offline")
    weigh(phones)
    phones.house.work()
    phones.house.later(minutes=20)
    phones.behaves(phone, "ok")
    assert len(phones.shown()) == 1
    phones.behaves(phone, "offline")
    weigh(phones, "9", "PM")
    phones.house.work()
    assert len(minute(phones.house, 31)) == 1
    phones.behaves(phone, "ok")
    assert phones.states() == ["shown", "expired"]


def test_a_subscription_that_is_gone_is_forgotten_and_the_sms_goes_at_once(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "gone")
    weigh(phones)
    phones.house.work()
    assert len(phones.house.texts(PHONE)) == 1
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
    assert len(phones.house.texts(PHONE)) == 1
    assert len(mine(phones)) == 1


def test_a_service_that_asks_for_a_rest_gets_it(phones: Phones) -> None:
    phone = phones.subscribe()
    phones.behaves(phone, "busy")
    weigh(phones)
    phones.house.work()
    phones.behaves(phone, "ok")
    weigh(phones, shift="PM")
    phones.house.work()
    assert (phones.shown(), len(phones.house.texts(PHONE))) == ([], 2)
    phones.house.later(seconds=31)
    weigh(phones, shift="MID")
    phones.house.work()
    assert (len(phones.shown()), len(phones.house.texts(PHONE))) == (1, 2)


def test_a_lost_answer_may_have_been_taken_and_waits(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "lost_answer")
    weigh(phones)
    phones.house.work()
    assert phones.house.texts(PHONE) == []
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
    assert (phones.shown(), house.texts(PHONE)) == (["Milk"], [])
    assert minute(house, 60) == []


def test_several_phones_are_asked_and_one_that_shows_it_is_enough(phones: Phones) -> None:
    first, second, third = (phones.subscribe(name=name) for name in ("Tecno", "Itel", "Nokia"))
    phones.behaves(first, "gone")
    phones.behaves(second, "not_shown")
    weigh(phones)
    phones.house.work()
    assert len(phones.shown(third)) == 1
    assert minute(phones.house, 60) == []
    names = [
        one["device"] for one in phones.ask("0042", "GET", "/members/0042/push-subscriptions").json()["items"]
    ]
    assert sorted(names) == ["Itel", "Nokia"]


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
    assert (len(house.texts(PHONE)), phones.shown()) == (3, [])
    assert told(house) == ["requested", "sent"] * 3


def test_a_change_of_number_and_a_way_in_go_to_the_phone_on_file(phones: Phones) -> None:
    phones.subscribe()
    house = phones.house
    house.parts.ledger.propose_phone("0042", "254722000042", by("staff:S001", house.now))
    house.work()
    assert phones.ask("0042", "PUT", "/members/0042/pin", {"pin": "4071"}).status_code == 200
    house.work()
    assert phones.shown() == []
    assert len(house.texts(PHONE)) == 2


def test_a_days_receipts_are_pushed_in_one_text(phones: Phones) -> None:
    phones.subscribe()
    house = phones.house
    house.parts.ledger.choose_messages("0042", "day", True, by("member:0042", house.now))
    weigh(phones)
    weigh(phones, "9", "MID")
    assert minute(house, 12 * 60) == []
    (text,) = phones.shown()
    assert "8.5" in text
    assert "9" in text
    (one,) = phones.service.notifications()
    assert (one["urgency"], len(one["topic"])) == ("normal", 32)
    assert minute(house, 60) == []


def test_quiet_hours_hold_the_sms_that_follows_until_the_morning(phones: Phones) -> None:
    push_first(phones.house, quiet=True)
    phones.behaves(phones.subscribe(), "not_shown")
    phones.house.now = datetime(2026, 10, 2, 16, 45, tzinfo=UTC)
    weigh(phones)
    phones.house.work()
    assert minute(phones.house, 60) == []
    assert len(minute(phones.house, 9 * 60)) == 1


def test_only_who_has_the_token_says_that_it_was_shown(phones: Phones) -> None:
    phones.behaves(phones.subscribe(), "not_shown")
    delivery = weigh(phones)
    phones.house.work()
    message = message_id("receipt", delivery, 1)
    right = phones.house.parts.push_token(
        message, phones.house.parts.people.push.of("member:0042", BEGAN)[0].id
    )
    head, device, token = right.split(".")
    for wrong in (
        "",
        "x",
        "..",
        f"{head}.other.{token}",
        f"{uuid4().hex}.{device}.{token}",
        right[:-1],
        "é.é.é",
    ):
        assert phones.ask(None, "POST", "/push/shown", {"token": wrong}).status_code in (404, 422)
    for _ in range(2):
        assert phones.ask(None, "POST", "/push/shown", {"token": right}).json() == {"status": "noted"}
    assert told(phones.house) == ["requested", "pushed", "shown"]
    assert minute(phones.house, 60) == []


def test_the_token_stands_in_no_fact_and_no_log(phones: Phones, caplog: pytest.LogCaptureFixture) -> None:
    phone = phones.subscribe()
    delivery = weigh(phones)
    phones.house.work()
    token = token_of(phones, delivery)
    assert phones.shown()
    words = repr(phones.house.facts("")) + caplog.text
    assert token.rpartition(".")[2] not in words
    assert phone not in words
    files = b"".join(path.read_bytes() for path in phones.house.parts.settings.data.glob("*.sqlite*"))
    assert phone.encode() not in files


def test_an_address_elsewhere_is_refused_and_another_member_finds_nothing(phones: Phones) -> None:
    phones.house.register("0043", "254722000043")
    phones.sign_in("0043")
    phones.subscribe()
    browser = requests.post(
        f"{phones.url}/control/browsers", json={"name": "x", "key": "x"}, timeout=60
    ).json()
    elsewhere = {"endpoint": "http://127.0.0.1:6379/x", "keys": browser["keys"], "device": "x"}
    refused = phones.ask("0042", "POST", "/members/0042/push-subscriptions", elsewhere)
    assert refused.status_code == 422
    assert "6379" not in refused.text
    (one,) = mine(phones)
    assert phones.ask("0043", "GET", "/members/0042/push-subscriptions").status_code == 404
    assert phones.ask("0043", "DELETE", f"/members/0042/push-subscriptions/{one['id']}").status_code == 404
    gone = phones.ask("0043", "DELETE", f"/members/0043/push-subscriptions/{one['id']}")
    assert gone.json() == {"removed": False}
    for removed in (True, False):
        answer = phones.ask("0042", "DELETE", f"/members/0042/push-subscriptions/{one['id']}")
        assert answer.json() == {"removed": removed}
