"""What Daraja answers when it does not take a request: HTTP status, error code and message."""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask import Response


class Refusal(Exception):
    """A request that is answered with an error body."""

    def __init__(self, http_status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.code = code
        self.message = message

    def body(self) -> dict[str, Any]:
        return {"requestId": uuid.uuid4().hex, "errorCode": self.code, "errorMessage": self.message}

    def response(self) -> Response:
        return Response(json.dumps(self.body()), self.http_status, mimetype="application/json")


class Fault(Refusal):
    """The front door's own words (Apigee), not Daraja's."""

    def body(self) -> dict[str, Any]:
        return {"fault": {"faultstring": self.message, "detail": {"errorcode": self.code}}}


class GatewayTimeout(Fault):
    """The front door gave up waiting."""

    def __init__(self) -> None:
        super().__init__(504, "messaging.adaptors.http.flow.GatewayTimeout", "Gateway Timeout")


class Page(Refusal):
    """A page of HTML, as a proxy shows it: it says nothing about the request."""

    def __init__(self, http_status: int) -> None:
        super().__init__(http_status, "html", "an HTML page")

    def response(self) -> Response:
        page = f"<html><head><title>{self.http_status}</title></head><body><h1>nginx</h1></body></html>"
        return Response(page, self.http_status, mimetype="text/html")


class Throttled(Refusal):
    """HTTP 429: come back after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429, "500.003.02", "Error Occurred: Spike Arrest Violation")
        self._seconds = seconds

    def response(self) -> Response:
        answer = super().response()
        answer.headers["Retry-After"] = str(self._seconds)
        return answer


class Garbled(Refusal):
    """An answer that broke off in the middle."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(200, "garbled", "half an answer")
        self._half = json.dumps(body)[: len(json.dumps(body)) // 2]

    def response(self) -> Response:
        return Response(self._half, 200, mimetype="application/json")


class Said(Refusal):
    """An immediate answer with another ResponseCode than 0."""

    def body(self) -> dict[str, Any]:
        return {
            "ConversationID": "",
            "OriginatorConversationID": "",
            "ResponseCode": self.code,
            "ResponseDescription": self.message,
        }


TOKEN = "Invalid Access Token"  # noqa: S105 - the gateway's words
SYSTEM, MAINTENANCE = (
    "System internal error.",
    "Service is currently under maintenance. Please try again later",
)
SERVER, MERCHANT, WRONG = "Internal Server Error", "Merchant does not exist", "Wrong credentials"

REFUSALS: dict[str, tuple[int, str]] = {
    "400.002.02": (400, "Bad Request - Invalid PartyB"),
    "400.002.05": (400, "Invalid Request Payload"),
    "400.003.02": (400, "Bad Request - Invalid OriginalConversationID"),
    "400.008.01": (400, "Invalid Authentication passed"),
    "400.008.02": (400, "Invalid grant type passed"),
    "401.002.01": (401, TOKEN),
    "401.003.01": (401, TOKEN),
    "400.003.01": (400, TOKEN),
    "404.001.03": (404, TOKEN),
    "404.001.01": (404, "Resource not found"),
    "404.001.04": (404, "Invalid Authentication Header"),
    "404.002.01": (404, "Resource not found"),
    "404.003.01": (404, "Resource not found"),
    "405.001": (405, "Method Not Allowed"),
    # One code, several meanings: that is how the real one is. What stands after the slash picks the message.
    "500.002.1001": (500, SYSTEM),
    "500.002.1001/maintenance": (500, MAINTENANCE),
    "500.002.1001/duplicate": (500, "Duplicate OriginatorConversationID."),
    "00.002.1001": (500, MAINTENANCE),
    "500.001.1001": (500, SERVER),
    "500.001.1001/merchant": (500, MERCHANT),
    "500.001.1001/credentials": (500, WRONG),
    "500.003.1001": (500, SERVER),
    "500.003.1001/merchant": (500, MERCHANT),
    "500.003.1001/credentials": (500, WRONG),
    "500.003.02": (500, "Error Occurred: Spike Arrest Violation"),
    "500.003.02/busy": (500, "System is busy. Please try again in few minutes."),
    "500.003.03": (500, "Error Occurred: Quota Violation"),
}
"""By error code: the HTTP status and the message. A code that is not here comes with 500 and no sense."""

_OAUTH, _POLICY = "oauth.v2", "policies.ratelimit"
APIGEE: dict[str, tuple[int, str, str]] = {
    "invalid_access_token": (401, "Invalid access token", f"{_OAUTH}.InvalidAccessToken"),
    "access_token_expired": (401, "Access Token expired", "keymanagement.service.access_token_expired"),
    "no_product": (
        401,
        "Invalid API call as no apiproduct match found",
        "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound",
    ),
    "spike_arrest": (429, "Spike arrest violation.", f"{_POLICY}.SpikeArrestViolation"),
    "quota": (429, "Rate limit quota violation.", f"{_POLICY}.QuotaViolation"),
    "unavailable": (
        503,
        "The Service is temporarily unavailable",
        "messaging.adaptors.http.flow.ServiceUnavailable",
    ),
    "timeout": (504, "Gateway Timeout", "messaging.adaptors.http.flow.GatewayTimeout"),
}
"""The front door's faults: HTTP status, words, code."""

RESPONSES: dict[str, str] = {
    "100000000": "The request is cached and waiting to be sent again.",
    "100000001": "The system is overloaded.",
    "100000002": "Throttling error.",
    "100000004": "Internal server error.",
    "100000005": "Invalid input value.",
    "100000007": "The service is abnormal.",
    "100000009": "The API is abnormal.",
    "100000010": "Insufficient permission.",
    "100000011": "The request rate exceeds the limit.",
    "1": "Rejected.",
}
"""Immediate answers under HTTP 200 with another ResponseCode than 0. 100000000 alone is taken."""


def by_code(selector: str) -> Refusal:
    """The refusal of this error code; after a slash, which of its messages."""
    http_status, message = REFUSALS.get(selector, (500, "An error that nobody has documented"))
    return Refusal(http_status, selector.partition("/")[0], message)


def enveloped(selector: str) -> Refusal:
    """The same error body, under HTTP 200."""
    refusal = by_code(selector)
    return Refusal(200, refusal.code, refusal.message)


def invalid_field(name: str) -> Refusal:
    return Refusal(400, "400.002.02", f"Bad Request - Invalid {name}")


def invalid_payload() -> Refusal:
    return by_code("400.002.05")


def invalid_authentication() -> Refusal:
    return by_code("400.008.01")


def invalid_grant_type() -> Refusal:
    return by_code("400.008.02")


def duplicate() -> Refusal:
    return by_code("500.002.1001/duplicate")


def system_error() -> Refusal:
    """The same code as a duplicate, with another meaning: that is how the real one is."""
    return by_code("500.002.1001")


def busy() -> Refusal:
    return by_code("500.003.02/busy")


def no_such_path() -> Refusal:
    return by_code("404.001.01")


def wrong_method() -> Refusal:
    return by_code("405.001")


# A bad token is reported differently by each product; clients must know all the forms.
INVALID_TOKEN = {
    "payment": "404.001.03",
    "status": "400.003.01",
    "balance": "401.002.01",
    "top_up": "401.003.01",
}


def invalid_token(product: str) -> Refusal:
    return by_code(INVALID_TOKEN[product])
