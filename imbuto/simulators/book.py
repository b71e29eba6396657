"""One SQLite file per simulator, shared by its threads, so that a restart forgets nothing; or none at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Value = str | int | None

NOTES = "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"


class Book:
    """A connection behind one lock. Traffic is light, and one writer at a time keeps balances right."""

    def __init__(self, path: Path | None, schema: str) -> None:
        """A book in a file, or, without a path, in memory alone: quick, and gone with the process."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(NOTES + schema)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All the changes inside happen together or not at all. Not to be nested."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def run(self, sql: str, *values: Value) -> int:
        """Carry out one statement; the number of rows it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def empty(self, table: str) -> None:
        """Remove every row of a table, whose name is our own."""
        self.run(f"DELETE FROM {table}")  # noqa: S608 - never a name from outside

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        with self._lock:
            found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return found

    def count(self, sql: str, *values: Value) -> int:
        """The single number that a question asks for; nothing counts as zero."""
        found = self.row(sql, *values)
        return int(found[0] or 0) if found else 0

    def noted(self, name: str, otherwise: str = "") -> str:
        found = self.row("SELECT value FROM notes WHERE name = ?", name)
        return str(found["value"]) if found else otherwise

    def note(self, name: str, value: str) -> None:
        self.run("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", name, value)

    def close(self) -> None:
        with self._lock:
            self._db.close()
