"""OAuth as Daraja does it: one token at a time, and a new one ends the one before."""

from __future__ import annotations

import hmac
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta

from imbuto.simulators.clock import Clock, now

LIFETIME_SECONDS = 3599


@dataclass(frozen=True)
class Credentials:
    """What the cooperative was given when it was taken on."""

    consumer_key: str
    consumer_secret: str
    initiator_name: str
    initiator_password: str
    shortcode: str


class Doorkeeper:
    """Gives out tokens and knows the present one. Kept in memory: a restart makes everybody ask again."""

    def __init__(self, credentials: Credentials, clock: Clock = now) -> None:
        self._credentials = credentials
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._ends = clock()

    def knows(self, key: str, secret: str) -> bool:
        same_key = same(key, self._credentials.consumer_key)
        return same(secret, self._credentials.consumer_secret) and same_key

    def new_token(self, lifetime_seconds: int = LIFETIME_SECONDS) -> dict[str, str]:
        token = secrets.token_urlsafe(21)
        with self._lock:
            self._token, self._ends = token, self._clock() + timedelta(seconds=lifetime_seconds)
        # A string, as in the older captures; the newest documentation prints a number.
        return {"access_token": token, "expires_in": str(lifetime_seconds)}

    def end_token(self) -> None:
        """Somebody else asked for a token: the one that was given out is worth nothing now."""
        with self._lock:
            self._token = ""

    def admits(self, authorization: str) -> bool:
        kind, _, token = authorization.partition(" ")
        with self._lock:
            valid = bool(self._token) and self._clock() < self._ends
            return valid and kind.lower() == "bearer" and same(token.strip(), self._token)


def same(one: str | bytes, other: str | bytes) -> bool:
    """Equality that takes the same time wherever the difference is."""
    first = one.encode(errors="replace") if isinstance(one, str) else one
    second = other.encode(errors="replace") if isinstance(other, str) else other
    return hmac.compare_digest(first, second)
