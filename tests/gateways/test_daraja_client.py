"""The client over real HTTP: every way in which an answer can go wrong, and what it may be taken for."""

from __future__ import annotations

import base64
import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from imbuto.gateways.daraja import BALANCE_PATH, PAY_PATH, STATUS_PATH, TOKEN_PATH, DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    NotSent,
    Rejected,
    SendOutcome,
    Stopped,
    Throttled,
    Unknown,
)
from imbuto.gateways.daraja_tokens import LocalTokenStore
from imbuto.gateways.wire import Limits

from .servers import Answer, Request, told

ID = "0b6c1f4e-0d53-4b6f-9a39-6f2f6a3c9f10"
ACCEPTED = Answer(200, {"ConversationID": "AG_1", "OriginatorConversationID": ID, "ResponseCode": "0"})
BAD_TOKEN = Answer(404, {"requestId": "1", "errorCode": "404.001.03", "errorMessage": "Invalid Access Token"})
PAGE = Answer(200, "<html><body>Request unsuccessful</body></html>", {"Content-Type": "text/html"})
PATIENT = Limits(connect=timedelta(minutes=1), read=timedelta(minutes=1))


class Door:
    """Gives out numbered tokens and answers the calls with what it is told, in order; the last one stays."""

    def __init__(self, *answers: Answer | Callable[[Request], Answer], token: Answer | None = None) -> None:
        self._answers = list(answers)
        self._token = token
        self._given = 0

    def __call__(self, request: Request) -> Answer:
        if request.path.startswith(TOKEN_PATH):
            self._given += 1
            return self._token or Answer(200, {"access_token": f"token-{self._given}", "expires_in": "3599"})
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return answer(request) if callable(answer) else answer


def client(url: str, credentials: DarajaCredentials, limits: Limits = PATIENT) -> DarajaClient:
    return DarajaClient(url, credentials, LocalTokenStore(), limits=limits)


def pay(daraja: DarajaClient, **changes: Any) -> SendOutcome:
    given = {
        "originator_conversation_id": ID,
        "amount_shillings": 1250,
        "msisdn": "0712345678",
        "remarks": "Milk 2026-10-B",
        "result_url": "http://127.0.0.1/r",
        "timeout_url": "http://127.0.0.1/t",
    }
    return daraja.pay(**{**given, **changes})


