"""What M-Pesa says of a payout, or does not say: silence, results, results that cannot be true."""

from __future__ import annotations

import pytest

from imbuto.aggregates.payout import ASKED_ABOUT, attempt_id
from imbuto.errors import WrongState
from tests.aggregates.stories import (
    PHONE,
    STATES,
    fail,
    last,
    news,
    pay,
    payout,
    refuse,
)
from tests.ledger.examples import JOB, TREASURER

UNSENT = ("requested", "held")
BELIEVED = ("submitted", "accepted", "outcome_unknown", "needs_review")
"""States in which a callback that says paid is enough."""
FINAL = ("paid", "failed")


def without(*states: str) -> list[str]:
    return [state for state in STATES if state not in states]


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


@pytest.mark.parametrize("state", ASKED_ABOUT)
def test_what_is_under_way_can_be_asked_about_and_questions_are_counted(state: str) -> None:
    found = payout(state)
    assert found.ask_status(1, JOB)
    assert found.ask_status(2, JOB)
    assert (found.questions, found.state, news(found)) == (2, state, ["status_asked"] * 2)


@pytest.mark.parametrize("question", [1, 3])
def test_only_the_next_question_is_put(question: int) -> None:
    found = payout("accepted")
    found.ask_status(1, JOB)
    found.collect_events()
    assert not found.ask_status(question, JOB)
    assert (found.questions, news(found)) == (1, [])


@pytest.mark.parametrize("state", without(*ASKED_ABOUT))
def test_there_is_nothing_to_ask_about_the_unsent_and_the_ended(state: str) -> None:
    found = payout(state)
    assert not found.ask_status(1, JOB)
    assert news(found) == []


@pytest.mark.parametrize("state", ["submitted", "accepted", "outcome_unknown", "failure_reported"])
def test_unanswered_questions_end_with_people(state: str) -> None:
    found = payout(state)
    found.put_to_review("a day of silence", JOB)
    assert (found.state, news(found)) == ("needs_review", ["put_to_review"])


@pytest.mark.parametrize("state", without("submitted", "accepted", "outcome_unknown", "failure_reported"))
def test_review_is_quiet_for_all_others(state: str) -> None:
    found = payout(state)
    found.put_to_review("a day of silence", JOB)
    assert (found.state, news(found)) == (state, [])


# ------------------------------------------------------------------- results


@pytest.mark.parametrize("state", [*BELIEVED, *UNSENT])
def test_a_paid_result_of_the_present_attempt_ends_it(state: str) -> None:
    """Also of one thought not taken, or held meanwhile: M-Pesa has paid this very id."""
    found = payout(state)
    pay(found, "SKX9")
    fact = last(found)
    assert (found.state, found.receipt) == ("paid", "SKX9")
    assert (fact.TOPIC, fact.amount_cents, fact.fee_cents) == ("payout.paid", 125_000, 1300)


@pytest.mark.parametrize("state", ["submitted", "failure_reported"])
def test_a_request_that_mpesa_refused_at_once_has_failed(state: str) -> None:
    found = payout(state)
    refuse(found, "400.002.02")
    fact = last(found)
    assert (found.state, found.failure_code, fact.evidence) == ("failed", "400.002.02", "reply")


@pytest.mark.parametrize("state", ASKED_ABOUT)
def test_a_failure_that_mpesa_answers_to_our_question_ends_it(state: str) -> None:
    found = payout(state)
    fail(found, "Cancelled", evidence="status")
    fact = last(found)
    assert (found.state, fact.TOPIC, fact.evidence) == ("failed", "payout.failed", "status")


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
    refuse(found)
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
    found.ask_status(found.questions + 1, JOB)
    found.contradict("paid", "0", "SKX7", "another number was paid", JOB)
    pay(found, "SKX8")
    fail(found, "99")
    assert found.state == state
    assert set(news(found)) == {"contradicted"}
