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
from typing import Any, Literal, NamedTuple

import redis
from redis.exceptions import RedisError

from imbuto.errors import Busy

Clock = Callable[[], datetime]

SLOWEST_PER_SECOND = 0.2
ONE_EVENT_SECONDS = 3
"""Calls that are turned away so soon after another were under way already: one piece of news."""
NEARLY, BACK, ONWARD = 0.9, 0.25, 0.008
"""A second of good answers brings it nearer by a quarter of the rate at which it was turned away, up to nine
tenths of that; from there, where it may be turned away again, by a hundredth or so."""
UNTROUBLED = 1.1
"""So far beyond that rate the trouble has passed, and it goes on three times as fast."""
WEIGHED_SECONDS = 60
KEPT_SECONDS = 24 * 60 * 60
"""Redis forgets what nobody used for a day of its own time."""

_ENTER = """
local at, most, kept = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local brake = string.match(redis.call('get', KEYS[2]) or '', '^%d+')
if brake and tonumber(brake) > at then return -1 end
if ARGV[4] ~= '' then
  local weighed = tonumber(redis.call('get', KEYS[4]) or '0')
  if at < weighed or at - weighed >= tonumber(ARGV[5]) then
    redis.call('set', KEYS[4], ARGV[1], 'EX', kept)
    return -3
  end
  redis.call('zremrangebyscore', KEYS[3], '-inf', at - tonumber(ARGV[6]))
  for i = 8, #ARGV do redis.call('zrem', KEYS[3], ARGV[i]) end
  local has_place = redis.call('zscore', KEYS[3], ARGV[4])
  if not has_place and redis.call('zcard', KEYS[3]) >= tonumber(ARGV[7]) then return -2 end
  redis.call('zadd', KEYS[3], at, ARGV[4])
  redis.call('expire', KEYS[3], kept)
end
local told = redis.call('hmget', KEYS[1], 'rate', 'left', 'at', 'met')
local rate = math.min(tonumber(told[1] or most), most)
local since = tonumber(told[3] or at)
local holds = told[4] and 1 or math.max(rate, 1)
local left = math.min(holds, tonumber(told[2] or 1) + math.max(at - since, 0) * rate / 1000)
local wait = 0
if left >= 0.9999 then left = left - 1 else wait = math.ceil((1 - left) * 1000 / rate) end
redis.call('hset', KEYS[1], 'left', tostring(left), 'at', math.max(at, since))
redis.call('expire', KEYS[1], kept)
return wait
"""
"""Everything that is asked before a call, in one question. -1: the brake is on. -3: the float is to be
weighed first, by who hears this. -2: no place is free for ARGV[4]; ARGV[8...] are those whose place is
counted elsewhere by now. Else a bucket that fills with `rate` a second and holds what one second gives, or
one call only while it was turned away lately: 0 when one was taken, else how many milliseconds to wait."""

_SLOWER = """
local at, most, least = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local told = redis.call('hmget', KEYS[1], 'rate', 'slowed', 'met')
local rate = math.min(tonumber(told[1] or most), most)
local slowed, met = tonumber(told[2] or 0), tonumber(told[3] or rate)
if slowed == 0 or at - slowed >= tonumber(ARGV[5]) or at < slowed then
  if rate < met then met = (met + rate) / 2 else met = rate end
  rate = math.max(rate / 2, least)
  redis.call('hset', KEYS[1], 'rate', tostring(rate), 'slowed', at, 'met', tostring(met))
end
redis.call('hset', KEYS[1], 'left', 0, 'at', at)
redis.call('expire', KEYS[1], ARGV[4])
return tostring(rate)
"""
"""Halves the rate, once for all calls that were under way together, and remembers (`met`) which rate was too
fast: the one it met it at, or, on the way back, half way between, for that may have been chance."""

_FASTER = """
if KEYS[2] then redis.call('del', KEYS[2]) end
local most = tonumber(ARGV[1])
local told = redis.call('hmget', KEYS[1], 'rate', 'met')
local rate, met = tonumber(told[1] or most), tonumber(told[2] or most)
if rate >= most then return tostring(most) end
local near = tonumber(ARGV[2]) * met
if rate < near then
  rate = math.min(rate + tonumber(ARGV[3]) * met / rate, near)
else
  local onward = tonumber(ARGV[4]) * met
  if rate > met * tonumber(ARGV[5]) then onward = 3 * onward end
  rate = rate + onward / rate
end
if rate >= most then
  redis.call('hdel', KEYS[1], 'rate', 'met')
  return tostring(most)
end
redis.call('hset', KEYS[1], 'rate', tostring(rate))
redis.call('expire', KEYS[1], ARGV[6])
return tostring(rate)
"""
"""One good answer, of which there are `rate` in a second."""

Verdict = Literal["go", "wait", "paused", "full", "weigh"]
_VERDICTS: dict[int, Verdict] = {0: "go", -1: "paused", -2: "full", -3: "weigh"}


class Turn(NamedTuple):
    """What is answered to who wants to call: go; wait so many seconds and ask again; not while the brake is
    on; not while no place is free; weigh the float and ask again."""

    verdict: Verdict
    wait_seconds: float = 0


class Place(NamedTuple):
    """A wish for one of `free` places; `told` are those whose place the facts count by now."""

    name: str
    free: int
    told: Sequence[str] = ()


class Keys(NamedTuple):
    """Where in Redis each of them lies."""

    pace: str
    brake: str
    places: str
    weighed: str


class Entrance:
    """Brake, places and pace in one question, for each call is asked about them."""

    PLACE_SECONDS = 30
    """So long a place is kept for who has not used it."""

    def __init__(self, connection: redis.Redis, keys: Keys, most_per_second: float, clock: Clock) -> None:
        self._redis: Any = connection
        self._keys = keys
        self._most = most_per_second
        self._clock = clock

    def ask(self, place: Place | None = None) -> Turn:
        """Who hears `go` has counted as one call. Who has a place has it still."""
        wish = place or Place("", 0)
        times = WEIGHED_SECONDS * 1000, self.PLACE_SECONDS * 1000
        words = (_ms(self._clock()), self._most, KEPT_SECONDS, wish.name, *times, wish.free, *wish.told)
        with _answering("the pace"):
            told = int(self._redis.eval(_ENTER, 4, *self._keys, *words))
        return Turn("wait", told / 1000) if told > 0 else Turn(_VERDICTS[told])


class Pace:
    """So many a second for all workers together: slower when M-Pesa is busy, soon nearly as fast again, and
    slowly on from there."""

    def __init__(self, connection: redis.Redis, key: str, most_per_second: float, clock: Clock) -> None:
        self._redis: Any = connection
        self._key = key
        self._most = most_per_second
        self._clock = clock

    def slow_down(self) -> float:
        """M-Pesa turned a call away: half as fast from now on. The new rate."""
        least = min(SLOWEST_PER_SECOND, self._most)
        told = (_ms(self._clock()), self._most, least, KEPT_SECONDS, ONE_EVENT_SECONDS * 1000)
        with _answering("the pace"):
            return float(self._redis.eval(_SLOWER, 1, self._key, *told))

    def went_well(self, *forget: str) -> float:
        """M-Pesa took a call: a little faster, and the key `forget` is of no concern any more. The rate."""
        told = (self._most, NEARLY, BACK, ONWARD, UNTROUBLED, KEPT_SECONDS)
        with _answering("the pace"):
            return float(self._redis.eval(_FASTER, 1 + len(forget), self._key, *forget, *told))

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


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@contextmanager
def _answering(what: str) -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Busy(f"Redis, which keeps {what} of payments, does not answer.") from error
