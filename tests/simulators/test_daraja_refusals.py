"""What comes in the place of an answer, whether the request was taken or not."""

from __future__ import annotations

import pytest

from imbuto.simulators.daraja import DroppedConnection
from imbuto.simulators.daraja.refusals import APIGEE, REFUSALS, RESPONSES
from imbuto.simulators.daraja.rules import KEPT

from .inside import Inside, doing

TAKEN = [
    ("timeout_after", 504),
    ("html_after:502", 502),
    ("error_after", 500),
    ("garbled_after", 200),
]


@pytest.mark.parametrize("selector", REFUSALS)
def test_every_error_code_can_be_answered_and_takes_nothing(selector: str) -> None:
    gateway = doing(f"refusal:{selector}")
    answer = gateway.pay()
    body = answer.json or {}
    assert (answer.status_code, body["errorMessage"]) == REFUSALS[selector]
    assert body["errorCode"] == selector.partition("/")[0]
    assert gateway.state() == "never taken"


def test_an_error_code_that_nobody_has_documented_can_be_answered_too() -> None:
    assert (doing("refusal:500.009.77").pay().json or {})["errorCode"] == "500.009.77"


def test_an_error_may_come_under_http_200() -> None:
    answer = doing("envelope:500.002.1001").pay()
    assert (answer.status_code, (answer.json or {})["errorCode"]) == (200, "500.002.1001")


@pytest.mark.parametrize("name", APIGEE)
def test_the_front_door_has_faults_of_its_own(name: str) -> None:
    answer = doing(f"apigee:{name}").pay()
    fault = (answer.json or {})["fault"]
    assert (answer.status_code, fault["faultstring"], fault["detail"]["errorcode"]) == APIGEE[name]


def test_a_page_of_html_says_nothing() -> None:
    answer = doing("html:503").pay()
    assert (answer.status_code, answer.mimetype) == (503, "text/html")


def test_throttling_says_when_to_come_back() -> None:
    answer = doing("throttled:45").pay()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "45")


@pytest.mark.parametrize("code", RESPONSES)
def test_an_immediate_code_other_than_zero_takes_nothing_but_for_the_one_that_keeps_it(code: str) -> None:
    gateway = doing(f"response:{code}")
    answer = gateway.pay()
    assert (answer.status_code, (answer.json or {})["ResponseCode"]) == (200, code)
    gateway.wait()
    assert gateway.wallet() == (1_200 if code == KEPT else 0)


@pytest.mark.parametrize("fault", ["closed_before", "hang_before:25"])
def test_the_line_may_be_dropped_before_anything_is_taken(fault: str) -> None:
    gateway = doing(fault)
    with pytest.raises(DroppedConnection) as dropped:
        gateway.pay()
    assert (dropped.value.before, dropped.value.silent_seconds) == (True, 25 if "hang" in fault else 0)
    assert gateway.state() == "never taken"


@pytest.mark.parametrize("fault", ["closed_after", "hang_after:25"])
def test_the_line_may_be_dropped_although_it_was_taken(fault: str) -> None:
    gateway = doing(fault)
    with pytest.raises(DroppedConnection) as dropped:
        gateway.pay()
    assert not dropped.value.before
    gateway.wait()
    assert (gateway.wallet(), gateway.codes()) == (1_200, [0])


@pytest.mark.parametrize(("fault", "status"), TAKEN)
def test_a_bad_answer_may_hide_that_it_was_taken(fault: str, status: int) -> None:
    gateway = Inside({"rules": [{"do": fault, "when": {"try": 1}}]})
    answer = gateway.pay()
    assert (answer.status_code, gateway.state()) == (status, "paid")
    assert answer.get_json(silent=True) is None or "ResponseCode" not in (answer.json or {})
    assert "Duplicate" in (gateway.pay().json or {})["errorMessage"]
    gateway.wait()
    assert (gateway.wallet(), gateway.codes()) == (1_200, [0])


def test_what_spoils_an_answer_spoils_the_one_about_a_known_id_too() -> None:
    gateway = doing("timeout_after")
    assert [gateway.pay().status_code, gateway.pay().status_code] == [504, 504]
    gateway.wait()
    assert gateway.wallet() == 1_200


def test_a_token_may_be_ended_by_somebody_else() -> None:
    gateway = Inside({"rules": [{"do": "token_ended", "when": {"nth": 1, "try": 1}}]})
    assert (gateway.pay().json or {})["errorMessage"] == "Invalid Access Token"
    assert (gateway.pay().json or {})["errorMessage"] == "Invalid Access Token"
    gateway.token = gateway.new_token()
    assert gateway.pay().status_code == 200


def test_a_token_may_be_short_lived_a_number_or_refused() -> None:
    gateway = doing("token.short:60", "token.number")
    assert (gateway.ask_token().json or {})["expires_in"] == 60
    gateway.token = gateway.new_token()
    gateway.wait(seconds=61)
    assert gateway.pay().status_code == 404
    assert (doing("token.refusal:400.008.01").ask_token().json or {})["errorCode"] == "400.008.01"


def test_the_door_ends_a_token_too() -> None:
    gateway = Inside()
    gateway.control("token", {})
    assert gateway.pay().status_code == 404
