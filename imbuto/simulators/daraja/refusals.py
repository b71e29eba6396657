"""What Daraja answers when it does not take a request: HTTP status, error code and message."""

from __future__ import annotations

import uuid
from typing import Any


class Refusal(Exception):
    """A request that is answered with an error body."""

    def __init__(self, http_status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.code = code
        self.message = message

    def body(self) -> dict[str, Any]:
        return {"requestId": uuid.uuid4().hex, "errorCode": self.code, "errorMessage": self.message}


class GatewayTimeout(Refusal):
    """The edge proxy gave up waiting. Its body is the proxy's own, not Daraja's."""

    def __init__(self) -> None:
        super().__init__(504, "504", "Gateway Timeout")

    def body(self) -> dict[str, Any]:
        code = "messaging.adaptors.http.flow.GatewayTimeout"
        return {"fault": {"faultstring": "Gateway Timeout", "detail": {"errorcode": code}}}


def invalid_field(name: str) -> Refusal:
    return Refusal(400, "400.002.02", f"Bad Request - Invalid {name}")


def invalid_payload() -> Refusal:
    return Refusal(400, "400.002.05", "Invalid Request Payload")


def invalid_authentication() -> Refusal:
    return Refusal(400, "400.008.01", "Invalid Authentication passed")


def invalid_grant_type() -> Refusal:
    return Refusal(400, "400.008.02", "Invalid grant type passed")


def duplicate() -> Refusal:
    return Refusal(500, "500.002.1001", "Duplicate OriginatorConversationID.")


def system_error() -> Refusal:
    """The same code as a duplicate, with another meaning: that is how the real one is."""
    return Refusal(500, "500.002.1001", "System internal error.")


def throttled() -> Refusal:
    return Refusal(500, "500.003.02", "Error Occurred: Spike Arrest Violation")


def busy() -> Refusal:
    return Refusal(500, "500.003.02", "System is busy. Please try again in few minutes.")


def no_such_path() -> Refusal:
    return Refusal(404, "404.001.01", "Resource not found")


def wrong_method() -> Refusal:
    return Refusal(405, "405.001", "Method Not Allowed")


# A bad token is reported differently by each product; clients must know all the forms.
INVALID_TOKEN = {
    "payment": (404, "404.001.03"),
    "status": (400, "400.003.01"),
    "balance": (401, "401.002.01"),
}


def invalid_token(product: str) -> Refusal:
    http_status, code = INVALID_TOKEN[product]
    return Refusal(http_status, code, "Invalid Access Token")
