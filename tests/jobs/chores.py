"""Jobs for the worker's own tests, which a hand can do without any parts."""

from __future__ import annotations

import os
import time
from pathlib import Path


def note(path: str) -> None:
    """Writes down which process did it."""
    with Path(path).open("a", encoding="utf-8") as notes:
        notes.write(f"{os.getpid()}\n")


def dawdle(path: str, seconds: str) -> None:
    """Writes down that it began, and takes its time."""
    note(path)
    time.sleep(float(seconds))
