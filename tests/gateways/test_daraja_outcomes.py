"""What an immediate answer is read to mean: code and message together, anything unlisted unknown."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    Rejected,
    Stopped,
    Throttled,
    TokenRefused,
    Unknown,
    read_reply,
)
from imbuto.gateways.wire import Reply

CASES = [
    (400, "400.002.02", "Bad Request - Invalid PartyB", Rejected),
    (400, "400.002.05", "Invalid Request Payload", Rejected),
    (400, "400.003.02", "Bad Request", Rejected),
    (404, "404.001.03", "Invalid Access Token", TokenRefused),
    (401, "401.002.01", "Error Occurred - Invalid Access Token - x", TokenRefused),
    (400, "400.003.01", "Invalid Access Token", TokenRefused),
    (401, "401.003.01", "Error Occurred - Invalid Access Token", TokenRefused),
    (401, "401.999.99", "Invalid access token", TokenRefused),
    (404, "404.001.01", "Resource not found", Stopped),
    (404, "404.001.04", "Invalid Authentication Header", Stopped),
    (404, "404.002.01", "Resource not found", Stopped),
    (404, "404.003.01", "Resource not found", Stopped),
    (405, "405.001", "Method Not Allowed", Stopped),
    (400, "400.008.01", "Invalid Authentication passed", Stopped),
    (500, "500.002.1001", "Duplicate OriginatorConversationID.", AlreadyAccepted),
    (200, "500.002.1001", "duplicate  originatorconversationid", AlreadyAccepted),
    (500, "500.002.1001", "System internal error.", Unknown),
    (500, "500.002.1001", "Service is currently under maintenance", Unknown),
    (500, "00.002.1001", "Service is currently under maintenance", Unknown),
    (500, "500.001.1001", "Internal server error", Unknown),
    (500, "500.001.1001", "Merchant does not exist", Stopped),
    (500, "500.001.1001", "Wrong credentials", Stopped),
    (500, "500.003.1001", "Bad Request - Invalid Remarks", Rejected),
    (500, "500.003.1001", "", Unknown),
    (500, "500.003.02", "Error Occurred: Spike Arrest Violation", Throttled),
    (500, "500.003.02", "System is busy. Please try again in few minutes.", Throttled),
    (500, "500.003.03", "Quota Violation", Throttled),
    (429, "429.000.00", "Too many requests", Unknown),
    (500, "999.999.99", "Something new", Unknown),
]


@pytest.mark.parametrize(("http_status", "code", "message", "kind"), CASES)
def test_an_error_body_is_judged_by_code_and_message(
    http_status: int, code: str, message: str, kind: type
) -> None:
    body = {"requestId": "1-2-3", "errorCode": code, "errorMessage": message}
    assert type(read_reply(Reply(http_status, body))) is kind


def test_an_acceptance_names_the_conversation() -> None:
    body = {"ConversationID": "AG_1", "OriginatorConversationID": "x", "ResponseCode": "0"}
    assert read_reply(Reply(200, body)) == Accepted("AG_1")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0, Accepted),
        ("100000000", Accepted),
        ("100000001", Throttled),
        ("100000002", Throttled),
        ("100000011", Throttled),
        ("100000004", Unknown),
        ("100000007", Unknown),
        ("100000009", Unknown),
        ("100000005", Rejected),
        ("100000010", Stopped),
        ("1", Unknown),
        (None, Unknown),
    ],
)
def test_a_response_code_other_than_zero_is_no_acceptance(code: object, kind: type) -> None:
    assert type(read_reply(Reply(200, {"ConversationID": "AG_1", "ResponseCode": code}))) is kind


def test_an_acceptance_under_an_error_status_is_not_believed() -> None:
    assert read_reply(Reply(502, {"ResponseCode": "0"})).__class__ is Unknown


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("keymanagement.service.invalid_access_token", TokenRefused),
        ("oauth.v2.InvalidAccessToken", TokenRefused),
        ("keymanagement.service.access_token_expired", TokenRefused),
        ("keymanagement.service.InvalidAPICallAsNoApiProductMatchFound", TokenRefused),
        ("policies.ratelimit.SpikeArrestViolation", Throttled),
        ("policies.ratelimit.QuotaViolation", Throttled),
        ("messaging.adaptors.http.flow.GatewayTimeout", Unknown),
        ("messaging.adaptors.http.flow.ServiceUnavailable", Unknown),
        ("", Unknown),
    ],
)
def test_a_fault_of_the_front_door_is_read_by_its_last_word(code: str, kind: type) -> None:
    fault = {"fault": {"faultstring": "It went wrong", "detail": {"errorcode": code}}}
    assert type(read_reply(Reply(500, fault))) is kind


@pytest.mark.parametrize("http_status", [200, 204, 302, 401, 403, 404, 429, 500, 503, 504])
@pytest.mark.parametrize("body", [None, "ok", [], {}, {"fault": "?"}, {"status": "up"}])
def test_an_answer_without_a_code_says_nothing(http_status: int, body: Any) -> None:
    outcome = read_reply(Reply(http_status, body))
    assert isinstance(outcome, Unknown)
    assert outcome.code


def test_a_quota_asks_for_more_patience_than_a_spike() -> None:
    spike = read_reply(Reply(500, {"errorCode": "500.003.02"}))
    quota = read_reply(Reply(500, {"errorCode": "500.003.03"}))
    assert isinstance(spike, Throttled)
    assert isinstance(quota, Throttled)
    assert 0 < spike.retry_after_seconds < quota.retry_after_seconds


def test_a_retry_after_that_is_given_is_kept() -> None:
    outcome = read_reply(Reply(500, {"errorCode": "500.003.02"}, retry_after_seconds=17))
    assert isinstance(outcome, Throttled)
    assert outcome.retry_after_seconds == 17


def test_a_reason_shows_no_phone_number_and_is_short() -> None:
    message = "Bad Request - Invalid PartyB 254712345678 " + "x" * 500
    outcome = read_reply(Reply(400, {"errorCode": "400.002.02", "errorMessage": message}))
    assert isinstance(outcome, Rejected)
    assert "254712345678" not in outcome.reason
    assert len(outcome.reason) <= 200
