"""The SQLite event store: append-only by triggers, gap-free positions, every commit synced to the disk.

Beside the facts it keeps two small tables that belong to them: `claims` (what may exist only once, such as
a member's weighing in a shift, written in the same transaction as the fact) and `bookmarks` (how far the
reactions have come; never rewound).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteFactory,
)

from imbuto.ledger.backwards import BackwardQuestions
from imbuto.write_ahead import write_ahead

LOCK_TIMEOUT_SECONDS = 30
_TABLES = (
    """CREATE TABLE IF NOT EXISTS stored_events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        UNIQUE (originator_id, originator_version))""",
    "CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, originator_id TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS bookmarks (
        follower TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID""",
)
_SELECT = "SELECT position, originator_id, originator_version, topic, state FROM stored_events"
_APPEND_ONLY = """CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
# REPLACE deletes without firing a DELETE trigger, so a second row under a key is refused before that.
_NEVER_REPLACED = """CREATE TRIGGER IF NOT EXISTS {table}_no_REPLACE BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
_SAME_FACT = """position = NEW.position
    OR (originator_id = NEW.originator_id AND originator_version = NEW.originator_version)"""
_NEVER_BACK = """CREATE TRIGGER IF NOT EXISTS bookmarks_never_back BEFORE UPDATE ON bookmarks
    WHEN NEW.position < OLD.position BEGIN SELECT RAISE(ABORT, 'a bookmark is never rewound'); END"""
_TRIGGERS = (
    _APPEND_ONLY.format(table="stored_events", act="UPDATE"),
    _APPEND_ONLY.format(table="stored_events", act="DELETE"),
    _APPEND_ONLY.format(table="claims", act="UPDATE"),
    _APPEND_ONLY.format(table="claims", act="DELETE"),
    _APPEND_ONLY.format(table="bookmarks", act="DELETE"),
    _NEVER_BACK,
    _NEVER_REPLACED.format(table="stored_events", key=_SAME_FACT),
    _NEVER_REPLACED.format(table="claims", key="key = NEW.key"),
    _NEVER_REPLACED.format(table="bookmarks", key="follower = NEW.follower"),
)


