"""The store of facts: append-only for everybody, positions for ever, each commit waits for the disk."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from imbuto.aggregates import AGGREGATES
from imbuto.errors import Unknown
from imbuto.ledger import Ledger, postgres
from tests.ledger.examples import CLERK, JOB, approve_run, farmer, found_dairy, opened, record

FORBIDDEN = (
    "UPDATE {events} SET state = state",
    "UPDATE {events} SET topic = 'payout.paid' WHERE originator_version = 1",
    "DELETE FROM {events}",
    "UPDATE {claims} SET originator_id = originator_id",
    "DELETE FROM {claims}",
    "DELETE FROM {bookmarks}",
    "UPDATE {bookmarks} SET position = position - 1",
)
REPLACEMENTS = (
    "INSERT OR REPLACE INTO stored_events SELECT * FROM stored_events LIMIT 1",
    "REPLACE INTO stored_events SELECT NULL, originator_id, 1, topic, state FROM stored_events LIMIT 1",
    "REPLACE INTO claims SELECT * FROM claims LIMIT 1",
    "REPLACE INTO bookmarks SELECT follower, 0 FROM bookmarks",
)

Raw = Callable[[str], list[Any]]


@contextmanager
def raw(either: dict[str, str]) -> Iterator[Raw]:
    """A connection beside the ledger, as somebody with the file or the password would open it."""
    if "SQLITE_DBNAME" in either:
        with closing(sqlite3.connect(either["SQLITE_DBNAME"], isolation_level=None)) as file:
            yield lambda sql: file.execute(sql.format(**_TABLES["sqlite"])).fetchall()
        return
    where = {name: either[f"POSTGRES_{name.upper()}"] for name in ("host", "port", "user", "password")}
    with psycopg.connect(dbname=either["POSTGRES_DBNAME"], autocommit=True, **where) as server:  # type: ignore[arg-type]

        def run(sql: str) -> list[Any]:
            cursor = server.execute(sql.format(**_TABLES["postgresql"]))  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

        yield run


_TABLES = {
    "sqlite": {"events": "stored_events", "claims": "claims", "bookmarks": "bookmarks"},
    "postgresql": {
        "events": "events.stored_events",
        "claims": "events.claims",
        "bookmarks": "events.bookmarks",
    },
}


@pytest.fixture
def filled(either_dairy: Ledger) -> Ledger:
    record(either_dairy)
    either_dairy.advance_bookmark("reactions", 5)
    return either_dairy


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_row_is_changed_or_removed(forbidden: str, filled: Ledger, either: dict[str, str]) -> None:
    with raw(either) as run:
        before = [run(f"SELECT * FROM {{{table}}}") for table in ("events", "claims", "bookmarks")]
        assert all(before)
        with pytest.raises(
            (sqlite3.IntegrityError, psycopg.errors.RaiseException), match=r"append-only|never rewound"
        ):
            run(forbidden)
        assert [run(f"SELECT * FROM {{{table}}}") for table in ("events", "claims", "bookmarks")] == before


@pytest.mark.parametrize("table", ["events", "claims", "bookmarks"])
def test_no_table_is_emptied(table: str, postgresql_schema: str, tmp_path: Path) -> None:
    where = postgres.environment(postgresql_schema)
    with opened(tmp_path, where) as ledger:
        found_dairy(ledger)
        with raw(where) as run, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            run(f"TRUNCATE {{{table}}}")
        assert ledger.cooperative().name == "Kiambaa Dairy"


@pytest.mark.parametrize("sql", REPLACEMENTS)
def test_no_row_is_replaced(sql: str, dairy: Ledger, tmp_path: Path) -> None:
    """SQLite's REPLACE deletes without asking the triggers of DELETE."""
    record(dairy)
    dairy.advance_bookmark("reactions", 5)
    with raw({"SQLITE_DBNAME": str(tmp_path / "events.sqlite")}) as run:
        before = [run(f"SELECT * FROM {table}") for table in ("stored_events", "claims", "bookmarks")]
        with pytest.raises(sqlite3.IntegrityError):
            run(sql)
        assert [run(f"SELECT * FROM {t}") for t in ("stored_events", "claims", "bookmarks")] == before


