"""One HTTP request to another party, and the one question that money asks: can it have been acted upon?

Each request has a connection of its own. A kept connection that the other side has just closed looks like
a lost answer, and a lost answer about money costs a status query; a new connection never looks like that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import requests
from requests.auth import AuthBase
from requests.exceptions import InvalidHeader, InvalidURL, SSLError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError

SessionFactory = Callable[[], requests.Session]


@dataclass(frozen=True)
class Limits:
    """How long one request may take to connect, and how long the other side may stay silent."""

    connect: timedelta = timedelta(seconds=3)
    read: timedelta = timedelta(seconds=20)


@dataclass(frozen=True)
class Reply:
    """What came back. `body` is the JSON value, or None when the answer is no JSON (a page, nothing)."""

    status: int
    body: object
    text: str = field(repr=False, default="")
    retry_after_seconds: int | None = None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class NeverSent:
    """The request did not leave this machine: nothing can have happened."""

    reason: str


@dataclass(frozen=True)
class NoAnswer:
    """The request may have arrived and no readable answer came back: anything can have happened."""

    reason: str


class Header(AuthBase):
    """Puts one header of authentication on a request, and keeps a `.netrc` of the host from replacing it."""

    def __init__(self, name: str, value: str) -> None:
        self._name, self._value = name, value

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers[self._name] = self._value
        return request


def exchange(
    session: SessionFactory, method: str, url: str, limits: Limits, auth: AuthBase, **content: Any
) -> Reply | NeverSent | NoAnswer:
    """Sends one request and says what is known afterwards. Follows no redirect: a POST must stay a POST."""
    timeout = (limits.connect.total_seconds(), limits.read.total_seconds())
    try:
        with session() as opened:
            answer = opened.request(method, url, timeout=timeout, auth=auth, allow_redirects=False, **content)
    except requests.RequestException as error:
        if never_left(error):
            return NeverSent(f"no connection ({type(error).__name__})")
        return NoAnswer(f"no answer ({type(error).__name__})")
    return Reply(answer.status_code, _json(answer.content), answer.text, _retry_after(answer))


def never_left(error: requests.RequestException) -> bool:
    """Whether the request certainly was not sent: no address, no connection, or not the right certificate."""
    if isinstance(error, requests.ConnectTimeout | InvalidURL | InvalidHeader):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, ProxyError):
        reason = reason.original_error
    if isinstance(error, SSLError):
        # Only the handshake looks at the certificate, and nothing is sent before it ends.
        return "CERTIFICATE_VERIFY_FAILED" in str(reason)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _json(content: bytes) -> object:
    """The JSON value with decimals kept exact, or None. A number too long to read is no answer either."""
    try:
        value: object = json.loads(content, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return value


def _retry_after(answer: requests.Response) -> int | None:
    seconds = answer.headers.get("Retry-After", "")
    return int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 6 else None
