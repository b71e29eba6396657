"""Proof before payment, the window, the kill switch: paydays in simulated time, with M-Pesa's simulator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from imbuto.aggregates import Payout, Till
from imbuto.gateways.daraja_outcomes import Stopped
from imbuto.jobs import till as till_jobs
from imbuto.jobs import till_gate
from tests.payments_world import checks
from tests.payments_world.world import World

from .till import PAYOUTS, all_paid, facts, person, resume

Begin = Callable[..., World]


def tries(world: World) -> int:
    """How many wrong passwords M-Pesa has counted."""
    return world.desk.initiator._wrong  # type: ignore[no-any-return]


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
