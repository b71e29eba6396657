"""Whatever M-Pesa and the workers do, in whatever order: one payment at most is ever under way or done."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import attempt_id
from imbuto.errors import SamePerson, WrongState
from tests.aggregates.stories import MPESA, PHONE, fail, pay, payout
from tests.ledger.examples import JOB, MANAGER, TREASURER

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
                "agree",
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
        "agree": lambda: _agree(found),
        "paid": lambda: pay(found, f"SKX{attempt}", attempt_id(found.id, attempt)),
        "failed": lambda: fail(found, "2001", attempt_id(found.id, attempt)),
        "strange": lambda: found.contradict("paid", "0", None, "another number was paid", MPESA),
    }
    with suppress(WrongState, SamePerson):
        steps[name]()


def _agree(found: Payout) -> None:
    if found.proposed:
        found.approve_outcome(found.proposed.outcome, found.proposed.receipt, MANAGER)


@settings(max_examples=400, deadline=None)
@given(steps=st.lists(STEPS, max_size=25))
def test_no_order_of_events_sends_money_twice(steps: list[tuple[str, Any]]) -> None:
    found = payout("requested")
    sent: set[Any] = set()
    failed: set[Any] = set()
    said_paid = False
    for name, attempt in steps:
        before = found.state
        _step(found, name, attempt)
        for fact in found.collect_events():
            match fact:
                case Payout.Submitted():
                    assert not said_paid, "sent although M-Pesa said that it may have been paid"
                    assert sent - failed <= {fact.attempt_id}, "sent while an earlier attempt is open"
                    sent.add(fact.attempt_id)
                case Payout.Failed():
                    failed.add(attempt_id(found.id, found.attempt))
                case Payout.Paid():
                    assert before != "paid", "paid twice in the books"
                    said_paid = True
                case Payout.OutcomeApproved():
                    # Two people vouch for it: what is settled as not paid is free to be sent again.
                    said_paid = fact.outcome == "paid"
                    failed.add(attempt_id(found.id, found.attempt))
                case Payout.Contradicted():
                    said_paid = said_paid or fact.verdict == "paid"
        if before == "paid":
            assert found.state == "paid"
        if before == "failed":
            assert found.state in ("failed", "requested", "paid")
            assert found.state != "paid" or name == "agree"
