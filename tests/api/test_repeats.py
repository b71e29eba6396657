"""Twice is once: the same request again, with and without an Idempotency-Key, also all at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError
from werkzeug.test import TestResponse

from imbuto.errors import Busy

from .dairy import Dairy, weighing

KEY = {"Idempotency-Key": "0b9a8f6e-key"}


def at_once(count: int, ask: Callable[[int], TestResponse]) -> list[TestResponse]:
    """So many requests that start together."""
    gate = threading.Barrier(count)

    def run(number: int) -> TestResponse:
        gate.wait()
        return ask(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_the_same_request_fifty_times_at_once_is_one_fact(dairy: Dairy) -> None:
    body, before = weighing(), dairy.position()
    answers = at_once(50, lambda _: dairy.ask("clerk", "POST", "/deliveries", body))
    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert {answer.json["position"] for answer in answers} == {before + 1}
    assert dairy.position() == before + 1


def test_twenty_devices_with_one_weighing_make_one_fact(dairy: Dairy) -> None:
    before = dairy.position()
    answers = at_once(20, lambda _: dairy.ask("clerk", "POST", "/deliveries", weighing()))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    assert dairy.position() == before + 1


def test_the_same_key_at_once_gets_one_answer_or_is_told_to_wait(dairy: Dairy) -> None:
    body = weighing()
    answers = at_once(10, lambda _: dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY))
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert all("Retry-After" in answer.headers for answer in answers if answer.status_code == 503)
    assert len({answer.data for answer in answers if answer.status_code == 201}) == 1


def test_what_one_person_did_is_not_recorded_in_the_session_of_another(dairy: Dairy) -> None:
    body, before = weighing(), dairy.position()
    clerk = dairy.get("clerk", "/sessions/own")["principal"]
    expected = {"Expected-Principal": clerk, **KEY}
    refused = dairy.ask("manager", "POST", "/deliveries", body, headers=expected)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/another-person")
    listed = dairy.ask("manager", "POST", "/deliveries/batch", {"items": [body]}, headers=expected)
    assert (listed.status_code, dairy.position()) == (409, before)
    assert dairy.ask("clerk", "POST", "/deliveries", body, headers=expected).status_code == 201


def test_a_replay_has_the_first_status_body_and_address(dairy: Dairy) -> None:
    body = weighing()
    first = dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY)
    again = dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY)
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers


def test_a_key_with_other_content_is_refused(dairy: Dairy) -> None:
    dairy.ask("clerk", "POST", "/deliveries", weighing(), headers=KEY)
    before = dairy.position()
    refused = dairy.ask("clerk", "POST", "/deliveries", weighing(member="0002"), headers=KEY)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/different-content")
    assert dairy.position() == before


def test_a_key_is_its_owners_alone(dairy: Dairy) -> None:
    dairy.ask("clerk", "POST", "/deliveries", weighing(), headers=KEY)
    other = dairy.ask("limited", "POST", "/deliveries", weighing(member="0002"), headers=KEY)
    assert other.status_code == 201


def test_a_refusal_is_not_kept_because_it_may_pass(dairy: Dairy) -> None:
    body = weighing(date="2025-12-31")
    assert dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY).json["type"] == "/problems/no-price"
    price = {"id": str(uuid4()), "price_per_litre": {"amount": "40.00", "currency": "KES"}}
    dairy.post("treasurer", "/prices", {**price, "effective_from": "2025-01-01"})
    dairy.post("manager", f"/prices/{price['id']}/approval")
    assert dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY).status_code == 201


def test_a_key_that_cannot_be_one_is_refused_before_anything_is_done(dairy: Dairy) -> None:
    before = dairy.position()
    for key in ("", "two words", "k" * 256):
        answer = dairy.ask("clerk", "POST", "/deliveries", weighing(), headers={"Idempotency-Key": key})
        assert answer.status_code == 422
    assert dairy.position() == before


def test_an_invitation_is_told_once_also_to_who_repeats_the_request(dairy: Dairy) -> None:
    body = {"number": "S077", "name": "Kamau Otieno", "roles": ["clerk"]}
    first = dairy.ask("admin", "POST", "/staff", body, headers=KEY)
    again = dairy.ask("admin", "POST", "/staff", body, headers=KEY)
    assert (first.status_code, bool(first.json["invitation"]["code"])) == (201, True)
    assert (again.status_code, again.json["invitation"]) == (200, None)
    assert dairy.post("admin", "/staff/S077/invitation")["code"]


def test_signing_in_again_with_one_key_is_done_anew_for_no_token_is_kept(dairy: Dairy) -> None:
    body = {"login": "0001", "password": "milk in the morning"}
    answers = [dairy.ask(None, "POST", "/sessions", body, headers=KEY) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json["token"] != answers[1].json["token"]
    assert "Idempotency-Replayed" not in answers[1].headers


def test_a_recorded_fact_is_acknowledged_also_when_its_answer_cannot_be_kept(
    dairy: Dairy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*_: object) -> None:
        raise Busy("The people store is busy.")

    records = dairy.parts.people.idempotency
    body, missing = weighing(), weighing(member="9999")
    monkeypatch.setattr(records, "finish", locked)
    monkeypatch.setattr(records, "abandon", locked)
    with caplog.at_level(logging.WARNING):
        answer = dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY)
        refused = dairy.ask("clerk", "POST", "/deliveries", missing, headers={"Idempotency-Key": "other"})
    assert (answer.status_code, answer.json["status"]) == (201, "recorded")
    assert (refused.status_code, refused.json["type"]) == (404, "/problems/unknown")
    assert "the people store is busy" in caplog.text.lower()
    monkeypatch.undo()
    assert dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY).status_code == 503
    dairy.later(seconds=31)
    again = dairy.ask("clerk", "POST", "/deliveries", body, headers=KEY)
    assert (again.status_code, again.json["status"]) == (200, "already-recorded")


def test_reading_while_the_store_does_not_answer_is_busy_and_no_crash(
    dairy: Dairy, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = dairy.record()

    def silent(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(dairy.parts.ledger.facts_recorder, "select_events", silent)
    answer = dairy.ask("clerk", "GET", f"/deliveries/{id}")
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/busy")
    assert "Retry-After" in answer.headers
