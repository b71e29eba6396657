"""How many requests in how long: counted for all processes together in Redis, or in this process's memory.

A request counts in the slot of time in which it came, and the slot before still weighs as much as of it lies
within the last `seconds`. Redis must never be why somebody waits: it answers within a tenth of a second, or
each process counts for itself for the next seconds. Keys are keyed hashes: no address or phone lies in Redis.
"""

from __future__ import annotations

import hmac
import logging
import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger("imbuto.security")

REDIS_SECONDS = 0.1
ALONE_SECONDS = 5.0
MOST_KEYS = 20_000
"""So many callers a process remembers, a few megabytes; who came longest ago is forgotten first."""


@dataclass(frozen=True)
class Limit:
    """At most so many within so many seconds."""

    name: str
    most: int
    seconds: int


class Counter(Protocol):
    def add(self, key: str, slot: int, seconds: int) -> tuple[int, int]:
        """Counts one in this slot; how many there are in the slot before and in this one."""


class InMemory:
    """Counts of one process."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self._most_keys = most_keys
        self._counts: OrderedDict[str, tuple[int, int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, key: str, slot: int, seconds: int) -> tuple[int, int]:
        with self._lock:
            at, before, count = self._counts.pop(key, (slot, 0, 0))
            if at != slot:
                before, count = (count if at == slot - 1 else 0), 0
            self._counts[key] = (slot, before, count + 1)
            if len(self._counts) > self._most_keys:
                self._counts.popitem(last=False)
        return before, count + 1


class Shared:
    """Counts of all processes, in Redis; of this process alone while Redis does not answer."""

    def __init__(self, address: str) -> None:
        self._redis = redis.Redis.from_url(
            address,
            socket_connect_timeout=REDIS_SECONDS,
            socket_timeout=REDIS_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._alone = InMemory()
        self._alone_until = 0.0

    def add(self, key: str, slot: int, seconds: int) -> tuple[int, int]:
        begun = time.monotonic()
        if begun < self._alone_until:
            return self._alone.add(key, slot, seconds)
        if self._alone_until:
            # Whoever comes first tries again; the others go on alone until it is known to answer.
            self._alone_until = begun + ALONE_SECONDS
        try:
            counted = self._ask(key, slot, seconds)
        except redis.RedisError as error:
            self._alone_until = time.monotonic() + ALONE_SECONDS
            log.warning("security.limits_alone", extra={"error": type(error).__name__})
            return self._alone.add(key, slot, seconds)
        self._alone_until = 0.0
        return counted

    def close(self) -> None:
        self._redis.close()

    def _ask(self, key: str, slot: int, seconds: int) -> tuple[int, int]:
        pipe = self._redis.pipeline(transaction=False)
        pipe.incr(f"imbuto:limit:{key}:{slot}")
        pipe.expire(f"imbuto:limit:{key}:{slot}", 2 * seconds)
        pipe.get(f"imbuto:limit:{key}:{slot - 1}")
        count, _, before = pipe.execute()
        return int(before or 0), int(count)


class Limits:
    """The limits of one installation; `redis_url` empty: each process counts for itself."""

    def __init__(self, secret: str, redis_url: str) -> None:
        self._key = hmac.digest(secret.encode(), b"limits", "sha256")
        self._own = InMemory()
        self._shared: Counter = Shared(redis_url) if redis_url else self._own

    def wait(self, limit: Limit, who: str, now: datetime) -> int:
        """Counts a request of `who` (an address, a person, a phone) for all processes together. How many
        seconds to wait; 0 to go on."""
        key = hmac.digest(self._key, f"{limit.name}\n{who}".encode("utf-8", "replace"), "sha256").hex()[:32]
        return _wait(self._shared, key, limit, now)

    def wait_here(self, limit: Limit, who: str, now: datetime) -> int:
        """The same, counted in this process alone: costs no more than a look into a table."""
        return _wait(self._own, f"{limit.name}\n{who}", limit, now)

    def close(self) -> None:
        if isinstance(self._shared, Shared):
            self._shared.close()


def _wait(counter: Counter, key: str, limit: Limit, now: datetime) -> int:
    slot, into = divmod(now.timestamp(), limit.seconds)
    before, count = counter.add(key, int(slot), limit.seconds)
    if before * (1 - into / limit.seconds) + count <= limit.most:
        return 0
    return max(1, math.ceil(limit.seconds - into))