class FactRecorder(BackwardQuestions, SQLiteApplicationRecorder):
    """Inserts facts with their claims in one transaction; reads them by position or by story."""

    TABLE, POSITION = "stored_events", "position"

    def __init__(self, datastore: Any, events_table_name: str = "stored_events") -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
        )
        self.select_max_notification_id_statement = "SELECT MAX(position) FROM stored_events"

    def construct_create_table_statements(self) -> list[str]:
        return [*_TABLES, *_TRIGGERS]

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        claims: Sequence[tuple[str, UUID]] = (),
        seen: Sequence[tuple[UUID, int]] = (),
        **kwargs: Any,
    ) -> Sequence[int] | None:
        if claims:
            rows = [(key, owner.hex) for key, owner in claims]
            c.executemany("INSERT INTO claims (key, originator_id) VALUES (?,?)", rows)
        facts = [
            (cast(UUID, stored.originator_id).hex, stored.originator_version, stored.topic, stored.state)
            for stored in stored_events
        ]
        # All in one call, which is half the work of one by one. The transaction holds the write lock, so that
        # the positions follow on one another.
        c.executemany(self.insert_events_statement, facts)
        c.execute("SELECT last_insert_rowid()")
        last = int(c.fetchone()[0])
        # Behind the first write, so that nobody else can write any more.
        _require_no_more(c, seen)
        return range(last - len(facts) + 1, last + 1)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Facts in order of position, from `start` on."""
        first = (start or 0) + (0 if inclusive_of_start else 1)
        named = f"AND topic IN ({_marks(topics)})" if topics else ""
        statement = f"{_SELECT} WHERE position >= ? AND position <= ? {named} ORDER BY position LIMIT ?"
        with self.datastore.transaction(commit=False) as c:
            c.execute(statement, (first, stop if stop is not None else 2**62, *topics, limit))
            return [Notification(UUID(row[1]), row[2], row[3], row[4], id=row[0]) for row in c.fetchall()]

    def position_of(self, originator_id: UUID, version: int) -> int:
        """Where in the ledger that fact stands."""
        rows = self._rows(
            "SELECT position FROM stored_events WHERE originator_id = ? AND originator_version = ?",
            (originator_id.hex, version),
        )
        return int(rows[0][0])

    def positions_of(self, originator_id: UUID) -> list[int]:
        """The positions of one story's facts, in order."""
        rows = self._rows(
            "SELECT position FROM stored_events WHERE originator_id = ? ORDER BY originator_version",
            (originator_id.hex,),
        )
        return [int(row[0]) for row in rows]

    def stories_of(self, ids: Sequence[UUID]) -> list[tuple[int, StoredEvent]]:
        """The facts of many stories with their positions, story by story in order."""
        statement = (
            f"{_SELECT} WHERE originator_id IN ({_marks(ids)}) ORDER BY originator_id, originator_version"
        )
        rows = self._rows(statement, [one.hex for one in ids])
        return [(row[0], StoredEvent(UUID(row[1]), row[2], row[3], row[4])) for row in rows]

    def known_ids(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these stories exist."""
        statement = f"{_SELECT} WHERE originator_version = 1 AND originator_id IN ({_marks(ids)})"
        return {UUID(row[1]) for row in self._rows(statement, [one.hex for one in ids])}

    def claims_between(self, first: str, last: str) -> list[tuple[str, UUID]]:
        """The claims whose key lies between two keys."""
        rows = self._rows("SELECT key, originator_id FROM claims WHERE key >= ? AND key < ?", (first, last))
        return [(row[0], UUID(row[1])) for row in rows]

    def claimed(self, keys: Sequence[str]) -> set[str]:
        """Which of these keys are taken."""
        statement = f"SELECT key FROM claims WHERE key IN ({_marks(keys)})"  # noqa: S608 - only marks
        return {row[0] for row in self._rows(statement, keys)}

    def is_append_only(self) -> bool:
        """Whether each trigger that keeps the facts from change stands, word for word."""
        rows = self._rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'", ())
        standing = {" ".join(row[0].split()) for row in rows}
        meant = (trigger.replace("IF NOT EXISTS ", "") for trigger in _TRIGGERS)
        return all(" ".join(trigger.split()) in standing for trigger in meant)

    def bookmark(self, follower: str) -> int:
        rows = self._rows("SELECT position FROM bookmarks WHERE follower = ?", (follower,))
        return int(rows[0][0]) if rows else 0

    def advance_bookmark(self, follower: str, position: int) -> None:
        """Moves a follower's bookmark forward; going back is quietly nothing."""
        with self.datastore.transaction(commit=True) as c:
            c.execute(
                "INSERT INTO bookmarks SELECT ?, 0 "
                "WHERE NOT EXISTS (SELECT 1 FROM bookmarks WHERE follower = ?)",
                (follower, follower),
            )
            c.execute(
                "UPDATE bookmarks SET position = ? WHERE follower = ? AND position < ?",
                (position, follower, position),
            )

    def _key(self, id: UUID) -> str:
        return id.hex

    def _rows(self, statement: str, params: Sequence[Any]) -> list[Any]:
        with self.datastore.transaction(commit=False) as c:
            c.execute(statement, params)
            rows: list[Any] = c.fetchall()
            return rows


def _require_no_more(c: SQLiteCursor, seen: Sequence[tuple[UUID, int]]) -> None:
    """Raises IntegrityError when one of these stories has a fact behind the version that was seen."""
    for id, version in seen:
        c.execute(
            "SELECT 1 FROM stored_events WHERE originator_id = ? AND originator_version > ?",
            (id.hex, version),
        )
        if c.fetchone() is not None:
            raise IntegrityError("what was looked at has changed")


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


class _SyncedPool(SQLiteConnectionPool):
    """Connections that wait for the disk at each commit, whatever the build's default is."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute("PRAGMA synchronous=FULL")
        return connection


class Factory(SQLiteFactory):
    """Found by the library through PERSISTENCE_MODULE."""

    application_recorder_class = FactRecorder

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.datastore.pool.close()
        self.datastore.pool = _SyncedPool(
            db_name=self.datastore.pool.db_name, lock_timeout=LOCK_TIMEOUT_SECONDS, pool_timeout=30.0
        )


def environment(path: Path) -> dict[str, str]:
    """What the library needs to keep the facts in the file at `path`, made private to this user."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    write_ahead(path, LOCK_TIMEOUT_SECONDS)
    return {"PERSISTENCE_MODULE": "imbuto.ledger.sqlite:Factory", "SQLITE_DBNAME": str(path)}
