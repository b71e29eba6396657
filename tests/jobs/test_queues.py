"""The queues in a real Redis: the same work once, ids that come free again, nothing lost for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import redis
from rq.job import Job

from imbuto.errors import Busy
from imbuto.jobs import specs
from imbuto.jobs.queues import PAY, SETTLE, TELL, TIMEOUT_SECONDS, Queues, connect

PAYOUT = UUID("8c6e3a90-5a7e-4a0e-9df7-3a1a4a0f5b11")
RUN = UUID("11111111-5a7e-4a0e-9df7-3a1a4a0f5b11")


def test_a_job_carries_plain_words_under_an_id_made_from_its_subject(queues: Queues) -> None:
    assert queues.put(specs.tell("receipt", PAYOUT, 1, "0042/A"))

    job = queues.by_name[TELL].jobs[0]
    assert job.id == f"tell-receipt-{PAYOUT}-1"
    assert job.args == ["tell", "receipt", str(PAYOUT), "1", "0042/A"]
    assert job.timeout == TIMEOUT_SECONDS[TELL]
    assert job.retries_left == 3


def test_the_same_work_is_queued_once(queues: Queues) -> None:
    assert queues.put(specs.send(PAYOUT))
    assert not queues.put(specs.send(PAYOUT))

    assert queues.by_name[PAY].count == 1


def test_different_work_about_one_thing_is_different(queues: Queues) -> None:
    every = [
        specs.send(PAYOUT),
        specs.send_again(PAYOUT),
        specs.ask(PAYOUT, 1),
        specs.ask(PAYOUT, 2),
        specs.give_up(PAYOUT),
        specs.prepare(RUN),
        specs.settle_statements(RUN),
        specs.complete(RUN),
        specs.tell("receipt", PAYOUT, 1, "1"),
        specs.tell("receipt", PAYOUT, 2, "1"),
        specs.tell("void", PAYOUT, 1, "1"),
    ]

    assert all(queues.put(spec) for spec in every)
    assert len(queues.held_ids()) == len(every)


def test_work_that_is_in_somebodys_hands_is_not_missing(queues: Queues) -> None:
    queues.put(specs.send(PAYOUT))

    assert queues.put_missing([specs.send(PAYOUT)]) == 0
    assert queues.by_name[PAY].count == 1


def test_work_is_missing_after_redis_lost_everything(queues: Queues, redis_client: redis.Redis) -> None:
    queues.put(specs.send(PAYOUT))
    redis_client.flushall()

    assert queues.put_missing([specs.send(PAYOUT), specs.prepare(RUN)]) == 2
    assert queues.by_name[PAY].job_ids == [f"send-{PAYOUT}"]
    assert queues.by_name[SETTLE].job_ids == [f"prepare-{RUN}"]


def test_an_id_left_behind_by_a_killed_worker_is_taken_over(
    queues: Queues, redis_client: redis.Redis
) -> None:
    queues.put(specs.send(PAYOUT))
    redis_client.lpop(queues.by_name[PAY].key)  # killed between taking the job and beginning it

    assert not queues.put(specs.send(PAYOUT))
    assert queues.put_missing([specs.send(PAYOUT)]) == 1
    assert queues.by_name[PAY].jobs[0].args == ["send", str(PAYOUT)]


def test_a_job_that_waits_for_another_try_is_held_and_comes_back_when_it_is_time(queues: Queues) -> None:
    queues.put(specs.send(PAYOUT))
    queue = queues.by_name[PAY]
    job = queue.jobs[0]
    queue.remove(job)
    queue.schedule_job(job, datetime.now(UTC) + timedelta(seconds=30))

    assert queues.put_missing([specs.send(PAYOUT)]) == 0
    assert queues.wake_retries() == 0
    queue.scheduled_job_registry.schedule(job, datetime.now(UTC) - timedelta(seconds=1))
    assert queues.wake_retries() == 1
    assert queues.wake_retries() == 0
    assert queue.job_ids == [job.id]


def test_what_is_urgent_is_urgent_still_when_it_is_tried_again(queues: Queues) -> None:
    queues.put(specs.ask(PAYOUT, 1))
    queue = queues.by_name[PAY]
    job = queue.jobs[0]
    queue.remove(job)
    queue.schedule_job(job, datetime.now(UTC) - timedelta(seconds=1))
    queues.put(specs.send(PAYOUT))

    assert queues.wake_retries() == 1
    assert queue.job_ids == [job.id, specs.send(PAYOUT).id]


def test_work_that_is_found_twice_at_once_is_queued_once(queues: Queues) -> None:
    assert queues.put_missing([specs.send(PAYOUT), specs.send(PAYOUT)]) == 1
    assert len(queues.by_name[PAY].job_ids) == 1


def test_a_retry_whose_hash_is_lost_stops_nothing(queues: Queues, redis_client: redis.Redis) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    queue = queues.by_name[PAY]
    for payout in (PAYOUT, RUN):
        queues.put(specs.send(payout))
    for job in queue.jobs:
        queue.remove(job)
        queue.schedule_job(job, past)
    redis_client.delete(Job.key_for(f"send-{PAYOUT}"))

    assert queues.wake_retries() == 1
    assert queue.job_ids == [f"send-{RUN}"]


@pytest.mark.parametrize("act", ["put", "put_missing"])
def test_without_redis_the_queues_are_busy_which_is_transient(act: str) -> None:
    queues = Queues(connect("unix:///nonexistent/imbuto.sock"))
    spec = specs.send(PAYOUT)

    with pytest.raises(Busy) as refusal:
        queues.put(spec) if act == "put" else queues.put_missing([spec])

    assert refusal.value.transient
