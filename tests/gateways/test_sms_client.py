"""Sending an SMS: over real HTTP to the simulator, and against every odd answer."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests

from imbuto.gateways.africastalking import (
    RECIPIENT_CODES,
    SEND_PATH,
    NotSent,
    Refused,
    Sent,
    SmsClient,
    Unknown,
)
from imbuto.gateways.wire import Limits

from .servers import Answer, Request, told

PATIENT = Limits(connect=timedelta(minutes=1), read=timedelta(minutes=1))
TEXT = "Maziwa lita 8.5 leo asubuhi. Risiti K7Q2. Jibu 1 kukubali."


def client(
    url: str, api_key: str = "demo-sms-key", sender: str = "IMBUTO", limits: Limits = PATIENT
) -> SmsClient:
    return SmsClient(url, "demo", api_key, sender, limits=limits)


def line(**changes: Any) -> Answer:
    """The gateway's answer for one recipient, with changed members."""
    recipient = {
        "statusCode": 101,
        "number": "+254712345678",
        "status": "Success",
        "cost": "KES 0.8000",
        "messageId": "ATXid_1",
    }
    data = {"Message": "Sent to 1/1 Total Cost: KES 0.8000", "Recipients": [{**recipient, **changes}]}
    return Answer(201, {"SMSMessageData": data})


def outcome_of(answer: Answer) -> object:
    with told(lambda request: answer) as server:
        return client(server.url).send("0712345678", TEXT)


def test_the_simulator_takes_a_text(sms_gateway: str) -> None:
    outcome = client(sms_gateway).send("0712345678", TEXT)
    assert isinstance(outcome, Sent)
    assert (outcome.cost_cents, outcome.parts) == (80, 1)
    newest = requests.get(f"{sms_gateway}/control/messages?to=254712345678&limit=1", timeout=60).json()
    assert newest["messages"][0]["id"] == outcome.message_id
    assert newest["messages"][0]["text"] == TEXT


def test_a_long_text_costs_its_parts(sms_gateway: str) -> None:
    outcome = client(sms_gateway).send("0712345678", "’" * 71)
    assert isinstance(outcome, Sent)
    assert (outcome.cost_cents, outcome.parts) == (160, 2)


def test_a_blacklisted_number_is_refused_for_good(sms_gateway: str) -> None:
    behaviour = {"msisdn": "254733000001", "behaviour": "blacklisted"}
    requests.post(f"{sms_gateway}/control/behaviours", json=behaviour, timeout=60)
    assert client(sms_gateway).send("254733000001", TEXT) == Refused("406", "UserInBlacklist")


def test_a_wrong_key_sends_nothing_and_may_be_mended(sms_gateway: str) -> None:
    assert isinstance(client(sms_gateway, api_key="wrong").send("0712345678", TEXT), NotSent)


def test_a_text_is_sent_as_the_gateway_asks() -> None:
    with told(lambda request: line()) as server:
        client(server.url).send("0712345678", TEXT)
        (sent,) = server.to(SEND_PATH)
    assert sent.headers["apiKey"] == "demo-sms-key"
    assert sent.headers["Accept"] == "application/json"
    form = {name: values[0] for name, values in parse_qs(sent.text).items()}
    assert (form["username"], form["to"], form["message"]) == ("demo", "+254712345678", TEXT)
    assert form["from"] == "IMBUTO"


def test_without_a_sender_none_is_named() -> None:
    with told(lambda request: line()) as server:
        client(server.url, sender="").send("0712345678", TEXT)
        assert "from" not in parse_qs(server.requests[0].text)


@pytest.mark.parametrize(
    ("cost", "cents"), [("KES 0.8000", 80), ("KES 1.6", 160), ("KES 12", 1200), ("0", 0), ("USD 0.01", 0)]
)
def test_the_cost_is_read_in_cents(cost: str, cents: int) -> None:
    assert outcome_of(line(cost=cost, messageParts=1)) == Sent("ATXid_1", cents, 1)


def test_the_gateway_s_count_of_parts_goes_before_ours() -> None:
    assert outcome_of(line(messageParts=3)) == Sent("ATXid_1", 80, 3)


KINDS = {"sent": Sent, "refused": Refused, "not sent": NotSent, "unknown": Unknown}


@pytest.mark.parametrize(
    ("treatment", "codes"),
    [
        ("sent", {100, 101, 102}),
        ("refused", {403, 404, 406, 407, 409, 502}),
        ("not sent", {402, 405}),
        ("unknown", {401, 500, 501}),
    ],
)
def test_each_code_of_a_recipient_is_one_of_four(treatment: str, codes: set[int]) -> None:
    assert {code for code, (_, listed) in RECIPIENT_CODES.items() if listed == treatment} == codes
    assert {type(outcome_of(line(statusCode=code))) for code in codes} == {KINDS[treatment]}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (line(statusCode=777), Unknown),
        (line(statusCode=None), Unknown),
        (line(messageId="None"), Unknown),
        (Answer(201, {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}}), NotSent),
        (Answer(201, {"SMSMessageData": {"Message": "InvalidPhoneNumber", "Recipients": []}}), Refused),
        (Answer(201, {"SMSMessageData": {"Message": "?", "Recipients": None}}), Unknown),
        (Answer(201, {"SMSMessageData": "?"}), Unknown),
        (Answer(200, "<html>"), Unknown),
        (Answer(400, "Request is missing required form field 'to'"), Refused),
        (Answer(401, "The supplied authentication is invalid"), NotSent),
        (Answer(429, "Too many requests"), NotSent),
        (Answer(500, "Internal Server Error"), Unknown),
        (Answer(502, "Bad Gateway"), NotSent),
        (Answer(503, "Service Unavailable"), NotSent),
        (Answer(504, "Gateway Timeout"), NotSent),
        (Answer(302, "", {"Location": "/x"}), Unknown),
        (Answer(hang_up=True), Unknown),
    ],
)
def test_an_odd_answer_is_never_taken_for_sent(answer: Answer, kind: type) -> None:
    assert type(outcome_of(answer)) is kind


def test_silence_after_sending_is_unknown() -> None:
    given_up = threading.Event()

    def silent(request: Request) -> Answer:
        given_up.wait(60)
        return line()

    with told(silent) as server:
        quick = replace(PATIENT, read=timedelta(milliseconds=250))
        assert isinstance(client(server.url, limits=quick).send("0712345678", TEXT), Unknown)
        given_up.set()


def test_a_gateway_that_is_away_was_sent_nothing() -> None:
    with told(lambda request: line()) as server:
        away = client(server.url)
    assert isinstance(away.send("0712345678", TEXT), NotSent)


def test_a_number_that_is_none_is_refused_before_it_leaves() -> None:
    with told(lambda request: line()) as server:
        assert isinstance(client(server.url).send("0202345678", TEXT), Refused)
        assert server.requests == []


def test_the_log_shows_neither_number_nor_text_nor_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "imbuto"):
        outcome_of(line())
    assert "ATXid_1" in caplog.text
    for secret in ("712345678", "demo-sms-key", "Maziwa"):
        assert secret not in caplog.text
