"""Whatever M-Pesa and the workers do, in whatever order: one payment at most is ever under way or done."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import ASKED_ABOUT, attempt_id
from imbuto.errors import NotPermitted, SamePerson, WrongState
from tests.aggregates.stories import FILE, MPESA, PHONE, answer, fail, pay, payout, refuse
from tests.ledger.examples import JOB, MANAGER, TREASURER

BEHIND_A_FAILURE = ("refused at once", "answer cancelled", "answer empty")
"""M-Pesa's reply to our own request, or its answer to our own question: nothing else ends an attempt."""
STEPS = st.one_of(
    st.tuples(
        st.sampled_from(
            [
                "submit",
                "defer",
                "accept",
                "lose_sight",
                "ask",
                "review",
                "hold",
                "release",
                "retry",
                "say paid",
                "say not paid",
                "say it stands",
                "agree",
                "propose release",
                "agree to release",
                "hold for two",
                "postpone",
                "hand over",
                "take back",
                "try itself",
                "refused at once",
                "answer empty",
                "answer under way",
                "answer paid",
                "answer cancelled",
            ]
        ),
        st.none(),
    ),
    st.tuples(st.sampled_from(["paid", "failed", "strange"]), st.integers(1, 3)),
)


def _step(found: Payout, name: str, attempt: Any) -> None:
    steps = {
        "submit": lambda: found.submit(JOB),
        "defer": lambda: found.defer("not-sent", "no line", JOB),
        "accept": lambda: found.accept("AG_1", JOB),
        "lose_sight": lambda: found.lose_sight("timeout", "no answer", JOB),
        "ask": lambda: found.ask_status(found.questions + 1, JOB),
        "review": lambda: found.put_to_review("a day of silence", JOB),
        "hold": lambda: found.hold("the member asked", TREASURER),
        "release": lambda: found.release(PHONE, TREASURER),
        "retry": lambda: found.retry(PHONE, TREASURER),
        "say paid": lambda: found.propose_outcome("paid", "CASH-1", "voucher 1", TREASURER),
        "say not paid": lambda: found.propose_outcome("not_paid", None, "statement of 17 Nov", TREASURER),
        "say it stands": lambda: found.propose_outcome("stands", None, "statement of 17 Nov", TREASURER),
        "agree": lambda: _agree(found),
        "hold for two": lambda: found.hold("another name", JOB, "name_mismatch"),
        "propose release": lambda: found.propose_release("name_mismatch", PHONE, TREASURER),
        "agree to release": lambda: found.release(PHONE, MANAGER, cause="name_mismatch"),
        "postpone": lambda: found.postpone(JOB.at + timedelta(hours=1), "4", "tomorrow", JOB),
        "hand over": lambda: found.hand_over(FILE, "mpesa", "0001-A", TREASURER),
        "take back": lambda: found.take_back(FILE, "cancelled", TREASURER),
        "try itself": lambda: found.retry(PHONE, JOB),
        "refused at once": lambda: refuse(found),
        "answer empty": lambda: answer(found),
        "answer under way": lambda: answer(found, "0", "Initiated"),
        "answer paid": lambda: pay(found, "SKX1", evidence="status"),
        "answer cancelled": lambda: fail(found, "Cancelled", evidence="status"),
        "paid": lambda: pay(found, f"SKX{attempt}", attempt_id(found.id, attempt)),
        "failed": lambda: fail(found, "2001", attempt_id(found.id, attempt)),
        "strange": lambda: found.contradict("paid", "0", None, "another number was paid", MPESA),
    }
    with suppress(WrongState, SamePerson, NotPermitted):
        steps[name]()


def _agree(found: Payout) -> None:
    if found.proposed:
        found.approve_outcome(found.proposed.outcome, found.proposed.receipt, MANAGER)


@settings(max_examples=400, deadline=None)
@given(steps=st.lists(STEPS, max_size=30))
def test_no_order_of_events_sends_money_twice(steps: list[tuple[str, Any]]) -> None:
    found = payout("requested")
    sent: set[Any] = set()
    failed: set[Any] = set()
    said_paid = in_file = False
    held_for = ""
    for name, attempt in steps:
        before = found.state
        _step(found, name, attempt)
        for fact in found.collect_events():
            match fact:
                case Payout.Submitted():
                    assert not said_paid, "sent although M-Pesa said that it may have been paid"
                    assert sent - failed <= {fact.attempt_id}, "sent while an earlier attempt is open"
                    sent.add(fact.attempt_id)
                    assert not in_file, "sent to M-Pesa while it stands in a pay file"
                case Payout.HandedOver():
                    assert not said_paid, "in a pay file although M-Pesa said that it may have been paid"
                    assert sent <= failed | {fact.attempt_id}, "in a pay file while an attempt is open"
                    in_file = True
                case Payout.TakenBack() | Payout.Retried():
                    in_file = False
                case Payout.Released():
                    assert held_for == fact.cause or not fact.cause
                    assert fact.proposed_by != fact.who, "let go by one official alone"
                case Payout.Held():
                    held_for = fact.cause
                case Payout.FailureReported():
                    assert before in ASKED_ABOUT, "reported of what was not sent"
                case Payout.Failed():
                    assert before in ASKED_ABOUT
                    assert name in BEHIND_A_FAILURE, f"failed by {name} alone"
                    assert fact.evidence == ("reply" if name == "refused at once" else "status")
                    failed.add(attempt_id(found.id, found.attempt))
                case Payout.Paid():
                    assert before != "paid", "paid twice in the books"
                    said_paid = True
                case Payout.OutcomeApproved():
                    # Two people vouch for it: what is settled as not paid is free to be sent again.
                    said_paid = fact.outcome != "not_paid"
                    assert fact.proposed_by != fact.who
                    failed.add(attempt_id(found.id, found.attempt))
                case Payout.Contradicted():
                    said_paid = said_paid or fact.verdict == "paid"
        if before == "paid":
            assert found.state == "paid"
        if before == "failed":
            assert found.state in ("failed", "requested", "paid")
            assert found.state != "paid" or name == "agree"
        if found.state == "failed" and found.doubts:
            assert not found.may_try_itself
