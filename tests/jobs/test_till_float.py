"""The float, its top-ups, and answers about it that never come: paydays in simulated time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout, Till
from imbuto.jobs import till as till_jobs
from tests.payments_world import checks
from tests.payments_world.world import World

from .till import PAYOUTS, all_paid, facts, person, resume

Begin = Callable[..., World]
TOP_UP = UUID(int=7)


def test_a_short_float_sends_nothing_and_enough_of_it_lets_payments_go_by_themselves(begin: Begin) -> None:
    world = begin(12, float_shillings=5_000)

    world.run(hours=1)

    assert world.parts.ledger.till().state == "paused"
    assert facts(world, Payout.Submitted) == []
    paused = facts(world, Till.Paused)[0]
    assert paused.available_cents == 500_000 < paused.needed_cents
    world.desk.accounts.set_balance("utility", 10**9, world.time.now())
    assert all_paid(world)
    assert facts(world, Till.Resumed)[0].who == "job:till"


def test_people_may_pay_as_far_as_the_float_reaches(begin: Begin) -> None:
    world = begin(13, float_shillings=40_000)
    world.run(hours=1)
    resume(world, anyway=True)

    world.run(hours=1)

    assert world.states()["paid"] > 0
    assert world.states()["requested"] > 0
    assert world.parts.ledger.till().state == "paused"
    assert checks.broken(world) == []


def test_a_top_up_that_two_officials_made_lets_payments_go(begin: Begin) -> None:
    world = begin(14, float_shillings=5_000)
    world.run(hours=1)
    world.desk.accounts.set_balance("working", 10**9, world.time.now())
    world.parts.ledger.propose_top_up(TOP_UP, 50_000_000, "TOP-1", person(world))
    world.parts.ledger.approve_top_up(TOP_UP, person(world, "staff:M1"))

    assert world.run()

    assert world.parts.ledger.top_up(TOP_UP).state == "done"
    assert world.states() == {"paid": PAYOUTS}
    assert world.desk.book.count("SELECT count(*) FROM top_ups") == 1


def test_a_top_up_that_was_about_to_be_sent_is_never_sent_again(begin: Begin) -> None:
    world = begin(15)
    world.run()
    world.parts.ledger.propose_top_up(TOP_UP, 50_000_000, "TOP-1", person(world))
    world.parts.ledger.approve_top_up(TOP_UP, person(world, "staff:M1"))
    assert world.parts.ledger.submit_top_up(TOP_UP, person(world, "job:till")) is not None

    world.time.sleep(3 * 3_600)
    world.run(hours=1)

    world._sweep()
    world.run(hours=1)
    assert world.parts.ledger.top_up(TOP_UP).state == "outcome_unknown"
    assert world.desk.book.count("SELECT count(*) FROM top_ups") == 0
    seen = till_jobs.look(world.parts)
    assert "top-up-undecided" in [alarm.code for alarm in till_jobs.alarms(world.parts, seen)]


# ------------------------------------------------------------------ answers about the float


@pytest.mark.parametrize("lost", [1, 3])
def test_an_answer_that_never_comes_is_asked_for_again_and_payments_wait(begin: Begin, lost: int) -> None:
    world = begin(16)
    answers: list[object] = []
    real = world.parts.inbox.receive

    def receive(address: Any, source: Any, raw: bytes) -> Any:
        if address.topic == "float":
            answers.append(address)
            if len(answers) <= lost:
                return None
        return real(address, source, raw)

    world.parts.inbox.receive = receive
    assert all_paid(world)
    asked = facts(world, Till.FloatAsked)
    first = facts(world, Payout.Submitted)[0]
    assert len([fact for fact in asked if fact.recorded_at < first.recorded_at]) == lost + 1
    gaps = [b.recorded_at - a.recorded_at for a, b in pairwise(asked)]
    assert all(gap >= timedelta(seconds=60) for gap in gaps)
