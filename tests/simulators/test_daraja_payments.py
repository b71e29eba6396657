"""What becomes of an accepted payment: the money, the result, and the ways it goes wrong."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest

from .helpers import FARMER, PASSWORD, Cooperative, parameters

if TYPE_CHECKING:
    from .conftest import Listener

pytestmark = pytest.mark.journey

FLOAT_CENTS = 500_000_000


def result(listener: Listener, count: int = 1) -> dict[str, Any]:
    """The last of the first ``count`` results."""
    return dict(json.loads(listener.wait_for(count, "/result")[count - 1].body)["Result"])


def test_a_payment_is_queued_at_once_and_paid_a_little_later(daraja: Cooperative, listener: Listener) -> None:
    accepted = daraja.pay(OriginatorConversationID="october-1").json()
    assert accepted["ResponseCode"] == "0"
    assert accepted["OriginatorConversationID"] == "october-1"

    paid = result(listener)
    assert (paid["ResultType"], paid["ResultCode"]) == (0, 0)
    assert paid["ConversationID"] == accepted["ConversationID"]
    assert re.fullmatch(r"[A-Z0-9]{10}", paid["TransactionID"])
    told = parameters(paid)
    assert told["TransactionReceipt"] == paid["TransactionID"]
    assert told["TransactionAmount"] == 1200
    assert told["ReceiverPartyPublicName"] == f"{FARMER} - DEMO SUBSCRIBER 45678"
    assert told["B2CUtilityAccountAvailableFunds"] == 4_998_800
    assert told["B2CChargesPaidAccountAvailableFunds"] == -5
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d", told["TransactionCompletedDateTime"])


def test_the_money_leaves_the_float_and_reaches_the_wallet(daraja: Cooperative, listener: Listener) -> None:
    daraja.pay()
    result(listener)
    state = daraja.state()
    assert state["float_cents"] == FLOAT_CENTS - 120_000
    assert state["charges_cents"] == -500
    assert state["wallets"] == {FARMER: 1200}


@pytest.mark.parametrize(("amount", "fee"), [(100, 0), (101, 5), (1501, 9), (20_000, 11), (20_001, 13)])
def test_the_business_pays_the_fee_of_its_band(
    daraja: Cooperative, listener: Listener, amount: int, fee: int
) -> None:
    daraja.pay(Amount=amount)
    result(listener)
    assert daraja.state()["charges_cents"] == -fee * 100


def test_an_id_is_taken_once_and_never_again(daraja: Cooperative, listener: Listener) -> None:
    daraja.pay(OriginatorConversationID="twice")
    result(listener)
    again = daraja.pay(OriginatorConversationID="twice", Amount="99")
    assert (again.status_code, again.json()["errorCode"]) == (500, "500.002.1001")
    assert again.json()["errorMessage"] == "Duplicate OriginatorConversationID."
    assert daraja.state()["wallets"] == {FARMER: 1200}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Amount": 9}, 2),
        ({"Amount": 250_001}, 3),
        ({"PartyA": "600999"}, 2028),
        ({"InitiatorName": "somebody"}, 2001),
    ],
)
def test_a_refused_payment_has_a_code_and_no_parameters(
    daraja: Cooperative, listener: Listener, changes: dict[str, Any], code: int
) -> None:
    daraja.pay(**changes)
    refused = result(listener)
    assert refused["ResultCode"] == code
    assert "ResultParameters" not in refused
    assert daraja.state()["float_cents"] == FLOAT_CENTS


@pytest.mark.parametrize(
    ("behaviour", "code"), [("not_registered", 2040), ("invalid_number", "SFC_IC0003"), ("wallet_full", 8)]
)
def test_a_number_that_cannot_be_paid_says_why(
    daraja: Cooperative, listener: Listener, behaviour: str, code: Any
) -> None:
    daraja.behave(behaviour)
    daraja.pay()
    assert result(listener)["ResultCode"] == code
    assert daraja.state()["wallets"] == {}


def test_an_empty_float_pays_nobody(daraja: Cooperative, listener: Listener) -> None:
    daraja.simulator.post("/control/float", {"float_cents": 119_999})
    daraja.pay()
    assert result(listener)["ResultCode"] == 1
    assert daraja.state()["float_cents"] == 119_999


def test_a_wallet_holds_half_a_million_and_no_more(daraja: Cooperative, listener: Listener) -> None:
    daraja.simulator.post("/control/wallets", {"msisdn": FARMER, "shillings": 498_801})
    daraja.pay()
    assert result(listener)["ResultCode"] == 8


def test_a_number_receives_half_a_million_a_day_and_no_more(daraja: Cooperative, listener: Listener) -> None:
    for count in (1, 2):
        daraja.pay(Amount=250_000)
        assert result(listener, count)["ResultCode"] == 0
    daraja.simulator.post("/control/wallets", {"msisdn": FARMER, "shillings": 0})
    daraja.pay(Amount=10)
    assert result(listener, 3)["ResultCode"] == 4


def test_three_wrong_passwords_lock_the_operator_until_somebody_unlocks_it(
    daraja: Cooperative, listener: Listener
) -> None:
    for count in (1, 2, 3):
        daraja.pay(SecurityCredential=daraja.credential("guess"))
        assert result(listener, count)["ResultCode"] == 2001
    daraja.pay(SecurityCredential=daraja.credential(PASSWORD))
    assert result(listener, 4)["ResultCode"] == 8006
    daraja.simulator.post("/control/unlock", {})
    daraja.pay()
    assert result(listener, 5)["ResultCode"] == 0


def test_a_credential_that_is_not_even_encrypted_is_a_wrong_password(
    daraja: Cooperative, listener: Listener
) -> None:
    daraja.pay(SecurityCredential="not base64 at all")
    assert result(listener)["ResultCode"] == 2001


def test_a_lost_callback_is_never_sent_although_the_money_moved(
    daraja: Cooperative, listener: Listener
) -> None:
    daraja.behave("lost_callback")
    daraja.pay()
    assert listener.heard_nothing()
    payment = daraja.state()["payments"][0]
    assert (payment["state"], payment["callback"]) == ("paid", "lost")


def test_a_late_callback_comes_after_its_delay(daraja: Cooperative, listener: Listener) -> None:
    daraja.behave("late_callback", delay_ms=2000)
    daraja.pay()
    assert listener.heard_nothing(0.2)
    assert result(listener)["ResultCode"] == 0


def test_a_duplicate_callback_says_the_same_twice(daraja: Cooperative, listener: Listener) -> None:
    daraja.behave("duplicate_callback")
    daraja.pay()
    first, second = listener.wait_for(2, "/result")
    assert first.body == second.body
    assert daraja.state()["wallets"] == {FARMER: 1200}


def test_a_timeout_after_accepting_has_paid_all_the_same(daraja: Cooperative, listener: Listener) -> None:
    daraja.behave("timeout_after_accept")
    answer = daraja.pay(OriginatorConversationID="slow-1")
    assert answer.status_code == 504
    assert daraja.state()["wallets"] == {FARMER: 1200}
    assert daraja.pay(OriginatorConversationID="slow-1").json()["errorMessage"].startswith("Duplicate")
    assert result(listener)["ResultCode"] == 0


@pytest.mark.parametrize(
    ("behaviour", "status"), [("timeout_before_accept", 504), ("system_error", 500), ("throttled_once", 500)]
)
def test_trouble_at_the_door_takes_nothing_and_the_same_id_works_later(
    daraja: Cooperative, listener: Listener, behaviour: str, status: int
) -> None:
    daraja.behave(behaviour)
    assert daraja.pay(OriginatorConversationID=f"{behaviour}-1").status_code == status
    assert daraja.state()["payments"] == []
    if behaviour != "throttled_once":
        daraja.behave("ok")
    assert daraja.pay(OriginatorConversationID=f"{behaviour}-1").json()["ResponseCode"] == "0"
    assert result(listener)["ResultCode"] == 0


def test_a_queue_timeout_echoes_the_request_flat_and_pays_nothing(
    daraja: Cooperative, listener: Listener
) -> None:
    daraja.behave("queue_timeout")
    sent = daraja.payment()
    daraja.send("/mpesa/b2c/v3/paymentrequest", sent)
    assert json.loads(listener.wait_for(1, "/timeout")[0].body) == sent
    assert daraja.state()["wallets"] == {}


def test_a_listener_that_refuses_is_not_asked_again(daraja: Cooperative, listener: Listener) -> None:
    listener.status = 503
    daraja.pay()
    result(listener)
    listener.received.clear()
    assert listener.heard_nothing()
    payment = daraja.state()["payments"][0]
    assert (payment["callback"], payment["callback_status"]) == ("refused", 503)


@pytest.mark.parametrize(("status", "answer"), [(200, "it answered"), (503, "it refused with 503")])
def test_the_story_of_a_payment_is_told_in_plain_words(
    daraja: Cooperative, listener: Listener, status: int, answer: str
) -> None:
    listener.status = status
    daraja.pay()
    result(listener)
    words = [line["words"] for line in story_with(daraja, 3)]
    assert words[0] == "Imbuto asked for it; we took it into the queue"
    assert words[2] == f"We told Imbuto of the result; {answer}"


def story_with(daraja: Cooperative, lines: int) -> list[dict[str, str]]:
    """The only payment's story; its last line is written a moment after the callback was taken."""
    for _ in range(3000):
        story: list[dict[str, str]] = daraja.state()["payments"][0]["story"]
        if len(story) >= lines:
            return story
        time.sleep(0.02)
    raise AssertionError(story)
