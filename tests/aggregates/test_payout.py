"""Sending one net to one phone: never twice, never under a new id while the old may be under way."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payee import Hold
from imbuto.aggregates.payout import attempt_id, payout_id
from imbuto.errors import WrongState
from tests.aggregates.stories import (
    NEW_PHONE,
    PHONE,
    RUN,
    STATEMENT,
    STATES,
    last,
    news,
    payout,
)
from tests.ledger.examples import JOB, MANAGER, TREASURER

UNSENT = ("requested", "held")
FINAL = ("paid", "failed")


def without(*states: str) -> list[str]:
    return [state for state in STATES if state not in states]


# ------------------------------------------------------------------- the id


def test_a_statement_has_one_payout_whoever_asks() -> None:
    assert payout().id == payout_id(STATEMENT)


def test_the_id_of_an_attempt_is_fixed_before_it_is_sent() -> None:
    found = payout("requested")
    fixed = found.attempt_id
    found.submit(JOB)
    assert (last(found).attempt_id, fixed) == (fixed, attempt_id(found.id, 1))


def test_a_send_that_was_not_taken_is_repeated_under_the_same_id() -> None:
    found = payout("submitted")
    before = found.attempt_id
    found.defer("500.003.02", "slow down", JOB)
    assert found.submit(JOB)
    assert found.attempt_id == before


@pytest.mark.parametrize("state", without("failed"))
def test_no_new_id_unless_it_definitely_failed(state: str) -> None:
    found = payout(state)
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)
    assert (found.attempt, news(found)) == (1, [])


def test_a_definite_failure_may_be_tried_again_under_a_new_id_to_the_number_of_now() -> None:
    found = payout("failed")
    first = found.attempt_id
    found.retry(NEW_PHONE, TREASURER)
    assert found.state == "requested"
    assert (found.attempt, found.attempt_id) == (2, attempt_id(found.id, 2))
    assert found.attempt_id != first
    assert found.msisdn == NEW_PHONE


def test_the_same_wish_to_try_again_makes_one_new_attempt() -> None:
    found = payout("failed")
    found.retry(PHONE, TREASURER)
    found.retry(PHONE, TREASURER)
    assert (news(found), found.attempt) == (["retried"], 2)


def test_another_official_is_told_that_it_is_being_tried_again() -> None:
    found = payout(attempt=2)
    with pytest.raises(WrongState):
        found.retry(PHONE, MANAGER)


# -------------------------------------------------------------- hold, release


def test_a_payout_with_a_reason_to_wait_begins_held() -> None:
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 1000, None, Hold("no_phone", "no phone"), JOB)
    assert (news(found), found.state, found.cause) == (["requested", "held"], "held", "no_phone")


def test_an_unsent_payout_can_be_held_and_then_is_not_sent() -> None:
    found = payout("requested")
    found.hold("the member asked", TREASURER)
    assert not found.submit(JOB)
    assert news(found) == ["held"]


def test_holding_what_is_held_is_quiet() -> None:
    found = payout("held")
    found.hold("again", TREASURER)
    assert news(found) == []


@pytest.mark.parametrize("state", without(*UNSENT))
def test_what_was_sent_cannot_be_held(state: str) -> None:
    with pytest.raises(WrongState):
        payout(state).hold("too late", TREASURER)


def test_a_released_payout_goes_to_the_number_of_now_under_its_first_id() -> None:
    found = payout("held")
    before = found.attempt_id
    found.release(NEW_PHONE, TREASURER)
    assert (found.state, found.msisdn, found.attempt_id) == ("requested", NEW_PHONE, before)


def test_the_same_release_again_is_quiet() -> None:
    found = payout("held")
    found.release(PHONE, TREASURER)
    found.release(PHONE, TREASURER)
    assert news(found) == ["released"]


@pytest.mark.parametrize("state", without("held"))
def test_only_a_held_payout_can_be_released(state: str) -> None:
    with pytest.raises(WrongState):
        payout(state).release(PHONE, MANAGER)


# -------------------------------------------------------------------- sending


def test_the_intent_is_recorded_and_only_one_worker_may_send() -> None:
    found = payout("requested")
    assert found.submit(JOB)
    assert not found.submit(JOB)
    assert news(found) == ["submitted"]


@pytest.mark.parametrize("state", without("requested"))
def test_nothing_but_a_requested_payout_is_sent(state: str) -> None:
    found = payout(state)
    assert not found.submit(JOB)
    assert news(found) == []


@pytest.mark.parametrize("state", without("submitted"))
def test_only_a_submitted_payout_can_be_deferred(state: str) -> None:
    found = payout(state)
    found.defer("not-sent", "no line", JOB)
    assert (found.state, news(found)) == (state, [])


@pytest.mark.parametrize("state", ["submitted", "outcome_unknown"])
def test_an_acceptance_says_queued_and_not_paid(state: str) -> None:
    found = payout(state)
    found.accept("AG_1", JOB)
    assert (found.state, news(found)) == ("accepted", ["accepted"])


@pytest.mark.parametrize("state", without("submitted", "outcome_unknown"))
def test_an_acceptance_that_comes_after_the_result_is_quiet(state: str) -> None:
    found = payout(state)
    found.accept("AG_1", JOB)
    assert (found.state, news(found)) == (state, [])
