"""A result that settles nothing, and then one that says paid: both unsigned, so M-Pesa itself is asked."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Payout
from imbuto.errors import WrongState
from tests.aggregates.stories import MPESA, PHONE, answer, fail, news, pay, payout, refuse
from tests.ledger.examples import JOB, MANAGER, TREASURER

UNDER_WAY = ("submitted", "accepted", "outcome_unknown", "needs_review")


def unclear(found: Payout, code: str = "17") -> None:
    found.hear_unclear(found.attempt_id, code, "internal failure", MPESA)


def unsure(state: str = "accepted") -> Payout:
    found = payout(state)
    unclear(found)
    found.collect_events()
    return found


@pytest.mark.parametrize("state", UNDER_WAY)
def test_paid_after_an_unclear_result_is_asked_about_and_alarms_nobody(state: str) -> None:
    found = unsure(state)
    pay(found, "SKX9")
    assert (found.state, news(found)) == ("outcome_unknown", ["payment_reported"])
    assert (found.doubts, found.may_be_paid) == (set(), True)
    pay(found, "SKX9", evidence="status")
    assert (found.state, found.receipt, found.doubts, news(found)) == ("paid", "SKX9", set(), ["paid"])


def test_it_is_said_once_and_an_unclear_result_too() -> None:
    found = unsure()
    unclear(found)
    unclear(found, "15")
    pay(found, "SKX9")
    pay(found, "SKX9")
    assert news(found) == ["payment_reported"]


def test_what_is_in_review_stays_there_when_the_result_settles_nothing() -> None:
    found = unsure("needs_review")
    assert found.state == "needs_review"


def test_a_time_out_is_no_result() -> None:
    found = payout("submitted")
    found.lose_sight("queue-timeout", "gave up waiting", JOB)
    pay(found, "SKX9")
    assert found.state == "paid"


def test_an_invented_payment_that_mpesa_denies_is_a_contradiction_and_not_tried_again() -> None:
    found = unsure()
    pay(found, "ZZ9")
    fail(found, "Cancelled", evidence="status")
    assert (found.state, news(found)) == ("failed", ["payment_reported", "contradicted", "failed"])
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)


def test_an_invented_payment_under_another_receipt_is_told_to_people() -> None:
    found = unsure()
    pay(found, "ZZ9")
    pay(found, "SKX9", evidence="status")
    assert (found.state, found.receipt) == ("paid", "SKX9")
    assert found.doubts == {("paid", "0", "ZZ9")}


def test_a_second_receipt_that_is_told_is_a_contradiction() -> None:
    found = unsure()
    pay(found, "ZZ9")
    pay(found, "SKX9")
    assert news(found) == ["payment_reported", "contradicted"]
    pay(found, "SKX9", evidence="status")
    assert found.doubts == {("paid", "0", "ZZ9")}


def test_failed_after_it_is_a_contradiction_that_silence_does_not_settle() -> None:
    found = unsure()
    pay(found, "SKX9")
    fail(found, "2040")
    for _ in range(6):
        answer(found)
    assert (found.state, found.may_be_paid) == ("failure_reported", True)
    pay(found, "SKX9", evidence="status")
    assert (found.state, found.doubts) == ("paid", set())


def test_what_two_officials_settle_ends_it() -> None:
    found = unsure()
    pay(found, "SKX9")
    found.put_to_review("a day of silence", JOB)
    found.propose_outcome("not_paid", None, "statement of 17 Nov", TREASURER)
    found.approve_outcome("not_paid", None, MANAGER)
    assert not found.may_be_paid
    found.retry(PHONE, TREASURER)
    assert (found.attempt, found.needs_answer) == (2, False)


def test_a_proposal_made_before_it_was_told_is_made_anew() -> None:
    found = unsure("needs_review")
    found.propose_outcome("not_paid", None, "statement of 17 Nov", TREASURER)
    pay(found, "SKX9")
    found.put_to_review("a day of silence", JOB)
    with pytest.raises(WrongState):
        found.approve_outcome("not_paid", None, MANAGER)


@pytest.mark.parametrize("state", ["requested", "held", "handed_over"])
def test_an_unclear_result_of_what_is_not_sent_keeps_it_from_being_sent(state: str) -> None:
    found = payout(state)
    unclear(found)
    assert found.may_be_paid
    assert found.state == ("handed_over" if state == "handed_over" else "held")
    assert not found.submit(JOB)


@pytest.mark.parametrize("state", ["paid", "failed", "failure_reported"])
def test_elsewhere_an_unclear_result_is_no_news(state: str) -> None:
    found = payout(state)
    unclear(found)
    assert (found.state, news(found)) == (state, [])


def test_an_unclear_result_of_an_earlier_attempt_is_no_news() -> None:
    found = payout("accepted")
    first = found.attempt_id
    refuse(found)
    fail(found, "Cancelled", evidence="status")
    found.retry(PHONE, TREASURER)
    found.submit(JOB)
    found.collect_events()
    found.hear_unclear(first, "17", "internal failure", MPESA)
    assert (found.unclear, news(found)) == (False, [])


def test_after_a_result_that_cannot_be_true_a_payment_is_asked_about_too() -> None:
    found = payout("accepted")
    found.contradict("paid", "0", "ZZ9", "another number was paid", MPESA)
    pay(found, "SKX9")
    assert (found.state, news(found)) == ("outcome_unknown", ["contradicted", "payment_reported"])
    pay(found, "SKX9", evidence="status")
    assert found.state == "paid"
