"""The whole way over the real protocol: our client, the simulator's answers, its callbacks, our readers."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_answers import read_balance, read_result, read_status
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    SendOutcome,
    Stopped,
    Throttled,
    Unknown,
)
from imbuto.gateways.daraja_tariff import fee_cents
from imbuto.gateways.daraja_tokens import LocalTokenStore
from imbuto.values import business_date, utc_now

from .servers import Answer, Request, told

MSISDN = "254712345678"


class Cooperative:
    """Our client, and the door at which the callbacks arrive."""

    def __init__(self, url: str, certificate: str, callback_url: str, key: str = "demo-consumer-key") -> None:
        given = DarajaCredentials(
            key, "demo-consumer-secret", "600000", "demo-initiator", "Demo#Initiator1", certificate
        )
        self.client = DarajaClient(url, given, LocalTokenStore())
        self.url, self._callback_url = url, callback_url
        self.arrived: queue.Queue[Request] = queue.Queue()

    def pay(self, payment: str, shillings: int = 1_250) -> SendOutcome:
        return self.client.pay(payment, shillings, MSISDN, "Milk 2026-10-B", *self.urls)

    @property
    def urls(self) -> tuple[str, str]:
        return f"{self._callback_url}/result", f"{self._callback_url}/timeout"

    def behave(self, behaviour: str) -> None:
        told_so = requests.post(
            f"{self.url}/control/behaviours", json={"msisdn": MSISDN, "behaviour": behaviour}, timeout=60
        )
        assert told_so.ok

    def next(self) -> Request:
        return self.arrived.get(timeout=60)


@pytest.fixture
def coop(mpesa: tuple[str, Path]) -> Iterator[Cooperative]:
    url, folder = mpesa
    requests.post(f"{url}/control/reset", timeout=60)
    arrived: queue.Queue[Request] = queue.Queue()

    def answer(request: Request) -> Answer:
        arrived.put(request)
        return Answer(200, {"ResultCode": 0, "ResultDesc": "Accepted"})

    with told(answer) as server:
        certificate = (folder / "daraja-certificate.pem").read_text()
        cooperative = Cooperative(url, certificate, server.url)
        cooperative.arrived = arrived
        yield cooperative


@pytest.fixture
def payment() -> str:
    return str(uuid4())


def test_a_payment_is_accepted_and_then_paid(coop: Cooperative, payment: str) -> None:
    assert isinstance(coop.pay(payment), Accepted)
    result = read_result(coop.next().json)
    assert (result.verdict, result.originator_conversation_id) == ("paid", payment)
    assert (result.amount_shillings, result.party_msisdn) == (1_250, MSISDN)
    assert result.completed_at is not None
    assert abs((utc_now() - result.completed_at).total_seconds()) < 60


def test_the_same_id_again_is_the_earlier_payment(coop: Cooperative, payment: str) -> None:
    coop.pay(payment)
    assert coop.pay(payment) == AlreadyAccepted()


def test_a_status_query_tells_the_receipt_and_the_fee(coop: Cooperative, payment: str) -> None:
    coop.pay(payment)
    paid = read_result(coop.next().json)
    assert isinstance(coop.client.ask_status(payment, "What became of it", *coop.urls), Accepted)
    answer = read_status(coop.next().json)
    assert (answer.verdict, answer.receipt) == ("paid", paid.receipt)
    assert answer.originator_conversation_id == payment
    assert answer.fee_cents == fee_cents(1_250, business_date(utc_now()))


def test_a_payment_that_mpesa_never_saw_stays_unknown(coop: Cooperative, payment: str) -> None:
    coop.client.ask_status(payment, "What became of it", *coop.urls)
    assert read_status(coop.next().json).verdict == "unknown"


def test_the_balance_is_what_is_left_after_a_payment(coop: Cooperative, payment: str) -> None:
    coop.pay(payment)
    paid = read_result(coop.next().json)
    coop.client.ask_balance("Float", *coop.urls)
    assert read_balance(coop.next().json).utility_available_cents == paid.utility_funds_cents


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [("not_registered", "2040"), ("invalid_number", "SFC_IC0003"), ("wallet_full", "8")],
)
def test_a_payee_who_cannot_be_paid_is_a_failure(
    behaviour: str, code: str, coop: Cooperative, payment: str
) -> None:
    coop.behave(behaviour)
    coop.pay(payment)
    result = read_result(coop.next().json)
    assert (result.verdict, result.code, result.stops_batch) == ("failed", code, False)


@pytest.mark.parametrize("behaviour", ["system_error", "timeout_before_accept"])
def test_a_lost_answer_may_be_sent_again_under_the_same_id(
    behaviour: str, coop: Cooperative, payment: str
) -> None:
    coop.behave(behaviour)
    assert isinstance(coop.pay(payment), Unknown)
    coop.behave("ok")
    assert isinstance(coop.pay(payment), Accepted)


def test_a_time_out_after_acceptance_turns_out_to_be_in(coop: Cooperative, payment: str) -> None:
    coop.behave("timeout_after_accept")
    assert isinstance(coop.pay(payment), Unknown)
    assert coop.pay(payment) == AlreadyAccepted()


def test_a_throttled_payment_goes_through_later(coop: Cooperative, payment: str) -> None:
    coop.behave("throttled_once")
    assert isinstance(coop.pay(payment), Throttled)
    assert isinstance(coop.pay(payment), Accepted)


def test_a_queue_time_out_comes_as_our_own_request(coop: Cooperative, payment: str) -> None:
    coop.behave("queue_timeout")
    coop.pay(payment)
    request = coop.next()
    result = read_result(request.json)
    assert (request.path, result.verdict, result.code) == ("/timeout", "unknown", "queue-timeout")
    assert result.originator_conversation_id == payment


def test_an_empty_float_stops_the_batch(coop: Cooperative, payment: str) -> None:
    requests.post(f"{coop.url}/control/float", json={"float_cents": 100}, timeout=60)
    coop.pay(payment)
    result = read_result(coop.next().json)
    assert (result.code, result.verdict, result.stops_batch) == ("1", "failed", True)


def test_a_token_that_another_client_ended_is_replaced(coop: Cooperative, mpesa: tuple[str, Path]) -> None:
    other = Cooperative(coop.url, (mpesa[1] / "daraja-certificate.pem").read_text(), coop.urls[0])
    for payer in (coop, other, coop):
        assert isinstance(payer.pay(str(uuid4())), Accepted)


def test_a_wrong_consumer_key_stops_the_batch(coop: Cooperative, mpesa: tuple[str, Path]) -> None:
    certificate = (mpesa[1] / "daraja-certificate.pem").read_text()
    stranger = Cooperative(coop.url, certificate, coop.urls[0], key="not-ours")
    assert isinstance(stranger.pay(str(uuid4())), Stopped)
