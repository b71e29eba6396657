"""The demo, seeded once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from imbuto.bootstrap import Parts, build
from imbuto.demo import seed
from imbuto.settings import Settings

TODAY = date(2026, 11, 21)
"""The three closed periods are then 1 October to 15 November, and the current one has five days."""


@contextmanager
def empty_house(folder: Path) -> Iterator[Parts]:
    """A built Imbuto in which nothing is recorded yet."""
    given = {"IMBUTO_MODE": "demo", "IMBUTO_SECRET": "s" * 32}
    parts = build(Settings.from_values(folder, given))
    try:
        yield parts
    finally:
        parts.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    with empty_house(tmp_path_factory.mktemp("demo")) as parts:
        seed(parts, TODAY)
        yield parts