def test_a_bookmark_moves_forward_and_never_back(either_dairy: Ledger) -> None:
    steps = [either_dairy.bookmark("reactions")]
    for position in (7, 3, 9, 9):
        either_dairy.advance_bookmark("reactions", position)
        steps.append(either_dairy.bookmark("reactions"))
    assert steps == [0, 7, 7, 9, 9]
    assert either_dairy.bookmark("another") == 0


def test_a_position_is_never_used_again(dairy: Ledger, tmp_path: Path) -> None:
    """Even where somebody takes the triggers away and cuts the end off."""
    last = dairy.position()
    with raw({"SQLITE_DBNAME": str(tmp_path / "events.sqlite")}) as run:
        run("DROP TRIGGER stored_events_no_DELETE")
        run(f"DELETE FROM stored_events WHERE position >= {last - 1}")
    saved = dairy.open_centre("LIM", "Limuru", CLERK)
    assert saved.position == last + 1


def test_every_connection_of_the_pool_writes_ahead_and_waits_for_the_disk(dairy: Ledger) -> None:
    pool = dairy.facts_recorder.datastore.pool
    taken = [pool.get_connection() for _ in range(6)]
    found = set()
    for connection in taken:
        cursor = connection.cursor()
        answers = []
        for name in ("journal_mode", "synchronous"):
            cursor.execute(f"PRAGMA {name}")
            answers.append(cursor.fetchone()[0])
        found.add(tuple(answers))
        pool.put_connection(connection)
    assert found == {("wal", 2)}


def test_the_file_is_private(dairy: Ledger, tmp_path: Path) -> None:
    for file in tmp_path.glob("events.sqlite*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_an_answer_that_may_work_once_answers_one_delivery(either_dairy: Ledger) -> None:
    first, second = record(either_dairy), record(either_dairy, shift="PM")
    assert either_dairy.confirm_delivery(first, farmer(), once="sms:1").new
    before = either_dairy.position()
    assert not either_dairy.confirm_delivery(second, farmer(), once="sms:1").new
    assert not either_dairy.dispute_delivery(second, "other", None, None, farmer(), once="sms:1").new
    assert either_dairy.position() == before
    assert either_dairy.confirm_delivery(second, farmer(), once="sms:2").new


# ------------------------------------------------------------------- reading


def test_facts_come_in_order_in_pages_and_by_story(either_dairy: Ledger) -> None:
    id = record(either_dairy)
    either_dairy.confirm_delivery(id, farmer())
    whole = either_dairy.facts(0, 1000)
    assert [position for position, _ in whole] == sorted(position for position, _ in whole)
    assert whole[-1][0] == either_dairy.position()
    paged: list[Any] = []
    while page := either_dairy.facts(paged[-1][0] if paged else 0, 4):
        assert len(page) <= 4
        paged += page
    assert paged == whole
    assert either_dairy.story(id) == [(p, fact) for p, fact in whole if fact.originator_id == id]
    assert either_dairy.facts(either_dairy.position(), 10) == []


def test_an_id_of_one_kind_is_unknown_as_another(either_dairy: Ledger) -> None:
    id = record(either_dairy)
    assert either_dairy.story(id)
    for question in (
        either_dairy.payout,
        either_dairy.settlement,
        either_dairy.message,
        either_dairy.statement,
    ):
        with pytest.raises(Unknown):
            question(id)


def test_replay_from_the_first_position_makes_the_same_things(either_dairy: Ledger) -> None:
    for shift in ("AM", "PM"):
        id = record(either_dairy, shift=shift)
        either_dairy.dispute_delivery(id, "quantity", Decimal(6), None, farmer())
    run = approve_run(either_dairy)
    either_dairy.settle_statements(run, _nets(either_dairy), JOB)
    kinds = {kind.KIND: kind for kind in AGGREGATES}
    replayed: dict[Any, Any] = {}
    for _, fact in either_dairy.facts(0, 1000):
        kind = kinds[fact.TOPIC.partition(".")[0]]
        fact.mutate(replayed.setdefault(fact.originator_id, kind(fact.originator_id)))
    assert {thing.KIND for thing in replayed.values()} >= {"cooperative", "member", "payout", "statement"}
    for thing in replayed.values():
        assert vars(thing) == vars(either_dairy._find(type(thing), thing.id))


def _nets(ledger: Ledger) -> list[tuple[str, int]]:
    drawn = [fact for _, fact in ledger.facts(0, 1000) if fact.TOPIC == "statement.drawn"]
    return [(fact.member, fact.net_cents) for fact in drawn]
