"""Proof before payment, the float, the kill switch: paydays in simulated time, with M-Pesa's simulator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout, Till
from imbuto.gateways.daraja_outcomes import Stopped
from imbuto.jobs import till as till_jobs
from imbuto.jobs import till_gate
from tests.payments_world import checks
from tests.payments_world.payday import by
from tests.payments_world.world import World

Begin = Callable[..., World]
PAYOUTS = 24
TOP_UP = UUID(int=7)


def facts(world: World, kind: type) -> list[Any]:
    return [fact for _, fact in world.parts.ledger.facts(0, 100_000) if isinstance(fact, kind)]


def person(world: World, who: str = "staff:T1") -> Any:
    return by(who, world.time.now())


def resume(world: World, **how: Any) -> None:
    world.parts.ledger.resume_payments("mended", person(world), **how)


def tries(world: World) -> int:
    """How many wrong passwords M-Pesa has counted."""
    return world.desk.initiator._wrong  # type: ignore[no-any-return]


def all_paid(world: World) -> bool:
    world.run()
    world._sweep()  # what failed by our fault is tried again
    world.run()
    assert world.states() == {"paid": PAYOUTS}
    return checks.broken(world) == []


# ------------------------------------------------------------------ the credential


def test_a_password_that_is_wrong_before_the_first_payment_costs_one_try_and_no_payment(
    begin: Begin,
) -> None:
    world = begin(1)
    world.desk.initiator.expire(True)

    world.run(hours=1)

    till = world.parts.ledger.till()
    assert (till.state, till.code, tries(world)) == ("stopped", "2001", 1)
    assert facts(world, Payout.Submitted) == []
    assert world.states() == {"requested": PAYOUTS}
    world.desk.initiator.expire(False)
    resume(world)
    assert all_paid(world)


def test_redis_emptied_at_every_step_costs_no_second_try(begin: Begin) -> None:
    world = begin(2)
    world.desk.initiator.expire(True)
    world.watch = lambda world: (world.parts.redis.flushdb(), world.jobs.forget())

    world.run(hours=1)

    assert (world.parts.ledger.till().state, tries(world)) == ("stopped", 1)
    assert facts(world, Payout.Submitted) == []


def test_a_password_that_ends_amid_a_payday_stops_it_and_no_question_is_asked_any_more(begin: Begin) -> None:
    world = begin(3)

    def expire(world: World) -> None:
        if len(facts(world, Payout.Paid)) >= 5:
            world.desk.initiator.expire(True)

    world.watch = expire
    world.run(hours=1)
    wrong = [fact for fact in facts(world, Payout.FailureReported) if fact.code in ("2001", "8006")]
    stopped = facts(world, Till.Stopped)
    assert len(stopped) == 1
    assert wrong
    later = (Payout.Submitted, Payout.StatusAsked, Till.FloatAsked)
    assert [f for f in facts(world, later) if f.recorded_at > stopped[0].recorded_at] == []  # type: ignore[arg-type]
    world.watch = lambda world: None
    world.desk.initiator.expire(False)
    world.desk.initiator.unlock()
    resume(world)
    assert all_paid(world)


def test_only_people_resume_what_was_stopped_and_what_was_said_before_is_old_news(begin: Begin) -> None:
    world = begin(4)
    world.desk.initiator.expire(True)
    world.run(hours=1)
    world.desk.initiator.expire(False)
    world.run(hours=1)
    assert world.parts.ledger.till().state == "stopped"
    resume(world)
    till_jobs.heed_result(world.parts)
    assert world.parts.ledger.till().state == "open"


def test_a_process_with_the_old_password_waits_until_it_is_restarted(begin: Begin) -> None:
    world = begin(5)
    assert till_gate.may_ask(world.parts) is False
    world.parts.ledger.see_credential("the-new-one", person(world, "job:till"))

    world.run(hours=1)

    assert facts(world, Payout.Submitted) == []
    assert [fact.fingerprint for fact in facts(world, Till.CredentialSeen)][1:] == ["the-new-one"]
    resume(world, anyway=True)
    assert all_paid(world)


def test_a_new_password_is_proven_anew_and_its_age_counts_from_its_first_day(begin: Begin) -> None:
    world = begin(6)
    assert all_paid(world)
    asked = len(facts(world, Till.FloatAsked))
    world.time.sleep(80 * 86_400)
    seen = till_jobs.look(world.parts)
    assert "password-old" in [alarm.code for alarm in till_jobs.alarms(world.parts, seen)]
    world.time.sleep(10 * 86_400)
    seen = till_jobs.look(world.parts)
    assert "password-expired" in [alarm.code for alarm in till_jobs.alarms(world.parts, seen)]
    world.parts.settings = replace(world.parts.settings, daraja_initiator_password="Another#1")

    assert till_gate.may_ask(world.parts) is False

    assert len(facts(world, Till.FloatAsked)) == asked + 1
    seen = till_jobs.look(world.parts)
    assert "password-old" not in [alarm.code for alarm in till_jobs.alarms(world.parts, seen)]


def test_a_token_that_is_refused_again_and_again_is_our_fault_and_once_is_not(begin: Begin) -> None:
    world = begin(7)
    for _ in range(till_gate.TOKEN_TRIES - 1):
        till_gate.heed(world.parts, Stopped("401.002.01", "invalid access token"))
    assert world.parts.ledger.till().state == "open"
    till_gate.heed(world.parts, Stopped("401.002.01", "invalid access token"))
    assert world.parts.ledger.till().state == "stopped"


def test_a_refusal_of_our_set_up_stops_at_once(begin: Begin) -> None:
    world = begin(8)
    till_gate.heed(world.parts, Stopped("404.001.01", "wrong path"))
    assert world.parts.ledger.till().may_ask is False


@pytest.mark.slow
def test_while_our_credential_is_stopped_for_a_day_the_unknown_come_before_people_all_the_same(
    begin: Begin,
) -> None:
    world = begin(17, script={"chances": {"lost": 1}})

    def expire(world: World) -> None:
        if facts(world, Payout.Submitted):
            world.parts.ledger.stop_payments("credential", "2001", "wrong", person(world, "job:till"))

    world.watch = expire
    world.run(hours=24)

    assert facts(world, Payout.StatusAsked) == []
    assert set(world.states()) == {"requested", "needs_review"}
    assert list(checks.nothing_stays_unknown(world, checks.story(world))) == []


# ------------------------------------------------------------------ the window


def test_the_first_payment_goes_alone_and_twice_as_many_with_each_answer(begin: Begin) -> None:
    world = begin(9)
    assert all_paid(world)
    under_way = results = 0
    for fact in facts(world, (Payout.Submitted, Payout.Paid)):  # type: ignore[arg-type]
        under_way += 1 if isinstance(fact, Payout.Submitted) else -1
        results += isinstance(fact, Payout.Paid)
        assert under_way <= 2**results


def test_redis_emptied_again_and_again_pays_all_once(begin: Begin) -> None:
    world = begin(10)
    world.watch = lambda world: world.parts.redis.flushdb()
    assert all_paid(world)


# ------------------------------------------------------------------ the kill switch


def test_the_kill_switch_holds_for_the_very_next_send_and_resuming_ends_it(begin: Begin) -> None:
    world = begin(11)

    def stop(world: World) -> None:
        if facts(world, Payout.Paid) and not facts(world, Till.Stopped):
            world.parts.ledger.stop_payments("kill", "", "a wrong price", person(world))

    world.watch = stop
    world.run(hours=1)
    order = [type(f) for f in facts(world, (Till.Stopped, Payout.Submitted))]  # type: ignore[arg-type]
    assert order[-1] is Till.Stopped
    assert world.states()["requested"] > 0
    assert set(world.states()) == {"paid", "requested"}, "what was under way is still asked about"
    resume(world)
    assert all_paid(world)


# ------------------------------------------------------------------ the float


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
