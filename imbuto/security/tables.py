"""The tables of the people store. Secrets are here only as hashes, phones only as keyed hashes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    TypeDecorator,
)

SCHEMA = "people"


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, also in SQLite, which stores no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("An instant without a zone cannot be stored.")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class KeyBytes(bytes):
    """A key that does not show itself: not in a repr, not in the rows that a debugging log prints."""

    def __repr__(self) -> str:
        return "(hidden)"


class Hidden(TypeDecorator[bytes]):
    """Bytes that come back as KeyBytes."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> KeyBytes | None:
        return None if value is None else KeyBytes(value)


METADATA = MetaData(schema=SCHEMA)

keys = Table(
    "personal_keys",
    METADATA,
    Column("subject", String(64), primary_key=True),
    Column("key_id", String(32), nullable=False, unique=True),
    Column("secret", Hidden(32), nullable=False),
)
"""One AES-256 key per person."""

erased_keys = Table(
    "erased_keys",
    METADATA,
    Column("key_id", String(32), primary_key=True),
    Column("erased_at", Instant, nullable=False),
)
"""That a key was destroyed, and when. Their number tells the other processes to forget what they remember."""

accounts = Table(
    "accounts",
    METADATA,
    Column("principal", String(64), primary_key=True),
    Column("number", String(32), nullable=False, index=True),
    Column("phone_hash", String(64), index=True),
    Column("password_hash", String(255), nullable=False),
)

invitations = Table(
    "invitations",
    METADATA,
    Column("principal", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("phone_hash", String(64)),
    Column("expires_at", Instant, nullable=False, index=True),
)
"""Open invitations, one per principal. A used one is gone."""

sessions = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("session_id", String(32), nullable=False, unique=True),
    Column("principal", String(64), nullable=False, index=True),
    Column("channel", String(32), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

failed_sign_ins = Table(
    "failed_sign_ins",
    METADATA,
    Column("login_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
)

idempotency = Table(
    "idempotency",
    METADATA,
    Column("principal", String(64), nullable=False),
    Column("key", String(255), nullable=False),
    Column("fingerprint", String(128), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("answer", LargeBinary),
    PrimaryKeyConstraint("principal", "key"),
    Index("ix_idempotency_started_at", "started_at"),
)
"""Requests with an Idempotency-Key. `answer` is sealed; empty while the request is being worked on."""

callbacks = Table(
    "callbacks",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("topic", String(16), nullable=False),
    Column("about", String(64), nullable=False, index=True),
    Column("attempt", Integer),
    Column("question", Integer),
    Column("kind", String(16), nullable=False),
    Column("source", String(64), nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("received_at", Instant, nullable=False, index=True),
    Column("last_at", Instant, nullable=False),
    Column("times", Integer, nullable=False),
    Column("key_id", String(32)),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("note", String(255), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("applied_at", Instant),
    Column("accepted_by", String(64)),
    Column("accepted_at", Instant),
    sqlite_autoincrement=True,
)
"""What a partner posted to us. `digest` is a keyed hash of address and body: the same again is counted in
`times`. `body` is sealed: with the installation's key until it is applied, then with the key `key_id` of the
person it is about, so that it is forgotten with that person."""
