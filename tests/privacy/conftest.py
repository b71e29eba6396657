"""The dairy of `life`, lived once; each test has a copy of its folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbuto.bootstrap import Parts
from tests.postgresql import Database

from .life import FREE_AT, START, live, opened


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after the life, with everything closed."""
    folder = tmp_path_factory.mktemp("lived")
    parts = opened(folder, START)
    live(parts)
    parts.close()
    return folder


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(lived, tmp_path / "data"))


@pytest.fixture
def dairy(folder: Path) -> Iterator[Parts]:
    """Seven years after she left."""
    parts = opened(folder, FREE_AT)
    yield parts
    parts.close()


@pytest.fixture(scope="session")
def database(postgresql_database: Database) -> str:
    return postgresql_database("privacy")
