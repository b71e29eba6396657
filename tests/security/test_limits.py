"""Limits: what is let through, in memory and in Redis, and what a Redis that hangs costs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from imbuto.security.limits import InMemory, Limit, Limits, Shared

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
FIVE = Limit("five", 5, 60)


def waits(limits: Limits, count: int, who: str = "10.0.0.1", seconds: float = 0) -> list[int]:
    return [limits.wait(FIVE, who, NOW + timedelta(seconds=seconds)) for _ in range(count)]


@pytest.fixture
def alone() -> Limits:
    return Limits("a secret", "")


def test_so_many_go_through_and_the_next_is_told_how_long_to_wait(alone: Limits) -> None:
    assert waits(alone, 7, seconds=20) == [0, 0, 0, 0, 0, 40, 40]


def test_each_is_counted_apart_and_each_limit_too(alone: Limits) -> None:
    waits(alone, 6)
    assert waits(alone, 1, who="10.0.0.2") == [0]
    assert alone.wait(Limit("other", 5, 60), "10.0.0.1", NOW) == 0


def test_what_came_a_moment_before_still_weighs(alone: Limits) -> None:
    waits(alone, 5, seconds=59)
    assert waits(alone, 1, seconds=61)[0] > 0
    assert waits(alone, 1, seconds=121) == [0]


def test_a_clock_that_is_set_back_locks_nobody_out(alone: Limits) -> None:
    waits(alone, 9, seconds=600)
    assert waits(alone, 1) == [0]


def test_ten_thousand_callers_and_more_need_bounded_memory() -> None:
    memory = InMemory(most_keys=10_000)
    for number in range(30_000):
        memory.add(f"10.0.{number}", 1, 60)
    assert len(memory) == 10_000
    assert memory.add("10.0.29999", 1, 60) == (0, 2)


def test_threads_count_together(alone: Limits) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: alone.wait(FIVE, "x", NOW), range(200)))
    assert told.count(0) == 5


class Hanging:
    """A Redis that takes the connection and never answers."""

    def __init__(self, door: socket.socket) -> None:
        self.door = door
        self.address = f"redis://127.0.0.1:{door.getsockname()[1]}/0"

    def calls(self) -> int:
        """How often somebody has connected."""
        self.door.setblocking(False)
        count = 0
        with suppress(BlockingIOError):
            while True:
                self.door.accept()[0].close()
                count += 1
        return count


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        yield Hanging(door)


def test_a_redis_that_hangs_costs_one_caller_a_moment_and_the_others_nothing(
    hanging: Hanging, caplog: pytest.LogCaptureFixture
) -> None:
    limits = Limits("a secret", hanging.address)
    assert waits(limits, 50)[4:6] == [0, 60]
    assert hanging.calls() == 1
    assert [record.message for record in caplog.records] == ["security.limits_alone"]
    limits.close()


def test_a_redis_that_is_away_is_no_reason_to_refuse_or_to_wait() -> None:
    limits = Limits("a secret", "redis://127.0.0.1:1/0")
    assert waits(limits, 7) == [0, 0, 0, 0, 0, 60, 60]
    limits.close()


def test_only_one_caller_tries_whether_redis_is_back(hanging: Hanging) -> None:
    shared = Shared(hanging.address)
    shared._alone_until = time.monotonic() - 1
    asked: list[int] = []

    def ask(*_: object) -> tuple[int, int]:
        asked.append(1)
        gate.wait(5)
        return 0, 1

    gate = threading.Event()
    shared._ask = ask  # type: ignore[method-assign]
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(shared.add, "x", 1, 60)
        while not asked:
            time.sleep(0.001)
        others = [pool.submit(shared.add, "x", 1, 60) for _ in range(3)]
        assert sorted(one.result(5)[1] for one in others) == [1, 2, 3]
        gate.set()
        assert first.result(5) == (0, 1)
    assert len(asked) == 1
    shared.close()
