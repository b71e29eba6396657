"""The people store: all that may be forgotten. An SQLite file, or PostgreSQL's schema `people`.

Threads share one PeopleStore and processes each open their own. Whoever reads in order to write does so
inside `writing()`. One writer works at a time, in either database, so what was read there is still true
when the write follows; writes are few and short.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from imbuto.errors import Busy
from imbuto.security.tables import METADATA, SCHEMA

BUSY_TIMEOUT_SECONDS = 10
_WRITE_LOCK = 4_977_010
"""Any fixed number: PostgreSQL's advisory lock that a writer holds until its transaction ends."""


class PeopleStore:
    """The one way to the tables of the people store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(writes=True)
        self._process = os.getpid()
        self._inherited: list[object] = []

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look."""
        self._leave_inherited_connections()
        with _busy_when_locked(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is durable when the block ends, or undone when it raises. Raises Busy."""
        self._leave_inherited_connections()
        with _busy_when_locked(), self._writing.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})"))
            yield connection

    def put(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Inserts the row, or replaces the given columns of the one with its primary key."""
        key = [column.name for column in table.primary_key]
        changes = {name: value for name, value in row.items() if name not in key}
        if self.is_sqlite:
            connection.execute(
                sqlite.insert(table).values(row).on_conflict_do_update(index_elements=key, set_=changes)
            )
        else:
            connection.execute(
                postgresql.insert(table).values(row).on_conflict_do_update(index_elements=key, set_=changes)
            )

    def scrub(self) -> None:
        """Makes what was deleted unreadable in the files too: SQLite's log is emptied into the zeroed pages.

        PostgreSQL drops deleted rows from its files at the next VACUUM, by itself.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                # Straight to the driver: a checkpoint is refused inside a transaction.
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    def _leave_inherited_connections(self) -> None:
        """After a fork the child neither uses nor closes its parent's connections: they are the parent's."""
        if self._process != os.getpid():
            self._inherited.append(self.engine.pool)
            self.engine.dispose(close=False)
            self._process = os.getpid()


def open_people(where: Path | str) -> PeopleStore:
    """Opens the store at a file path or a postgresql:// address and makes the tables that are missing."""
    if str(where).startswith(("postgres://", "postgresql://", "postgresql+psycopg://")):
        people = PeopleStore(_postgresql_engine(str(where)))
    else:
        people = PeopleStore(_sqlite_engine(Path(where)))
    with people.writing() as connection:
        if not people.is_sqlite:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        METADATA.create_all(connection)
    return people


def _postgresql_engine(address: str) -> Engine:
    return create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": f"-c lock_timeout={BUSY_TIMEOUT_SECONDS}s"},
    )


def _sqlite_engine(path: Path) -> Engine:
    """An engine on a file that only its owner can read; its log files inherit that mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    _write_ahead(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
        execution_options={"schema_translate_map": {SCHEMA: None}},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _write_ahead(path: Path) -> None:
    """Switches the file to a write-ahead log, once and for good.

    SQLite answers "locked" at once, without waiting, when two processes switch the same new file together.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_lock(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # `_begin` says how a transaction begins, not the driver
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _busy_when_locked() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.orig, sqlite3.Error) and not _is_lock(error.orig):
            raise
        raise Busy("The people store is busy.") from error


def _is_lock(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
