"""The people store: all that may be forgotten. An SQLite file, or PostgreSQL's schema `people`.

The key store is of the same make, in a file or schema of its own: see key_tables.

Threads share one PeopleStore and processes each open their own. Whoever reads in order to write does so
inside `writing()`. One writer works at a time, in either database, so what was read there is still true
when the write follows; writes are few and short.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from imbuto.errors import Busy
from imbuto.security import key_tables, tables
from imbuto.write_ahead import is_lock, write_ahead

BUSY_TIMEOUT_SECONDS = 10
_WRITE_LOCKS = {tables.SCHEMA: 4_977_010, key_tables.SCHEMA: 4_977_011}
"""Any fixed numbers: PostgreSQL's advisory locks that a writer holds until its transaction ends."""


class PeopleStore:
    """The one way to the tables of the people store, or to those of the key store."""

    def __init__(self, engine: Engine, metadata: MetaData = tables.METADATA) -> None:
        self.engine = engine
        self._metadata = metadata
        self._write_lock = _WRITE_LOCKS[metadata.schema or ""]
        self._writing = engine.execution_options(writes=True)
        self._process = os.getpid()
        self._inherited: list[object] = []

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def table(self, name: str) -> Table:
        """One of its tables."""
        return self._metadata.tables[f"{self._metadata.schema}.{name}"]

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
                connection.execute(text(f"SELECT pg_advisory_xact_lock({self._write_lock})"))
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

    def scrub(self) -> bool:
        """Makes what was deleted unreadable in the files too: SQLite's log is emptied into the zeroed pages,
        PostgreSQL writes its tables anew. False when others kept it from that: to be tried again."""
        if not self.is_sqlite:
            return self._write_anew()
        with self.engine.connect() as connection:
            # Straight to the driver: a checkpoint is refused inside a transaction.
            checkpoint = connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not checkpoint.fetchone()[0]

    def _write_anew(self) -> bool:
        names = [f"{self._metadata.schema}.{table.name}" for table in self._metadata.sorted_tables]
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name in names:
                    connection.execute(text(f"VACUUM (FULL) {name}"))
        except OperationalError:
            return False
        return True

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
    return _opened(where, tables.METADATA)


def open_keys(where: Path | str) -> PeopleStore:
    """Opens the key store at a file path of its own, or at the same postgresql:// address."""
    return _opened(where, key_tables.METADATA)


def _opened(where: Path | str, metadata: MetaData) -> PeopleStore:
    is_address = str(where).startswith(("postgres://", "postgresql://", "postgresql+psycopg://"))
    engine = _postgresql_engine(str(where)) if is_address else _sqlite_engine(Path(where))
    store = PeopleStore(engine, metadata)
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {metadata.schema}"))
        metadata.create_all(connection)
        _add_new_columns(connection, metadata)
    return store


def _add_new_columns(connection: Connection, metadata: MetaData) -> None:
    """Columns that a later version has more of, in tables that an earlier one made. They may be empty."""
    found = inspect(connection)
    schema = None if connection.dialect.name == "sqlite" else metadata.schema
    for table in metadata.sorted_tables:
        known = {column["name"] for column in found.get_columns(table.name, schema=schema)}
        for column in table.columns:
            if column.name not in known:
                name = f"{schema}.{table.name}" if schema else table.name
                kind = column.type.compile(connection.dialect)
                connection.execute(text(f"ALTER TABLE {name} ADD COLUMN {column.name} {kind}"))


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
    write_ahead(path, BUSY_TIMEOUT_SECONDS)
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
        execution_options={"schema_translate_map": {tables.SCHEMA: None, key_tables.SCHEMA: None}},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


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
        if isinstance(error.orig, sqlite3.Error) and not is_lock(error.orig):
            raise
        raise Busy("The people store is busy.") from error
