"""A history with one cooperative and one member, and views that follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

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


@pytest.fixture
def ask(tmp_path: Path, history: History) -> Iterator[Ask]:
    """The views, caught up with whatever the history holds by now."""
    views = Views(tmp_path / "views.sqlite", history)

    def caught_up() -> Views:
        views.catch_up()
        assert [s.reason for s in views.status() if s.state != "live"] == []
        return views

    yield caught_up
    views.close()
