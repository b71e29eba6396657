"""The three queues in Redis. A job's id is made from what it is about, so the same work is queued once.

An id is taken as long as RQ keeps the job's hash: results are thrown away at once and failures after a
minute, so that the same work can be queued again. Arguments are plain strings, stored as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError
from redis.retry import Retry as Patience
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.registry import ScheduledJobRegistry, StartedJobRegistry
from rq.serializers import JSONSerializer

from imbuto.errors import Busy

PAY, SETTLE, TELL = "pay", "settle", "tell"
TIMEOUT_SECONDS = {PAY: 120, SETTLE: 900, TELL: 90}
"""How long one job of each queue may take. A call to a partner takes up to 23 s, and a token as much."""
RETRY_SECONDS = (10, 30, 60)
FAILURE_SECONDS = 60
ENTRY = "imbuto.jobs.work.run"
URGENT = "urgent"
"""Under this word a job remembers that it goes before others, also when it is tried again."""


@dataclass(frozen=True)
class JobSpec:
    """One piece of work: its queue, its name in work.JOBS, its arguments, and what makes its id unique.

    `kept_seconds` keeps the id taken after the work is done: a slot of the clock happens once. What is
    `urgent` goes before all others of its queue.
    """

    queue: str
    name: str
    args: tuple[str, ...]
    key: str
    kept_seconds: int = 0
    urgent: bool = False

    @property
    def id(self) -> str:
        return f"{self.name}-{self.key}"


class Queues:
    """Puts jobs into Redis. Raises errors.Busy while Redis does not answer."""

    def __init__(self, connection: redis.Redis) -> None:
        self.connection = connection
        self.by_name = {
            name: Queue(
                name, connection=connection, serializer=JSONSerializer, default_timeout=TIMEOUT_SECONDS[name]
            )
            for name in (PAY, SETTLE, TELL)
        }

    def put(self, spec: JobSpec) -> bool:
        """Queues the job. False when a job of that id is waiting, under way, or kept."""
        try:
            return self._put(spec)
        except RedisError as error:
            raise Busy("Redis, which keeps the queued work, does not answer.") from error

    def put_missing(self, specs: Iterable[JobSpec]) -> int:
        """Queues what no queue, worker or retry holds, however its id was left behind. Returns how many.

        A worker that is killed between taking a job and beginning it leaves the job's hash and nothing
        else, and a failed job keeps its hash for a while: both would keep the id taken.
        """
        try:
            held = self.held_ids()
            missing = {spec.id: spec for spec in specs if spec.id not in held}  # each once
            return sum(self._put_anew(spec) for spec in missing.values())
        except RedisError as error:
            raise Busy("Redis, which keeps the queued work, does not answer.") from error

    def held_ids(self) -> set[str]:
        """The ids of all jobs that wait in a queue, are under way, or wait to be tried again."""
        held: set[str] = set()
        for queue in self.by_name.values():
            held.update(queue.job_ids)
            under_way: list[tuple[str, str]] = self._started(queue).get_job_and_execution_ids(cleanup=False)
            held.update(job_id for job_id, _ in under_way)
            held.update(self._scheduled(queue).get_job_ids(cleanup=False))
        return held

    def wake_retries(self) -> int:
        """Moves the jobs whose pause is over back into their queue. Returns how many.

        Whoever takes the id out of the registry queues it: any number of schedulers may do this.
        """
        return sum(self._wake(queue) for queue in self.by_name.values())

    def _put(self, spec: JobSpec) -> bool:
        queue = self.by_name[spec.queue]
        try:
            queue.enqueue_call(
                ENTRY,
                args=[spec.name, *spec.args],
                job_id=spec.id,
                unique=True,
                retry=Retry(max=len(RETRY_SECONDS), interval=list(RETRY_SECONDS)),
                result_ttl=spec.kept_seconds,
                failure_ttl=max(spec.kept_seconds, FAILURE_SECONDS),
                description=spec.id,
                at_front=spec.urgent,
                meta={URGENT: spec.urgent},
            )
        except DuplicateJobError:
            return False
        return True

    def _put_anew(self, spec: JobSpec) -> bool:
        if self._put(spec):
            return True
        self.connection.delete(Job.key_for(spec.id))
        return self._put(spec)

    def _wake(self, queue: Queue) -> int:
        registry = self._scheduled(queue)
        woken = 0
        for job_id in registry.get_jobs_to_schedule():
            if not self.connection.zrem(registry.key, job_id):
                continue
            try:
                job = self._fetch(job_id)
                queue.enqueue_job(job, at_front=bool(job.meta.get(URGENT)))
            except NoSuchJobError:
                continue
            woken += 1
        return woken

    def _fetch(self, job_id: str) -> Job:
        return Job.fetch(job_id, connection=self.connection, serializer=JSONSerializer)

    def _started(self, queue: Queue) -> StartedJobRegistry:
        return StartedJobRegistry(queue=queue)

    def _scheduled(self, queue: Queue) -> ScheduledJobRegistry:
        return ScheduledJobRegistry(queue=queue)  # type: ignore[no-untyped-call]


def connect(url: str) -> redis.Redis:
    """A connection that gives up after a few seconds instead of waiting for ever."""
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=3,
        socket_timeout=10,
        retry=Patience(ExponentialBackoff(cap=0.2, base=0.05), 2),
    )
