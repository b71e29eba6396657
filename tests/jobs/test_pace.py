"""The rate, the brake and the places that all workers share: in a real Redis, in the caller's own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import redis

from imbuto.errors import Busy
from imbuto.jobs.pace import GOOD_ANSWERS, SLOWEST_PER_SECOND, Pace, Pause, Places
from imbuto.jobs.queues import connect


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 16, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def went(pace: Pace, clock: Clock, seconds: int) -> int:
    """How many go in so many seconds by who always waits as long as told."""
    until, count = clock.now + timedelta(seconds=seconds), 0
    while clock.now < until:
        wait_seconds = pace.wait_seconds()
        count += wait_seconds == 0
        clock.later(wait_seconds)
    return count


def test_one_goes_at_once_and_then_as_many_as_the_rate_says(redis_client: redis.Redis, clock: Clock) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    assert pace.wait_seconds() == 0
    assert pace.wait_seconds() == 0.2
    assert went(pace, clock, 10) in (49, 50)


def test_after_a_rest_one_seconds_worth_goes_at_once(redis_client: redis.Redis, clock: Clock) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    pace.wait_seconds()
    clock.later(60)
    assert [pace.wait_seconds() for _ in range(6)] == [0, 0, 0, 0, 0, 0.2]


def test_all_workers_share_one_pace(redis_client: redis.Redis, clock: Clock) -> None:
    workers = [Pace(redis_client, "test:pace", 4, clock) for _ in range(4)]
    workers[0].wait_seconds()
    clock.later(10)
    count = 0
    while workers[count % 4].wait_seconds() == 0:
        count += 1
    assert count == 4, "together what one alone may"


def test_turned_away_it_goes_half_as_fast_and_never_stands(redis_client: redis.Redis, clock: Clock) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    assert pace.slow_down() == 2.5
    assert pace.slow_down() == 2.5, "many workers turned away together are one piece of news"
    assert went(pace, clock, 20) in (49, 50, 51)
    for _ in range(10):
        clock.later(2)
        slowest = pace.slow_down()
    assert slowest == SLOWEST_PER_SECOND == pace.per_second()
    assert went(pace, clock, 100) in (19, 20, 21)


def test_good_answers_make_it_faster_by_and_by_and_not_beyond_the_setting(
    redis_client: redis.Redis, clock: Clock
) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    pace.slow_down()
    for _ in range(GOOD_ANSWERS - 1):
        assert pace.went_well() == 2.5
    assert pace.went_well() == 2.75
    for _ in range(GOOD_ANSWERS * 20):
        pace.went_well()
    assert pace.per_second() == 5


def test_a_flushed_pace_begins_with_one(redis_client: redis.Redis, clock: Clock) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    for _ in range(20):
        redis_client.flushall()
        assert pace.wait_seconds() == 0
    assert pace.wait_seconds() > 0


def test_a_clock_that_goes_back_gives_nothing(redis_client: redis.Redis, clock: Clock) -> None:
    pace = Pace(redis_client, "test:pace", 5, clock)
    pace.wait_seconds()
    clock.later(-3600)
    assert pace.wait_seconds() > 0


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


def test_places_are_taken_once_each_and_free_again_when_told_or_unused(
    redis_client: redis.Redis, clock: Clock
) -> None:
    places = Places(redis_client, "test:places", clock)
    assert places.take("a", 2, [], 30)
    assert places.take("b", 2, [], 30)
    assert not places.take("c", 2, [], 30)
    assert places.take("a", 2, [], 30), "who has one has it still"
    assert places.take("c", 2, ["a"], 30), "the facts tell of a by now"
    assert not places.take("d", 2, [], 30)
    clock.later(31)
    assert places.take("d", 1, [], 30)


def test_without_redis_pace_brake_and_places_are_busy(clock: Clock) -> None:
    gone = connect("unix:///nonexistent/imbuto.sock")

    for ask in (
        Pace(gone, "test:pace", 5, clock).wait_seconds,
        Pace(gone, "test:pace", 5, clock).slow_down,
        Pause(gone, "test:pause", clock).left_seconds,
        lambda: Pause(gone, "test:pause", clock).begin(5, "slow down"),
        lambda: Places(gone, "test:places", clock).take("a", 1, [], 30),
    ):
        with pytest.raises(Busy):
            ask()
