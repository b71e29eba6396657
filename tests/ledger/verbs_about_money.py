"""Examples of the verbs about payouts."""

from __future__ import annotations

from datetime import timedelta

from imbuto.aggregates.payout import attempt_id
from imbuto.errors import BadValue, SamePerson, Unknown, WrongState
from tests.ledger.examples import JOB, MANAGER, TREASURER
from tests.ledger.verbs import (
    APPROVED,
    FIRST,
    MPESA,
    NOBODYS,
    PAYOUT,
    REQUESTED,
    SENT,
    Example,
    ask,
    change_phone,
    fail,
    hold,
    pay,
    propose_cash,
    request,
    submit,
)

TOMORROW = JOB.at + timedelta(days=1)
PAYOUTS = [
    Example(
        "settle_statements",
        APPROVED,
        request,
        lambda ledger: request(ledger, 1),
        WrongState,
        ("statement.settled", "payout.requested"),
    ),
    Example(
        "hold_payout",
        REQUESTED,
        hold,
        lambda ledger: ledger.hold_payout(NOBODYS, "why", TREASURER),
        Unknown,
        ("payout.held",),
    ),
    Example(
        "release_payout",
        (*REQUESTED, hold),
        lambda ledger: ledger.release_payout(PAYOUT, TREASURER),
        lambda ledger: ledger.retry_payout(PAYOUT, TREASURER),
        WrongState,
        ("payout.released",),
    ),
    Example(
        "propose_release",
        (*REQUESTED, change_phone),
        lambda ledger: ledger.propose_release(PAYOUT, TREASURER),
        lambda ledger: ledger.release_payout(PAYOUT, TREASURER),
        WrongState,
        ("payout.release_proposed",),
    ),
    Example(
        "postpone_payout",
        REQUESTED,
        lambda ledger: ledger.postpone_payout(PAYOUT, TOMORROW, "4", "the day's limit", JOB),
        lambda ledger: ledger.postpone_payout(NOBODYS, TOMORROW, "4", "the day's limit", JOB),
        Unknown,
        ("payout.postponed",),
    ),
    Example(
        "answer_status",
        (*SENT, ask),
        lambda ledger: ledger.answer_status(PAYOUT, FIRST, 1, "0", "Initiated", "Initiated", MPESA),
        lambda ledger: ledger.answer_status(NOBODYS, FIRST, 1, "0", "Initiated", "Initiated", MPESA),
        Unknown,
        ("payout.status_answered",),
    ),
    Example(
        "retry_payout",
        (*SENT, fail),
        lambda ledger: ledger.retry_payout(PAYOUT, TREASURER),
        lambda ledger: ledger.release_payout(PAYOUT, TREASURER),
        WrongState,
        ("payout.retried",),
    ),
    Example(
        "submit_payout",
        REQUESTED,
        submit,
        lambda ledger: ledger.submit_payout(NOBODYS, JOB),
        Unknown,
        ("payout.submitted",),
    ),
    Example(
        "defer_payout",
        SENT,
        lambda ledger: ledger.defer_payout(PAYOUT, "not-sent", "no line", JOB),
        lambda ledger: hold(ledger),
        WrongState,
        ("payout.deferred",),
    ),
    Example(
        "accept_payout",
        SENT,
        lambda ledger: ledger.accept_payout(PAYOUT, "AG_1", JOB),
        lambda ledger: ledger.accept_payout(NOBODYS, "AG_1", JOB),
        Unknown,
        ("payout.accepted",),
    ),
    Example(
        "lose_sight_of_payout",
        SENT,
        lambda ledger: ledger.lose_sight_of_payout(PAYOUT, "timeout", "no answer", JOB),
        lambda ledger: ledger.lose_sight_of_payout(NOBODYS, "timeout", "no answer", JOB),
        Unknown,
        ("payout.outcome_unknown",),
    ),
    Example(
        "hear_unclear_result",
        SENT,
        lambda ledger: ledger.hear_unclear_result(
            PAYOUT, attempt_id(PAYOUT, 1), "17", "internal failure", JOB
        ),
        lambda ledger: ledger.hear_unclear_result(NOBODYS, NOBODYS, "17", "internal failure", JOB),
        Unknown,
        ("payout.outcome_unknown",),
    ),
    Example(
        "ask_about_payout",
        SENT,
        lambda ledger: ledger.ask_about_payout(PAYOUT, 1, JOB),
        lambda ledger: ledger.ask_about_payout(NOBODYS, 1, JOB),
        Unknown,
        ("payout.status_asked",),
    ),
    Example(
        "put_payout_to_review",
        SENT,
        lambda ledger: ledger.put_payout_to_review(PAYOUT, "a day of silence", JOB),
        lambda ledger: ledger.put_payout_to_review(NOBODYS, "a day of silence", JOB),
        Unknown,
        ("payout.put_to_review",),
    ),
    Example(
        "propose_payout_outcome",
        (*REQUESTED, hold),
        lambda ledger: ledger.propose_payout_outcome(PAYOUT, "paid", "CASH-1", "voucher 1", TREASURER),
        lambda ledger: ledger.propose_payout_outcome(PAYOUT, "paid", None, "voucher 1", TREASURER),
        BadValue,
        ("payout.outcome_proposed",),
    ),
    Example(
        "approve_payout_outcome",
        (*REQUESTED, hold, propose_cash),
        lambda ledger: ledger.approve_payout_outcome(PAYOUT, "paid", "CASH-1", MANAGER),
        lambda ledger: ledger.approve_payout_outcome(PAYOUT, "paid", "CASH-1", TREASURER),
        SamePerson,
        ("payout.outcome_approved",),
    ),
    Example("record_payment", SENT, pay, lambda ledger: pay(ledger, NOBODYS), Unknown, ("payout.paid",)),
    Example(
        "record_payment_failure",
        SENT,
        fail,
        lambda ledger: fail(ledger, NOBODYS),
        Unknown,
        ("payout.failed",),
    ),
    Example(
        "contradict_payout",
        SENT,
        lambda ledger: ledger.contradict_payout(PAYOUT, "paid", "0", "SKX9", "another number", MPESA),
        lambda ledger: ledger.contradict_payout(NOBODYS, "paid", "0", "SKX9", "another number", MPESA),
        Unknown,
        ("payout.contradicted",),
    ),
]
