"""Sending one net to one phone: never twice, never under a new id while the old may be under way."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import IN_FLIGHT, attempt_id, payout_id
from imbuto.errors import WrongState
from tests.aggregates.stories import (
    NEW_PHONE,
    PHONE,
    RUN,
    STATEMENT,
    STATES,
    fail,
    last,
    news,
    pay,
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
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 1000, None, "no phone", JOB)
    assert (news(found), found.state) == (["requested", "held"], "held")


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


# --------------------------------------------------------------- not knowing


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_silence_is_never_failure(state: str) -> None:
    found = payout(state)
    found.lose_sight("timeout", "no answer", JOB)
    assert (found.state, news(found)) == ("outcome_unknown", ["outcome_unknown"])


@pytest.mark.parametrize("state", without("submitted", "accepted"))
def test_losing_sight_again_or_of_an_ended_payout_is_quiet(state: str) -> None:
    found = payout(state)
    found.lose_sight("timeout", "no answer", JOB)
    assert (found.state, news(found)) == (state, [])


@pytest.mark.parametrize("state", IN_FLIGHT)
def test_what_is_under_way_can_be_asked_about_and_questions_are_counted(state: str) -> None:
    found = payout(state)
    assert found.ask_status(JOB)
    assert found.ask_status(JOB)
    assert (found.questions, found.state, news(found)) == (2, state, ["status_asked"] * 2)


@pytest.mark.parametrize("state", without(*IN_FLIGHT))
def test_there_is_nothing_to_ask_about_the_unsent_and_the_ended(state: str) -> None:
    found = payout(state)
    assert not found.ask_status(JOB)
    assert news(found) == []


@pytest.mark.parametrize("state", ["submitted", "accepted", "outcome_unknown"])
def test_unanswered_questions_end_with_people(state: str) -> None:
    found = payout(state)
    found.put_to_review("a day of silence", JOB)
    assert (found.state, news(found)) == ("needs_review", ["put_to_review"])


@pytest.mark.parametrize("state", without("submitted", "accepted", "outcome_unknown"))
def test_review_is_quiet_for_all_others(state: str) -> None:
    found = payout(state)
    found.put_to_review("a day of silence", JOB)
    assert (found.state, news(found)) == (state, [])


# ------------------------------------------------------------------- results


@pytest.mark.parametrize("state", [*IN_FLIGHT, *UNSENT])
def test_a_paid_result_of_the_present_attempt_ends_it(state: str) -> None:
    """Also of one thought not taken, or held meanwhile: M-Pesa has paid this very id."""
    found = payout(state)
    pay(found, "SKX9")
    fact = last(found)
    assert (found.state, found.receipt) == ("paid", "SKX9")
    assert (fact.TOPIC, fact.amount_cents, fact.fee_cents) == ("payout.paid", 125_000, 1300)


@pytest.mark.parametrize("state", IN_FLIGHT)
def test_a_failed_result_of_the_present_attempt_ends_it(state: str) -> None:
    found = payout(state)
    fail(found)
    assert (found.state, found.failure_code, news(found)) == ("failed", "2001", ["failed"])


def test_the_same_result_again_is_quiet() -> None:
    paid, failed = payout("paid"), payout("failed")
    pay(paid)
    fail(failed)
    assert news(paid) == news(failed) == []


def test_a_failure_said_twice_with_other_codes_is_one_failure_and_can_be_tried_again() -> None:
    found = payout("failed")
    fail(found, "17")
    assert news(found) == []
    found.retry(PHONE, TREASURER)
    assert news(found) == ["retried"]


def test_a_second_receipt_is_a_contradiction_and_the_first_stands() -> None:
    found = payout("paid")
    pay(found, "SKX2")
    assert (found.state, found.receipt, news(found)) == ("paid", "SKX1", ["contradicted"])


def test_failed_after_paid_is_a_contradiction_and_paid_stands() -> None:
    found = payout("paid")
    fail(found)
    assert (found.state, news(found)) == ("paid", ["contradicted"])


def test_paid_after_failed_is_a_contradiction_and_failed_stands() -> None:
    found = payout("failed")
    pay(found)
    assert (found.state, news(found)) == ("failed", ["contradicted"])


@pytest.mark.parametrize("state", UNSENT)
def test_a_failure_of_what_was_not_sent_is_a_contradiction_that_holds_it(state: str) -> None:
    found = payout(state)
    fail(found)
    assert found.state == "held"
    assert news(found)[0] == "contradicted"


def test_the_same_contradiction_again_is_quiet() -> None:
    found = payout("failed")
    pay(found)
    pay(found)
    assert news(found) == ["contradicted"]


def test_an_old_failure_of_an_earlier_attempt_is_no_news() -> None:
    found = payout("submitted", attempt=2)
    fail(found, attempt=attempt_id(found.id, 1))
    assert (found.state, news(found)) == ("submitted", [])


# ------------------------------------- where money could have gone out twice


def test_paid_after_failed_bars_a_new_attempt() -> None:
    found = payout("failed")
    pay(found)
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)
    assert found.attempt == 1


def test_a_late_payment_of_an_earlier_attempt_holds_the_next() -> None:
    found = payout("requested", attempt=2)
    pay(found, attempt=attempt_id(found.id, 1))
    assert (found.state, news(found)) == ("held", ["contradicted", "held"])
    assert not found.submit(JOB)


@pytest.mark.parametrize("state", UNSENT)
def test_what_an_earlier_attempt_may_have_paid_cannot_be_released(state: str) -> None:
    found = payout(state, attempt=2)
    pay(found, attempt=attempt_id(found.id, 1))
    with pytest.raises(WrongState, match="may have been paid"):
        found.release(PHONE, TREASURER)
    assert not found.submit(JOB)


def test_a_send_that_was_not_taken_is_not_repeated_when_the_earlier_attempt_turns_out_paid() -> None:
    found = payout("submitted", attempt=2)
    pay(found, attempt=attempt_id(found.id, 1))
    assert found.state == "submitted"
    found.defer("not-sent", "no line", JOB)
    assert (found.state, found.submit(JOB)) == ("held", False)


def test_an_attempt_that_fails_after_the_earlier_one_turned_out_paid_is_not_tried_again() -> None:
    found = payout("submitted", attempt=2)
    pay(found, attempt=attempt_id(found.id, 1))
    fail(found)
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)


def test_history_with_a_contradiction_and_no_hold_is_not_sent_either() -> None:
    found = payout("requested", attempt=2)
    pay(found, attempt=attempt_id(found.id, 1))
    contradicted = found.collect_events()[0]
    old = payout("requested", attempt=2)
    contradicted.mutate(old)
    assert (old.state, old.submit(JOB)) == ("requested", False)


@pytest.mark.parametrize("state", FINAL)
def test_a_final_state_never_changes(state: str) -> None:
    found = payout(state)
    found.submit(JOB)
    found.defer("x", "x", JOB)
    found.accept("AG", JOB)
    found.lose_sight("x", "x", JOB)
    found.put_to_review("x", JOB)
    found.ask_status(JOB)
    found.contradict("paid", "0", "SKX7", "another number was paid", JOB)
    pay(found, "SKX8")
    fail(found, "99")
    assert found.state == state
    assert set(news(found)) == {"contradicted"}
