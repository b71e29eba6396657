"""The secrets of letters: kept until they are sent or too late, and unreadable to who has only the file."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from imbuto.security.letters import Letters
from imbuto.security.store import PeopleStore
from imbuto.security.tables import letters as table
from tests.security.conftest import NOW, SECRET

VALID = timedelta(seconds=180)


@pytest.fixture
def letters(people: PeopleStore) -> Letters:
    return Letters(people, SECRET)


@pytest.mark.parametrize(("seconds", "holds"), [(0, True), (179, True), (180, False), (181, False)])
def test_a_secret_holds_while_now_is_before_its_expiry(letters: Letters, seconds: int, holds: bool) -> None:
    message = uuid4()
    letters.keep(message, "s3cret", NOW + VALID)
    found = letters.read(message, NOW + timedelta(seconds=seconds))
    assert found == ("s3cret" if holds else None)


def test_a_secret_is_read_again_until_it_is_forgotten(letters: Letters) -> None:
    message = uuid4()
    letters.keep(message, "s3cret", NOW + VALID)
    assert [letters.read(message, NOW) for _ in range(2)] == ["s3cret"] * 2
    letters.forget(message)
    letters.forget(message)
    assert letters.read(message, NOW) is None


def test_what_is_too_late_is_thrown_away_and_nothing_else(letters: Letters, people: PeopleStore) -> None:
    old, new = uuid4(), uuid4()
    letters.keep(old, "old", NOW)
    letters.keep(new, "new", NOW + VALID)
    letters.purge(NOW)
    with people.reading() as connection:
        assert connection.scalars(select(table.c.message)).all() == [new.hex]


def test_a_secret_is_sealed_to_its_message_and_installation(letters: Letters, people: PeopleStore) -> None:
    message, other = uuid4(), uuid4()
    letters.keep(message, "s3cret", NOW + VALID)
    with people.writing() as connection:
        sealed = connection.scalar(select(table.c.sealed))
        assert b"s3cret" not in sealed
        people.put(connection, table, {"message": other.hex, "sealed": sealed, "expires_at": NOW + VALID})
    assert letters.read(other, NOW) is None
    assert Letters(people, "another " + SECRET).read(message, NOW) is None
