"""The reading side: it reads what the ledger wrote, and cannot write, whatever is tried."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from imbuto.audit import told
from imbuto.bootstrap import Parts, build
from imbuto.errors import BadValue, Unknown
from imbuto.ledger.personal import NoKeys
from imbuto.ledger.reading import connect_read_only, open_facts
from imbuto.security.copies import keys_on
from imbuto.security.keys import Keyring
from imbuto.stores import own_facts, read_only
from imbuto.values import By, utc_now
from tests.postgresql import Database


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_it_reads_the_same_facts_at_the_same_positions(dairy: Parts, copy: Path) -> None:
    with read_only(copy / "events.sqlite", copy / "keys.sqlite") as log:
        assert log.position() == dairy.ledger.position()
        assert log.facts(0, 1000) == dairy.ledger.facts(0, 1000)
        assert log.facts(5, 3) == dairy.ledger.facts(5, 3)
        id = dairy.ledger.cooperative().id
        assert log.story(id) == dairy.ledger.story(id)
        assert log.facts(log.position(), 10) == []


def test_the_fact_at_each_position_is_found_with_its_stored_text(dairy: Parts, copy: Path) -> None:
    with read_only(copy / "events.sqlite", copy / "keys.sqlite") as log:
        for position, fact in log.facts(0, 1000):
            found = log.at(position)
            assert (found.position, found.topic, found.fact) == (position, fact.TOPIC, fact)
            assert json.loads(found.stored)["who"] == fact.who
            assert next(iter(told(found))).split() == ["event", str(position)]
        for nothing in (0, -1, log.position() + 1, 2**62):
            with pytest.raises(Unknown):
                log.at(nothing)


def test_reading_leaves_no_trace_in_a_read_only_folder(copy: Path) -> None:
    before = contents(copy)
    copy.chmod(0o500)
    try:
        with read_only(copy / "events.sqlite", copy / "keys.sqlite") as log:
            log.facts(0, 1000)
            assert contents(copy) == before
    finally:
        copy.chmod(0o700)
    assert contents(copy) == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO stored_events VALUES (999, 'a', 1, 't', 's')",
        "DELETE FROM stored_events",
        "CREATE TABLE more (a)",
        "DROP TRIGGER stored_events_no_DELETE",
        "PRAGMA user_version = 7",
    ],
)
@pytest.mark.parametrize("is_copy", [True, False])
def test_the_connection_cannot_write(copy: Path, statement: str, is_copy: bool) -> None:
    (copy / "events.sqlite").chmod(0o600)
    connection = connect_read_only(copy / "events.sqlite", is_copy=is_copy)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute(statement)
    connection.close()


def test_the_keys_cannot_be_written_either(copy: Path) -> None:
    (copy / "keys.sqlite").chmod(0o600)
    connection = connect_read_only(copy / "keys.sqlite", is_copy=True)
    people = keys_on(lambda: connection)
    with pytest.raises(DBAPIError):
        Keyring(people).seal("nobody-yet", "text", b"context")
    with pytest.raises(DBAPIError):
        Keyring(people).prepare(["nobody-yet"])
    people.close()


def test_a_log_without_keys_seals_nothing() -> None:
    with pytest.raises(PermissionError):
        NoKeys().seal("a", "b", b"c")


def test_a_copy_with_its_log_beside_it_is_read_to_the_end(dairy: Parts, tmp_path: Path) -> None:
    for suffix in ("", "-wal"):
        shutil.copy(dairy.settings.data / f"events.sqlite{suffix}", tmp_path / f"events.sqlite{suffix}")
    main = (tmp_path / "events.sqlite").read_bytes()
    with open_facts(tmp_path / "events.sqlite") as log:
        assert log.position() == dairy.ledger.position()
    assert (tmp_path / "events.sqlite").read_bytes() == main


def test_the_installation_s_own_facts_are_read_while_others_write(dairy: Parts, tmp_path: Path) -> None:
    with closing(build(replace(dairy.settings, data=tmp_path))) as parts:
        parts.ledger.found_cooperative("Busy Dairy", By("operator:o", "cli", "t", utc_now()))
        with own_facts(parts.settings) as log:
            assert log.position() == 1
            parts.ledger.open_centre("KB", "Kibet", By("operator:o", "cli", "t", utc_now()))
            assert log.position() == 1, "one look for the whole replay"
        with own_facts(parts.settings) as log:
            assert [fact.TOPIC for _, fact in log.facts(1, 9)] == ["cooperative.centre_opened"]


@pytest.mark.parametrize("content", [None, b"", b"no database " * 200])
def test_what_is_no_store_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "events.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadValue):
        open_facts(path)


def test_postgresql_is_read_in_transactions_that_cannot_write(
    dairy: Parts, tmp_path: Path, postgresql_database: Database
) -> None:
    settings = replace(dairy.settings, data=tmp_path, database_url=postgresql_database("audit"))
    with closing(build(settings)) as parts:
        by = By("operator:o", "cli", "t", utc_now())
        parts.ledger.found_cooperative("Pg Dairy", by)
        parts.ledger.join_staff("S001", "A Clerk", ["clerk"], by)
        with own_facts(settings) as log:
            assert log.facts(0, 10) == parts.ledger.facts(0, 10)
            last, fact = log.facts(0, 10)[-1]
            assert (log.at(last).fact, log.at(last).topic) == (fact, "staff.joined")
            with pytest.raises(Unknown):
                log.at(last + 1)
            assert log.story(parts.ledger.staff("S001").id) == parts.ledger.story(
                parts.ledger.staff("S001").id
            )
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                log._rows._connection.execute("CREATE TABLE events.more (a int)")  # type: ignore[attr-defined]
