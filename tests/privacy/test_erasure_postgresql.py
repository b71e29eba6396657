"""The same in PostgreSQL: not even the dead rows in its files know who was erased."""

from __future__ import annotations

from pathlib import Path

import psycopg

from .life import FREE_AT, NUMBER, START, erase, live, opened
from .test_erasure import as_bytes, found_in, key_of


def files_of(database: str) -> Path:
    """Where the tables of the database lie, all of them written."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return Path(row[0]) / "base" / str(row[1])


def test_the_tables_files_know_her_before_and_not_after(tmp_path: Path, database: str) -> None:
    parts = opened(tmp_path, START, database)
    live(parts)
    words = {**as_bytes(), "her key": key_of(parts)}
    assert {"name", "phone", "words of an SMS", "her key"} <= set(found_in(files_of(database), words))
    parts.clock.now = FREE_AT  # type: ignore[attr-defined]
    erase(parts)
    assert parts.privacy.scrub()
    assert found_in(files_of(database), words) == {}
    assert found_in(tmp_path, words) == {}
    assert {one.name: one.differing for one in parts.views.rebuild() if one.differing} == {}
    parts.close()
    again = opened(tmp_path, FREE_AT, database)
    assert key_of(again) == b""
    assert again.views.members.get(NUMBER).name is None
    again.close()
