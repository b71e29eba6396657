"""A running house per test, on a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Not yet founded and not yet started; whatever runs is stopped in the end."""
    running = House(tmp_path / "data")
    try:
        yield running
    finally:
        running.stop()
