"""What M-Pesa posts back: once, twice, early, contradictory; money is booked only when all fits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gateways import bodies

from .dairy import JOB, Dairy
from .mpesa_says import answered, attempt_of, failed, paid, post, shown


def test_a_payment_is_booked_with_receipt_and_fee(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    told = shown(dairy, payout)
    assert (told["state"], told["receipt"]) == ("paid", "TK34AB9XYZ")
    assert told["fee"]["amount"] == "5.00"
    assert told["story"][-1]["who"] == "gateway:daraja"
    assert dairy.get("0001", "/members/0001/balance")["paid"]["amount"] == "472.00"


def test_a_payment_said_twice_is_one_fact(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    position = dairy.position()
    post(dairy, payout, paid(dairy, payout))
    assert dairy.position() == position


def test_a_result_that_comes_before_the_acceptance_counts(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    dairy.parts.ledger.accept_payout(payout, "AG_1", JOB)
    assert shown(dairy, payout)["state"] == "paid"


def test_a_failure_is_a_report_until_m_pesa_answers_for_it(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, failed(dairy, payout))
    assert dairy.parts.ledger.payout(payout).state == "failure_reported"
    answered(dairy, payout, TransactionStatus="Declined")
    told = shown(dairy, payout)
    assert (told["state"], told["code"]) == ("failed", "2040")


def test_a_failure_said_twice_is_one(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, failed(dairy, payout))
    position = dairy.position()
    post(dairy, payout, failed(dairy, payout))
    post(dairy, payout, failed(dairy, payout, 8))
    assert dairy.position() == position


def test_a_failure_after_a_payment_is_a_contradiction_and_changes_nothing(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout))
    post(dairy, payout, failed(dairy, payout))
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("paid", 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"TransactionAmount": 473},
        {"TransactionAmount": 47200},
        {"ReceiverPartyPublicName": "254799999999 - SOMEBODY"},
    ],
)
def test_a_payment_of_another_amount_or_to_another_number_is_never_booked(
    dairy: Dairy, changes: dict[str, Any]
) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout, **changes))
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("submitted", 1)
    assert dairy.get("0001", "/members/0001/balance")["paid"]["amount"] == "0.00"


def test_a_payment_without_its_amount_is_asked_about(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    body = paid(dairy, payout)
    del body["Result"]["ResultParameters"]
    post(dairy, payout, body)
    assert shown(dairy, payout)["state"] == "outcome_unknown"


def test_the_result_of_a_payment_that_is_not_ours_is_a_contradiction(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    body = paid(dairy, payout)
    body["Result"]["OriginatorConversationID"] = bodies.ORIGINATOR
    post(dairy, payout, body)
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("submitted", 1)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_queue_time_out_says_nothing_about_the_payment(dairy: Dairy, wrapped: bool) -> None:
    payout = dairy.submitted_payout()
    echo = {**bodies.ECHO, "OriginatorConversationID": attempt_of(dairy, payout)}
    body = bodies.failure(1, OriginatorConversationID=attempt_of(dairy, payout)) if wrapped else echo
    post(dairy, payout, body, "timeout")
    assert shown(dairy, payout)["state"] == "outcome_unknown"
    post(dairy, payout, paid(dairy, payout))
    assert shown(dairy, payout)["state"] == "paid"


def test_a_code_nobody_knows_is_asked_about(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, failed(dairy, payout, "X999"))
    assert shown(dairy, payout)["state"] == "outcome_unknown"


def test_a_payment_dated_before_all_time_is_booked_at_its_recording(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout, TransactionCompletedDateTime="01.01.0001 00:00:00"))
    told = shown(dairy, payout)
    assert (told["state"], told["paid_at"]) == ("paid", told["story"][-1]["recorded_at"])
