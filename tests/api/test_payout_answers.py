"""What M-Pesa answers when it is asked about a payment, and what that settles."""

from __future__ import annotations

import pytest

from .dairy import Dairy
from .mpesa_says import answered, answers_with, failed, post, shown, status


@pytest.mark.parametrize("fee", ["472.01", "-0.01", "&".join(["Fee|KES|999999999999999"] * 95)])
def test_a_fee_that_cannot_be_one_is_booked_by_the_tariff(dairy: Dairy, fee: str) -> None:
    payout = dairy.submitted_payout()
    told_fee = fee if "|" in fee else f"Fee|KES|{fee}"
    answered(dairy, payout, DebitPartyCharges=told_fee)
    told = shown(dairy, payout)
    assert (told["state"], told["fee"]["amount"]) == ("paid", "5.00")
    assert {one.state for one in dairy.parts.views.status()} == {"live"}


def test_the_answer_to_our_question_settles_a_lost_payment(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, {"CommandID": "BusinessPayment"}, "timeout")
    answered(dairy, payout)
    told = shown(dairy, payout)
    assert (told["state"], told["fee"]["amount"], told["evidence"]) == ("paid", "5.00", "status")


def test_an_answer_that_is_still_pending_and_one_that_timed_out_leave_it_unknown(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, {"CommandID": "BusinessPayment"}, "timeout")
    answered(dairy, payout, TransactionStatus="Pending")
    position = dairy.position()
    post(dairy, payout, {"CommandID": "TransactionStatusQuery"}, "status-timeout", question=1)
    told = shown(dairy, payout)
    assert (told["state"], dairy.position()) == ("outcome_unknown", position)
    assert dairy.parts.ledger.payout(payout).answers == {1: ("0", "Pending")}


def test_a_declined_payment_failed(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    answered(dairy, payout, TransactionStatus="Declined")
    told = shown(dairy, payout)
    assert (told["state"], told["code"]) == ("failed", "Declined")


def test_an_answer_that_nobody_asked_for_is_a_callback_like_any_other(dairy: Dairy) -> None:
    """Addresses of earlier versions share their token with the one for results: who has learned that one
    must not be able to declare a payment failed."""
    payout = dairy.submitted_payout()
    declined = status(dairy, payout, TransactionStatus="Declined")
    for question in (None, 1):
        post(dairy, payout, declined, "status", question=question)
        assert dairy.parts.ledger.payout(payout).state == "failure_reported"
    post(dairy, payout, status(dairy, payout, TransactionStatus="Pending"), "status")
    assert dairy.parts.ledger.payout(payout).answers == {}


def test_three_answers_that_know_of_no_payment_make_a_reported_failure_one(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, failed(dairy, payout))
    for state in ("failure_reported", "failure_reported", "failed"):
        answers_with(dairy, payout, "R000002")
        assert dairy.parts.ledger.payout(payout).state == state


@pytest.mark.parametrize("code", ["26", 17, "100000002", "2001", 8006, 1])
def test_a_question_that_m_pesa_did_not_look_into_is_no_answer(dairy: Dairy, code: object) -> None:
    """Busy, or with a wrong credential, it says not even that it knows of no payment."""
    payout = dairy.submitted_payout()
    post(dairy, payout, failed(dairy, payout))
    for _ in range(4):
        answers_with(dairy, payout, code)
    now = dairy.parts.ledger.payout(payout)
    assert (now.state, now.answers) == ("failure_reported", {})
    assert dairy.parts.ledger.till().may_pay == (str(code) not in ("2001", "8006"))
