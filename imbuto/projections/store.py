"""The views database: an SQLite file, or PostgreSQL's schema `views`. What differs between the two is here.

Questions read through SQLAlchemy; folding writes through the driver itself, with SQL text made once,
because a rebuild folds millions of facts.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from imbuto.errors import Busy
from imbuto.write_ahead import is_lock, write_ahead

BUSY_TIMEOUT_SECONDS = 10
_WRITE_LOCK = 4_977_020
_REBUILD_LOCK = 4_977_021
"""Any fixed numbers: PostgreSQL's advisory locks that stand for SQLite's write lock and the lock file."""
_POSTGRESQL = ("postgres://", "postgresql://", "postgresql+psycopg://")


class Looking(Protocol):
    """A look at the views in the driver's own terms."""

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...


class Writing(Looking, Protocol):
    """One write transaction on the views, in the driver's own terms."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> None: ...
    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """How many rows it touched."""


class _Driver:
    """SQL text says `?` everywhere; psycopg wants `%s`."""

    def __init__(self, cursor: Any, placeholder: str) -> None:
        self._cursor = cursor
        self._placeholder = placeholder

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        self._cursor.execute(self._spelt(sql), values)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        self._cursor.execute(self._spelt(sql), values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        self._cursor.executemany(self._spelt(sql), rows)
        return int(self._cursor.rowcount)

    def _spelt(self, sql: str) -> str:
        return sql if self._placeholder == "?" else sql.replace("?", self._placeholder)


class ViewsStore:
    """The one way to the views database. Threads share one; processes each open their own."""

    def __init__(self, where: Path | str) -> None:
        self.is_sqlite = not str(where).startswith(_POSTGRESQL)
        self._path = Path(where)
        self.engine = _sqlite_engine(self._path) if self.is_sqlite else _postgresql_engine(str(where))
        self._reading = self.engine if self.is_sqlite else _one_snapshot(self.engine)
        self._placeholder = "?" if self.is_sqlite else "%s"
        self.integer_key = "INTEGER" if self.is_sqlite else "BIGINT"
        self.differs = "IS NOT" if self.is_sqlite else "IS DISTINCT FROM"
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})"))
                connection.execute(text("CREATE SCHEMA IF NOT EXISTS views"))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look, that blocks no writer. Raises Busy."""
        with _busy_when_locked(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction that no other writer crosses: it holds the write lock from its beginning.
        Raises Busy."""
        connection: Any = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            with _busy_when_locked():
                if self.is_sqlite:
                    cursor.execute("BEGIN IMMEDIATE")
                else:
                    cursor.execute(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
            yield _Driver(cursor, self._placeholder)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.close()

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """A look in which each question sees what is committed by then."""
        connection: Any = self.engine.raw_connection()
        if not self.is_sqlite:
            connection.dbapi_connection.autocommit = True
        try:
            yield _Driver(connection.cursor(), self._placeholder)
        finally:
            if not self.is_sqlite:
                connection.dbapi_connection.autocommit = False
            connection.close()

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Only one rebuild at a time; the lock falls by itself when its holder is killed."""
        if self.is_sqlite:
            with open(f"{self._path}.rebuild", "a", opener=_for_the_owner) as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_lock({_REBUILD_LOCK})"))
            try:
                yield
            finally:
                connection.execute(text(f"SELECT pg_advisory_unlock({_REBUILD_LOCK})"))
                connection.execute(text(f"SET lock_timeout = '{BUSY_TIMEOUT_SECONDS}s'"))

    def bytes_of(self, tables: Sequence[str]) -> int:
        """How much `scrub` has to write anew."""
        with self.reading() as look:
            if self.is_sqlite:
                pages, size = (look.exec_driver_sql(f"PRAGMA {name}") for name in ("page_count", "page_size"))
                return int(pages.scalar_one()) * int(size.scalar_one())
            sizes = (
                look.execute(text("SELECT pg_total_relation_size(:name)"), {"name": f"views.{name}"})
                for name in tables
            )
            return sum(int(size.scalar_one()) for size in sizes)

    def scrub(self, tables: Sequence[str]) -> bool:
        """Makes what was deleted unreadable in the files too: the whole SQLite file, or these tables of
        PostgreSQL, are written anew. False when others kept it from that: to be tried again.

        Nobody can write meanwhile: half a minute for a gigabyte, on a slow disk.
        """
        with closing(self.engine.raw_connection()) as connection:
            driver: Any = connection
            try:
                return _write_anew(driver) if self.is_sqlite else _tables_anew(driver, tables)
            except Exception as error:
                if self.is_about_the_house(error):
                    return False
                raise

    def is_about_the_house(self, error: BaseException) -> bool:
        """Whether an error of the database is about its surroundings (locked, full, gone), not about a
        row."""
        if isinstance(error, sqlite3.Error):
            return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _SURROUNDINGS
        if self.is_sqlite:
            return False
        from psycopg import OperationalError as Gone

        return isinstance(error, Gone)

    def close(self) -> None:
        self.engine.dispose()


_SURROUNDINGS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}


def _postgresql_engine(address: str) -> Engine:
    return create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": f"-c search_path=views -c lock_timeout={BUSY_TIMEOUT_SECONDS}s"},
    )


def _one_snapshot(engine: Engine) -> Engine:
    """Readers see one moment. Writers must not: they look at the bookmarks after they have waited for the
    lock."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _sqlite_engine(path: Path) -> Engine:
    """An engine on a file that only its owner can read: names and phones lie in it in clear."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    write_ahead(path, BUSY_TIMEOUT_SECONDS)
    engine = create_engine(
        f"sqlite:///{path.absolute()}",
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "cached_statements": 512},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the store says how a transaction begins, not the driver
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA temp_store=MEMORY")
    # What is deleted in a page is zeroed where the page is written anyway; the rest is `scrub`'s.
    connection.execute("PRAGMA secure_delete=FAST")


def _write_anew(connection: Any) -> bool:
    """True when the log is emptied too: a reader of old rows keeps it."""
    cursor = connection.cursor()
    cursor.execute("VACUUM")
    return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def _tables_anew(connection: Any, tables: Sequence[str]) -> bool:
    connection.dbapi_connection.autocommit = True
    try:
        for table in tables:
            connection.cursor().execute(f"VACUUM (FULL, ANALYZE) {table}")
    finally:
        connection.dbapi_connection.autocommit = False
    return True


@contextmanager
def _busy_when_locked() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        cause = error.orig if isinstance(error, OperationalError) else error
        if _is_lock(cause):
            raise Busy("The views are busy.") from error
        raise


def _is_lock(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return is_lock(error)
    return getattr(error, "sqlstate", None) == "55P03"  # PostgreSQL: lock_not_available


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
