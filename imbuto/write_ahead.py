"""The write-ahead log of an SQLite file, with which readers and the writer never wait for each other."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

_PAUSE_SECONDS = 0.02
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def write_ahead(path: Path, busy_timeout_seconds: float) -> None:
    """Switches the file to a write-ahead log, once and for good. Raises sqlite3.OperationalError, also when
    others hold the file for longer than that.

    SQLite answers "locked" at once, without waiting, when two processes switch the same new file together.
    """
    deadline = time.monotonic() + busy_timeout_seconds
    while True:
        with closing(sqlite3.connect(path, timeout=busy_timeout_seconds)) as connection:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if not is_lock(error) or time.monotonic() > deadline:
                    raise
        time.sleep(_PAUSE_SECONDS)


def is_lock(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the file: later it goes."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED
