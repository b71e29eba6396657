"""The keys in a people store, for an auditor: they open what they open, and nothing can be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import StaticPool

from imbuto.security.store import PeopleStore
from imbuto.security.tables import SCHEMA


def people_on(connect: Callable[[], sqlite3.Connection]) -> PeopleStore:
    """The people store on a connection that can only read."""
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"schema_translate_map": {SCHEMA: None}},
    )
    return PeopleStore(engine)


def people_in(address: str) -> PeopleStore:
    """The people store at a postgresql:// address, in transactions that can only read."""
    url = make_url(address).set(drivername="postgresql+psycopg")
    read_only = {"options": "-c default_transaction_read_only=on"}
    return PeopleStore(create_engine(url, hide_parameters=True, connect_args=read_only))
