"""What M-Pesa told besides its statement: messages that nobody took in, or that the ledger does not know."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from imbuto.projections.reconciling_rows import Contradiction, Told

from .comparing import AT, DAY, ENDS, compared, kinds, later, line, only, sent


@pytest.mark.parametrize(
    ("state", "minutes_ago", "expected"),
    [
        ("applied", 60, []),
        ("received", 60, ["callback_waiting"]),
        ("received", 1, []),
        ("held", 60, ["callback_held"]),
        ("unreadable", 60, ["callback_unreadable"]),
    ],
)
def test_messages_that_nobody_has_taken_in(state: str, minutes_ago: int, expected: list[str]) -> None:
    now = later(120)
    told = Told(number=7, at=now - timedelta(minutes=minutes_ago), state=state, payout=UUID(int=1))
    assert kinds(compared(now=now, told=(told,))) == expected


def test_a_message_that_was_taken_in_and_that_the_ledger_does_not_know() -> None:
    """As after an older copy of the ledger was put back."""
    told = Told(
        number=7, at=AT, state="applied", payout=UUID(int=1), attempt=1, verdict="paid", receipt="SKG0000001"
    )
    assert kinds(compared(told=(told,), sent=(sent(1),), lines=(line(1),))) == []
    assert kinds(compared(told=(told,))) == ["callback_not_in_ledger"]
    lost = sent(1, state="requested", sent_at=None)
    assert "callback_not_in_ledger" in kinds(compared(told=(told,), sent=(lost,)))


def test_a_contradiction_stays_until_people_settle_it() -> None:
    said = Contradiction(
        payout=UUID(int=1), member="0001", at=AT, verdict="failed", code="1", receipt=None,
        reason="failure 1 was reported while paid", amount_cents=1_250_00, payout_state="paid",
    )  # fmt: skip
    found = only(compared(contradictions=(said,)))
    assert (found.kind, found.payout, found.here_cents) == ("contradiction", UUID(int=1), 1_250_00)
    assert kinds(compared(contradictions=(said,), day=DAY, begins=ENDS, ends=ENDS + timedelta(days=1))) == []
