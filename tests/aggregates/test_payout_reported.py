"""A failure that only a callback tells: a report, which M-Pesa's answers make true or false."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import ASKED_ABOUT
from imbuto.errors import WrongState
from tests.aggregates.stories import MPESA, PHONE, answer, fail, last, news, pay, payout, refuse
from tests.ledger.examples import JOB, TREASURER

UNDER_WAY = ("submitted", "accepted", "outcome_unknown", "needs_review")
EMPTY, UNDER_WAY_STILL = ("2032", None), ("0", "Initiated")


def reported(code: str = "2040") -> Payout:
    found = payout("accepted")
    fail(found, code)
    found.collect_events()
    return found


@pytest.mark.parametrize("state", UNDER_WAY)
def test_a_failure_in_a_callback_is_only_a_report(state: str) -> None:
    found = payout(state)
    fail(found, "2040")
    fact = last(found)
    assert (found.state, fact.TOPIC) == ("failure_reported", "payout.failure_reported")
    assert (fact.code, fact.attempt, found.failure_code) == ("2040", 1, None)


def test_no_new_attempt_follows_a_report() -> None:
    found = reported()
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)
    assert not found.may_try_itself


def test_a_report_said_twice_even_with_another_code_is_one_report() -> None:
    found = reported()
    fail(found, "2040")
    fail(found, "1")
    assert (found.state, news(found)) == ("failure_reported", [])


def test_a_report_cannot_restart_the_questions_for_ever() -> None:
    found = reported()
    found.put_to_review("a day of silence", JOB)
    found.collect_events()
    fail(found)
    assert (found.state, news(found)) == ("needs_review", [])


@pytest.mark.parametrize("state", ["accepted", "outcome_unknown", "needs_review"])
def test_a_late_refusal_of_a_send_that_was_taken_meanwhile_is_only_a_report(state: str) -> None:
    """Two workers may send the same id: what the slower one hears is not the end of what the faster sent."""
    found = payout(state)
    refuse(found)
    assert found.state == "failure_reported"


@pytest.mark.parametrize("word", ["Cancelled", "Declined", "Expired"])
def test_what_mpesa_answers_makes_the_report_true_with_its_own_code(word: str) -> None:
    found = reported("1")
    fail(found, word, evidence="status")
    fact = last(found)
    assert (found.state, fact.code, fact.evidence) == ("failed", "1", "status")


def test_what_mpesa_answers_makes_the_report_false() -> None:
    found = reported()
    pay(found, "SKX9", evidence="status")
    assert (found.state, found.receipt, news(found)) == ("paid", "SKX9", ["paid"])


def test_a_report_is_believed_when_mpesa_knows_of_no_payment_three_times() -> None:
    found = reported("8")
    answer(found)
    answer(found)
    assert found.state == "failure_reported"
    answer(found)
    fact = last(found)
    assert (found.state, fact.TOPIC, fact.code, fact.evidence) == ("failed", "payout.failed", "8", "status")
    found.retry(PHONE, TREASURER)
    assert found.attempt == 2


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        ((2, 7, 12), "failed"),
        ((1, 2, 7, 12), "failed"),
        ((1, 5, 12), "failure_reported"),  # the first comes too soon to count
        ((2, 7, 11), "failure_reported"),  # too near each other
        ((2, 3, 4, 5, 6, 7, 8, 9), "failure_reported"),
        ((2, 13), "failure_reported"),
    ],
)
def test_mpesa_must_know_of_none_for_long_enough(asked: tuple[float, ...], state: str) -> None:
    found = reported()
    for minutes in asked:
        answer(found, minutes=minutes)
    assert found.state == state


@pytest.mark.parametrize("verdict", ["failed", "unknown"])
def test_with_a_doubt_open_empty_answers_make_no_failure(verdict: str) -> None:
    found = reported()
    found.contradict(verdict, "x", None, "it names another payment", MPESA)
    for _ in range(4):
        answer(found)
    assert found.state == "failure_reported"


def test_without_a_report_empty_answers_never_make_a_failure() -> None:
    found = payout("outcome_unknown")
    for _ in range(6):
        answer(found)
    assert found.state == "outcome_unknown"
    fail(found)
    assert (found.state, found.knows_of_none) == ("failure_reported", False)


def test_what_is_under_way_still_begins_the_count_anew() -> None:
    found = reported()
    for code, status in (EMPTY, EMPTY, UNDER_WAY_STILL, EMPTY, EMPTY):
        answer(found, code, status)
    assert found.state == "failure_reported"
    answer(found)
    assert found.state == "failed"


def test_a_question_is_answered_once_and_only_when_it_was_put() -> None:
    found = reported()
    answer(found)
    found.collect_events()
    for question in (1, 0, 2, 7):
        answer(found, question=question)
    found.answer_status(payout("accepted", attempt=2).attempt_id, 1, "2032", None, "nothing", MPESA)
    assert (len(found.answers), news(found)) == (1, [])


def test_answers_of_an_ended_payout_are_quiet() -> None:
    found = reported()
    found.ask_status(1, JOB)
    pay(found, evidence="status")
    found.collect_events()
    answer(found, question=1)
    assert news(found) == []


def test_paid_in_a_callback_after_a_report_is_a_contradiction_that_only_an_answer_settles() -> None:
    found = reported()
    pay(found, "SKX9")
    assert (found.state, found.may_be_paid, news(found)) == ("failure_reported", True, ["contradicted"])
    for _ in range(5):
        answer(found)
    assert found.state == "failure_reported", "somebody said paid: silence does not make it a failure"
    pay(found, "SKX9", evidence="status")
    assert (found.state, found.doubts) == ("paid", set())


def test_an_answer_cancelled_after_both_were_said_leaves_the_doubt_to_people() -> None:
    found = reported()
    pay(found, "SKX9")
    fail(found, "Cancelled", evidence="status")
    assert (found.state, found.may_try_itself) == ("failed", False)
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)


def test_a_callback_paid_is_not_believed_in_review_either_once_a_failure_was_reported() -> None:
    found = reported()
    found.put_to_review("a day of silence", JOB)
    pay(found, "SKX9")
    assert found.state == "needs_review"


def test_the_next_attempt_knows_nothing_of_the_report_before() -> None:
    found = reported()
    for _ in range(3):
        answer(found)
    found.retry(PHONE, TREASURER)
    found.submit(JOB)
    pay(found, "SKX9")
    assert (found.state, found.answers) == ("paid", {})


def test_a_payout_in_a_pay_file_is_not_asked_about_and_callbacks_about_it_are_contradictions() -> None:
    found = payout("handed_over")
    assert not found.ask_status(1, JOB)
    pay(found)
    fail(found)
    assert (found.state, news(found)) == ("handed_over", ["contradicted", "contradicted"])


@pytest.mark.parametrize("state", ASKED_ABOUT)
def test_nothing_is_failed_by_callbacks_alone(state: str) -> None:
    found = payout(state)
    for code in ("2001", "2040", "1", "17"):
        fail(found, code)
    assert found.state != "failed"
