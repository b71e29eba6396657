"""The people store of each test, once in a file and once in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from imbuto.security import passwords
from imbuto.security.accounts import Accounts
from imbuto.security.store import PeopleStore, open_keys, open_people
from tests.postgresql import Database

SECRET = "the-installation-secret-of-the-tests-0123456789"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql_address(postgresql_database: Database) -> str:
    return postgresql_database("people")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a people store of its own may be opened."""
    if request.param == "sqlite":
        yield str(tmp_path / "data" / "people.sqlite")
        return
    address: str = request.getfixturevalue("postgresql_address")
    yield address
    people = open_people(address)
    with people.writing() as connection:
        connection.execute(text("DROP SCHEMA people CASCADE"))
        connection.execute(text("DROP SCHEMA IF EXISTS keys CASCADE"))
    people.close()


@pytest.fixture
def people(address: str) -> Iterator[PeopleStore]:
    store = open_people(address)
    yield store
    store.close()


@pytest.fixture
def key_store(address: str) -> Iterator[PeopleStore]:
    """The keys, in a file or schema of their own."""
    is_file = "://" not in address
    store = open_keys(Path(address).with_name("keys.sqlite") if is_file else address)
    yield store
    store.close()


@pytest.fixture
def accounts(people: PeopleStore) -> Accounts:
    return Accounts(people, SECRET)


DEAR = passwords._HASHER
"""What production hashes with; for nearly all tests a cheap one stands in for it."""


@pytest.fixture
def dear_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", DEAR)
