"""Payouts that wait: let go by two, postponed, tried again by themselves; and what is paid, which stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from imbuto.aggregates.payee import BY_TWO_OFFICIALS
from imbuto.aggregates.payout_keeping import MOST_ATTEMPTS_BY_ITSELF
from imbuto.errors import NotPermitted, SamePerson, WrongState
from tests.aggregates.stories import (
    NEW_PHONE,
    PHONE,
    STATES,
    held,
    last,
    news,
    pay,
    payout,
    refuse,
)
from tests.ledger.examples import JOB, MANAGER, TREASURER

LATER = JOB.at + timedelta(hours=3)


# ------------------------------------------------------------ two officials


@pytest.mark.parametrize("cause", BY_TWO_OFFICIALS)
def test_what_weighs_is_let_go_by_two_officials_to_the_number_that_was_seen(cause: str) -> None:
    found = held(cause)
    found.propose_release(cause, NEW_PHONE, TREASURER)
    assert (found.state, found.release_proposed_by) == ("held", TREASURER.who)
    found.release(NEW_PHONE, MANAGER, cause=cause)
    fact = last(found)
    assert (found.state, fact.proposed_by, fact.cause, found.waived) == (
        "requested",
        TREASURER.who,
        cause,
        frozenset({cause}),
    )


def test_nobody_lets_go_alone_what_needs_two() -> None:
    found = held()
    with pytest.raises(WrongState, match="Two officials"):
        found.release(PHONE, MANAGER, cause="number_changed")
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(SamePerson):
        found.release(PHONE, TREASURER, cause="number_changed")
    assert found.state == "held"


def test_another_number_than_the_one_that_was_seen_is_not_released() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(WrongState, match="Two officials"):
        found.release(NEW_PHONE, MANAGER, cause="number_changed")


def test_the_same_proposal_to_release_again_is_quiet_and_another_takes_its_place() -> None:
    found = held()
    for _ in range(2):
        found.propose_release("number_changed", PHONE, TREASURER)
    found.propose_release("number_changed", NEW_PHONE, TREASURER)
    assert news(found) == ["release_proposed", "release_proposed"]


def test_no_job_proposes_or_waives() -> None:
    found = held()
    with pytest.raises(NotPermitted):
        found.propose_release("number_changed", PHONE, JOB)
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(NotPermitted):
        found.release(PHONE, JOB, cause="number_changed")


def test_a_plain_hold_needs_no_proposal_and_what_must_be_mended_cannot_be_waived() -> None:
    found = held("by_hand")
    with pytest.raises(WrongState, match="no second official"):
        found.propose_release("suspended", PHONE, TREASURER)
    with pytest.raises(NotPermitted):
        found.release(PHONE, MANAGER, cause="suspended")
    found.release(PHONE, TREASURER)
    assert (found.state, found.waived) == ("requested", frozenset())


@pytest.mark.parametrize("state", [state for state in STATES if state != "held"])
def test_only_what_is_held_is_proposed_to_be_released(state: str) -> None:
    with pytest.raises(WrongState):
        payout(state).propose_release("over_limit", PHONE, TREASURER)


def test_what_was_waived_holds_for_that_number_alone() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    found.release(PHONE, MANAGER, cause="number_changed")
    found.submit(JOB)
    refuse(found)
    found.retry(PHONE, TREASURER)
    assert found.waived == {"number_changed"}
    found.submit(JOB)
    refuse(found)
    found.retry(NEW_PHONE, MANAGER)
    assert found.waived == frozenset()


def test_a_new_hold_asks_for_a_new_proposal() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    found.release(PHONE, MANAGER, cause="number_changed")
    found.hold("another name", JOB, "name_mismatch")
    with pytest.raises(WrongState):
        found.release(PHONE, MANAGER, cause="name_mismatch")


# ------------------------------------------------------------ postponed


def test_what_is_postponed_stays_requested_and_is_not_sent_before() -> None:
    found = payout("requested")
    found.postpone(LATER, "day_limit", "the day's limit is reached", JOB)
    assert (found.state, found.submit(JOB), news(found)) == ("requested", False, ["postponed"])
    assert not found.is_due(LATER - timedelta(seconds=1))
    assert found.is_due(LATER)


def test_postponing_to_the_past_or_to_earlier_is_quiet_and_so_of_what_does_not_wait() -> None:
    found = payout("requested")
    found.postpone(JOB.at, "x", "x", JOB)
    found.postpone(LATER, "x", "x", JOB)
    found.postpone(LATER, "x", "x", JOB)
    sent = payout("submitted")
    sent.postpone(LATER, "x", "x", JOB)
    assert (news(found), news(sent)) == (["postponed"], [])


# ------------------------------------------------------------ by itself


def test_a_failure_is_tried_again_by_itself_five_attempts_long() -> None:
    found = payout("failed")
    for _ in range(MOST_ATTEMPTS_BY_ITSELF - 1):
        assert found.may_try_itself
        found.retry(PHONE, JOB)
        found.retry(PHONE, JOB)
        found.submit(JOB)
        refuse(found)
    assert (found.attempt, found.may_try_itself) == (5, False)
    with pytest.raises(WrongState, match="by itself"):
        found.retry(PHONE, JOB)
    found.retry(PHONE, TREASURER)
    assert found.attempt == 6


def test_what_people_call_not_paid_is_tried_again_by_people_alone() -> None:
    found = payout("needs_review")
    found.propose_outcome("not_paid", None, "statement of 17 Nov", TREASURER)
    found.approve_outcome("not_paid", None, MANAGER)
    with pytest.raises(WrongState, match="by itself"):
        found.retry(PHONE, JOB)


# ------------------------------------------------------------ what a refusal says


def test_a_refusal_says_in_words_how_the_payment_stands() -> None:
    with pytest.raises(WrongState, match="This payout is in review"):
        payout("needs_review").hold("reason", TREASURER)
    found = payout("failed")
    pay(found, "SKX2")
    with pytest.raises(WrongState, match="failed and contradicted"):
        found.retry(PHONE, TREASURER)


# ------------------------------------------------------------ it stands


def test_a_contradiction_of_what_is_paid_is_closed_by_two_officials_and_changes_nothing() -> None:
    found = payout("paid")
    pay(found, "SKX2")
    found.propose_outcome("stands", None, "portal statement of 17 Nov", TREASURER)
    found.approve_outcome("stands", None, MANAGER)
    assert (found.state, found.receipt, found.doubts) == ("paid", "SKX1", set())
    pay(found, "SKX2")
    assert news(found) == ["contradicted", "outcome_proposed", "outcome_approved"]


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_paid_and_contradicted_stands(state: str) -> None:
    with pytest.raises(WrongState, match="said to stand"):
        payout(state).propose_outcome("stands", None, "portal statement", TREASURER)


def test_paid_never_becomes_anything_else() -> None:
    found = payout("paid")
    pay(found, "SKX2")
    for outcome, receipt in (("paid", "SKX2"), ("not_paid", None)):
        with pytest.raises(WrongState):
            found.propose_outcome(outcome, receipt, "portal statement", TREASURER)
