"""What is kept of payments, statements and the float, to be laid side by side."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.projections.columns import Day, Id, Instant, word

METADATA = MetaData()

payouts = Table(
    "reconciled_payouts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("member", word(), nullable=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("attempt", Integer, nullable=False),
    Index("ix_reconciled_payouts_member", "member"),
)

attempts = Table(
    "reconciled_attempts",
    METADATA,
    Column("payout", Id, primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("state", word(), nullable=False),
    Column("channel", word(), nullable=False),
    Column("last_digits", word()),
    Column("attempt_id", Id, nullable=False),
    Column("conversation", word()),
    Column("since", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("ended_at", Instant),
    Column("completed_at", Instant),
    Column("paid_at", Instant),
    Column("receipt", word()),
    Column("fee_cents", BigInteger, nullable=False),
    Index("ix_reconciled_attempts_paid_at", "paid_at"),
    Index("ix_reconciled_attempts_sent_at", "sent_at"),
    Index("ix_reconciled_attempts_state", "state", "since"),
    Index("ix_reconciled_attempts_receipt", "receipt"),
)
"""Every attempt to pay. `since` is when it was requested, `paid_at` M-Pesa's time of the payment, else ours;
receipts in capitals."""

doubts = Table(
    "reconciled_doubts",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("payout", Id, nullable=False),
    Column("at", Instant, nullable=False),
    Column("verdict", word(), nullable=False),
    Column("code", word(), nullable=False),
    Column("receipt", word()),
    Column("reason", word(), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Index("ix_reconciled_doubts_payout", "payout"),
    Index("ix_reconciled_doubts_at", "at"),
)
"""What M-Pesa said against a final answer."""

statements = Table(
    "portal_statements",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", word(), nullable=False),
    Column("digest", word(), nullable=False),
    Column("first", Instant, nullable=False),
    Column("last", Instant, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("in_cents", BigInteger, nullable=False),
    Column("out_cents", BigInteger, nullable=False),
    Column("imported_by", word(), nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_portal_statements_position", "position"),
)

lines = Table(
    "portal_lines",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("statement", Id, nullable=False),
    Column("receipt", word(), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", word(), nullable=False),
    Column("paid_in_cents", BigInteger, nullable=False),
    Column("withdrawn_cents", BigInteger, nullable=False),
    Column("status", word(), nullable=False),
    Column("last_digits", word()),
    Column("conversation", word()),
    Column("linked", word()),
    Index("ix_portal_lines_at", "at"),
    Index("ix_portal_lines_receipt", "receipt"),
)
"""`position` is that of the line's fact: lines come in the order in which statements were brought in."""

booked = Table(
    "reconciled_books",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("text", word(), nullable=False),
    Column("receipt", word()),
    Index("ix_reconciled_books_at", "at"),
)
"""What vouchers and top-ups moved into the float; out of it below zero."""

gauges = Table(
    "reconciled_gauges",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("available_cents", BigInteger, nullable=False),
    Column("charges_cents", BigInteger),
    Index("ix_reconciled_gauges_at", "at"),
)

questions = Table(
    "reconciled_questions",
    METADATA,
    Column("question", Integer, primary_key=True),
    Column("asked_at", Instant, nullable=False),
)

reconciliations = Table(
    "reconciliations",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("until_position", BigInteger, nullable=False),
    Column("payments", Integer, nullable=False),
    Column("payments_cents", BigInteger, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("covered", Boolean, nullable=False),
    Column("counts", word(), nullable=False),
    Column("made_by", word(), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
)
"""The latest comparison of each day; `counts` as JSON: kind, count, cents."""

TABLES = (
    payouts,
    attempts,
    doubts,
    statements,
    lines,
    booked,
    gauges,
    questions,
    reconciliations,
)
