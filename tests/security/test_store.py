from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from imbuto.errors import Busy
from imbuto.security import store
from imbuto.security.key_tables import METADATA, erased_keys, keys
from imbuto.security.store import PeopleStore, open_keys
from imbuto.values import NAIROBI

from .together import in_processes, in_threads


@pytest.fixture
def people(address: str) -> Iterator[PeopleStore]:
    """Either store is of the same make; this is the smaller one."""
    opened = open_keys(address)
    yield opened
    opened.close()


def open_and_count_tables(address: str) -> int:
    people = open_keys(address)
    with people.reading() as connection:
        found = [connection.execute(select(table).limit(1)).all() for table in METADATA.sorted_tables]
    people.close()
    return len(found)


def add_keys(address: str, rounds: int) -> int:
    people = open_keys(address)
    for number in range(rounds):
        add_key(people, f"{os.getpid()}-{number}")
    people.close()
    return rounds


def add_key(people: PeopleStore, subject: str, times: int = 1) -> None:
    with people.writing() as connection:
        connection.execute(select(keys)).all()
        for _ in range(times):
            connection.execute(keys.insert().values(subject=subject, key_id=subject, secret=b"very secret"))


def mark_erased(people: PeopleStore, when: datetime) -> None:
    with people.writing() as connection:
        connection.execute(erased_keys.insert().values(key_id="aa", erased_at=when))


def count_keys(people: PeopleStore) -> int:
    with people.reading() as connection:
        return len(connection.execute(select(keys)).all())


def test_four_processes_that_open_a_new_store_at_once_all_find_every_table(address: str) -> None:
    assert in_processes(4, open_and_count_tables, address) == [len(METADATA.sorted_tables)] * 4


def test_opening_again_keeps_what_is_there(people: PeopleStore, address: str) -> None:
    add_key(people, "aa")
    again = open_keys(address)
    assert count_keys(again) == 1
    again.close()


def test_processes_and_threads_that_read_and_write_at_once_lose_nothing(
    people: PeopleStore, address: str
) -> None:
    def add_five(number: int) -> None:
        for turn in range(5):
            add_key(people, f"{number}-{turn}")

    in_threads(8, add_five)
    in_processes(2, add_keys, address, 20)
    assert count_keys(people) == 8 * 5 + 2 * 20


def test_a_transaction_that_raises_leaves_nothing(people: PeopleStore) -> None:
    with pytest.raises(IntegrityError):
        add_key(people, "aa", times=2)
    assert count_keys(people) == 0


def test_a_child_process_works_on_connections_of_its_own(people: PeopleStore) -> None:
    add_key(people, "of the parent")
    parents = people.engine.pool
    child = os.fork()
    if child == 0:
        try:
            add_key(people, "of the child")
        finally:
            os._exit(people.engine.pool is parents)
    _, status = os.waitpid(child, 0)
    assert status == 0
    add_key(people, "of the parent again")
    assert people.engine.pool is parents
    assert count_keys(people) == 3


def test_an_error_never_tells_what_was_to_be_stored(people: PeopleStore) -> None:
    with pytest.raises(IntegrityError) as raised:
        add_key(people, "aa", times=2)
    assert "very secret" not in str(raised.value)


def test_an_instant_without_a_zone_is_refused_and_any_zone_comes_back_as_utc(people: PeopleStore) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        mark_erased(people, datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001 - the mistake in question
    mark_erased(people, datetime(2026, 11, 21, 9, 0, tzinfo=NAIROBI))
    with people.reading() as connection:
        stored = connection.scalar(select(erased_keys.c.erased_at))
    assert stored == datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    assert stored.tzinfo is UTC


def test_the_file_is_its_owners_alone_and_flushed_at_each_commit(tmp_path: Path) -> None:
    path = tmp_path / "new" / "people.sqlite"
    people = open_keys(path)
    add_key(people, "aa")
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with people.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
    people.close()


def test_a_lock_held_by_another_for_too_long_is_told_as_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people.sqlite"
    open_keys(path).close()
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="The people store is busy") as raised:
        open_keys(path)
    holder.close()
    assert raised.value.transient
