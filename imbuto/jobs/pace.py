"""Not too fast, and not while it is stopped: a rate and a pause that all workers share through Redis.

Losing either costs nothing but speed: a flushed rate begins full, a flushed pause ends early.
"""

from __future__ import annotations

import math
from typing import Any

import redis
from redis.exceptions import RedisError

from imbuto.errors import Busy

_TAKE = """
local now = redis.call('time')
local at = now[1] * 1000 + math.floor(now[2] / 1000)
local rate, size = tonumber(ARGV[1]), tonumber(ARGV[2])
local left = tonumber(redis.call('hget', KEYS[1], 'left') or size)
local since = tonumber(redis.call('hget', KEYS[1], 'at') or at)
left = math.min(size, left + math.max(at - since, 0) * rate / 1000)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) * 1000 / rate) end
redis.call('hset', KEYS[1], 'left', tostring(left), 'at', at)
redis.call('pexpire', KEYS[1], 60000)
return wait
"""
"""A bucket of `size` that fills with `rate` a second. Answers 0 when one was taken, else how many
milliseconds to wait."""


class Pace:
    """So many a second for all workers together, with as many at once as one second gives."""

    def __init__(self, connection: redis.Redis, key: str, per_second: int) -> None:
        self._redis: Any = connection
        self._key = key
        self._per_second = per_second

    def wait_seconds(self) -> float:
        """0 when the caller may go now (which counts), else how long to wait before asking again."""
        try:
            wait_ms = self._redis.eval(_TAKE, 1, self._key, self._per_second, self._per_second)
        except RedisError as error:
            raise Busy("Redis, which keeps the pace of payments, does not answer.") from error
        return int(wait_ms) / 1000


class Pause:
    """A brake: while it is on, nobody calls."""

    def __init__(self, connection: redis.Redis, key: str) -> None:
        self._redis: Any = connection
        self._key = key

    def begin(self, seconds: int, reason: str) -> None:
        """Puts the brake on for so long; a longer one that is on already stays."""
        try:
            if self._redis.ttl(self._key) < seconds:
                self._redis.set(self._key, reason, ex=max(seconds, 1))
        except RedisError as error:
            raise Busy("Redis, which keeps the brake, does not answer.") from error

    def left_seconds(self) -> int:
        """How long the brake is still on; 0 when it is off."""
        try:
            left_ms = int(self._redis.pttl(self._key))
        except RedisError as error:
            raise Busy("Redis, which keeps the brake, does not answer.") from error
        return math.ceil(max(left_ms, 0) / 1000)
