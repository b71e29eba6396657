"""Resends and questions go before new payments: a send that never arrived may be made again within the hour
only, however many payments wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.errors import Busy
from imbuto.jobs import specs, till, till_gate, work
from imbuto.jobs.held import by_job
from imbuto.jobs.queues import PAY, JobSpec, Queues
from imbuto.jobs.sweep import outstanding
from imbuto.projections.payout_tables import PATIENCE
from tests.payments_world import checks
from tests.payments_world.world import World

Begin = Callable[..., World]
PAYOUTS = 24
SLOW = 0.03
"""One call in 33 seconds: longer than a job waits for its turn."""
LATE = timedelta(minutes=2)
"""A question is put so long after it is due at the latest: a minute until it is found, and some turns."""


def opened(world: World) -> World:
    """M-Pesa has just shown that it knows us, and what is in the float."""
    till_gate.put_question(world.parts)
    return listened(world)


def listened(world: World) -> World:
    """M-Pesa does what is due, and what it posts is applied."""
    world.time.sleep(5)
    world.parts.inbox.apply_waiting()
    return world


def lose(world: World, count: int) -> list[UUID]:
    """So many payments are sent, ten seconds apart, and never arrive; then three minutes pass."""
    parts, lost = world.parts, []
    for id in parts.views.payouts.due_ids(world.time.now(), count):
        by = by_job(parts, "pay", f"send-{id}")
        assert parts.ledger.submit_payout(id, by)
        parts.ledger.lose_sight_of_payout(id, "no-answer", "lost on the way", by)
        lost.append(id)
        world.time.sleep(10)
    world.time.sleep(180)
    parts.views.catch_up()
    return lost


def names(jobs: list[JobSpec]) -> list[str]:
    return [job.name for job in jobs]


# ------------------------------------------------------------------ what is queued


def test_what_is_due_about_sent_payments_is_queued_with_new_ones_and_counts_for_them(begin: Begin) -> None:
    world = opened(begin(1))
    without = names(till.due(world.parts))
    lost = lose(world, 1)

    due = till.due(world.parts)

    assert set(without) == {"send"}
    assert names(due) == ["ask", *without[1:]]
    assert due[0] == specs.ask(lost[0], 1)


def test_nothing_new_is_queued_while_as_much_is_to_be_asked(begin: Begin) -> None:
    world = opened(begin(1))
    lose(world, 8)
    assert set(names(till.due(world.parts))) == {"ask"}


def test_in_the_queue_the_longest_silent_comes_first_and_new_payments_last(begin: Begin) -> None:
    world = opened(begin(1))
    queues = Queues(world.parts.redis)
    for waiting in islice(world.parts.views.payouts.due_ids(world.time.now(), 20), 10, None):
        queues.put(specs.send(waiting))
    lost = lose(world, 3)

    queues.put_missing(outstanding(world.parts, world.time.now()))

    jobs = queues.by_name[PAY].job_ids
    assert jobs[:3] == [specs.ask(id, 1).id for id in lost]
    assert len(jobs) == len(set(jobs)), "each is queued once, whoever finds it"


# ------------------------------------------------------------------ one turn for one call


def test_a_lost_send_is_made_again_in_the_first_turn_that_comes(begin: Begin) -> None:
    """A turn of its own for the question, and one more for the send, would be twice the time."""
    world = opened(begin(2, rate=SLOW))
    (lost,) = lose(world, 1)

    work.perform(world.parts, "ask", str(lost), "1")
    listened(world)

    assert world.parts.ledger.payout(lost).state == "paid"
    assert [one.originator_id for one in checks.truth(world)] == [
        world.parts.ledger.payout(lost).attempt_numbered(1)
    ]


def test_a_question_whose_turn_does_not_come_is_still_to_be_put(begin: Begin) -> None:
    world = opened(begin(2, rate=SLOW))
    first, second = lose(world, 2)
    work.perform(world.parts, "ask", str(first), "1")

    with pytest.raises(Busy):
        work.perform(world.parts, "ask", str(second), "1")

    assert world.parts.ledger.payout(second).questions == 0
    world.time.sleep(40)
    work.perform(world.parts, "ask", str(second), "1")
    assert world.parts.ledger.payout(second).state == "accepted"


# ------------------------------------------------------------------ a whole payday


def test_on_a_slow_payday_each_question_is_put_when_it_is_due(begin: Begin) -> None:
    """Each fourth send is lost while many wait: none of them comes before people."""
    world = begin(3, rate=0.5, script={"chances": {"timeout_before": 0.25}})
    assert world.run(), world.states()
    assert world.states() == {"paid": PAYOUTS}
    assert checks.broken(world) == []
    assert max(lateness(world)) < LATE


def lateness(world: World) -> list[timedelta]:
    """How long after it was due each question was put."""
    sent: dict[UUID, datetime] = {}
    late = []
    for _, fact in world.parts.ledger.facts(0, 100_000):
        told: Any = fact
        if isinstance(fact, Payout.Submitted):
            sent[fact.originator_id] = fact.recorded_at
        if isinstance(fact, Payout.StatusAsked):
            late.append(told.recorded_at - sent[fact.originator_id] - PATIENCE[fact.question - 1])
    return late
