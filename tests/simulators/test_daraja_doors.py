"""What Daraja's doors let in, and the words with which they turn others away."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from .helpers import Cooperative

pytestmark = pytest.mark.journey

OAUTH = "/oauth/v1/generate?grant_type=client_credentials"
PRODUCTS = {
    "/mpesa/b2c/v3/paymentrequest": (404, "404.001.03"),
    "/mpesa/transactionstatus/v1/query": (400, "400.003.01"),
    "/mpesa/accountbalance/v1/query": (401, "401.002.01"),
}


def test_a_token_lasts_an_hour_less_a_second_and_says_so_in_a_string(daraja: Cooperative) -> None:
    login = ("demo-consumer-key", "demo-consumer-secret")
    answer = requests.get(daraja.simulator.url + OAUTH, auth=login, timeout=60).json()
    assert answer["expires_in"] == "3599"


def test_a_wrong_secret_gets_no_token(daraja: Cooperative) -> None:
    answer = requests.get(daraja.simulator.url + OAUTH, auth=("demo-consumer-key", "guess"), timeout=60)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "400.008.01")


def test_a_login_that_is_not_basic_gets_no_token(daraja: Cooperative) -> None:
    headers = {"Authorization": "Bearer abc"}
    answer = requests.get(daraja.simulator.url + OAUTH, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "400.008.01")


def test_another_grant_type_gets_no_token(daraja: Cooperative) -> None:
    login = ("demo-consumer-key", "demo-consumer-secret")
    answer = requests.get(daraja.simulator.url + "/oauth/v1/generate?grant_type=code", auth=login, timeout=60)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "400.008.02")


@pytest.mark.parametrize("path", PRODUCTS)
def test_each_product_has_its_own_words_for_a_wrong_token(daraja: Cooperative, path: str) -> None:
    daraja.token = "stolen"
    answer = daraja.send(path, {})
    assert (answer.status_code, answer.json()["errorCode"]) == PRODUCTS[path]


def test_a_new_token_ends_the_one_before(daraja: Cooperative) -> None:
    old = daraja.token
    new = daraja.new_token()
    assert daraja.pay().json()["errorCode"] == "404.001.03"
    daraja.token = new
    assert daraja.pay().status_code == 200
    assert old != new


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("OriginatorConversationID", ""),
        ("InitiatorName", None),
        ("SecurityCredential", ""),
        ("CommandID", "GiftPayment"),
        ("Amount", "12.50"),
        ("Amount", 12.5),
        ("Amount", "-5"),
        ("Amount", True),
        ("Amount", "9" * 50),
        ("PartyA", "coop"),
        ("PartyB", "0712345678"),
        ("PartyB", "+254712345678"),
        ("PartyB", "254812345678"),
        ("Remarks", "x"),
        ("Remarks", "x" * 101),
        ("Remarks", "half a \ud800 letter"),
        ("Remarks", ["a", "list"]),
        ("QueueTimeOutURL", "file:///etc/passwd"),
        ("ResultURL", "http://[broken"),
        ("ResultURL", "nowhere"),
        ("Occassion", "x" * 101),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(daraja: Cooperative, field: str, value: Any) -> None:
    answer = daraja.pay(**{field: value})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "400.002.02")
    assert answer.json()["errorMessage"] == f"Bad Request - Invalid {field}"
    assert daraja.state()["payments"] == []


@pytest.mark.parametrize("amount", [1200, "1200"])
@pytest.mark.parametrize("msisdn", ["254712345678", "254112345678"])
def test_amounts_come_as_numbers_or_strings_and_numbers_begin_with_7_or_1(
    daraja: Cooperative, amount: Any, msisdn: str
) -> None:
    assert daraja.pay(Amount=amount, PartyB=msisdn).json()["ResponseCode"] == "0"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"[" * 100_000, b"\xff\xfe", b"9" * 10_000, b"{}", b"null"]
)
def test_odd_bodies_are_refused_and_nothing_breaks(daraja: Cooperative, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {daraja.token}", "Content-Type": "application/json"}
    url = daraja.simulator.url + "/mpesa/b2c/v3/paymentrequest"
    answer = requests.post(url, data=body, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "400.002.05")


def test_a_wrong_path_and_a_wrong_method_have_their_own_codes(daraja: Cooperative) -> None:
    assert daraja.send("/mpesa/b2c/v9/paymentrequest", {}).json()["errorCode"] == "404.001.01"
    answer = daraja.simulator.get("/mpesa/b2c/v3/paymentrequest")
    assert (answer.status_code, answer.json()["errorCode"]) == (405, "405.001")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "TransactionID"),
        ({"OriginalConversationID": "p", "IdentifierType": "1"}, "IdentifierType"),
        ({"OriginalConversationID": "p", "CommandID": "StatusPlease"}, "CommandID"),
        ({"OriginalConversationID": "p", "Remarks": "x" * 101}, "Remarks"),
    ],
)
def test_a_wrong_query_is_refused_by_field(daraja: Cooperative, changes: dict[str, Any], field: str) -> None:
    answer = daraja.ask_status(**changes)
    assert (answer.status_code, answer.json()["errorMessage"]) == (400, f"Bad Request - Invalid {field}")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/control/behaviours", {"msisdn": "254712345678", "behaviour": "dance"}),
        ("/control/behaviours", {"msisdn": "0712345678", "behaviour": "ok"}),
        ("/control/float", {"float_cents": -1}),
        ("/control/float", {"float_cents": "all"}),
        ("/control/wallets", {"msisdn": "254712345678", "shillings": 500_001}),
        ("/control/behaviours", []),
    ],
)
def test_the_steering_doors_refuse_nonsense_in_words(daraja: Cooperative, path: str, body: Any) -> None:
    answer = daraja.simulator.post(path, body)
    assert answer.status_code == 400
    assert answer.json()["error"]
