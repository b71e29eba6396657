"""The worker's process: hands that keep their place, keep their time, die and are replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Retry

from imbuto.jobs.queues import PAY, SETTLE, TELL, Queues
from imbuto.jobs.worker import LISTEN_SECONDS, listening_connection
from imbuto.settings import Settings

from .processes import children, environment, eventually, kill, started

NOTE, DAWDLE = "tests.jobs.chores.note", "tests.jobs.chores.dawdle"

pytestmark = pytest.mark.slow


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.touch()
    return path


@pytest.fixture
def worker(settings: Settings, queues: Queues) -> Iterator[int]:
    with started(settings, "worker", "--hands", "2") as process:
        eventually(lambda: len(hands(process.pid)) == 2)
        yield process.pid


def hands(pid: int) -> list[int]:
    return children(pid)


def lines(notes: Path) -> list[str]:
    return notes.read_text().split()


def test_hands_take_from_all_three_queues_and_keep_their_process(
    worker: int, queues: Queues, notes: Path
) -> None:
    for name in (PAY, SETTLE, TELL):
        for _ in range(10):
            queues.by_name[name].enqueue_call(NOTE, args=[str(notes)], result_ttl=0)

    eventually(lambda: len(lines(notes)) == 30)

    assert set(map(int, lines(notes))) <= set(hands(worker))


def test_a_job_that_takes_too_long_is_ended_and_the_hand_goes_on(
    worker: int, queues: Queues, notes: Path
) -> None:
    queues.by_name[PAY].enqueue_call(DAWDLE, args=[str(notes), "600"], timeout=1, job_id="slow")
    eventually(lambda: lines(notes))
    slow = queues.by_name[PAY].fetch_job("slow")
    assert slow is not None

    eventually(lambda: slow.get_status() == "failed")

    assert int(lines(notes)[0]) in hands(worker)


def test_a_hand_that_is_killed_is_replaced_and_its_job_is_done_by_another(
    worker: int, queues: Queues, notes: Path, redis_client: redis.Redis
) -> None:
    queues.by_name[PAY].enqueue_call(
        DAWDLE, args=[str(notes), "1"], job_id="dawdle", result_ttl=0, retry=Retry(max=3)
    )
    eventually(lambda: lines(notes))
    killed = int(lines(notes)[0])
    kill(killed, signal.SIGKILL)
    eventually(lambda: len(hands(worker)) == 2 and killed not in hands(worker))

    # The pulse of the killed hand is over after its time; here it is said to be over at once.
    registry = queues.by_name[PAY].started_job_registry
    for member in redis_client.zrange(registry.key, 0, -1):
        redis_client.zadd(registry.key, {member: time.time() - 1})

    eventually(lambda: len(lines(notes)) == 2)
    assert int(lines(notes)[1]) != killed


def test_on_sigterm_the_worker_and_its_hands_end_without_waiting_for_a_job(
    settings: Settings, queues: Queues, notes: Path
) -> None:
    with started(settings, "worker") as process:
        eventually(lambda: len(hands(process.pid)) == 2)
        queues.by_name[TELL].enqueue_call(DAWDLE, args=[str(notes), "600"])
        eventually(lambda: lines(notes))

        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)  # the job would take ten minutes

        assert process.returncode == 0
        assert hands(process.pid) == []


def test_hands_stop_by_themselves_when_their_foreman_is_killed(settings: Settings, queues: Queues) -> None:
    with started(settings, "worker") as process:
        eventually(lambda: len(hands(process.pid)) == 2)
        left = hands(process.pid)

        os.kill(process.pid, signal.SIGKILL)
        process.wait()

        eventually(lambda: not any(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in alive(left)))


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_without_a_redis_address_the_process_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    told = {**environment(settings), "REDIS_URL": ""}
    ended = subprocess.run(
        [sys.executable, "-m", "imbuto.jobs", "worker"], env=told, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "REDIS_URL is missing" in ended.stderr


def test_an_idle_hand_listens_longer_than_its_connection_waits(redis_url: str) -> None:
    """Else every idle hand would end with an error, again and again."""
    connection = listening_connection(redis_url)
    connection.ping()
    begun = time.monotonic()
    assert connection.blpop(["nothing"], timeout=6) is None
    assert time.monotonic() - begun >= 6
    assert connection.connection_pool.connection_kwargs["socket_timeout"] > LISTEN_SECONDS
    connection.close()
