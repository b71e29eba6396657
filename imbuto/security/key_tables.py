"""The tables of the key store: an SQLite file of its own, or PostgreSQL's schema `keys`.

It lies apart from the people store so that it can be backed up apart: whoever holds a backup of the facts and
one of the people opens nothing with them, and an old copy of the keys can be thrown away by itself.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, String, Table

from imbuto.security.tables import Hidden, Instant

SCHEMA = "keys"
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

erased_people = Table(
    "erased_people",
    METADATA,
    Column("subject", String(64), primary_key=True),
    Column("erased_at", Instant, nullable=False),
    Column("scrubbed_at", Instant),
)
"""Whose key was destroyed: no new one is ever made for them. `scrubbed_at`: since when what the stores had
deleted of the person is in no free page of their files either."""

installation_keys = Table(
    "installation_keys",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("secret", Hidden(32), nullable=False),
    Column("made_at", Instant, nullable=False),
)
"""Keys of the house itself, made when first needed: `vapid`, by which push services know it."""

marks = Table(
    "marks",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far in the ledger the erasures were carried out on these keys. It lies beside them, so that an older
copy that is put back brings the older mark with it; the people store has one of its own."""
