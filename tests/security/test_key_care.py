"""Keys of an older people store move into a store of their own, once, and leave nothing behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from imbuto.security import key_tables
from imbuto.security.key_care import (
    are_scrubbed,
    look_on_from,
    looked_until,
    move_keys,
    not_erased,
    unscrubbed,
)
from imbuto.security.key_tables import erased_keys, keys
from imbuto.security.keys import Keyring
from imbuto.security.store import PeopleStore, open_keys, open_people

from .conftest import NOW

SECRET_OF_AA = b"A" * 16 + b"a" * 16


@pytest.fixture
def older(people: PeopleStore) -> PeopleStore:
    return with_keys(people)


def with_keys(people: PeopleStore) -> PeopleStore:
    """The store as it was before: two people's keys in it, and one that was destroyed."""
    prefix, blob = ("", "BLOB") if people.is_sqlite else ("people.", "bytea")
    instant = "DATETIME" if people.is_sqlite else "timestamptz"
    with people.writing() as connection:
        keys_made = (
            f"{prefix}personal_keys (subject VARCHAR(64) PRIMARY KEY, key_id VARCHAR(32), secret {blob})"
        )
        erased_made = f"{prefix}erased_keys (key_id VARCHAR(32) PRIMARY KEY, erased_at {instant} NOT NULL)"
        connection.execute(text(f"CREATE TABLE {keys_made}"))
        connection.execute(text(f"CREATE TABLE {erased_made}"))
        connection.execute(text(f"INSERT INTO {prefix}erased_keys VALUES ('gone', '2026-11-01 06:00:00')"))
        insert = text(f"INSERT INTO {prefix}personal_keys VALUES (:subject, :key_id, :secret)")
        connection.execute(insert, {"subject": "aa", "key_id": "key-aa", "secret": SECRET_OF_AA})
        connection.execute(insert, {"subject": "bb", "key_id": "key-bb", "secret": b"b" * 32})
    return people


def subjects(store: PeopleStore) -> list[str]:
    with store.reading() as connection:
        return sorted(connection.scalars(select(keys.c.subject)))


def test_the_keys_move_once_and_open_what_they_sealed(older: PeopleStore, key_store: PeopleStore) -> None:
    assert move_keys(older, key_store) == 2
    assert move_keys(older, key_store) == 0
    assert subjects(key_store) == ["aa", "bb"]
    assert Keyring(key_store).seal("aa", "x", b"c")[0] == "key-aa"
    with key_store.reading() as connection:
        assert list(connection.scalars(select(erased_keys.c.key_id))) == ["gone"]


def test_a_new_people_store_has_no_keys_to_move(people: PeopleStore, key_store: PeopleStore) -> None:
    assert move_keys(people, key_store) == 0


def test_a_move_that_was_cut_short_is_ended_and_brings_no_erased_key_back(
    older: PeopleStore, key_store: PeopleStore
) -> None:
    """The keys were copied, the machine stopped, and somebody was erased before the second start."""
    with key_store.writing() as connection:
        row = {"subject": "aa", "key_id": "key-aa", "secret": SECRET_OF_AA}
        connection.execute(key_tables.keys.insert(), row)
    Keyring(key_store).erase("aa")
    move_keys(older, key_store)
    assert subjects(key_store) == ["bb"]


def test_no_key_is_left_in_the_people_s_files(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    with closing(with_keys(open_people(path))) as people, closing(open_keys(tmp_path / "k.sqlite")) as store:
        files = list(tmp_path.glob("people*"))
        assert any(SECRET_OF_AA in file.read_bytes() for file in files)
        move_keys(people, store)
        assert not any(SECRET_OF_AA in file.read_bytes() for file in files)
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "personal_keys" not in tables


def test_each_store_remembers_how_far_the_erasures_were_carried_out_on_it(
    people: PeopleStore, key_store: PeopleStore
) -> None:
    assert (looked_until(people), looked_until(key_store)) == (0, 0)
    look_on_from(people, 7)
    look_on_from(people, 5)
    look_on_from(key_store, 3)
    assert (looked_until(people), looked_until(key_store)) == (5, 3)


def test_who_has_a_key_or_never_lost_one_is_not_erased(key_store: PeopleStore) -> None:
    ring = Keyring(key_store)
    ring.prepare(["aa", "bb"])
    ring.erase("aa")
    assert not_erased(key_store, ["aa", "bb", "cc"]) == ["bb", "cc"]


def test_who_was_erased_is_to_be_scrubbed_once(key_store: PeopleStore) -> None:
    Keyring(key_store).erase("aa")
    assert unscrubbed(key_store) == ["aa"]
    are_scrubbed(key_store, ["aa"], NOW)
    Keyring(key_store).erase("aa")
    assert unscrubbed(key_store) == []
