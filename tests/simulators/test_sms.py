"""The SMS gateway: sending, reports, answers from phones, and trouble."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
import requests

from .helpers import Simulator, start

if TYPE_CHECKING:
    from .conftest import Listener

pytestmark = pytest.mark.journey

FARMER = "+254712345678"
AIRTEL = "+254733123456"


def send(sms: Simulator, api_key: str = "demo-sms-key", **changes: str) -> requests.Response:
    form = {"username": "demo", "to": FARMER, "message": "Milk recorded: 8.5 L", "from": "IMBUTO"} | changes
    headers = {"apiKey": api_key, "Accept": "application/json"}
    return requests.post(f"{sms.url}/version1/messaging", data=form, headers=headers, timeout=60)


def behave(sms: Simulator, behaviour: str, **more: Any) -> None:
    body = {"msisdn": FARMER, "behaviour": behaviour} | more
    assert sms.post("/control/behaviours", body).status_code == 200


def form_at(listener: Listener, path: str, place: int = 0) -> dict[str, str]:
    received = listener.wait_for(place + 1, path)[place]
    assert received.content_type == "application/x-www-form-urlencoded"
    return {name: values[0] for name, values in parse_qs(received.body.decode()).items()}


def test_a_message_is_taken_and_its_delivery_reported(sms: Simulator, listener: Listener) -> None:
    answer = send(sms)
    assert answer.status_code == 201
    data = answer.json()["SMSMessageData"]
    assert data["Message"] == "Sent to 1/1 Total Cost: KES 0.8000"
    line = data["Recipients"][0]
    assert (line["statusCode"], line["number"], line["cost"]) == (101, FARMER, "KES 0.8000")
    assert line["messageId"].startswith("ATXid_")
    assert form_at(listener, "/reports") == {
        "id": line["messageId"],
        "status": "Success",
        "phoneNumber": FARMER,
        "networkCode": "63902",
        "retryCount": "0",
    }


@pytest.mark.parametrize(
    ("text", "parts", "cost"),
    [
        ("a" * 160, 1, "KES 0.8000"),
        ("a" * 161, 2, "KES 1.6000"),
        ("€" * 81, 2, "KES 1.6000"),
        ("ŵ" * 70, 1, "KES 0.8000"),
        ("ŵ" * 135, 3, "KES 2.4000"),
    ],
)
def test_a_long_message_costs_by_its_parts(sms: Simulator, text: str, parts: int, cost: str) -> None:
    line = send(sms, message=text).json()["SMSMessageData"]["Recipients"][0]
    assert (line["messageParts"], line["cost"]) == (parts, cost)


def test_one_wrong_number_does_not_hold_up_the_others(sms: Simulator, listener: Listener) -> None:
    data = send(sms, to=f"{FARMER},0712,{AIRTEL}").json()["SMSMessageData"]
    assert [line["statusCode"] for line in data["Recipients"]] == [101, 403, 101]
    assert data["Recipients"][1]["status"] == "InvalidPhoneNumber"
    assert data["Message"] == "Sent to 2/3 Total Cost: KES 1.6000"
    listener.wait_for(2, "/reports")
    reports = [form_at(listener, "/reports", place) for place in (0, 1)]
    assert {report["networkCode"] for report in reports} == {"63902", "63903"}


@pytest.mark.parametrize("changes", [{"api_key": "guess"}, {"username": "somebody"}])
def test_a_stranger_sends_nothing(sms: Simulator, changes: dict[str, str]) -> None:
    assert send(sms, **changes).status_code == 401
    assert sms.get("/control/messages").json() == {"messages": []}


@pytest.mark.parametrize(("field", "value"), [("to", ""), ("to", ",,"), ("message", "")])
def test_a_missing_field_is_named(sms: Simulator, field: str, value: str) -> None:
    answer = send(sms, **{field: value})
    assert answer.status_code == 400
    assert f"'{field}'" in answer.text


def test_an_undeliverable_message_is_reported_with_its_reason(sms: Simulator, listener: Listener) -> None:
    behave(sms, "undeliverable")
    assert send(sms).status_code == 201
    report = form_at(listener, "/reports")
    assert (report["status"], report["failureReason"]) == ("Failed", "DeliveryFailure")


def test_a_blacklisted_number_is_refused_free_of_charge(sms: Simulator, listener: Listener) -> None:
    behave(sms, "blacklisted")
    line = send(sms).json()["SMSMessageData"]["Recipients"][0]
    assert (line["statusCode"], line["status"], line["cost"]) == (406, "UserInBlacklist", "0")
    assert listener.heard_nothing(0.2)


def test_a_report_may_never_come(sms: Simulator, listener: Listener) -> None:
    behave(sms, "no_report")
    assert send(sms).status_code == 201
    assert listener.heard_nothing(0.2)


def test_a_gateway_error_takes_nothing(sms: Simulator) -> None:
    behave(sms, "gateway_error")
    assert send(sms).status_code == 500
    assert sms.get("/control/messages").json() == {"messages": []}


def test_a_slow_number_keeps_the_caller_waiting(sms: Simulator) -> None:
    behave(sms, "slow", delay_ms=300)
    assert send(sms).elapsed.total_seconds() >= 0.3


def test_a_farmer_answers_from_the_phone(sms: Simulator, listener: Listener) -> None:
    answer = sms.post("/control/answer", {"from": FARMER, "text": "1 ndio"})
    assert answer.status_code == 202
    form = form_at(listener, "/inbound")
    assert set(form) == {"linkId", "text", "to", "id", "date", "from"}
    assert (form["from"], form["text"], form["id"]) == (FARMER, "1 ndio", answer.json()["id"])


def test_messages_are_listed_newest_first_and_by_number(sms: Simulator) -> None:
    send(sms, message="first")
    send(sms, message="second")
    send(sms, to=AIRTEL, message="other")
    everything = sms.get("/control/messages").json()["messages"]
    assert [one["text"] for one in everything] == ["other", "second", "first"]
    hers = sms.get(f"/control/messages?to={FARMER}").json()["messages"]
    assert [one["text"] for one in hers] == ["second", "first"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/control/answer", {"from": "0712345678", "text": "1"}),
        ("/control/answer", {"from": FARMER, "text": "\ud800"}),
        ("/control/answer", {"from": FARMER}),
        ("/control/behaviours", {"msisdn": FARMER, "behaviour": "dance"}),
        ("/control/urls", {"reports_url": "file:///etc/passwd"}),
        ("/control/urls", "nowhere"),
    ],
)
def test_the_steering_doors_refuse_nonsense_in_words(sms: Simulator, path: str, body: Any) -> None:
    answer = sms.post(path, body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_restart_remembers_messages_and_sends_the_reports_it_owed(
    tmp_path: Path, listener: Listener
) -> None:
    with start("sms", tmp_path, "--delay-ms", "60000", "--reports-url", f"{listener.url}/reports") as sms:
        sent = send(sms).json()["SMSMessageData"]["Recipients"][0]["messageId"]
    with start("sms", tmp_path, "--delay-ms", "10") as sms:
        assert form_at(listener, "/reports")["id"] == sent
        assert sms.get("/control/messages").json()["messages"][0]["id"] == sent


def test_it_stops_quietly_when_asked(ended: subprocess.CompletedProcess[str]) -> None:
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_it_is_healthy_and_the_page_is_whole_in_itself(sms: Simulator) -> None:
    assert sms.get("/healthz").status_code == 200
    page = sms.get("/").text
    assert "Phones, pretended" in page
    assert "src=" not in page
