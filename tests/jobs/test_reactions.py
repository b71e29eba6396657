"""From fact to work: the table, and a follower that never loses its place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import redis

from imbuto.aggregates import FACTS
from imbuto.jobs import reactions
from imbuto.jobs.queues import Queues
from imbuto.jobs.reactions import FOLLOWER, REACTIONS, Follower, jobs_of
from imbuto.jobs.work import JOBS
from imbuto.values import Personal

from .conftest import Wire
from .house import House

FACT_ID = UUID("8c6e3a90-5a7e-4a0e-9df7-3a1a4a0f5b11")
LEADS_TO = {
    "delivery.recorded": "tell",
    "delivery.corrected": "tell",
    "delivery.sampled": "tell",
    "delivery.voided": "tell",
    "delivery.dispute_resolved": "tell count-samples",
    "member.pay_chosen": "tell",
    "member.phone_change_proposed": "tell",
    "member.phone_change_approved": "tell",
    "member.payout_phone_change_proposed": "tell",
    "member.payout_phone_change_approved": "tell",
    "member.channel_proposed": "tell",
    "member.channel_approved": "tell",
    "statement.settled": "tell",
    "settlement.opened": "prepare",
    "price_difference.approved": "grant-difference",
    "settlement.approved": "settle-statements",
    "pay_file.opened": "pay-file",
    "pay_file.approved": "pay-file",
    "pay_file.cancelled": "pay-file",
    "pay_file.results_read": "pay-file",
    "pay_file.results_approved": "pay-file",
    "payout.requested": "send-due",
    "payout.released": "send",
    "payout.retried": "send",
    "payout.taken_back": "send",
    "payout.paid": "tell send-due",
    "payout.outcome_approved": "tell",
    "payout.failure_reported": "heed-result",
    "payout.status_answered": "heed-result",
    "payout.failed": "heed-result",
    "till.float_asked": "ask-float",
    "till.float_seen": "weigh-float",
    "till.resumed": "ask-float send-due",
    "top_up.approved": "top-up",
    "top_up.done": "ask-float",
    "top_up.outcome_approved": "ask-float",
    "portal_statement.imported": "reconcile-statement",
    "message.requested": "resend",
    "member.messages_chosen": "tell",
}


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", "254712345678")


def an(fact: str) -> Any:
    """A fact of that topic with just what a reaction may look at."""
    kind = FACTS[fact]
    blank = object.__new__(kind)
    known = {
        "originator_id": FACT_ID,
        "originator_version": 3,
        "member": "0042",
        "number": "0042",
        "who": "staff:C1",
        "code": "2001",
        "container": None,
        "outcome": "paid",
        "question": 5,
        "milk_cents": 45_000,
        "adjustments_cents": 0,
        "premium_cents": 0,
        "deductions": (),
        "net_cents": 0,
        "told_phone": Personal(FACT_ID.hex, "254712345678"),
        "begun": False,
        "confirm_by": datetime(2026, 11, 19, tzinfo=UTC),
    }
    for name, value in known.items():
        object.__setattr__(blank, name, value)
    return blank


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_each_fact_leads_to_the_work_that_the_table_says_and_no_other(topic: str) -> None:
    jobs = jobs_of(an(topic), 7)

    assert [job.name for job in jobs] == LEADS_TO.get(topic, "").split()
    of_the_till = [job for job in jobs if job.name in ("ask-float", "weigh-float", "send-due")]
    assert all(str(FACT_ID) in job.id for job in jobs if job not in of_the_till)
    assert {job.name for job in jobs} <= set(JOBS)


def test_what_a_job_asked_for_it_sends_itself() -> None:
    requested = an("message.requested")
    object.__setattr__(requested, "begun", True)

    assert jobs_of(requested, 7) == []


def test_a_member_is_not_told_of_money_that_did_not_come() -> None:
    settled = an("payout.outcome_approved")
    object.__setattr__(settled, "outcome", "not_paid")

    assert jobs_of(settled, 7) == []


def test_milk_in_a_can_may_come_after_its_sample() -> None:
    recorded = an("delivery.recorded")
    object.__setattr__(recorded, "container", "C-1")

    assert [(job.name, job.args) for job in jobs_of(recorded, 7)][1:] == [("count-samples", (str(FACT_ID),))]


def test_a_member_is_not_told_of_a_sample_that_changes_nothing() -> None:
    sampled = an("delivery.sampled")
    object.__setattr__(sampled, "confirm_by", None)

    assert jobs_of(sampled, 7) == []


def test_a_member_is_not_told_of_the_pay_terms_that_the_member_chose() -> None:
    chosen = an("member.pay_chosen")
    object.__setattr__(chosen, "who", "member:0042")

    assert jobs_of(chosen, 7) == []


def test_a_member_is_not_told_of_a_statement_that_only_carries_on() -> None:
    settled = an("statement.settled")
    object.__setattr__(settled, "milk_cents", 0)

    assert jobs_of(settled, 7) == []


@pytest.mark.parametrize(("code", "jobs"), [("2001", 1), ("1", 1), ("2040", 0), ("SFC_IC0003", 0)])
def test_only_a_failure_that_is_ours_stops_the_payments(code: str, jobs: int) -> None:
    failed = an("payout.failed")
    object.__setattr__(failed, "code", code)

    heeded = [job for job in jobs_of(failed, 7) if job.name == "heed-result"]
    assert len(heeded) == jobs


def test_the_table_names_every_reaction_once() -> None:
    assert {fact.TOPIC for fact in REACTIONS} == set(LEADS_TO)


def test_a_fact_is_followed_once_by_the_bookmark(house: House) -> None:
    house.deliver("0042")

    assert house.follow() == house.parts.ledger.position()
    assert house.parts.ledger.bookmark(FOLLOWER) == house.parts.ledger.position()
    assert house.follow() == 0
    assert len(house.queues.held_ids()) == 1


def test_two_followers_at_once_are_harmless(house: House) -> None:
    first, second = (Follower(house.parts.ledger, house.queues) for _ in range(2))
    house.deliver("0042", shift="AM")
    facts = house.parts.ledger.facts(0, 100)
    second_reads = house.parts.ledger.bookmark(FOLLOWER)
    house.deliver("0042", shift="PM")

    first.step()
    assert second_reads == 0
    for position, fact in facts:  # the second had read these before the first was done
        for job in jobs_of(fact, position):
            assert not house.queues.put(job)
    house.parts.ledger.advance_bookmark(FOLLOWER, facts[-1][0])

    assert house.parts.ledger.bookmark(FOLLOWER) == house.parts.ledger.position(), "never rewound"
    assert second.step() == 0
    assert len(house.queues.held_ids()) == 2


def test_a_follower_takes_many_facts_in_batches(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "BATCH", 3)
    for shift in ("AM", "MID", "PM"):
        house.deliver("0042", shift=shift)

    steps = []
    while step := house.follower.step():
        steps.append(step)

    assert steps[0] == 3
    assert sum(steps) == house.parts.ledger.position()
    assert len(house.queues.held_ids()) == 3


def test_while_redis_is_away_the_follower_keeps_its_place_and_says_so_once(
    house: House, wire: Wire, redis_client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    follower = Follower(house.parts.ledger, Queues(wire))
    house.follow()
    house.deliver("0042", shift="AM")
    house.deliver("0042", shift="PM")
    place = house.parts.ledger.bookmark(FOLLOWER)
    redis_client.flushall()

    wire.cut = True
    for _ in range(3):
        assert follower.step() == 0
    assert house.parts.ledger.bookmark(FOLLOWER) == place
    wire.cut = False
    while follower.step():
        pass

    assert house.parts.ledger.bookmark(FOLLOWER) == house.parts.ledger.position()
    assert len(house.queues.held_ids()) == 2
    assert caplog.text.count("facts wait to be followed") == 1
    assert caplog.text.count("Redis answers again") == 1


def test_a_follower_killed_between_queueing_and_its_bookmark_queues_nothing_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.deliver("0042")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(house.parts.ledger, "advance_bookmark", killed)
        with pytest.raises(KeyboardInterrupt):
            house.follower.step()
    assert house.parts.ledger.bookmark(FOLLOWER) == 0
    house.work()
    house.work()

    assert len(house.texts("254712345678")) == 1
