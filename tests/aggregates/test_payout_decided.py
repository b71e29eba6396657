"""A payout that M-Pesa leaves open is settled by two officials, on evidence, and by nobody alone."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import attempt_id
from imbuto.aggregates.payout_settling import DECIDED_BY_PEOPLE
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from tests.aggregates.stories import PHONE, STATES, fail, last, news, pay, payout
from tests.ledger.examples import JOB, MANAGER, TREASURER

SLIP = "bank statement of 17 Nov, line 4"


def propose(found: Payout, outcome: str = "paid", receipt: str | None = "SKX9", evidence: str = SLIP) -> None:
    found.propose_outcome(outcome, receipt, evidence, TREASURER)


def say_not_paid(found: Payout) -> None:
    propose(found, "not_paid", None)


def contradicted(state: str) -> Payout:
    """M-Pesa said of an earlier attempt, or after a failure, that it was paid."""
    found = payout(state, attempt=2)
    pay(found, "SKX8", attempt_id(found.id, 1 if state == "requested" else 2))
    found.collect_events()
    return found


@pytest.mark.parametrize("state", DECIDED_BY_PEOPLE)
def test_what_two_officials_call_paid_is_paid_with_that_receipt(state: str) -> None:
    found = payout(state)
    propose(found)
    assert found.state == state
    found.approve_outcome("paid", "SKX9", MANAGER)
    fact = last(found)
    assert (found.state, found.receipt) == ("paid", "SKX9")
    assert (fact.amount_cents, fact.outcome, fact.receipt, fact.evidence) == (125_000, "paid", "SKX9", SLIP)
    assert (fact.proposed_by, fact.who) == (TREASURER.who, MANAGER.who)


@pytest.mark.parametrize("state", ["held", "needs_review"])
def test_what_two_officials_call_not_paid_may_be_tried_again_under_a_new_id(state: str) -> None:
    found = payout(state)
    say_not_paid(found)
    found.approve_outcome("not_paid", None, MANAGER)
    assert found.state == "failed"
    found.retry(PHONE, TREASURER)
    assert (found.attempt, found.submit(JOB)) == (2, True)


@pytest.mark.parametrize("state", ["requested", "failed"])
def test_a_contradiction_that_two_officials_settled_as_not_paid_bars_nothing_any_more(state: str) -> None:
    found = contradicted(state)
    say_not_paid(found)
    found.approve_outcome("not_paid", None, MANAGER)
    found.retry(PHONE, TREASURER)
    assert (found.attempt, found.submit(JOB)) == (3, True)


def test_a_new_contradiction_after_the_decision_bars_again() -> None:
    found = contradicted("failed")
    say_not_paid(found)
    found.approve_outcome("not_paid", None, MANAGER)
    pay(found, "SKX7")
    with pytest.raises(WrongState):
        found.retry(PHONE, TREASURER)


def test_a_contradiction_takes_the_proposal_back_for_it_was_made_without_knowing() -> None:
    found = payout("held")
    say_not_paid(found)
    pay(found, "SKX8", attempt_id(found.id, 2))
    with pytest.raises(WrongState, match="Nothing is proposed"):
        found.approve_outcome("not_paid", None, MANAGER)


@pytest.mark.parametrize("state", [state for state in STATES if state not in DECIDED_BY_PEOPLE])
def test_what_goes_on_by_itself_or_is_paid_is_not_decided_by_people(state: str) -> None:
    found = payout(state)
    with pytest.raises(WrongState):
        propose(found)
    assert news(found) == []


def test_what_has_failed_beyond_doubt_is_not_called_failed_again() -> None:
    with pytest.raises(WrongState, match="failed already"):
        say_not_paid(payout("failed"))


def test_nobody_approves_what_they_proposed() -> None:
    found = payout("needs_review")
    propose(found)
    with pytest.raises(SamePerson):
        found.approve_outcome("paid", "SKX9", TREASURER)
    assert found.state == "needs_review"


def test_no_job_decides() -> None:
    found = payout("needs_review")
    with pytest.raises(NotPermitted):
        found.propose_outcome("paid", "SKX9", SLIP, JOB)
    propose(found)
    with pytest.raises(NotPermitted):
        found.approve_outcome("paid", "SKX9", JOB)


def test_a_proposal_that_took_the_place_of_the_one_seen_is_not_approved_unseen() -> None:
    found = payout("needs_review")
    say_not_paid(found)
    propose(found)
    for seen in (("not_paid", None), ("paid", "SKX1")):
        with pytest.raises(WrongState, match="Something else"):
            found.approve_outcome(*seen, MANAGER)
    found.approve_outcome("paid", "SKX9", MANAGER)
    assert news(found) == ["outcome_proposed", "outcome_proposed", "outcome_approved"]


def test_the_same_proposal_and_the_same_approval_again_are_quiet() -> None:
    found = payout("needs_review")
    for _ in range(2):
        propose(found)
    for _ in range(2):
        found.approve_outcome("paid", "SKX9", MANAGER)
    assert news(found) == ["outcome_proposed", "outcome_approved"]


def test_money_does_not_go_out_while_a_proposal_says_that_it_has_arrived() -> None:
    held, failed = payout("held"), payout("failed")
    propose(held)
    propose(failed)
    with pytest.raises(WrongState, match="proposed"):
        held.release(PHONE, MANAGER)
    with pytest.raises(WrongState, match="proposed"):
        failed.retry(PHONE, MANAGER)


def test_an_answer_that_comes_after_all_settles_it_and_ends_the_proposal() -> None:
    found = payout("needs_review")
    say_not_paid(found)
    pay(found)
    with pytest.raises(WrongState):
        found.approve_outcome("not_paid", None, MANAGER)
    assert found.state == "paid"


def test_the_receipt_that_people_found_said_by_mpesa_later_is_no_news() -> None:
    found = payout("needs_review")
    propose(found)
    found.approve_outcome("paid", "SKX9", MANAGER)
    found.collect_events()
    pay(found, "SKX9")
    assert news(found) == []
    fail(found)
    assert (found.state, news(found)) == ("paid", ["contradicted"])


@pytest.mark.parametrize(
    ("outcome", "receipt", "evidence"),
    [
        ("perhaps", None, SLIP),
        ("paid", None, SLIP),
        ("paid", "  ", SLIP),
        ("paid", "x" * 41, SLIP),
        ("not_paid", "SKX9", SLIP),
        ("paid", "SKX9", " "),
        ("paid", "SKX9", "x" * 201),
    ],
)
def test_an_outcome_says_all_that_it_must(outcome: str, receipt: str | None, evidence: str) -> None:
    found = payout("needs_review")
    with pytest.raises(BadValue):
        propose(found, outcome, receipt, evidence)
    assert news(found) == []


def test_the_receipt_that_officials_typed_in_small_letters_is_the_same_receipt() -> None:
    given = payout("needs_review")
    given.propose_outcome("paid", "skb7late01", "statement, row 4", TREASURER)
    given.approve_outcome("paid", "skb7late01", MANAGER)
    given.collect_events()
    given.pay(given.attempt_id, "SKB7LATE01", 500, None, "callback", JOB)
    assert (news(given), given.doubts) == ([], set())


def test_what_was_paid_in_cash_and_by_mpesa_too_is_contradicted_whatever_number_the_voucher_bears() -> None:
    given = payout("needs_review")
    given.propose_outcome("paid", "SKB7LATE01", "cash book, page 3", TREASURER, "cash")
    given.approve_outcome("paid", "SKB7LATE01", MANAGER, "cash")
    given.collect_events()
    given.pay(given.attempt_id, "SKB7LATE01", 500, None, "callback", JOB)
    assert news(given) == ["contradicted"]
