"""A history with one cooperative and one member, and views that follow it: in a file and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from imbuto.projections import Views
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.views import PROJECTIONS
from tests.history import History
from tests.postgresql import Database

Ask = Callable[[], Views]


def asking(
    where: str, history: History, projections: Sequence[type[ReadModel]] = PROJECTIONS
) -> Iterator[Ask]:
    """These views, kept there and caught up with whatever the history holds by now; closed at the end."""
    views = Views(where, history, projections)

    def caught_up() -> Views:
        views.catch_up()
        assert [one.reason for one in views.status() if one.state != "live"] == []
        return views

    yield caught_up
    views.close()


@pytest.fixture
def history() -> History:
    history = History()
    history.found()
    history.member()
    return history


@pytest.fixture(scope="session")
def postgresql_address(postgresql_database: Database) -> str:
    return postgresql_database("views")


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
    yield from asking(where, history)
