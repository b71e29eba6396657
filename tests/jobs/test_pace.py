"""The rate and the brake that all workers share, in a real Redis."""

from __future__ import annotations

import time

import pytest
import redis

from imbuto.errors import Busy
from imbuto.jobs.pace import Pace, Pause
from imbuto.jobs.queues import connect


def test_as_many_as_one_second_gives_go_at_once_and_the_next_waits(redis_client: redis.Redis) -> None:
    pace, begun = Pace(redis_client, "test:pace", per_second=5), time.monotonic()
    went = 0
    while (wait_seconds := pace.wait_seconds()) == 0:
        went += 1

    assert 5 <= went <= 5 + 5 * (time.monotonic() - begun), "five, and what came while we asked"
    assert wait_seconds <= 0.2


def test_all_workers_share_one_pace(redis_client: redis.Redis) -> None:
    workers, begun = [Pace(redis_client, "test:pace", per_second=4) for _ in range(4)], time.monotonic()
    went = 0
    while workers[went % 4].wait_seconds() == 0:
        went += 1

    assert 4 <= went <= 4 + 4 * (time.monotonic() - begun), "together what one alone may"


def test_who_waits_as_long_as_told_may_go(redis_client: redis.Redis) -> None:
    pace = Pace(redis_client, "test:pace", per_second=50)
    went, started = 0, time.monotonic()
    while went < 70:
        wait_seconds = pace.wait_seconds()
        went += wait_seconds == 0
        time.sleep(wait_seconds)

    took = time.monotonic() - started
    assert took >= 0.38, "fifty at once, and twenty more in four tenths of a second"


def test_the_brake_is_on_for_its_time_and_a_longer_one_stays(redis_client: redis.Redis) -> None:
    pause = Pause(redis_client, "test:pause")
    assert pause.left_seconds() == 0

    pause.begin(300, "a wrong credential")
    pause.begin(5, "slow down")

    assert 290 < pause.left_seconds() <= 300
    assert redis_client.get("test:pause") == b"a wrong credential"


def test_a_flushed_brake_is_off(redis_client: redis.Redis) -> None:
    pause = Pause(redis_client, "test:pause")
    pause.begin(300, "a wrong credential")
    redis_client.flushall()

    assert pause.left_seconds() == 0


def test_without_redis_pace_and_brake_are_busy() -> None:
    gone = connect("unix:///nonexistent/imbuto.sock")

    with pytest.raises(Busy):
        Pace(gone, "test:pace", 5).wait_seconds()
    with pytest.raises(Busy):
        Pause(gone, "test:pause").left_seconds()
    with pytest.raises(Busy):
        Pause(gone, "test:pause").begin(5, "slow down")
