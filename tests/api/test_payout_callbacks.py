"""What M-Pesa posts back: once, twice, early, forged, contradictory; money is booked only when all fits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.security.callbacks import callback_token
from tests.gateways import bodies

from .dairy import JOB, SECRET, Dairy

PAYEE = "254712000001 - WANJIKU KAMAU"


def attempt_of(dairy: Dairy, payout: UUID) -> str:
    return str(dairy.parts.ledger.payout(payout).attempt_id)


def paid(dairy: Dairy, payout: UUID, **changes: Any) -> dict[str, Any]:
    """M-Pesa's own words: this payout's amount of 472 shillings reached this payout's number."""
    body = bodies.success(**{"TransactionAmount": 472, "ReceiverPartyPublicName": PAYEE, **changes})
    body["Result"]["OriginatorConversationID"] = attempt_of(dairy, payout)
    return body


def failed(dairy: Dairy, payout: UUID, code: object = 2040) -> dict[str, Any]:
    return bodies.failure(code, OriginatorConversationID=attempt_of(dairy, payout))


def status(dairy: Dairy, payout: UUID, **changes: Any) -> dict[str, Any]:
    usual = {"Amount": 472, "CreditPartyName": PAYEE, "OriginatorConversationID": attempt_of(dairy, payout)}
    return bodies.status(**{**usual, **changes})


def post(
    dairy: Dairy,
    payout: UUID,
    body: Any,
    kind: str = "result",
    attempt: int = 1,
    question: int | None = None,
    **options: Any,
) -> None:
    """A callback to a right address is always acknowledged; then it is applied."""
    answer = dairy.ask(None, "POST", dairy.callback(payout, kind, attempt, question), body, **options)
    assert (answer.status_code, answer.json) == (200, {"ResultCode": 0, "ResultDesc": "Accepted"})
    dairy.parts.inbox.apply_waiting()


def answered(dairy: Dairy, payout: UUID, **changes: Any) -> None:
    """M-Pesa is asked about the payout the next time, and answers."""
    now = dairy.parts.ledger.payout(payout)
    assert dairy.parts.ledger.ask_about_payout(payout, now.questions + 1, JOB) is not None
    body = status(dairy, payout, **changes)
    post(dairy, payout, body, "status", now.attempt, now.questions + 1)


def fails(dairy: Dairy, payout: UUID, code: object = 2040) -> None:
    """M-Pesa tells a failure, and says so again when it is asked."""
    post(dairy, payout, failed(dairy, payout, code))
    answered(dairy, payout, TransactionStatus="Declined")


def shown(dairy: Dairy, payout: UUID) -> dict[str, Any]:
    found: dict[str, Any] = dairy.get("treasurer", f"/payouts/{payout}")
    return found


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


def test_news_of_an_earlier_attempt_never_settles_the_present_one(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    first_paid, first_failed = paid(dairy, payout), failed(dairy, payout)
    fails(dairy, payout)
    dairy.post("treasurer", f"/payouts/{payout}/retry")
    post(dairy, payout, first_failed)
    assert shown(dairy, payout)["state"] == "requested"
    post(dairy, payout, first_paid)
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("held", 1)


def retried(dairy: Dairy) -> UUID:
    """A payout whose first attempt failed and whose second is under way."""
    payout = dairy.submitted_payout()
    fails(dairy, payout)
    dairy.post("treasurer", f"/payouts/{payout}/retry")
    assert dairy.parts.ledger.submit_payout(payout, JOB) is not None
    return payout


def test_a_late_answer_about_the_first_attempt_says_nothing_of_the_second(dairy: Dairy) -> None:
    """Also when it names no attempt: it came to the address of the first."""
    payout = retried(dairy)
    position = dairy.position()
    late = status(dairy, payout, TransactionStatus="Declined", OriginatorConversationID="")
    post(dairy, payout, late, "status", attempt=1, question=1)
    post(dairy, payout, {"CommandID": "BusinessPayment"}, "timeout", attempt=1)
    assert (shown(dairy, payout)["state"], dairy.position()) == ("submitted", position)
    answered(dairy, payout, TransactionStatus="Declined", OriginatorConversationID="")
    assert shown(dairy, payout)["state"] == "failed"


def test_a_body_that_names_another_attempt_than_its_address_is_a_contradiction(dairy: Dairy) -> None:
    payout = retried(dairy)
    post(dairy, payout, paid(dairy, payout), attempt=1)
    told = shown(dairy, payout)
    assert (told["state"], told["contradictions"]) == ("submitted", 1)
    assert dairy.get("0001", "/members/0001/balance")["paid"]["amount"] == "0.00"


def test_a_token_opens_one_attempt_only(dairy: Dairy) -> None:
    payout = retried(dairy)
    for other in ("2", "01", "", "x", "9" * 5000):
        path = dairy.callback(payout, attempt=1).replace(f"{payout}/1/", f"{payout}/{other}/")
        assert dairy.ask(None, "POST", path, failed(dairy, payout)).status_code == 404


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


def answers_with(dairy: Dairy, payout: UUID, code: object) -> None:
    """M-Pesa is asked the next question, minutes after the one before, and answers with this code of it."""
    question = dairy.parts.ledger.payout(payout).questions + 1
    later = replace(JOB, at=dairy.now + timedelta(minutes=6 * question))
    dairy.parts.ledger.ask_about_payout(payout, question, later)
    post(dairy, payout, bodies.failure(code), "status", question=question)


@pytest.mark.parametrize("kind", ["result", "timeout", "status", "status-timeout"])
def test_a_forged_address_is_no_address(dairy: Dairy, kind: str) -> None:
    payout = dairy.submitted_payout()
    position = dairy.position()
    for token in ("0" * 32, callback_token("another secret", "payout", str(payout), "1"), "x", "é"):
        path = f"/callbacks/payouts/{payout}/1/{token}/{kind}"
        assert dairy.ask(None, "POST", path, paid(dairy, payout)).status_code == 404
    assert dairy.position() == position


def test_a_token_opens_one_payout_only(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    other = UUID(int=7)
    path = dairy.callback(payout).replace(str(payout), str(other))
    assert dairy.ask(None, "POST", path, paid(dairy, payout)).status_code == 404


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"{}", b'{"Result": {}}', b'{"Result": {"ResultCode": NaN}}', b"\xff", b"[" * 9999],
)
def test_what_is_no_callback_is_kept_and_the_payment_asked_about(dairy: Dairy, raw: bytes) -> None:
    payout = dairy.submitted_payout()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=raw)
    dairy.parts.inbox.apply_waiting()
    assert answer.status_code == 200
    assert shown(dairy, payout)["state"] == "outcome_unknown"
    assert dairy.get("manager", "/callbacks?state=unreadable")["items"][0]["about"] == str(payout)


def test_a_callback_of_any_content_type_is_read(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    raw = json.dumps(paid(dairy, payout)).encode()
    answer = dairy.ask(None, "POST", dairy.callback(payout), data=raw, content_type="text/plain")
    dairy.parts.inbox.apply_waiting()
    assert answer.status_code == 200
    assert shown(dairy, payout)["state"] == "paid"


def test_the_balance_is_acknowledged(dairy: Dairy) -> None:
    token = callback_token(SECRET, "balance")
    accounts = "Utility Account|KES|1000.00|1000.00|0.00|0.00"
    body = bodies.callback(bodies.listed({"AccountBalance": accounts}))
    assert dairy.ask(None, "POST", f"/callbacks/balance/{token}/result", body).status_code == 200
    assert dairy.ask(None, "POST", "/callbacks/balance/x/result", body).status_code == 404
