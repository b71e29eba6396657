"""What holds for every test."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
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

# No test cuts the power, so none needs a disk: in memory nobody waits for one to have written.
MEMORY, ROOM_ENOUGH = Path("/dev/shm"), 4 * 1024**3
if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free > ROOM_ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

WAITING = ("journeys", "browser")


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """The hash of a password is dear on purpose. Few tests pay the price, by `dear_hashes`: those that hold
    production to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("imbuto.security.passwords._HASHER", PasswordHasher(1, 8, 1))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """What is collected stays until the end: the garbage collector need not look through it each time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys wait for running processes, and so do those in a browser: spread over the first part of
    the run, they pass beside the tests that compute. Slow tests go over the same lines again and again,
    and coverage counts these lines in the others."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker("no_cover")
        files.setdefault(item.path, []).append(item)
    waiting = [path for path in files if path.parent.name in WAITING]
    computing = [path for path in files if path.parent.name not in WAITING]
    items[:] = [item for path in _spread(waiting, computing) for item in files[path]]


def _spread(waiting: list[Path], computing: list[Path]) -> list[Path]:
    """The computing files in their order, with a waiting one before each equal part of their first half."""
    step = len(computing) // (2 * max(1, len(waiting)))
    parts = [[path, *computing[at * step : (at + 1) * step]] for at, path in enumerate(waiting)]
    return [path for part in parts for path in part] + computing[len(waiting) * step :]
