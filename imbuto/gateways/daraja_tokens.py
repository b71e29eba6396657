"""One access token for everybody: each new token ends the one before, so nobody fetches one alone.

Source: Daraja, Authorization and its questions: a token lives for 3599 seconds, and a new one invalidates the
previous one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import redis
from redis.exceptions import LockError, RedisError

from imbuto.errors import Busy

TOKEN_KEY = "imbuto:daraja:token"  # noqa: S105 - the name of a key, not a token
LOCK_KEY = "imbuto:daraja:token:lock"
EARLY_SECONDS = 300
LOCK_SECONDS = 30
"""Longer than one request for a token can take (connect and read limits): a lock outlives its work."""

_DROP_IF_SAME = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""


class TokenStore(Protocol):
    """Where the shared token lies. Raises errors.Busy when the place does not answer."""

    def get(self) -> str | None:
        """The token, while it is good."""

    def put(self, token: str, lifetime_seconds: int) -> None:
        """Keeps a token until shortly before its end."""

    def drop(self, token: str) -> None:
        """Forgets this token; a newer one, fetched by somebody else meanwhile, stays."""

    def refreshing(self) -> AbstractContextManager[None]:
        """Held by the one who fetches; the others wait, and then find the new token."""


def usable_seconds(lifetime_seconds: int) -> int:
    """How long a token is handed out: until five minutes before its end, or half of a short life."""
    return max(lifetime_seconds - EARLY_SECONDS, lifetime_seconds // 2, 1)


class RedisTokenStore:
    """The token of all processes. Losing it costs one request for another."""

    def __init__(self, client: redis.Redis) -> None:
        # redis answers bytes or text as its connection was made; what comes out is read either way.
        self._redis: Any = client

    def get(self) -> str | None:
        with _answering():
            found = self._redis.get(TOKEN_KEY)
        return found.decode() if isinstance(found, bytes) else found

    def put(self, token: str, lifetime_seconds: int) -> None:
        with _answering():
            self._redis.set(TOKEN_KEY, token, ex=usable_seconds(lifetime_seconds))

    def drop(self, token: str) -> None:
        with _answering():
            self._redis.eval(_DROP_IF_SAME, 1, TOKEN_KEY, token)

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        lock = self._redis.lock(LOCK_KEY, timeout=LOCK_SECONDS, blocking_timeout=LOCK_SECONDS, sleep=0.05)
        with _answering():
            if not lock.acquire():
                raise Busy("Another process has been fetching Daraja's token for too long.")
        try:
            yield
        finally:
            with _answering():
                _release(lock)


class LocalTokenStore:
    """The token of one process, for tests and for work without Redis."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[str, float] | None = None

    def get(self) -> str | None:
        held = self._held
        return held[0] if held and time.monotonic() < held[1] else None

    def put(self, token: str, lifetime_seconds: int) -> None:
        self._held = (token, time.monotonic() + usable_seconds(lifetime_seconds))

    def drop(self, token: str) -> None:
        held = self._held
        if held and held[0] == token:
            self._held = None

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        with self._lock:
            yield


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Busy("Redis, which keeps Daraja's token, does not answer.") from error


def _release(lock: Any) -> None:
    """Gives the lock back. One that ran out by itself is nobody's loss: the token is stored already."""
    try:
        lock.release()
    except LockError:
        return
