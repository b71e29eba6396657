"""How each fact of a payout is written into its row: above all, when it is next to be looked at."""

from __future__ import annotations

import json

from imbuto.aggregates.base import Fact
from imbuto.aggregates.payout import Payout
from imbuto.projections.columns import stored_instant
from imbuto.projections.payout_tables import (
    DEFERRED_FOR,
    NOT_PAID,
    microseconds,
    next_question,
    payouts,
)
from imbuto.projections.rows import Row, Rows

_NO_PROPOSAL = dict.fromkeys(
    (
        "proposed_outcome",
        "proposed_receipt",
        "proposed_evidence",
        "proposed_channel",
        "proposed_signature",
        "proposed_fee_cents",
        "proposed_by",
    )
)
_NO_RELEASE = dict.fromkeys(("release_proposed_by", "release_cause"))
_FRESH = {
    "sends": 0,
    "questions": 0,
    "answers": 0,
    "asked_before": 0,
    **dict.fromkeys(
        (
            "reason",
            "code",
            "cause",
            "failure",
            "conversation_id",
            "file",
            "reference",
            "not_before",
            "submitted_at",
            "accepted_at",
            "reported_at",
            "asked_at",
            "answered_at",
        )
    ),
    **_NO_PROPOSAL,
    **_NO_RELEASE,
}
"""What is known of an attempt before anything is known."""
_NOTHING_YET = {
    **_FRESH,
    "receipt": None,
    "fee_cents": 0,
    "float_cents": None,
    "evidence": None,
    "signature": None,
    "contradictions": 0,
    "contradiction": None,
    "doubts": 0,
    "doubted": "[]",
    "approved_by": None,
    "paid_at": None,
}


# ------------------------------------------------------------ before it is sent


def requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    rows.table(payouts).put(
        {
            **_NOTHING_YET,
            "id": fact.originator_id.bytes,
            "run": fact.run.bytes,
            "statement": fact.statement.bytes,
            "part": fact.part,
            "parts": fact.parts,
            "member": fact.member,
            "period": fact.period,
            "amount_cents": fact.amount_cents,
            "channel": fact.pay_channel,
            "state": "requested",
            "attempt": fact.attempt,
            "attempt_id": fact.attempt_id.bytes,
            "has_phone": fact.msisdn is not None,
            "requested_at": at,
            "next_at": at if fact.pay_channel == "mpesa" else None,
            "position": position,
            "version": fact.originator_version,
        }
    )


def held(fact: Payout.Held, position: int, rows: Rows) -> None:
    changes = {"cause": fact.cause or None, "reason": fact.reason, "not_before": None, "next_at": None}
    _change(fact, rows, state="held", **changes, **_NO_RELEASE)


def release_proposed(fact: Payout.ReleaseProposed, position: int, rows: Rows) -> None:
    _change(fact, rows, release_proposed_by=fact.who, release_cause=fact.cause)


def released(fact: Payout.Released, position: int, rows: Rows) -> None:
    row = _change(fact, rows, state="requested", reason=None, cause=None, **_NO_PROPOSAL, **_NO_RELEASE)
    _go_to(row, fact)


def _go_to(row: Row, fact: Payout.Released | Payout.Retried) -> None:
    """Where it goes from now on; M-Pesa's at once."""
    row["has_phone"] = fact.msisdn is not None
    row["channel"] = fact.pay_channel or row["channel"]
    row["next_at"] = stored_instant(fact.recorded_at) if row["channel"] == "mpesa" else None


def postponed(fact: Payout.Postponed, position: int, rows: Rows) -> None:
    until = stored_instant(fact.until)
    _change(fact, rows, cause=fact.cause, reason=fact.reason, not_before=until, next_at=until)


def handed_over(fact: Payout.HandedOver, position: int, rows: Rows) -> None:
    changes = {"file": fact.file.bytes, "reference": fact.reference, "reason": None, "next_at": None}
    _change(fact, rows, state="handed_over", **changes)


def taken_back(fact: Payout.TakenBack, position: int, rows: Rows) -> None:
    row = _change(fact, rows, state="requested", file=None, reference=None, reason=fact.reason)
    row["next_at"] = stored_instant(fact.recorded_at) if row["channel"] == "mpesa" else None


def retried(fact: Payout.Retried, position: int, rows: Rows) -> None:
    row = _change(
        fact,
        rows,
        **_FRESH,
        state="requested",
        attempt=fact.attempt,
        attempt_id=fact.attempt_id.bytes,
        approved_by=None,
    )
    _go_to(row, fact)


# ------------------------------------------------------------ under way


