"""The app before the SMS, over HTTP: API, push service, SMS gateway, and a clock that stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import requests

from imbuto.ledger import message_id

from .house import by
from .phones import (
    ADDED,
    BEGAN,
    PASSWORD,
    PHONE,
    Phones,
    mine,
    minute,
    push_first,
    texts,
    token_of,
    told,
    weigh,
)


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


def test_the_app_is_opened_on_the_simulators_page(phones: Phones) -> None:
    def opened(password: str) -> requests.Response:
        body = {"login": "0042", "password": password}
        return requests.post(f"{phones.url}/control/phones", json=body, timeout=60)

    assert opened("not it at all").status_code == 400
    assert opened(PASSWORD).status_code == 201
    weigh(phones)
    phones.house.work()
    assert len(phones.shown()) == 1
    assert [one["name"] for one in phones.service.browsers()] == ["Member 0042"]


def test_what_the_app_saved_is_told_beside_what_messages_cost(phones: Phones) -> None:
    phone = phones.subscribe()
    house = phones.house
    house.parts.ledger.join_staff("S002", "Wanjiru", ["manager"], by("operator:root"))
    phones.sign_in("S002", "office")

    def costs() -> dict[str, Any]:
        found: dict[str, Any] = phones.ask("S002", "GET", "/messages/costs?month=2026-10").json()
        return found

    for shift in ("AM", "MID"):
        weigh(phones, shift=shift)
        house.work()
    assert len(phones.shown()) == 2
    assert (costs()["messages"], costs()["shown"], costs()["cost"]["amount"]) == (1, 2, "0.80"), "the letter"
    assert costs()["saved"]["amount"] == "1.60"
    phones.behaves(phone, "gone")
    weigh(phones, shift="PM")
    house.work()
    found = costs()
    assert (found["messages"], found["shown"]) == (2, 2)
    assert (found["cost"]["amount"], found["saved"]["amount"]) == ("1.60", "1.60")
    assert [(kind["kind"], kind["shown"]) for kind in found["kinds"]] == [
        ("browser-added", 0),
        ("receipt", 2),
    ]


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


def test_a_change_of_number_and_a_way_in_go_to_the_phone_on_file(phones: Phones) -> None:
    phones.subscribe()
    house = phones.house
    house.parts.ledger.propose_phone("0042", "254722000042", by("staff:S001", house.now))
    house.work()
    assert phones.ask("0042", "PUT", "/members/0042/pin", {"pin": "4071"}).status_code == 200
    house.work()
    assert phones.shown() == []
    assert len(texts(house)) == 2


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


# ------------------------------------------------------------------ a new place


def letters(phones: Phones) -> list[str]:
    phones.house.follow()
    phones.house.work()
    return [text for text in phones.house.texts(PHONE) if text.startswith(ADDED)]


def test_the_phone_on_file_hears_by_sms_of_each_new_browser_at_any_hour_and_once(phones: Phones) -> None:
    """Whoever took over an open session would else read along unheard."""
    push_first(phones.house, quiet=True, quiet_from="00:00", quiet_until="23:59", digest_at="23:59")
    phones.subscribe()
    (letter,) = letters(phones)
    assert letter.endswith("If this was not you, tell the office today.")
    phones.subscribe(name="Nokia")
    assert len(letters(phones)) == 2
    assert minute(phones.house, 60 * 24) == []
    assert len(letters(phones)) == 2
    assert phones.shown() == [], "the app alone would tell only whoever holds it"


def test_a_browser_that_subscribes_again_is_no_news(phones: Phones) -> None:
    _, told = phones.browser()
    for name in ("Tecno", "Tecno of Kamau"):
        assert phones.tell_api({**told, "device": name}).status_code == 201
    assert len(letters(phones)) == 1
    assert [one["device"] for one in mine(phones)] == ["Tecno of Kamau"]


def test_too_many_browsers_in_an_hour_are_refused_and_cost_nothing(phones: Phones) -> None:
    _, told = phones.browser()
    answers = [phones.tell_api(told).status_code for _ in range(31)]
    assert (answers[-2:], len(letters(phones))) == ([201, 429], 1)
