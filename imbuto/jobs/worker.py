"""The worker's process: a foreman and its hands.

A hand is an RQ worker that does its jobs in its own process, as RQ's SimpleWorker does, and not in a fork per
job: it keeps its open ledger, views and connections from job to job (a fork worker may not, because no open
connection crosses a fork, and does a quarter of the jobs per second). The time limit of a job is an alarm
signal in the hand itself. What a fork would give besides, the foreman gives: a hand that dies is replaced.
The foreman itself opens nothing, so that its hands can be forked safely.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

import redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import DequeueStrategy

from imbuto.jobs import held
from imbuto.jobs.queues import PAY, SETTLE, TELL
from imbuto.settings import Settings

HANDS = 2
PULSE_SECONDS = 5
PULSE_LASTS_SECONDS = 25
"""A job whose hand has had no pulse for so long is given to another."""
CLEAN_SECONDS = 9
LISTEN_SECONDS = 10
"""After listening so long in vain a hand looks for jobs whose hand has lost its pulse."""
STOP_SECONDS = 4.0
RESPAWN_SECONDS = 1.0

log = logging.getLogger(__name__)


class Hand(SimpleWorker):
    """One process that does one job after the other, from the three queues in turn."""

    max_connection_wait_time = 2.0
    stopping = False

    @property
    def dequeue_timeout(self) -> int:
        return LISTEN_SECONDS

    def get_heartbeat_ttl(self, job: Job) -> int:
        return PULSE_LASTS_SECONDS

    def execute_job(self, job: Job, queue: Queue) -> None:
        with self._pulse(job):
            super().execute_job(job, queue)

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """Nothing: work.perform has said already what went wrong."""

    def subscribe(self) -> None:
        """Nothing: nobody sends commands to a hand, and the thread that would listen outlives an outage."""

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    @contextmanager
    def _pulse(self, job: Job) -> Iterator[None]:
        """Tells Redis every few seconds that this hand is still at the job."""
        done = threading.Event()
        thread = threading.Thread(target=self._beat, args=(job, done), name="pulse", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()

    def _beat(self, job: Job, done: threading.Event) -> None:
        while not done.wait(PULSE_SECONDS):
            execution = self.execution
            if execution is None:
                continue
            with suppress(RedisError), self.connection.pipeline() as pipeline:
                # Only a job that is still under way: one that has just ended must not be entered again.
                job.started_job_registry.add_execution(execution, pipeline, PULSE_LASTS_SECONDS, xx=True)
                pipeline.execute()


def work(settings: Settings, number: int, foreman: int) -> None:
    """Does jobs until told to stop, or until the process `foreman` is gone. While Redis is away it waits, and
    keeps its parts."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_stop_with, args=(foreman,), name="foreman", daemon=True).start()
    logging.getLogger("rq.worker").addFilter(OncePerMinute())
    connection = listening_connection(settings.redis_url)
    names = [PAY, SETTLE, TELL]
    try:
        while True:
            _await(connection)
            hand = _hand(connection, names[number % 3 :] + names[: number % 3])
            with suppress(RedisError):
                hand.work(logging_level="WARNING", dequeue_strategy=DequeueStrategy.ROUND_ROBIN)
            if hand.stopping:
                return
            signal.signal(signal.SIGTERM, _leave)
    finally:
        held.release()


def listening_connection(url: str) -> redis.Redis:
    """A connection that outlasts a hand's listening: redis-py's own limit of a few seconds would end each
    idle hand with an error."""
    return redis.Redis.from_url(url, socket_connect_timeout=3, socket_timeout=LISTEN_SECONDS + 10)


def _hand(connection: redis.Redis, names: list[str]) -> Hand:
    queues = [Queue(name, connection=connection, serializer=JSONSerializer) for name in names]
    return Hand(
        queues,
        connection=connection,
        serializer=JSONSerializer,
        maintenance_interval=CLEAN_SECONDS,
        log_job_description=False,
    )


def _await(connection: redis.Redis) -> None:
    """Returns when Redis answers; says once that it does not."""
    said = False
    while True:
        try:
            connection.ping()
        except RedisError as error:
            if not said:
                log.warning("no jobs are done while Redis is away: %s", error)
            said = True
            time.sleep(0.5)
            continue
        if said:
            log.warning("Redis answers again: jobs are done.")
        return


class OncePerMinute(logging.Filter):
    """RQ repeats every two seconds that Redis is away, with pages of traceback: a line a minute is enough."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], RedisError):
            record.exc_info = None
        since = record.created - self._said.get(record.msg, 0.0)
        if since >= 60:
            self._said[record.msg] = record.created
        return since >= 60


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _stop_with(foreman: int) -> None:
    """A hand whose foreman was killed stops too, so that none is left over."""
    while os.getppid() == foreman:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


class Foreman:
    """Keeps so many hands at work, and takes them along when it stops."""

    def __init__(self, settings: Settings, hands: int = HANDS) -> None:
        self._settings = settings
        self._hands: dict[int, BaseProcess] = {}
        self._wanted = hands
        self._stop = threading.Event()

    def run(self) -> None:
        """Until SIGTERM or SIGINT. A hand that is busy has a few seconds; a job that is cut off there is
        found and done again."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        while not self._stop.is_set():
            self._fill()
            self._stop.wait(RESPAWN_SECONDS)
        self._dismiss()

    def _fill(self) -> None:
        for number in range(self._wanted):
            hand = self._hands.get(number)
            if hand is not None and hand.is_alive():
                continue
            if hand is not None:
                log.error("a hand ended with %s and is replaced", hand.exitcode)
            self._hands[number] = self._start(number)

    def _start(self, number: int) -> BaseProcess:
        fork = multiprocessing.get_context("fork")
        hand = fork.Process(target=work, args=(self._settings, number, os.getpid()), name=f"hand-{number}")
        hand.start()
        return hand

    def _dismiss(self) -> None:
        until = time.monotonic() + STOP_SECONDS
        for hand in self._hands.values():
            hand.terminate()
        for hand in self._hands.values():
            hand.join(max(until - time.monotonic(), 0))
            if hand.is_alive():
                hand.kill()
                hand.join()
