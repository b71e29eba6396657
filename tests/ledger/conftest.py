"""A ledger of each test: in a file, or (for the core of the promises) in a real PostgreSQL as well."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from imbuto.ledger import Ledger, postgres, sqlite
from tests.ledger.examples import found_dairy, opened
from tests.postgresql import Database


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with opened(tmp_path) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a founded dairy, to be copied and not to be written to."""
    folder = tmp_path_factory.mktemp("founded")
    with opened(folder) as ledger:
        found_dairy(ledger)
    return folder


@pytest.fixture
def dairy(founded: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def postgresql_address(postgresql_database: Database) -> str:
    return postgresql_database("facts")


@pytest.fixture
def postgresql_schema(postgresql_address: str) -> Iterator[str]:
    """The address of a database in which no fact is yet recorded."""
    yield postgresql_address
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS events CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Where the facts are kept, in the library's words: once a file, once PostgreSQL."""
    if request.param == "sqlite":
        return sqlite.environment(tmp_path / "events.sqlite")
    return postgres.environment(request.getfixturevalue("postgresql_schema"))


@pytest.fixture
def either_dairy(either: dict[str, str], tmp_path: Path) -> Iterator[Ledger]:
    with opened(tmp_path, either) as ledger:
        yield found_dairy(ledger)
