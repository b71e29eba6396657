"""The messages' tables: what is to be told, what was told, and what decides about it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
)

from imbuto.projections.columns import Id, Instant, word

METADATA = MetaData()
WAITS = (
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
)
"""How long a message waits for its next send, by the sends that failed. The first is longer than a send
takes; the last is for all that follow: a gateway that is down for a night loses nothing."""

telling = Table(
    "message_settings",
    METADATA,
    Column("name", word(), primary_key=True),
    Column("is_on", Boolean, nullable=False),
)
"""Which SMS the cooperative sends at this point of the history: `sms_receipts` of milk and payments,
`sms_statements`."""

rules = Table(
    "message_rules",
    METADATA,
    Column("name", word(), primary_key=True),
    Column("receipts", word(), nullable=False),
    Column("digest_at", word(), nullable=False),
    Column("reminder_hours", Integer, nullable=False),
    Column("money_spent_in", word(), nullable=False),
)
"""One row, `now`: what is in force at this point of the history about receipts and reminders, and the month
whose money is spent."""

people = Table(
    "message_members",
    METADATA,
    Column("member", word(), primary_key=True),
    Column("has_phone", Boolean, nullable=False),
    Column("receipts", word()),
    Column("restricted", Boolean, nullable=False),
    Column("quiet", Boolean),
    Column("quiet_from", word()),
    Column("quiet_until", word()),
    Index("ix_message_members_quiet", "member", info={"where": "quiet IS NOT NULL"}),
)
"""Who can be told at this point of the history, how receipts come if the member has chosen, and the member's
own word about the nights."""

due = Table(
    "messages_due",
    METADATA,
    Column("about", Id, primary_key=True),
    Column("about_version", Integer, primary_key=True),
    Column("kind", word(), primary_key=True),
    Column("member", word(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("together", Boolean, nullable=False),
    Column("goes_at", Instant, nullable=False),
    Index("ix_messages_due_position", "position"),
    Index("ix_messages_due_member", "member"),
    Index("ix_messages_due_together", "goes_at", info={"where": "together"}),
)
"""Facts of which the member is to be told and no message was requested yet. Receipts that come `together`
wait until `goes_at`; then one text tells all that wait."""

reminders = Table(
    "message_reminders",
    METADATA,
    Column("delivery", Id, primary_key=True),
    Column("member", word(), nullable=False),
    Column("confirm_by", Instant, nullable=False),
    Column("remind_at", Instant),
    Index("ix_message_reminders_at", "remind_at", info={"where": "remind_at IS NOT NULL"}),
    Index("ix_message_reminders_member", "member"),
)
"""Milk without an answer, and when its member is reminded; null once that was done for this window."""

covers = Table(
    "message_covers",
    METADATA,
    Column("message", Id, primary_key=True),
    Column("delivery", Id, primary_key=True),
)
"""Which deliveries one text told of together."""

months = Table(
    "message_months",
    METADATA,
    Column("month", word(), primary_key=True),
    Column("kind", word(), primary_key=True),
    Column("messages", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("cost_cents", BigInteger, nullable=False),
    Column("shown", Integer, nullable=False),
)
"""What was sent in each month of Nairobi's calendar, and what it cost; `shown` in the app and not sent."""

alarms = Table(
    "message_alarms",
    METADATA,
    Column("month", word(), primary_key=True),
    Column("percent", Integer, primary_key=True),
    Column("spent_cents", BigInteger, nullable=False),
    Column("cap_cents", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
)
"""When a month's messages passed a step towards what they may cost."""

messages = Table(
    "messages",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", word(), nullable=False),
    Column("about", Id, nullable=False),
    Column("about_version", Integer, nullable=False),
    Column("member", word(), nullable=False),
    Column("to", word()),
    Column("text", word()),
    Column("state", word(), nullable=False),
    Column("reason", word()),
    Column("failed_sends", Integer, nullable=False),
    Column("sending", Boolean, nullable=False),
    Column("provider_id", word()),
    Column("parts", Integer, nullable=False),
    Column("cost_cents", BigInteger, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("tried_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("delivered_at", Instant),
    Column("staff", word()),
    Column("provider", word(), nullable=False),
    Column("sms_at", Instant),
    Column("shown_at", Instant),
    Column("position", BigInteger, nullable=False),
    Index("ix_messages_position", "position"),
    Index("ix_messages_member", "member", "position"),
    Index("ix_messages_kind", "kind", "position"),
    Index("ix_messages_provider", "provider_id"),
    Index("ix_messages_sent", "sent_at"),
    Index("ix_messages_waiting", "tried_at", info={"where": "state = 'requested'"}),
    Index("ix_messages_failed", "requested_at", info={"where": "state IN ('refused', 'undelivered')"}),
    Index("ix_messages_pushed", "sms_at", info={"where": "state = 'pushed'"}),
)