def test_a_payment_says_what_daraja_asks_for(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        assert pay(client(server.url, credentials)) == Accepted("AG_1")
        (sent,) = server.to(PAY_PATH)
    assert sent.headers["Authorization"] == "Bearer token-1"
    assert sent.json.pop("SecurityCredential")
    assert {k: v for k, v in sent.json.items() if k != "SecurityCredential"} == {
        "OriginatorConversationID": ID,
        "InitiatorName": "coop-api",
        "CommandID": "BusinessPayment",
        "Amount": 1250,
        "PartyA": "600000",
        "PartyB": "254712345678",
        "Remarks": "Milk 2026-10-B",
        "QueueTimeOutURL": "http://127.0.0.1/t",
        "ResultURL": "http://127.0.0.1/r",
    }


def test_a_status_query_names_the_payment_as_the_original(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        asked = client(server.url, credentials).ask_status(ID, "What became of it", "http://r", "http://t")
        (sent,) = server.to(STATUS_PATH)
    assert asked == Accepted("AG_1")
    assert (sent.json["OriginalConversationID"], sent.json["CommandID"]) == (ID, "TransactionStatusQuery")
    assert (sent.json["Initiator"], sent.json["IdentifierType"]) == ("coop-api", "4")
    assert "OriginatorConversationID" not in sent.json


def test_a_balance_query_asks_about_our_shortcode(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        asked = client(server.url, credentials).ask_balance("Float", "http://r", "http://t")
        (sent,) = server.to(BALANCE_PATH)
    assert asked == Accepted("AG_1")
    assert (sent.json["CommandID"], sent.json["PartyA"]) == ("AccountBalance", "600000")


def test_the_token_is_asked_for_once_and_with_basic_authentication(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        daraja = client(server.url, credentials)
        pay(daraja)
        pay(daraja)
        (asked,) = server.to(TOKEN_PATH)
    assert (asked.method, asked.path) == ("GET", f"{TOKEN_PATH}?grant_type=client_credentials")
    assert base64.b64decode(asked.headers["Authorization"].removeprefix("Basic ")) == b"the-key:the-secret"


def test_a_refused_token_is_replaced_and_the_same_body_goes_out_again(credentials: DarajaCredentials) -> None:
    with told(Door(BAD_TOKEN, ACCEPTED)) as server:
        assert pay(client(server.url, credentials)) == Accepted("AG_1")
        first, second = server.to(PAY_PATH)
    assert first.text == second.text
    assert [s.headers["Authorization"] for s in (first, second)] == ["Bearer token-1", "Bearer token-2"]


def test_a_duplicate_after_the_refresh_is_the_earlier_send(credentials: DarajaCredentials) -> None:
    duplicate = {"errorCode": "500.002.1001", "errorMessage": "Duplicate OriginatorConversationID."}
    with told(Door(BAD_TOKEN, Answer(500, duplicate))) as server:
        assert pay(client(server.url, credentials)) == AlreadyAccepted()


def test_a_fresh_token_that_is_refused_too_stops_the_batch(credentials: DarajaCredentials) -> None:
    with told(Door(BAD_TOKEN)) as server:
        assert pay(client(server.url, credentials)) == Stopped("404.001.03", "Invalid Access Token")
        assert len(server.to(PAY_PATH)) == 2


ODD_ANSWERS = [
    (PAGE, Unknown),
    (Answer(502, "<h1>Bad Gateway</h1>"), Unknown),
    (Answer(200, ""), Unknown),
    (Answer(200, '{"ResponseCode": "0"'), Unknown),
    (Answer(200, "[" * 5000), Unknown),
    (Answer(302, "", {"Location": "/elsewhere"}), Unknown),
    (Answer(hang_up=True), Unknown),
    (Answer(504, {"fault": {"faultstring": "Gateway Timeout", "detail": {"errorcode": "x.y"}}}), Unknown),
    (Answer(200, {"errorCode": "400.002.02", "errorMessage": "Bad Request - Invalid PartyB"}), Rejected),
    (Answer(500, {"errorCode": "500.002.1001", "errorMessage": "System internal error."}), Unknown),
    (Answer(500, {"errorCode": "500.003.02"}, {"Retry-After": "9"}), Throttled),
    (Answer(405, {"errorCode": "405.001", "errorMessage": "Method Not Allowed"}), Stopped),
]


@pytest.mark.parametrize(("answer", "kind"), ODD_ANSWERS)
def test_an_odd_answer_is_never_more_than_it_says(
    answer: Answer, kind: type, credentials: DarajaCredentials
) -> None:
    with told(Door(answer)) as server:
        assert type(pay(client(server.url, credentials))) is kind
        assert len(server.to(PAY_PATH)) == 1


def test_silence_after_sending_is_unknown(credentials: DarajaCredentials) -> None:
    given_up = threading.Event()

    def silent(request: Request) -> Answer:
        given_up.wait(60)
        return ACCEPTED

    with told(Door(silent)) as server:
        quick = replace(PATIENT, read=timedelta(seconds=2))  # the token has to come within it
        outcome = pay(client(server.url, credentials, quick))
        given_up.set()
    assert isinstance(outcome, Unknown)
    assert outcome.code == "no-answer"


def test_a_refused_connection_is_not_sent(credentials: DarajaCredentials) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert isinstance(pay(client(nobody, credentials)), NotSent)


def test_a_connection_refused_after_the_token_is_not_sent_either(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        daraja = client(server.url, credentials)
        assert pay(daraja) == Accepted("AG_1")
    assert isinstance(pay(daraja), NotSent)


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        (Answer(400, {"errorCode": "400.008.01", "errorMessage": "Invalid Authentication passed"}), Stopped),
        (Answer(400, ""), Stopped),
        (Answer(401, ""), Stopped),
        (Answer(500, {"errorCode": "500.003.02", "errorMessage": "Spike Arrest Violation"}), Throttled),
        (Answer(503, ""), NotSent),
        (PAGE, NotSent),
        (Answer(200, {"access_token": ""}), NotSent),
        (Answer(200, {"access_token": 7}), NotSent),
        (Answer(200, {"access_token": "maziwa\u2019\n"}), NotSent),
        (Answer(hang_up=True), NotSent),
    ],
)
def test_without_a_token_nothing_is_sent(token: Answer, kind: type, credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED, token=token)) as server:
        assert type(pay(client(server.url, credentials))) is kind
        assert server.to(PAY_PATH) == []


@pytest.mark.parametrize("expires_in", [3599, "3599", None, "soon", -1])
def test_the_lifetime_may_be_a_number_or_text(expires_in: object, credentials: DarajaCredentials) -> None:
    token = Answer(200, {"access_token": "t", "expires_in": expires_in})
    with told(Door(ACCEPTED, token=token)) as server:
        daraja = client(server.url, credentials)
        assert [pay(daraja), pay(daraja)] == [Accepted("AG_1")] * 2
        assert len(server.to(TOKEN_PATH)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_shillings": 9},
        {"amount_shillings": 250_001},
        {"amount_shillings": True},
        {"msisdn": "0202345678"},
        {"remarks": " x "},
    ],
)
def test_what_mpesa_would_refuse_is_refused_before_it_leaves(
    changes: dict[str, Any], credentials: DarajaCredentials
) -> None:
    with told(Door(ACCEPTED)) as server:
        assert isinstance(pay(client(server.url, credentials), **changes), Rejected)
        assert server.requests == []


def test_long_remarks_are_cut_to_what_daraja_takes(credentials: DarajaCredentials) -> None:
    with told(Door(ACCEPTED)) as server:
        pay(client(server.url, credentials), remarks="m" * 300)
        assert server.to(PAY_PATH)[0].json["Remarks"] == "m" * 100


def test_a_certificate_that_is_none_stops_the_batch() -> None:
    broken = DarajaCredentials("k", "s", "600000", "coop-api", "Maziwa#2026", "not a certificate")
    assert isinstance(pay(client("http://127.0.0.1:9", broken)), Stopped)


def test_the_log_tells_the_outcome_and_no_secret(
    credentials: DarajaCredentials, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "imbuto"), told(Door(ACCEPTED)) as server:
        pay(client(server.url, credentials))
    assert "AG_1" in caplog.text
    for secret in (
        "the-key",
        "the-secret",
        "Maziwa#2026",
        "token-1",
        "712345678",
        credentials.security_credential,
    ):
        assert secret not in caplog.text
