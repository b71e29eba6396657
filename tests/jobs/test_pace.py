"""The rate, the brake and the places that all workers share: in a real Redis, in the caller's own time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import redis

from imbuto.errors import Busy
from imbuto.jobs.pace import (
    ONE_EVENT_SECONDS,
    SLOWEST_PER_SECOND,
    WEIGHED_SECONDS,
    Entrance,
    Keys,
    Pace,
    Pause,
    Place,
    Turn,
)
from imbuto.jobs.queues import connect

KEYS = Keys("test:pace", "test:pause", "test:places", "test:weighed")
GO, FULL, PAUSED, WEIGH = Turn("go"), Turn("full"), Turn("paused"), Turn("weigh")


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 16, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Gate:
    """The entrance with its pace and brake, as each worker has them."""

    def __init__(self, connection: redis.Redis, clock: Clock, rate: float = 5) -> None:
        self.entrance = Entrance(connection, KEYS, rate, clock)
        self.pace = Pace(connection, KEYS.pace, rate, clock)
        self.pause = Pause(connection, KEYS.brake, clock)
        self.clock = clock

    def wait_seconds(self) -> float:
        turn = self.entrance.ask()
        assert turn.verdict in ("go", "wait")
        return turn.wait_seconds

    def went(self, seconds: int) -> int:
        """How many go in so many seconds by who always waits as long as told."""
        until, count = self.clock.now + timedelta(seconds=seconds), 0
        while self.clock.now < until:
            wait_seconds = self.wait_seconds()
            count += wait_seconds == 0
            self.clock.later(wait_seconds)
        return count


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(redis_client: redis.Redis, clock: Clock) -> Gate:
    return Gate(redis_client, clock)


def test_one_goes_at_once_and_then_as_many_as_the_rate_says(gate: Gate) -> None:
    assert gate.wait_seconds() == 0
    assert gate.wait_seconds() == 0.2
    assert gate.went(10) in (49, 50)


def test_after_a_rest_one_seconds_worth_goes_at_once(gate: Gate, clock: Clock) -> None:
    gate.wait_seconds()
    clock.later(60)
    assert [gate.wait_seconds() for _ in range(6)] == [0, 0, 0, 0, 0, 0.2]


def test_turned_away_lately_nothing_is_saved_up(gate: Gate, clock: Clock) -> None:
    gate.pace.slow_down()
    clock.later(60)
    assert [gate.wait_seconds() for _ in range(2)] == [0, 0.4]


def test_all_workers_share_one_pace(redis_client: redis.Redis, clock: Clock) -> None:
    workers = [Gate(redis_client, clock, rate=4) for _ in range(4)]
    workers[0].wait_seconds()
    clock.later(10)
    count = 0
    while workers[count % 4].wait_seconds() == 0:
        count += 1
    assert count == 4, "together what one alone may"


def test_turned_away_it_goes_half_as_fast_and_never_stands(gate: Gate, clock: Clock) -> None:
    assert gate.pace.slow_down() == 2.5
    clock.later(ONE_EVENT_SECONDS - 1)
    assert gate.pace.slow_down() == 2.5, "calls that were under way together are one piece of news"
    assert gate.went(20) in (49, 50, 51)
    for _ in range(10):
        clock.later(ONE_EVENT_SECONDS)
        slowest = gate.pace.slow_down()
    assert slowest == SLOWEST_PER_SECOND == gate.pace.per_second()
    assert gate.went(100) in (19, 20, 21)


def test_it_is_soon_nearly_as_fast_again_and_goes_on_slowly_and_not_beyond_the_setting(
    redis_client: redis.Redis, gate: Gate
) -> None:
    redis_client.set("refused", 2)
    gate.pace.slow_down()
    rates = [gate.pace.went_well("refused") for _ in range(300)]
    assert redis_client.get("refused") is None
    assert 4.5 in rates[:9], "within three seconds nine tenths"
    assert 4.6 < rates[30] < 4.9
    assert rates[-1] == 5 == gate.pace.per_second()


# ------------------------------------------------------------------ a gateway that turns away

Admits = Callable[[datetime], bool]


def exactly(per_second: int) -> Admits:
    """As many as that in any second."""
    admitted: deque[datetime] = deque()

    def admits(now: datetime) -> bool:
        while admitted and now - admitted[0] >= timedelta(seconds=1):
            admitted.popleft()
        if len(admitted) >= per_second:
            return False
        admitted.append(now)
        return True

    return admits


def by_chance(share: float, seed: int) -> Admits:
    """Now and then it turns one away for no reason."""
    random = Random(seed)
    return lambda now: random.random() >= share


def admitted(gate: Gate, admits: Admits, seconds: int) -> float:
    """How many calls a second get through, after a while for finding the rate."""
    begin = gate.clock.now + timedelta(seconds=60)
    until, count = begin + timedelta(seconds=seconds), 0
    while gate.clock.now < until:
        turn = gate.entrance.ask()
        if turn.verdict == "paused":
            gate.clock.later(gate.pause.left_seconds())
        elif turn.verdict == "wait":
            gate.clock.later(turn.wait_seconds)
        elif admits(gate.clock.now):
            gate.pace.went_well()
            count += gate.clock.now >= begin
        else:
            gate.pace.slow_down()
            gate.pause.begin(1, "Spike Arrest")
    return count / seconds


@pytest.mark.parametrize("setting", [5, 10])
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_it_finds_what_the_gateway_admits(
    redis_client: redis.Redis, clock: Clock, limit: int, setting: int
) -> None:
    gate = Gate(redis_client, clock, rate=setting)
    assert 0.8 * limit <= admitted(gate, exactly(limit), 300) <= limit


@pytest.mark.parametrize(("share", "at_least"), [(0.01, 0.7), (0.02, 0.6), (0.03, 0.4)])
def test_being_turned_away_by_chance_costs_little(gate: Gate, share: float, at_least: float) -> None:
    assert admitted(gate, by_chance(share, seed=7), 600) >= at_least * 5


# ------------------------------------------------------------------ what may be lost


def test_a_flushed_pace_begins_with_one(redis_client: redis.Redis, gate: Gate) -> None:
    for _ in range(20):
        redis_client.flushall()
        assert gate.wait_seconds() == 0
    assert gate.wait_seconds() > 0


def test_a_clock_that_goes_back_gives_nothing(gate: Gate, clock: Clock) -> None:
    gate.wait_seconds()
    clock.later(-3600)
    assert gate.wait_seconds() > 0


def test_the_brake_is_on_for_its_time_and_a_longer_one_stays(redis_client: redis.Redis, clock: Clock) -> None:
    pause = Pause(redis_client, "test:pause", clock)
    assert (pause.left_seconds(), pause.reason()) == (0, "")

    pause.begin(300, "M-Pesa is busy")
    pause.begin(5, "slow down")

    assert (pause.left_seconds(), pause.reason()) == (300, "M-Pesa is busy")
    clock.later(299.5)
    assert pause.left_seconds() == 1
    clock.later(0.5)
    assert (pause.left_seconds(), pause.reason()) == (0, "")


def test_a_flushed_brake_is_off(redis_client: redis.Redis, clock: Clock) -> None:
    pause = Pause(redis_client, "test:pause", clock)
    pause.begin(300, "M-Pesa is busy")
    redis_client.flushall()

    assert pause.left_seconds() == 0


def test_while_the_brake_is_on_nobody_goes(gate: Gate, clock: Clock) -> None:
    gate.pause.begin(5, "slow down")
    assert gate.entrance.ask() == gate.entrance.ask(Place("a", 9)) == PAUSED
    clock.later(5)
    assert gate.entrance.ask() == GO


# ------------------------------------------------------------------ places, and the float's weight


def test_places_are_taken_once_each_and_free_again_when_told_or_unused(gate: Gate, clock: Clock) -> None:
    def ask(name: str, free: int, told: list[str] | None = None) -> Turn:
        clock.later(1)
        return gate.entrance.ask(Place(name, free, told or []))

    assert ask("a", 2) == WEIGH
    assert ask("a", 2) == GO
    assert ask("b", 2) == GO
    assert ask("c", 2) == FULL
    assert ask("a", 2) == GO, "who has one has it still"
    assert ask("c", 2, ["a"]) == GO, "the facts tell of a by now"
    assert ask("d", 2) == FULL
    clock.later(Entrance.PLACE_SECONDS + 1)
    assert ask("d", 1) == GO


def test_a_place_is_kept_while_waiting_for_the_turn(gate: Gate) -> None:
    assert gate.entrance.ask(Place("a", 1)) == WEIGH
    assert gate.entrance.ask(Place("a", 1)) == GO
    assert gate.entrance.ask(Place("b", 2)).verdict == "wait"
    assert gate.entrance.ask(Place("c", 2)) == FULL


def test_once_a_minute_one_of_all_hears_that_the_float_is_to_be_weighed(gate: Gate, clock: Clock) -> None:
    heard = []
    for _ in range(3 * WEIGHED_SECONDS):
        heard.append(gate.entrance.ask(Place("a", 1)).verdict)
        clock.later(1)
    assert heard.count("weigh") == 3
    assert gate.entrance.ask() == GO, "who sends nothing weighs nothing"


def test_without_redis_all_are_busy(clock: Clock) -> None:
    gone = Gate(connect("unix:///nonexistent/imbuto.sock"), clock)

    for ask in (
        gone.entrance.ask,
        gone.pace.slow_down,
        gone.pace.went_well,
        gone.pace.per_second,
        gone.pause.left_seconds,
        lambda: gone.pause.begin(5, "slow down"),
    ):
        with pytest.raises(Busy):
            ask()
