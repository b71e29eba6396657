"""Examples of the verbs about the till, top-ups of the float and payment rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from imbuto.errors import BadValue, NotPermitted, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger, PaymentRules
from tests.ledger.examples import JOB, MANAGER, TREASURER
from tests.ledger.verbs import MPESA, NOBODYS, Example

TOP_UP, RULES = UUID(int=71), UUID(int=72)
TIGHT = PaymentRules(10_000_000, 20_000_000, 900_000_000, 14)


def stop(ledger: Ledger, cause: str = "credential") -> Any:
    return ledger.stop_payments(cause, "2001", "The initiator information is invalid.", JOB)


def ask(ledger: Ledger) -> Any:
    return ledger.ask_float(JOB)


def propose_top_up(ledger: Ledger, cents: int = 50_000_000) -> Any:
    return ledger.propose_top_up(TOP_UP, cents, "TOP-1", TREASURER)


def approve_top_up(ledger: Ledger) -> Any:
    return ledger.approve_top_up(TOP_UP, MANAGER)


def submit_top_up(ledger: Ledger) -> Any:
    return ledger.submit_top_up(TOP_UP, JOB)


def done(ledger: Ledger, id: UUID = TOP_UP) -> Any:
    return ledger.record_top_up_result(id, "done", "0", "", "SKB1", MPESA, cents=50_000_000)


def propose_outcome(ledger: Ledger) -> Any:
    return ledger.propose_top_up_outcome(TOP_UP, "done", "statement, line 14", TREASURER)


def propose_rules(ledger: Ledger, rules: PaymentRules = TIGHT) -> Any:
    return ledger.propose_payment_rules(RULES, rules, TREASURER)


SENT = (propose_top_up, approve_top_up, submit_top_up)

TILL = [
    Example(
        "stop_payments",
        (),
        stop,
        lambda ledger: stop(ledger, "rain"),
        BadValue,
        ("till.stopped",),
    ),
    Example(
        "pause_payments",
        (),
        lambda ledger: ledger.pause_payments(900_000, 100_000, JOB),
        lambda ledger: ledger.stop_payments("kill", "", "", JOB),
        BadValue,
        ("till.paused",),
    ),
    Example(
        "resume_payments",
        (stop,),
        lambda ledger: ledger.resume_payments("The password is mended.", TREASURER),
        lambda ledger: ledger.resume_payments("There is enough.", JOB),
        NotPermitted,
        ("till.resumed",),
    ),
    Example(
        "ask_float",
        (),
        ask,
        lambda ledger: ledger.see_float(1, 100, None, "0", MPESA),
        WrongState,
        ("till.float_asked",),
    ),
    Example(
        "see_float",
        (ask,),
        lambda ledger: ledger.see_float(1, 5_000_000, -2_400, "0", MPESA),
        lambda ledger: ledger.see_float(2, 5_000_000, -2_400, "0", MPESA),
        WrongState,
        ("till.float_seen",),
    ),
    Example(
        "see_credential",
        (),
        lambda ledger: ledger.see_credential("5f5f5f5f5f5f5f5f", JOB),
        lambda ledger: ledger.see_credential("", JOB),
        BadValue,
        ("till.credential_seen",),
    ),
]

TOP_UPS = [
    Example(
        "propose_top_up",
        (),
        propose_top_up,
        lambda ledger: propose_top_up(ledger, 50_000_050),
        BadValue,
        ("top_up.proposed",),
    ),
    Example(
        "approve_top_up",
        (propose_top_up,),
        approve_top_up,
        lambda ledger: ledger.approve_top_up(TOP_UP, TREASURER),
        SamePerson,
        ("top_up.approved",),
    ),
    Example(
        "refuse_top_up",
        (propose_top_up,),
        lambda ledger: ledger.refuse_top_up(TOP_UP, "not now", MANAGER),
        lambda ledger: ledger.refuse_top_up(NOBODYS, "not now", MANAGER),
        Unknown,
        ("top_up.refused",),
    ),
    Example(
        "submit_top_up",
        (propose_top_up, approve_top_up),
        submit_top_up,
        lambda ledger: ledger.submit_top_up(NOBODYS, JOB),
        Unknown,
        ("top_up.submitted",),
    ),
    Example(
        "accept_top_up",
        SENT,
        lambda ledger: ledger.accept_top_up(TOP_UP, "AG_1", JOB),
        lambda ledger: ledger.accept_top_up(NOBODYS, "AG_1", JOB),
        Unknown,
        ("top_up.accepted",),
    ),
    Example(
        "lose_sight_of_top_up",
        SENT,
        lambda ledger: ledger.lose_sight_of_top_up(TOP_UP, "no-answer", "nothing was heard", JOB),
        lambda ledger: ledger.lose_sight_of_top_up(NOBODYS, "no-answer", "nothing was heard", JOB),
        Unknown,
        ("top_up.outcome_unknown",),
    ),
    Example(
        "record_top_up_result",
        SENT,
        done,
        lambda ledger: done(ledger, NOBODYS),
        Unknown,
        ("top_up.done",),
    ),
    Example(
        "propose_top_up_outcome",
        SENT,
        propose_outcome,
        lambda ledger: ledger.propose_top_up_outcome(TOP_UP, "perhaps", "statement", TREASURER),
        BadValue,
        ("top_up.outcome_proposed",),
    ),
    Example(
        "approve_top_up_outcome",
        (*SENT, propose_outcome),
        lambda ledger: ledger.approve_top_up_outcome(TOP_UP, "done", MANAGER),
        lambda ledger: ledger.approve_top_up_outcome(TOP_UP, "done", TREASURER),
        SamePerson,
        ("top_up.outcome_approved",),
    ),
]

PAYMENT_RULES = [
    Example(
        "propose_payment_rules",
        (),
        propose_rules,
        lambda ledger: propose_rules(ledger, replace(TIGHT, most_per_payment_cents=25_000_001)),
        BadValue,
        ("cooperative.payment_rules_proposed",),
    ),
    Example(
        "approve_payment_rules",
        (propose_rules,),
        lambda ledger: ledger.approve_payment_rules(RULES, MANAGER),
        lambda ledger: ledger.approve_payment_rules(RULES, TREASURER),
        SamePerson,
        ("cooperative.payment_rules_approved",),
    ),
    Example(
        "refuse_payment_rules",
        (propose_rules,),
        lambda ledger: ledger.refuse_payment_rules(RULES, "too little", MANAGER),
        lambda ledger: ledger.refuse_payment_rules(NOBODYS, "too little", MANAGER),
        Unknown,
        ("cooperative.payment_rules_refused",),
    ),
]
