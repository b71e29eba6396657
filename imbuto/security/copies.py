"""The keys in a copy of the key store, for an auditor: they open what they open, and nothing can be written.

Copies of before the keys had a store of their own hold them among the people, in tables of the same names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.pool import StaticPool

from imbuto.security import key_tables, tables
from imbuto.security.store import PeopleStore


def keys_on(connect: Callable[[], sqlite3.Connection]) -> PeopleStore:
    """The key store on a connection that can only read."""
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"schema_translate_map": {key_tables.SCHEMA: None}},
    )
    return PeopleStore(engine, key_tables.METADATA)


def keys_in(address: str) -> PeopleStore:
    """The key store at a postgresql:// address, in transactions that can only read."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    read_only = {"options": "-c default_transaction_read_only=on"}
    engine = create_engine(url, hide_parameters=True, connect_args=read_only)
    if not inspect(engine).has_table(key_tables.keys.name, schema=key_tables.SCHEMA):
        engine = engine.execution_options(schema_translate_map={key_tables.SCHEMA: tables.SCHEMA})
    return PeopleStore(engine, key_tables.METADATA)
