"""How each fact of a payout is written into the rows that are compared: one row for each attempt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from imbuto.aggregates.base import Fact
from imbuto.aggregates.member import Member
from imbuto.aggregates.payout import Payout
from imbuto.projections.columns import stored_instant
from imbuto.projections.reconciliation_tables import attempts, doubts, payouts
from imbuto.projections.reconciling_rows import ELSEWHERE
from imbuto.projections.rows import Row, Rows
from imbuto.values import Personal

MPESA = "mpesa"


def requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    rows.table(payouts).put(
        {
            "id": fact.originator_id.bytes,
            "member": fact.member,
            "amount_cents": fact.amount_cents,
            "state": "requested",
            "attempt": fact.attempt,
        }
    )
    _new_attempt(fact, fact.pay_channel, rows)


def retried(fact: Payout.Retried, position: int, rows: Rows) -> None:
    payout, last = _standing(fact, rows)
    payout["state"], payout["attempt"] = "requested", fact.attempt
    rows.table(payouts).put(payout)
    _new_attempt(fact, fact.pay_channel or last["channel"], rows)


def _new_attempt(fact: Payout.Requested | Payout.Retried, channel: str, rows: Rows) -> None:
    nothing = ("conversation", "sent_at", "ended_at", "completed_at", "paid_at", "receipt")
    rows.table(attempts).put(
        {
            **dict.fromkeys(nothing),
            "payout": fact.originator_id.bytes,
            "attempt": fact.attempt,
            "state": "requested",
            "channel": channel,
            "last_digits": _digits(fact.msisdn),
            "attempt_id": fact.attempt_id.bytes,
            "since": stored_instant(fact.recorded_at),
            "fee_cents": 0,
        }
    )


def _digits(msisdn: Personal | None) -> str | None:
    return msisdn.text[-3:] if msisdn and msisdn.text else None


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """Not even the end of a number stays of who was erased."""
    for payout in rows.table(payouts).where(member=fact.number):
        for number in range(1, payout["attempt"] + 1):
            attempt = rows.table(attempts).get(payout["id"], number)
            if attempt is not None:
                attempt["last_digits"] = None
                rows.table(attempts).put(attempt)


def released(fact: Payout.Released, position: int, rows: Rows) -> None:
    _, attempt = _standing(fact, rows)
    _move(
        fact,
        rows,
        "requested",
        last_digits=_digits(fact.msisdn),
        channel=fact.pay_channel or attempt["channel"],
    )


def submitted(fact: Payout.Submitted, position: int, rows: Rows) -> None:
    _move(fact, rows, "submitted", sent_at=stored_instant(fact.recorded_at))


def deferred(fact: Payout.Deferred, position: int, rows: Rows) -> None:
    _move(fact, rows, "requested", sent_at=None)


def accepted(fact: Payout.Accepted, position: int, rows: Rows) -> None:
    _move(fact, rows, "accepted", conversation=fact.conversation_id.lower())


def handed_over(fact: Payout.HandedOver, position: int, rows: Rows) -> None:
    _move(fact, rows, "handed_over", channel=fact.pay_channel, sent_at=stored_instant(fact.recorded_at))


def taken_back(fact: Payout.TakenBack, position: int, rows: Rows) -> None:
    _move(fact, rows, "requested", sent_at=None)


def moved(state: str) -> Callable[[Any, int, Rows], None]:
    """A fact that only changes the state."""

    def fold(fact: Fact, position: int, rows: Rows) -> None:
        _move(fact, rows, state)

    return fold


def outcome_unknown(fact: Payout.OutcomeUnknown, position: int, rows: Rows) -> None:
    """What is in review stays there."""
    if _standing(fact, rows)[0]["state"] != "needs_review":
        _move(fact, rows, "outcome_unknown")


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    _move(fact, rows, "failed", ended_at=stored_instant(fact.recorded_at))


def paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    _end(fact, rows, fact.receipt, fact.fee_cents, fact.completed_at, fact.pay_channel)
    if fact.evidence == "status":
        _settle_doubts(
            fact, rows, lambda doubt: (doubt["verdict"], doubt["receipt"]) == ("paid", capitals(fact.receipt))
        )


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    _settle_doubts(fact, rows, lambda doubt: True)
    if fact.outcome == "paid":
        _end(fact, rows, fact.receipt, fact.fee_cents, None, fact.pay_channel)
    elif fact.outcome != "stands":
        _move(fact, rows, "failed", ended_at=stored_instant(fact.recorded_at))


def _end(
    fact: Payout.Paid | Payout.OutcomeApproved,
    rows: Rows,
    receipt: str | None,
    fee_cents: int,
    completed_at: datetime | None,
    channel: str,
) -> None:
    at = stored_instant(fact.recorded_at)
    completed = None if completed_at is None else stored_instant(completed_at)
    through_mpesa = channel == MPESA
    _move(
        fact,
        rows,
        "paid",
        ended_at=at,
        completed_at=completed,
        paid_at=(completed or at) if through_mpesa else None,
        receipt=capitals(receipt) if through_mpesa else None,
        fee_cents=fee_cents,
        attempt_state="paid" if through_mpesa else ELSEWHERE,
    )


def contradicted(fact: Payout.Contradicted, position: int, rows: Rows) -> None:
    rows.table(doubts).put(
        {
            "position": position,
            "payout": fact.originator_id.bytes,
            "at": stored_instant(fact.recorded_at),
            "verdict": fact.verdict,
            "code": fact.code,
            "receipt": capitals(fact.receipt),
            "reason": fact.reason,
            "is_open": True,
        }
    )


def _settle_doubts(fact: Fact, rows: Rows, concerns: Callable[[Row], bool]) -> None:
    for doubt in rows.table(doubts).where(payout=fact.originator_id.bytes):
        if doubt["is_open"] and concerns(doubt):
            rows.table(doubts).put({**doubt, "is_open": False})


def _move(fact: Fact, rows: Rows, state: str, attempt_state: str | None = None, **changes: Any) -> None:
    payout, attempt = _standing(fact, rows)
    payout["state"] = state
    rows.table(payouts).put(payout)
    attempt.update(changes, state=attempt_state or state)
    rows.table(attempts).put(attempt)


def _standing(fact: Fact, rows: Rows) -> tuple[Row, Row]:
    """The payout's row and that of its present attempt."""
    payout = rows.table(payouts).get(fact.originator_id.bytes)
    if payout is None:
        raise LookupError(f"payout {fact.originator_id} was never requested")
    attempt = rows.table(attempts).get(payout["id"], payout["attempt"])
    if attempt is None:
        raise LookupError(f"payout {fact.originator_id} has no attempt {payout['attempt']}")
    return payout, attempt


def capitals(receipt: str | None) -> str | None:
    return receipt.upper() if receipt else None


PAYOUT_HANDLERS: Mapping[type[Fact], Callable[[Any, int, Rows], None]] = {
    Payout.Requested: requested,
    Payout.Retried: retried,
    Payout.Held: moved("held"),
    Payout.Released: released,
    Payout.Submitted: submitted,
    Payout.Deferred: deferred,
    Payout.Accepted: accepted,
    Payout.OutcomeUnknown: outcome_unknown,
    Payout.PaymentReported: moved("outcome_unknown"),
    Payout.FailureReported: moved("failure_reported"),
    Payout.PutToReview: moved("needs_review"),
    Payout.HandedOver: handed_over,
    Payout.TakenBack: taken_back,
    Payout.Failed: failed,
    Payout.Paid: paid,
    Payout.OutcomeApproved: outcome_approved,
    Payout.Contradicted: contradicted,
}
