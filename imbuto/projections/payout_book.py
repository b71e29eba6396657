"""The payouts' table, and how each fact of a payout is written into it: above all, when it is next to be
looked at."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.payout import Payout
from imbuto.projections.columns import Id, Instant, stored_instant, word
from imbuto.projections.rows import Row, Rows

METADATA = MetaData()

PATIENCE = (
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long after the send the nth question is put; when the last stays unanswered, people decide."""
BETWEEN_QUESTIONS = timedelta(minutes=2)
LAST_ANSWER_WITHIN = timedelta(hours=1)
DEFERRED_FOR = (timedelta(minutes=1), *PATIENCE[:4])
"""How long a send that M-Pesa did not take waits before it is made again; at most an hour."""

RESEND_WITHIN = timedelta(hours=1)
"""How long after a send its id may be sent again: how long M-Pesa remembers an id is not documented."""
NOT_PAID = "not-paid"
"""The code of a failure that two officials established."""

payouts = Table(
    "payouts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("run", Id, nullable=False),
    Column("statement", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("period", word(), nullable=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("attempt_id", Id, nullable=False),
    Column("has_phone", Boolean, nullable=False),
    Column("sends", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("reason", word()),
    Column("code", word()),
    Column("conversation_id", word()),
    Column("receipt", word()),
    Column("fee_cents", BigInteger, nullable=False),
    Column("evidence", word()),
    Column("contradictions", Integer, nullable=False),
    Column("contradiction", word()),
    Column("proposed_outcome", word()),
    Column("proposed_receipt", word()),
    Column("proposed_evidence", word()),
    Column("proposed_by", word()),
    Column("requested_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("accepted_at", Instant),
    Column("asked_at", Instant),
    Column("paid_at", Instant),
    Column("next_at", Instant),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_payouts_position", "position"),
    Index("ix_payouts_run", "run", "position"),
    Index("ix_payouts_member", "member", "position"),
    Index("ix_payouts_next", "next_at", info={"where": "next_at IS NOT NULL"}),
)

attempts = Table(
    "payout_attempts",
    METADATA,
    Column("attempt_id", Id, primary_key=True),
    Column("payout", Id, nullable=False),
    Column("attempt", Integer, nullable=False),
)


_NO_PROPOSAL = dict.fromkeys(("proposed_outcome", "proposed_receipt", "proposed_evidence", "proposed_by"))


# ----------------------------------------------------------------- fold


def requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    rows.table(payouts).put(
        {
            "id": fact.originator_id.bytes,
            "run": fact.run.bytes,
            "statement": fact.statement.bytes,
            "member": fact.member,
            "period": fact.period,
            "amount_cents": fact.amount_cents,
            "state": "requested",
            "attempt": fact.attempt,
            "attempt_id": fact.attempt_id.bytes,
            "has_phone": fact.msisdn is not None,
            "sends": 0,
            "questions": 0,
            "reason": None,
            "code": None,
            "conversation_id": None,
            "receipt": None,
            "fee_cents": 0,
            "evidence": None,
            "contradictions": 0,
            "contradiction": None,
            **_NO_PROPOSAL,
            "requested_at": at,
            "submitted_at": None,
            "accepted_at": None,
            "asked_at": None,
            "paid_at": None,
            "next_at": at,
            "position": position,
            "version": fact.originator_version,
        }
    )
    _keep_attempt(fact, rows)


def held(fact: Payout.Held, position: int, rows: Rows) -> None:
    _change(fact, rows, state="held", reason=fact.reason, next_at=None)


def released(fact: Payout.Released, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    _change(fact, rows, state="requested", reason=None, has_phone=True, next_at=at, **_NO_PROPOSAL)


def submitted(fact: Payout.Submitted, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    row = _change(fact, rows, state="submitted", reason=None, code=None, submitted_at=at)
    row["sends"] += 1
    row["next_at"] = _next_question(row)


def deferred(fact: Payout.Deferred, position: int, rows: Rows) -> None:
    row = _change(fact, rows, state="requested", reason=fact.reason, code=fact.code, submitted_at=None)
    wait = DEFERRED_FOR[min(max(row["sends"], 1), len(DEFERRED_FOR)) - 1]
    row["next_at"] = stored_instant(fact.recorded_at + wait)


def accepted(fact: Payout.Accepted, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    _change(fact, rows, state="accepted", conversation_id=fact.conversation_id, accepted_at=at)


def outcome_unknown(fact: Payout.OutcomeUnknown, position: int, rows: Rows) -> None:
    _change(fact, rows, state="outcome_unknown", code=fact.code, reason=fact.reason)


def status_asked(fact: Payout.StatusAsked, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    row = _change(fact, rows, questions=fact.question, asked_at=at)
    if row["state"] != "needs_review":
        row["next_at"] = _next_question(row)


def paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    _change(
        fact,
        rows,
        state="paid",
        reason=None,
        code=None,
        receipt=fact.receipt,
        fee_cents=fact.fee_cents,
        evidence=fact.evidence,
        paid_at=stored_instant(fact.completed_at or fact.recorded_at),
        next_at=None,
        **_NO_PROPOSAL,
    )


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    changes = {"code": fact.code, "reason": fact.reason, "next_at": None}
    _change(fact, rows, state="failed", **changes, **_NO_PROPOSAL)


def contradicted(fact: Payout.Contradicted, position: int, rows: Rows) -> None:
    row = _change(fact, rows, contradiction=fact.reason, **_NO_PROPOSAL)
    row["contradictions"] += 1


def put_to_review(fact: Payout.PutToReview, position: int, rows: Rows) -> None:
    _change(fact, rows, state="needs_review", reason=fact.reason, next_at=None)


def retried(fact: Payout.Retried, position: int, rows: Rows) -> None:
    _change(
        fact,
        rows,
        state="requested",
        attempt=fact.attempt,
        attempt_id=fact.attempt_id.bytes,
        has_phone=True,
        sends=0,
        questions=0,
        reason=None,
        code=None,
        conversation_id=None,
        submitted_at=None,
        accepted_at=None,
        asked_at=None,
        next_at=stored_instant(fact.recorded_at),
        **_NO_PROPOSAL,
    )
    _keep_attempt(fact, rows)


def outcome_proposed(fact: Payout.OutcomeProposed, position: int, rows: Rows) -> None:
    _change(
        fact,
        rows,
        proposed_outcome=fact.outcome,
        proposed_receipt=fact.receipt,
        proposed_evidence=fact.evidence,
        proposed_by=fact.who,
    )


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    is_paid = fact.outcome == "paid"
    _change(
        fact,
        rows,
        state="paid" if is_paid else "failed",
        reason=None if is_paid else fact.evidence,
        code=None if is_paid else NOT_PAID,
        receipt=fact.receipt,
        evidence=fact.evidence,
        paid_at=stored_instant(fact.recorded_at) if is_paid else None,
        next_at=None,
        **_NO_PROPOSAL,
    )


def _keep_attempt(fact: Payout.Requested | Payout.Retried, rows: Rows) -> None:
    rows.table(attempts).put(
        {"attempt_id": fact.attempt_id.bytes, "payout": fact.originator_id.bytes, "attempt": fact.attempt}
    )


def _change(fact: Fact, rows: Rows, **changes: object) -> Row:
    row = rows.table(payouts).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"payout {fact.originator_id} was never requested")
    row.update(changes, version=fact.originator_version)
    rows.table(payouts).put(row)
    return row


def _next_question(row: Row) -> int:
    """When the next question is to be put, or, after the last one, when people must look."""
    asked, since = row["questions"], row["submitted_at"]
    asked_at = row["asked_at"] or 0
    if asked >= len(PATIENCE):
        return int(asked_at + _microseconds(LAST_ANSWER_WITHIN))
    return int(max(since + _microseconds(PATIENCE[asked]), asked_at + _microseconds(BETWEEN_QUESTIONS)))


def _microseconds(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
