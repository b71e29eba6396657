"""What callbacks tell of M-Pesa's accounts: balances, the float left by a payment, the payee's name."""

from __future__ import annotations

from typing import Any

from tests.gateways import bodies

from .dairy import JOB, Dairy
from .kept_callbacks import ACCEPTED, STRANGER, from_there, kept
from .mpesa_says import PAYEE, attempt_of, paid, post, shown


def test_a_stranger_cannot_tell_of_an_earlier_attempt_or_of_balances(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    question = guarded.parts.ledger.ask_float(JOB)
    assert question is not None
    path = guarded.own(guarded.parts.float_callback(question, "result"))
    guarded.ask(None, "POST", path, balance("9000.00"), **from_there(STRANGER))
    position = guarded.position()
    guarded.parts.inbox.apply_waiting()
    assert (guarded.position(), len(kept(guarded, state="held"))) == (position, 1)
    assert shown(guarded, payout)["state"] == "submitted"


def balance(available: str, **changes: Any) -> dict[str, Any]:
    accounts = f"Working Account|KES|1.00|1.00|0|0&Utility Account|KES|9|{available}|0|0"
    return bodies.callback(
        bodies.listed({"AccountBalance": f"{accounts}&Charges Paid Account|KES|-40.00|-40.00|0|0"}), **changes
    )


def test_a_balance_reaches_the_till_once(dairy: Dairy) -> None:
    question = dairy.parts.ledger.ask_float(JOB)
    assert question is not None
    path = dairy.own(dairy.parts.float_callback(question, "result"))
    for _ in range(2):
        assert dairy.ask(None, "POST", path, balance("9000.00")).json == ACCEPTED
        dairy.parts.inbox.apply_waiting()
    seen = [fact for _, fact in dairy.parts.ledger.facts(0, 1000) if type(fact).TOPIC == "till.float_seen"]
    assert [(one.available_cents, one.charges_cents, one.code) for one in seen] == [(900_000, -4_000, "0")]


def test_a_question_that_timed_out_and_one_that_nobody_put_tell_no_balance(dairy: Dairy) -> None:
    question = dairy.parts.ledger.ask_float(JOB)
    position = dairy.position()
    for number, kind in ((question, "timeout"), (99, "result")):
        path = dairy.own(dairy.parts.float_callback(number or 0, kind))
        assert dairy.ask(None, "POST", path, balance("1.00")).json == ACCEPTED
    dairy.parts.inbox.apply_waiting()
    assert [one["state"] for one in kept(dairy)] == ["held", "applied"]
    assert dairy.position() == position


def test_a_payment_tells_the_payees_name_and_the_float(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    post(dairy, payout, paid(dairy, payout, ReceiverPartyPublicName=PAYEE))
    facts = {type(fact).TOPIC: fact for _, fact in dairy.parts.ledger.facts(0, 1000)}
    assert facts["payout.paid"].float_cents == 9_875_025
    assert facts["member.payee_seen"].payout == payout
    assert attempt_of(dairy, payout)
