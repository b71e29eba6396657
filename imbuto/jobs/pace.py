"""Not too fast, and not while it is stopped: a rate, a pause and a few places, shared by all workers through
Redis.

Time is what the caller's clock says, never Redis's own. Losing any of it makes nothing unsafe: a flushed rate
begins with one call, a flushed pause ends early, and places are counted from the facts as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import redis
from redis.exceptions import RedisError

from imbuto.errors import Busy

Clock = Callable[[], datetime]

SLOWEST_PER_SECOND = 0.2
GOOD_ANSWERS, FASTER = 20, 1.1
"""After so many good answers in a row it goes so much faster, up to the setting."""
KEPT_SECONDS = 24 * 60 * 60
"""Redis forgets what nobody used for a day of its own time."""

_TAKE = """
local at, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local rate = math.min(tonumber(redis.call('hget', KEYS[1], 'rate') or most), most)
local left = tonumber(redis.call('hget', KEYS[1], 'left') or 1)
local since = tonumber(redis.call('hget', KEYS[1], 'at') or at)
left = math.min(math.max(rate, 1), left + math.max(at - since, 0) * rate / 1000)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) * 1000 / rate) end
redis.call('hset', KEYS[1], 'left', tostring(left), 'at', math.max(at, since))
redis.call('expire', KEYS[1], ARGV[3])
return wait
"""
"""A bucket that fills with `rate` a second and holds what one second gives. Answers 0 when one was taken,
else how many milliseconds to wait."""

_SLOWER = """
local at, most, least = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local told = tonumber(redis.call('hget', KEYS[1], 'slowed') or 0)
local rate = math.min(tonumber(redis.call('hget', KEYS[1], 'rate') or most), most)
if told == 0 or at - told >= 1000 or at < told then
  rate = math.max(rate / 2, least)
  redis.call('hset', KEYS[1], 'rate', tostring(rate), 'slowed', at)
end
redis.call('hset', KEYS[1], 'good', 0, 'left', 0, 'at', at)
redis.call('expire', KEYS[1], ARGV[4])
return tostring(rate)
"""
"""Halves the rate, once a second at most: many workers turned away together are one piece of news."""

_FASTER = """
local most, wanted, factor = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local rate = tonumber(redis.call('hget', KEYS[1], 'rate') or most)
if rate >= most then return tostring(most) end
if redis.call('hincrby', KEYS[1], 'good', 1) >= wanted then
  rate = math.min(rate * factor, most)
  redis.call('hset', KEYS[1], 'good', 0, 'rate', tostring(rate))
end
redis.call('expire', KEYS[1], ARGV[4])
return tostring(rate)
"""

_PLACE = """
local at, free, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('zremrangebyscore', KEYS[1], '-inf', at - kept)
for i = 5, #ARGV do redis.call('zrem', KEYS[1], ARGV[i]) end
if not redis.call('zscore', KEYS[1], ARGV[4]) and redis.call('zcard', KEYS[1]) >= free then return 0 end
redis.call('zadd', KEYS[1], at, ARGV[4])
redis.call('pexpire', KEYS[1], 86400000)
return 1
"""
"""Takes a place for ARGV[4] if one is free. ARGV[5…] are those whose place is counted elsewhere by now."""


class Pace:
    """So many a second for all workers together: slower when M-Pesa is busy, faster again by and by."""

    def __init__(self, connection: redis.Redis, key: str, most_per_second: float, clock: Clock) -> None:
        self._redis: Any = connection
        self._key = key
        self._most = most_per_second
        self._clock = clock

    def wait_seconds(self) -> float:
        """0 when the caller may go now (which counts), else how long to wait before asking again."""
        with _answering("the pace"):
            wait_ms = self._redis.eval(_TAKE, 1, self._key, _ms(self._clock()), self._most, KEPT_SECONDS)
        return int(wait_ms) / 1000

    def slow_down(self) -> float:
        """M-Pesa turned a call away: half as fast from now on. The new rate."""
        told = (_ms(self._clock()), self._most, min(SLOWEST_PER_SECOND, self._most), KEPT_SECONDS)
        with _answering("the pace"):
            return float(self._redis.eval(_SLOWER, 1, self._key, *told))

    def went_well(self) -> float:
        """M-Pesa took a call: after some of these a little faster. The rate."""
        told = (self._most, GOOD_ANSWERS, FASTER, KEPT_SECONDS)
        with _answering("the pace"):
            return float(self._redis.eval(_FASTER, 1, self._key, *told))

    def per_second(self) -> float:
        """How many a second may go at present."""
        with _answering("the pace"):
            rate = self._redis.hget(self._key, "rate")
        return min(float(rate), self._most) if rate else self._most


class Pause:
    """A brake: while it is on, nobody calls."""

    def __init__(self, connection: redis.Redis, key: str, clock: Clock) -> None:
        self._redis: Any = connection
        self._key = key
        self._clock = clock

    def begin(self, seconds: int, reason: str) -> None:
        """Puts the brake on for so long; a longer one that is on already stays."""
        if self.left_seconds() < seconds:
            until = _ms(self._clock()) + max(seconds, 1) * 1000
            with _answering("the brake"):
                self._redis.set(self._key, f"{until} {reason}", ex=seconds + KEPT_SECONDS)

    def left_seconds(self) -> int:
        """How long the brake is still on; 0 when it is off."""
        return self._look()[0]

    def reason(self) -> str:
        """Why it is on; empty when it is off."""
        left, reason = self._look()
        return reason if left else ""

    def _look(self) -> tuple[int, str]:
        with _answering("the brake"):
            found = self._redis.get(self._key)
        text = found.decode() if isinstance(found, bytes) else found or ""
        until, _, reason = text.partition(" ")
        left_ms = int(until) - _ms(self._clock()) if until.isdecimal() else 0
        return math.ceil(max(left_ms, 0) / 1000), reason


class Places:
    """A few places for those who are about to do something, until the facts tell of it."""

    def __init__(self, connection: redis.Redis, key: str, clock: Clock) -> None:
        self._redis: Any = connection
        self._key = key
        self._clock = clock

    def take(self, name: str, free: int, told: Sequence[str], kept_seconds: int) -> bool:
        """A place for `name` while fewer than `free` are taken; `told` are those the facts tell of already.
        Who has one has it still. A place that nobody used is free again after `kept_seconds`."""
        words = (_ms(self._clock()), free, kept_seconds * 1000, name, *told)
        with _answering("the places"):
            return bool(self._redis.eval(_PLACE, 1, self._key, *words))


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@contextmanager
def _answering(what: str) -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Busy(f"Redis, which keeps {what} of payments, does not answer.") from error
