"""What stands between a request and the money: reasons to wait, receipts, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import WrongState
from imbuto.ledger import Ledger
from imbuto.values import ERASED
from tests.ledger.examples import CLERK, JOB, MANAGER, TREASURER, approve_run, record, subject
from tests.ledger.verbs import MPESA

NET = 38_200


def payouts_of(ledger: Ledger, *members: str) -> list[UUID]:
    """The requested payouts of KES 382 of these members, in an approved run."""
    for member in members:
        record(ledger, member=member)
    run = approve_run(ledger)
    ledger.settle_statements(run, [(member, NET) for member in members], JOB)
    return [payout_id(statement_id(run, member)) for member in members]


def erase(ledger: Ledger, member: str) -> None:
    ledger._keyring.erase(subject(member))  # type: ignore[attr-defined]


def pay(ledger: Ledger, payout: UUID, receipt: str) -> None:
    ledger.submit_payout(payout, JOB)
    attempt = ledger.payout(payout).attempt_id
    ledger.record_payment(payout, attempt, receipt, 900, None, "callback", MPESA)


def topics(ledger: Ledger, payout: UUID) -> list[str]:
    return [fact.TOPIC.removeprefix("payout.") for _, fact in ledger.story(payout)]


# ----------------------------------------------------------- reasons to wait


def test_a_forgotten_members_payout_is_held_and_the_others_are_requested(dairy: Ledger) -> None:
    for member in ("0001", "0002"):
        record(dairy, member=member)
    run = approve_run(dairy)
    erase(dairy, "0001")
    assert dairy.settle_statements(run, [("0001", NET), ("0002", NET)], JOB) == 2
    forgotten, other = (dairy.payout(payout_id(statement_id(run, number))) for number in ("0001", "0002"))
    assert (forgotten.state, forgotten.msisdn, other.state) == ("held", None, "requested")
    held = dairy.story(forgotten.id)[-1][1]
    assert (held.cause, held.reason) == (forgotten.cause, ERASED)  # type: ignore[attr-defined]
    assert forgotten.cause == "no_phone"


def test_a_member_suspended_after_the_request_is_not_paid(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    dairy.suspend_member("0001", "died", MANAGER)
    assert dairy.submit_payout(payout, JOB) is None
    assert topics(dairy, payout) == ["requested", "held"]
    assert dairy.story(payout)[-1][1].reason == "the member is suspended"  # type: ignore[attr-defined]


def test_a_member_suspended_after_a_send_that_was_not_taken_is_not_sent_to_again(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    dairy.submit_payout(payout, JOB)
    dairy.defer_payout(payout, "not-sent", "no line", JOB)
    dairy.suspend_member("0001", "died", MANAGER)
    assert dairy.submit_payout(payout, JOB) is None
    assert dairy.payout(payout).state == "held"


def test_a_member_forgotten_after_the_request_is_not_paid(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    erase(dairy, "0001")
    assert dairy.submit_payout(payout, JOB) is None
    assert dairy.payout(payout).state == "held"


# ------------------------------------------------------------------ receipts


@pytest.mark.parametrize("again", ["SKX1", "skx1"])
def test_a_receipt_stands_for_one_payment(again: str, either_dairy: Ledger) -> None:
    first, second = payouts_of(either_dairy, "0001", "0002")
    pay(either_dairy, first, "SKX1")
    pay(either_dairy, second, again)
    assert (either_dairy.payout(first).state, either_dairy.payout(second).state) == ("paid", "submitted")
    assert topics(either_dairy, second) == ["requested", "submitted", "contradicted"]


def test_the_same_receipt_again_is_quiet_on_both_payouts(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    pay(dairy, second, "SKX1")
    position = dairy.position()
    pay(dairy, first, "SKX1")
    pay(dairy, second, "SKX1")
    assert dairy.position() == position


def test_a_second_receipt_of_a_paid_payout_stays_free_for_the_one_it_belongs_to(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    pay(dairy, first, "SKX2")
    pay(dairy, second, "SKX2")
    assert (topics(dairy, first)[-1], dairy.payout(second).state) == ("contradicted", "paid")


# ----------------------------------------------------------------- questions


def test_a_question_that_two_workers_put_at_once_is_put_once(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    dairy.submit_payout(payout, JOB)
    assert dairy.ask_about_payout(payout, 1, JOB) is not None
    assert dairy.ask_about_payout(payout, 1, TREASURER) is None
    assert dairy.payout(payout).questions == 1


# ------------------------------------------------------ settled by two people


def settle(ledger: Ledger, payout: UUID, receipt: str) -> None:
    ledger.propose_payout_outcome(payout, "paid", receipt, "voucher 1", TREASURER)
    ledger.approve_payout_outcome(payout, "paid", receipt, MANAGER)


def test_the_receipt_of_another_payout_is_no_evidence(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    dairy.hold_payout(second, "the member asked", TREASURER)
    with pytest.raises(WrongState, match="of another payout"):
        dairy.propose_payout_outcome(second, "paid", " skx1 ", "voucher 1", TREASURER)
    assert topics(dairy, second)[-1] == "held"


def test_a_receipt_that_was_taken_between_proposal_and_approval_settles_nothing(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    dairy.hold_payout(second, "the member asked", TREASURER)
    dairy.propose_payout_outcome(second, "paid", "SKX1", "voucher 1", TREASURER)
    pay(dairy, first, "SKX1")
    with pytest.raises(WrongState, match="of another payout"):
        dairy.approve_payout_outcome(second, "paid", "SKX1", MANAGER)
    assert dairy.payout(second).state == "held"


def test_a_receipt_that_people_settled_with_pays_no_other_payout(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    dairy.hold_payout(first, "the member asked", TREASURER)
    settle(dairy, first, "SKX1")
    pay(dairy, second, "SKX1")
    assert (dairy.payout(second).state, topics(dairy, second)[-1]) == ("submitted", "contradicted")


# ---------------------------------------------------- banks, cash, contradictions


def way(ledger: Ledger, channel: str, account: str | None = None) -> None:
    bank = {"account_bank": "KCB", "account_number": account, "account_name": "Wanjiku"} if account else {}
    ledger.propose_channel("0001", channel, CLERK, **bank)
    bank.pop("account_name", None)
    ledger.approve_channel("0001", channel, MANAGER, **bank)


def test_a_member_who_is_paid_in_cash_is_never_sent_money_by_mpesa(dairy: Ledger) -> None:
    way(dairy, "cash")
    (payout,) = payouts_of(dairy, "0001")
    assert (dairy.payout(payout).channel, dairy.payout(payout).state) == ("cash", "requested")
    assert dairy.submit_payout(payout, JOB) is None
    dairy.propose_payout_outcome(
        payout, "paid", "V-7", "cash book, page 3", TREASURER, channel="cash", signature="thumb mark"
    )
    dairy.approve_payout_outcome(payout, "paid", "V-7", MANAGER, channel="cash")
    assert (dairy.payout(payout).state, dairy.payout(payout).paid_channel) == ("paid", "cash")


def test_a_number_of_a_voucher_may_look_like_a_receipt_of_mpesa(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    dairy.hold_payout(second, "the member asked", TREASURER)
    dairy.propose_payout_outcome(second, "paid", "SKX1", "cash book", TREASURER, channel="cash")
    dairy.approve_payout_outcome(second, "paid", "SKX1", MANAGER, channel="cash")
    assert dairy.payout(second).state == "paid"


def test_who_has_another_way_since_the_request_is_asked_about_before_anything_is_sent(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    way(dairy, "bank", "1234567890")
    assert dairy.submit_payout(payout, JOB) is None
    assert (dairy.payout(payout).state, dairy.payout(payout).cause) == ("held", "number_changed")


def test_a_contradiction_of_what_is_paid_is_closed_without_a_second_receipt(dairy: Ledger) -> None:
    first, second = payouts_of(dairy, "0001", "0002")
    pay(dairy, first, "SKX1")
    pay(dairy, first, "SKX2")
    dairy.propose_payout_outcome(first, "stands", None, "portal statement", TREASURER)
    dairy.approve_payout_outcome(first, "stands", None, MANAGER)
    assert (dairy.payout(first).receipt, dairy.payout(first).doubts) == ("SKX1", set())
    pay(dairy, second, "SKX2")
    assert dairy.payout(second).state == "paid"


# ---------------------------------------------------- reports and answers


def test_a_report_of_failure_becomes_one_by_three_answers_and_is_then_tried_again(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    dairy.submit_payout(payout, JOB)
    attempt = dairy.payout(payout).attempt_id
    dairy.record_payment_failure(payout, attempt, "1", "no float", MPESA)
    for question in (1, 2, 3):
        assert dairy.payout(payout).state == "failure_reported"
        later = replace(JOB, at=JOB.at + timedelta(minutes=6 * question))
        dairy.ask_about_payout(payout, question, later)
        dairy.answer_status(payout, attempt, question, "2032", None, "no such payment", MPESA)
    assert (dairy.payout(payout).state, dairy.payout(payout).failure_code) == ("failed", "1")
    dairy.retry_payout(payout, JOB)
    assert dairy.payout(payout).attempt == 2


def test_no_payment_is_submitted_while_the_till_is_stopped(dairy: Ledger) -> None:
    (payout,) = payouts_of(dairy, "0001")
    dairy.stop_payments("kill", "", "a rumour of theft", TREASURER)
    assert dairy.submit_payout(payout, JOB) is None
    assert topics(dairy, payout) == ["requested"]
    dairy.resume_payments("all is well", MANAGER)
    assert dairy.submit_payout(payout, JOB) is not None
