"""The tables of the people store. Secrets are here only as hashes, phones only as keyed hashes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
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
    UniqueConstraint,
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
    Column("device", String(80)),
    Column("way", String(16)),
    Column("since", Instant),
    Column("seen_at", Instant),
)
"""`device` is the name that the device gave itself; `seen_at` is the last request, to the hour. Sessions of
before these were kept have none of the last four."""

access_tokens = Table(
    "access_tokens",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("token_id", String(32), nullable=False, unique=True),
    Column("principal", String(64), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("permissions", String(2000), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("seen_at", Instant),
    UniqueConstraint("principal", "name"),
)
"""What other systems may do in an official's name; `permissions` are joined by spaces."""

looks = Table(
    "looks",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False, index=True),
    Column("principal", String(64), nullable=False),
    Column("member", String(32), nullable=False),
    Column("what", String(64), nullable=False),
    Column("request", String(64), nullable=False),
    Index("ix_looks_member", "member", "number"),
    sqlite_autoincrement=True,
)
"""Which official looked at which member's data: `what` is the operation's id."""

failed_sign_ins = Table(
    "failed_sign_ins",
    METADATA,
    Column("login_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
)

sign_in_codes = Table(
    "sign_in_codes",
    METADATA,
    Column("phone_hash", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    Column("made_at", Instant, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)
"""The open six-digit code of each phone, as a keyed hash. A used one is gone."""

codes_asked = Table(
    "codes_asked",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("phone_hash", String(64), nullable=False, index=True),
    Column("asked_at", Instant, nullable=False, index=True),
)
"""When codes were made for a phone, for an hour: there are three at most."""

pins = Table(
    "pins",
    METADATA,
    Column("principal", String(64), primary_key=True),
    Column("pin_hash", String(255), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("blocked_until", Instant),
)
"""The PINs that members chose. `tries` since the last right one or the last block, `blocks` in a row."""

known_devices = Table(
    "known_devices",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("principal", String(64), nullable=False, index=True),
    Column("used_at", Instant, nullable=False, index=True),
)
"""Devices on which a member has signed in with code and PIN: there the code alone is enough next time."""

known_sources = Table(
    "known_sources",
    METADATA,
    Column("principal", String(64), nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("used_at", Instant, nullable=False, index=True),
    PrimaryKeyConstraint("principal", "source_hash"),
)
"""From where a person has signed in well, as keyed hashes: who guesses elsewhere does not slow them."""

recoveries = Table(
    "recoveries",
    METADATA,
    Column("principal", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False, index=True),
)
"""Open links to a new password, one per principal, for three minutes. A used one is gone."""

second_factors = Table(
    "second_factors",
    METADATA,
    Column("principal", String(64), primary_key=True),
    Column("key_id", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("confirmed_at", Instant),
    Column("last_counter", Integer, nullable=False),
)
"""Secrets of authenticator apps, sealed with their person's key. One counts once it is confirmed by a code;
the half minute of the last used code is kept, so that none works twice."""

recovery_codes = Table(
    "recovery_codes",
    METADATA,
    Column("principal", String(64), nullable=False),
    Column("code_hash", String(64), nullable=False),
    PrimaryKeyConstraint("principal", "code_hash"),
)
"""What opens in the place of a lost authenticator, once each. A used one is gone."""

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

letters = Table(
    "letters",
    METADATA,
    Column("message", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)
"""The secrets that messages on their way carry, sealed with the installation's key. What is sent is gone."""

ussd_sessions = Table(
    "ussd_sessions",
    METADATA,
    Column("session_hash", String(64), primary_key=True),
    Column("phone_hash", String(64), nullable=False, index=True),
    Column("steps", Integer, nullable=False),
    Column("working_since", Instant),
    Column("sealed", LargeBinary, nullable=False),
    Column("used_at", Instant, nullable=False, index=True),
)
"""Where each phone is in the menu, sealed, for some minutes. `steps` are the inputs that were worked on."""

push_subscriptions = Table(
    "push_subscriptions",
    METADATA,
    Column("subscription_id", String(32), primary_key=True),
    Column("principal", String(64), nullable=False, index=True),
    Column("session_id", String(32), nullable=False, index=True),
    Column("endpoint_hash", String(64), nullable=False, unique=True),
    Column("key_id", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
)
"""Browsers that show a member's messages, each by the session that it was subscribed in. The device's name,
address and keys are sealed with the member's key; the address is known again by a keyed hash."""

marks = Table(
    "marks",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far in the ledger the erasures were carried out on this store."""
