"""The PostgreSQL event store: the same facts, claims, bookmarks and refusals as SQLite's, in schema `events`.

The library locks the table for writers, so that positions are in the order of commits. A position may be
skipped where a write was refused; none is ever used twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresFactory
from psycopg.sql import SQL

from imbuto.ledger.backwards import BackwardQuestions

SCHEMA = "events"
LOCK_TIMEOUT_SECONDS = 5
"""How long one try waits for other writers; the library tries ten times before the store counts as busy."""
_SETUP = (
    """CREATE TABLE IF NOT EXISTS events.claims
    (key text COLLATE "C" PRIMARY KEY, originator_id uuid NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS events.bookmarks (follower text PRIMARY KEY, position bigint NOT NULL)",
    """CREATE OR REPLACE FUNCTION events.append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
    """CREATE OR REPLACE FUNCTION events.never_back() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.position < OLD.position THEN RAISE EXCEPTION 'a bookmark is never rewound'; END IF;
    RETURN NEW; END $$""",
    """CREATE OR REPLACE TRIGGER stored_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON events.stored_events FOR EACH STATEMENT EXECUTE FUNCTION events.append_only()""",
    """CREATE OR REPLACE TRIGGER claims_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON events.claims FOR EACH STATEMENT EXECUTE FUNCTION events.append_only()""",
    """CREATE OR REPLACE TRIGGER bookmarks_never_back BEFORE UPDATE
    ON events.bookmarks FOR EACH ROW EXECUTE FUNCTION events.never_back()""",
    """CREATE OR REPLACE TRIGGER bookmarks_never_lost BEFORE DELETE OR TRUNCATE
    ON events.bookmarks FOR EACH STATEMENT EXECUTE FUNCTION events.append_only()""",
)

_TRIGGERS = {
    "stored_events_append_only",
    "claims_append_only",
    "bookmarks_never_back",
    "bookmarks_never_lost",
}


class FactRecorder(BackwardQuestions, PostgresApplicationRecorder):
    """The counterpart of sqlite.FactRecorder: claims enter with their facts, questions are the same."""

    TABLE, POSITION, MARK = "events.stored_events", "notification_id", "%s"
    HOLDS = "position(?::bytea in state) > 0"

    def __init__(self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events") -> None:
        # The library would name the table after the application; both stores use one name.
        del events_table_name
        super().__init__(datastore, events_table_name="stored_events")
        self.sql_create_statements.extend(SQL(statement).format() for statement in _SETUP)

    def create_table(self) -> None:
        """Makes schema, tables and triggers, one process at a time."""
        with self.datastore.get_connection() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('imbuto.events'))")
            cursor.execute("CREATE SCHEMA IF NOT EXISTS events")
            try:
                super().create_table()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('imbuto.events'))")

    def _insert_events(
        self,
        curs: Any,
        stored_events: Sequence[StoredEvent],
        claims: Sequence[tuple[str, UUID]] = (),
        seen: Sequence[tuple[UUID, int]] = (),
        **_: Any,
    ) -> None:
        # After a refused claim the rest of the pipeline is skipped, and with it what psycopg prepares there:
        # it would take that for prepared ever after.
        curs.connection.prepare_threshold = None
        if not claims and not seen:
            return
        # The end of this inner pipeline waits for the answers, so that a taken claim is refused here and
        # rolls the transaction back; met later, it may come out as a broken pipeline instead.
        with curs.connection.pipeline():
            # The lock comes first: two batches with the same claims in another order would wait for each
            # other.
            self._lock_table(curs)
            for key, owner in claims:
                curs.execute("INSERT INTO events.claims (key, originator_id) VALUES (%s, %s)", (key, owner))
        self._require_no_more(curs, seen)

    @staticmethod
    def _require_no_more(curs: Any, seen: Sequence[tuple[UUID, int]]) -> None:
        """Raises IntegrityError when one of these stories has a fact behind the version that was seen. The
        table is locked: each statement sees all that was committed before, and nothing comes after."""
        for id, version in seen:
            curs.execute(
                "SELECT 1 FROM events.stored_events WHERE originator_id = %s AND originator_version > %s",
                (id, version),
            )
            if curs.fetchone() is not None:
                raise IntegrityError("what was looked at has changed")

    def position_of(self, originator_id: UUID, version: int) -> int:
        """Where in the ledger that fact stands."""
        rows = self._rows(
            "SELECT notification_id FROM events.stored_events "
            "WHERE originator_id = %s AND originator_version = %s",
            (originator_id, version),
        )
        return int(rows[0][0])

    def positions_of(self, originator_id: UUID) -> list[int]:
        """The positions of one story's facts, in order."""
        rows = self._rows(
            "SELECT notification_id FROM events.stored_events "
            "WHERE originator_id = %s ORDER BY originator_version",
            (originator_id,),
        )
        return [int(row[0]) for row in rows]

    def stories_of(self, ids: Sequence[UUID]) -> list[tuple[int, StoredEvent]]:
        """The facts of many stories with their positions, story by story in order."""
        rows = self._rows(
            "SELECT notification_id, originator_id, originator_version, topic, state "
            "FROM events.stored_events WHERE originator_id = ANY(%s) "
            "ORDER BY originator_id, originator_version",
            (list(ids),),
        )
        return [(row[0], StoredEvent(row[1], row[2], row[3], bytes(row[4]))) for row in rows]

    def known_ids(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these stories exist."""
        rows = self._rows(
            "SELECT originator_id FROM events.stored_events "
            "WHERE originator_version = 1 AND originator_id = ANY(%s)",
            (list(ids),),
        )
        return {row[0] for row in rows}

    def claims_between(self, first: str, last: str) -> list[tuple[str, UUID]]:
        """The claims whose key lies between two keys."""
        rows = self._rows(
            "SELECT key, originator_id FROM events.claims WHERE key >= %s AND key < %s",
            (first, last),
        )
        return [(row[0], row[1]) for row in rows]

    def claimed(self, keys: Sequence[str]) -> set[str]:
        """Which of these keys are taken."""
        rows = self._rows("SELECT key FROM events.claims WHERE key = ANY(%s)", (list(keys),))
        return {row[0] for row in rows}

    def is_append_only(self) -> bool:
        """Whether each trigger that keeps the facts from change stands and is switched on."""
        rows = self._rows(
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgenabled <> 'D' AND relnamespace = 'events'::regnamespace",
            (),
        )
        return {row[0] for row in rows} >= _TRIGGERS

    def bookmark(self, follower: str) -> int:
        rows = self._rows("SELECT position FROM events.bookmarks WHERE follower = %s", (follower,))
        return int(rows[0][0]) if rows else 0

    def advance_bookmark(self, follower: str, position: int) -> None:
        """Moves a follower's bookmark forward; going back is quietly nothing."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(
                "INSERT INTO events.bookmarks VALUES (%s, %s) ON CONFLICT (follower) DO UPDATE "
                "SET position = excluded.position WHERE excluded.position > bookmarks.position",
                (follower, position),
            )

    def _rows(self, statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.datastore.get_connection() as connection, connection.cursor() as cursor:
            cursor.execute(statement, params, prepare=True)
            return [tuple(row.values()) for row in cursor.fetchall()]


class Factory(PostgresFactory):
    """Found by the library through PERSISTENCE_MODULE."""

    application_recorder_class = FactRecorder


def environment(url: str) -> dict[str, str]:
    """What the library needs to keep the facts in the database at a postgresql:// address."""
    parts = urlsplit(url)
    return {
        "PERSISTENCE_MODULE": "imbuto.ledger.postgres:Factory",
        "POSTGRES_DBNAME": parts.path.lstrip("/") or "postgres",
        "POSTGRES_HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": unquote(parts.username or ""),
        "POSTGRES_PASSWORD": unquote(parts.password or ""),
        "POSTGRES_SCHEMA": SCHEMA,
        "POSTGRES_LOCK_TIMEOUT": str(LOCK_TIMEOUT_SECONDS),
    }
