"""What holds for every test."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.postgresql"]

# How busy the machine is decides no test. Where it is decided what lands, random tests draw the same examples
# for the same code; everywhere else they look at new ones each time.
settings.register_profile(
    "imbuto",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("imbuto")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys wait for running processes: begun first, they pass beside everything else."""
    items.sort(key=lambda item: "journey" not in item.keywords or "/journeys/" not in str(item.path))
