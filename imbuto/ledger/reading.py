"""The reading side for auditors: the facts of a store, or of a copy of one, in order, and no way to write.

An SQLite file is opened read-only; a copy without a log beside it as immutable too, so that not even a lock
is left. PostgreSQL is read in one read-only transaction. Without keys every person shows as erased.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import quote
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from imbuto.aggregates import Fact
from imbuto.errors import BadValue, Unknown
from imbuto.ledger.personal import Keyring, NoKeys
from imbuto.ledger.transcoding import FactMapper

_COLUMNS = "originator_id, originator_version, topic, state"


class Rows(Protocol):
    """A store that answers questions: rows of (position, id, version, topic, state)."""

    def behind(self, after: int, limit: int) -> Sequence[tuple[Any, ...]]: ...
    def of(self, id: UUID) -> Sequence[tuple[Any, ...]]: ...
    def last(self) -> int: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class StoredFact:
    """One fact, and the text in which it is stored: JSON, with what is personal sealed."""

    position: int
    topic: str
    stored: str
    fact: Fact


class FactLog:
    """The facts with their positions. A context manager."""

    def __init__(self, rows: Rows, keyring: Keyring | None) -> None:
        self._rows = rows
        self._mapper = FactMapper(keyring or NoKeys())

    def facts(self, after: int, limit: int) -> list[tuple[int, Fact]]:
        """Up to `limit` facts behind the position `after`, in order."""
        return [self._fact(row) for row in self._rows.behind(after, limit)]

    def story(self, id: UUID) -> list[tuple[int, Fact]]:
        """All facts of one thing; empty when there is none."""
        return [self._fact(row) for row in self._rows.of(id)]

    def at(self, position: int) -> StoredFact:
        """The fact at a position, as it is stored too. Raises Unknown."""
        for row in self._rows.behind(position - 1, 1):
            found, _, _, topic, state = row
            if found == position:
                return StoredFact(position, topic, bytes(state).decode(), self._fact(row)[1])
        raise Unknown("event", position)

    def position(self) -> int:
        """The last position; 0 while the store is empty."""
        return self._rows.last()

    def close(self) -> None:
        self._rows.close()

    def __enter__(self) -> FactLog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fact(self, row: tuple[Any, ...]) -> tuple[int, Fact]:
        position, id, version, topic, state = row
        stored = StoredEvent(UUID(str(id)), version, topic, bytes(state))
        return position, cast(Fact, self._mapper.to_domain_event(stored))


def open_facts(where: Path | str, keyring: Keyring | None = None, *, is_copy: bool = True) -> FactLog:
    """The facts in a file, or at a postgresql:// address. `is_copy` False: other processes may be writing.

    Raises BadValue when there is no events store.
    """
    if str(where).startswith(("postgres://", "postgresql://")):
        return FactLog(_PostgresRows(str(where)), keyring)
    return FactLog(_SqliteRows(Path(where), is_copy=is_copy), keyring)


def connect_read_only(path: Path, *, is_copy: bool) -> sqlite3.Connection:
    """A connection that can only read. Raises BadValue when there is no such file, or it is no database."""
    if not path.is_file():
        raise BadValue("file", path, f"There is no file {path}.", "Give the path of a copy of the store.")
    has_log = path.with_name(path.name + "-wal").exists()
    unchanging = "&immutable=1" if is_copy and not has_log else ""
    address = f"file:{quote(str(path.absolute()))}?mode=ro{unchanging}"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only=ON")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raise BadValue(
            "file",
            path,
            f"{path} cannot be read ({error}).",
            "Copy it once more, with -wal and -shm beside it.",
        ) from error
    return connection


class _SqliteRows:
    def __init__(self, path: Path, *, is_copy: bool) -> None:
        self._connection = connect_read_only(path, is_copy=is_copy)
        try:
            # One look for the whole replay: what others write meanwhile is not in it.
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT max(position) FROM stored_events")
        except sqlite3.Error as error:
            self._connection.close()
            raise _no_events(path) from error

    def behind(self, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
        return self._all("WHERE position > ? ORDER BY position LIMIT ?", (after, limit))

    def of(self, id: UUID) -> Sequence[tuple[Any, ...]]:
        return self._all("WHERE originator_id = ? ORDER BY originator_version", (id.hex,))

    def last(self) -> int:
        (position,) = self._connection.execute("SELECT max(position) FROM stored_events").fetchone()
        return position or 0

    def close(self) -> None:
        self._connection.close()

    def _all(self, rest: str, values: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
        question = f"SELECT position, {_COLUMNS} FROM stored_events {rest}"  # noqa: S608 - no value in it
        return self._connection.execute(question, values).fetchall()


class _PostgresRows:
    def __init__(self, address: str) -> None:
        import psycopg

        try:
            self._connection = psycopg.connect(address)
            self._connection.read_only = True
            self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            self.last()
        except psycopg.Error as error:
            raise _no_events("that database") from error

    def behind(self, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
        return self._all("WHERE notification_id > %s ORDER BY notification_id LIMIT %s", (after, limit))

    def of(self, id: UUID) -> Sequence[tuple[Any, ...]]:
        return self._all("WHERE originator_id = %s ORDER BY originator_version", (id,))

    def last(self) -> int:
        found = self._connection.execute("SELECT max(notification_id) FROM events.stored_events").fetchone()
        return int(found[0] or 0) if found else 0

    def close(self) -> None:
        self._connection.close()

    def _all(self, rest: str, values: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
        question = f"SELECT notification_id, {_COLUMNS} FROM events.stored_events {rest}"  # noqa: S608
        return self._connection.execute(question, values).fetchall()


def _no_events(where: object) -> BadValue:
    return BadValue(
        "events", where, f"There are no facts in {where}.", "Give the events store, or a copy of it."
    )
