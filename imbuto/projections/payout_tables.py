"""The payouts' tables, and when M-Pesa is asked about a payment of which nothing is heard."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text

from imbuto.projections.columns import Id, Instant, word
from imbuto.projections.rows import Row

METADATA = MetaData()

PATIENCE = (
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
    timedelta(hours=6),
    timedelta(hours=23),
)
"""How long after the send the nth question is put; when the last stays unanswered, people decide, and have it
before them within a day of the send."""
PATIENCE_WITH_A_REPORT = (timedelta(seconds=15), *PATIENCE)
"""The same after a callback reported an end that is not believed: then M-Pesa is asked at once."""
OPEN_AT_MOST = timedelta(hours=24) - timedelta(minutes=2)
"""People have it before them within a day of the send, though no question can be put: while our credential is
stopped nothing is asked."""
BETWEEN_QUESTIONS = timedelta(minutes=2)
LAST_ANSWER_WITHIN = timedelta(minutes=45)
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
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("member", word(), nullable=False),
    Column("period", word(), nullable=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("channel", word(), nullable=False),
    Column("state", word(), nullable=False),
    Column("cause", word()),
    Column("attempt", Integer, nullable=False),
    Column("attempt_id", Id, nullable=False),
    Column("has_phone", Boolean, nullable=False),
    Column("sends", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("reason", word()),
    Column("code", word()),
    Column("failure", word()),
    Column("conversation_id", word()),
    Column("file", Id),
    Column("reference", word()),
    Column("receipt", word()),
    Column("fee_cents", BigInteger, nullable=False),
    Column("float_cents", BigInteger),
    Column("evidence", word()),
    Column("signature", word()),
    Column("contradictions", Integer, nullable=False),
    Column("contradiction", word()),
    Column("doubts", Integer, nullable=False),
    Column("doubted", Text, nullable=False),
    Column("release_proposed_by", word()),
    Column("release_cause", word()),
    Column("proposed_outcome", word()),
    Column("proposed_receipt", word()),
    Column("proposed_evidence", word()),
    Column("proposed_channel", word()),
    Column("proposed_signature", word()),
    Column("proposed_fee_cents", BigInteger),
    Column("proposed_by", word()),
    Column("approved_by", word()),
    Column("requested_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("submitted_at", Instant),
    Column("accepted_at", Instant),
    Column("reported_at", Instant),
    Column("asked_before", Integer, nullable=False),
    Column("asked_at", Instant),
    Column("answered_at", Instant),
    Column("paid_at", Instant),
    Column("next_at", Instant),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_payouts_position", "position"),
    Index("ix_payouts_run", "run", "position"),
    Index("ix_payouts_member", "member", "position"),
    Index("ix_payouts_statement", "statement", "part"),
    Index("ix_payouts_state", "state", "position"),
    Index("ix_payouts_receipt", "receipt", info={"where": "receipt IS NOT NULL"}),
    Index("ix_payouts_next", "state", "next_at", "position", info={"where": "next_at IS NOT NULL"}),
    Index("ix_payouts_paid", "run", "state", "paid_at", "amount_cents"),
    Index(
        "ix_payouts_proposed",
        "position",
        info={"where": "proposed_outcome IS NOT NULL OR release_proposed_by IS NOT NULL"},
    ),
    Index("ix_payouts_doubts", "position", info={"where": "doubts > 0"}),
)


def questions_of(is_reported: bool) -> tuple[timedelta, ...]:
    """When questions are put after a send, or after an end was reported."""
    return PATIENCE_WITH_A_REPORT if is_reported else PATIENCE


def next_question(row: Row) -> int:
    """When the next question is to be put, or, after the last one, when people must look."""
    reported_at = row["reported_at"]
    patience = questions_of(reported_at is not None)
    asked = row["questions"] - row["asked_before"]
    if asked >= len(patience):
        return int(row["asked_at"] + microseconds(LAST_ANSWER_WITHIN))
    since = row["submitted_at"] if reported_at is None else reported_at
    earliest = row["asked_at"] + microseconds(BETWEEN_QUESTIONS) if asked else 0
    return int(max(since + microseconds(patience[asked]), earliest))


def microseconds(span: timedelta) -> int:
    """A span as it is added to a stored instant."""
    return span // timedelta(microseconds=1)
