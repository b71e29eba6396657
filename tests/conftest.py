"""What holds for every test."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys wait for real time, minutes of it: begun first, they pass beside everything else."""
    items.sort(key=lambda item: "journey" not in item.keywords or "/journeys/" not in str(item.path))