def submitted(fact: Payout.Submitted, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    cleared = {"reason": None, "code": None, "cause": None, "not_before": None}
    row = _change(fact, rows, state="submitted", submitted_at=at, **cleared)
    row["sends"] += 1
    row["next_at"] = next_question(row)


def deferred(fact: Payout.Deferred, position: int, rows: Rows) -> None:
    row = _change(fact, rows, state="requested", reason=fact.reason, code=fact.code, submitted_at=None)
    wait = DEFERRED_FOR[min(max(row["sends"], 1), len(DEFERRED_FOR)) - 1]
    row["next_at"] = stored_instant(fact.recorded_at) + microseconds(wait)


def accepted(fact: Payout.Accepted, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    _change(fact, rows, state="accepted", conversation_id=fact.conversation_id, accepted_at=at)


def outcome_unknown(fact: Payout.OutcomeUnknown, position: int, rows: Rows) -> None:
    row = _change(fact, rows, code=fact.code, reason=fact.reason)
    if row["state"] != "needs_review":
        row["state"] = "outcome_unknown"


def failure_reported(fact: Payout.FailureReported, position: int, rows: Rows) -> None:
    """M-Pesa is asked from the beginning."""
    at = stored_instant(fact.recorded_at)
    told = {"code": fact.code, "reason": fact.reason, "failure": fact.code}
    _ask_anew(_change(fact, rows, state="failure_reported", reported_at=at, **told, **_NO_PROPOSAL))


def payment_reported(fact: Payout.PaymentReported, position: int, rows: Rows) -> None:
    """M-Pesa is asked from the beginning."""
    told = {"reported_at": stored_instant(fact.recorded_at), "reason": fact.reason}
    _ask_anew(_change(fact, rows, state="outcome_unknown", **told, **_NO_PROPOSAL))


def _ask_anew(row: Row) -> None:
    row["asked_before"] = row["questions"]
    row["next_at"] = next_question(row)


def status_asked(fact: Payout.StatusAsked, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    row = _change(fact, rows, questions=fact.question, asked_at=at)
    if row["state"] != "needs_review":
        row["next_at"] = next_question(row)


def status_answered(fact: Payout.StatusAnswered, position: int, rows: Rows) -> None:
    row = _change(fact, rows, answered_at=stored_instant(fact.recorded_at))
    row["answers"] += 1


def put_to_review(fact: Payout.PutToReview, position: int, rows: Rows) -> None:
    _change(fact, rows, state="needs_review", reason=fact.reason, next_at=None)


# ------------------------------------------------------------ its end


def paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    row = _change(
        fact,
        rows,
        **dict.fromkeys(("reason", "code", "cause")),
        state="paid",
        receipt=fact.receipt,
        fee_cents=fact.fee_cents,
        float_cents=fact.float_cents,
        evidence=fact.evidence,
        channel=fact.pay_channel,
        paid_at=stored_instant(fact.completed_at or fact.recorded_at),
        next_at=None,
        **_NO_PROPOSAL,
        **_NO_RELEASE,
    )
    if fact.evidence == "status":
        _doubt(row, [one for one in json.loads(row["doubted"]) if one != ["paid", fact.receipt]])


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    changes = {"code": fact.code, "reason": fact.reason, "evidence": fact.evidence or None, "next_at": None}
    _change(fact, rows, state="failed", **changes, **_NO_PROPOSAL)


def contradicted(fact: Payout.Contradicted, position: int, rows: Rows) -> None:
    row = _change(fact, rows, contradiction=fact.reason, **_NO_PROPOSAL)
    row["contradictions"] += 1
    _doubt(row, [*json.loads(row["doubted"]), [fact.verdict, fact.receipt]])


def _doubt(row: Row, doubted: list[list[str | None]]) -> None:
    row["doubts"], row["doubted"] = len(doubted), json.dumps(doubted)


def outcome_proposed(fact: Payout.OutcomeProposed, position: int, rows: Rows) -> None:
    _change(
        fact,
        rows,
        proposed_outcome=fact.outcome,
        proposed_receipt=fact.receipt,
        proposed_evidence=fact.evidence,
        proposed_channel=fact.pay_channel,
        proposed_signature=fact.signature,
        proposed_fee_cents=fact.fee_cents,
        proposed_by=fact.who,
    )


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    row = _change(fact, rows, approved_by=fact.who, next_at=None, **_NO_PROPOSAL, **_NO_RELEASE)
    _doubt(row, [])
    if fact.outcome == "stands":
        return
    is_paid = fact.outcome == "paid"
    row.update(
        state="paid" if is_paid else "failed",
        reason=None if is_paid else fact.evidence,
        code=None if is_paid else NOT_PAID,
        cause=None,
        receipt=fact.receipt,
        fee_cents=fact.fee_cents,
        evidence=fact.evidence,
        signature=fact.signature,
        channel=fact.pay_channel if is_paid else row["channel"],
        paid_at=stored_instant(fact.recorded_at) if is_paid else None,
    )


def _change(fact: Fact, rows: Rows, **changes: object) -> Row:
    row = rows.table(payouts).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"payout {fact.originator_id} was never requested")
    row.update(changes, version=fact.originator_version)
    rows.table(payouts).put(row)
    return row
