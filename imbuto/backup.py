"""Copies of the stores while everything runs: facts, people and keys, each in a folder of its own.

They lie apart so that they can be taken apart: who finds a copy of the facts reads no name without a copy of
the keys. The facts are copied first: whoever is named in them has a key in the later copy. Views are never
copied, they are made again from the facts; nor are the witnesses, which a restore must not bring back.
Copies of the keys that are older than a month are thrown away, because in them who was erased lives on.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from imbuto.errors import Busy, WrongState

STORES = ("events", "people", "keys")
FORGET_KEYS_AFTER_DAYS = 35
_STAMP = "%Y%m%dT%H%M%SZ"
_OF_KEYS = re.compile(r"keys-(\d{8}T\d{6}Z)\.sqlite")


@dataclass(frozen=True)
class Copied:
    """One store's copy, read again and found whole."""

    store: str
    path: Path
    bytes: int


def back_up(
    data: Path, to: Path, now: datetime, forget_keys_after_days: int = FORGET_KEYS_AFTER_DAYS
) -> tuple[list[Copied], list[Path]]:
    """Copies the SQLite stores of a data folder into `to`/events, `to`/people and `to`/keys. Answers the new
    copies, and the old copies of keys that were thrown away. Raises WrongState, Busy."""
    for store in STORES:
        if not (data / f"{store}.sqlite").is_file():
            raise WrongState(
                f"There is no {store}.sqlite in {data}.",
                "Start Imbuto once; a PostgreSQL database is copied with pg_dump (README).",
            )
    stamp = now.astimezone(UTC).strftime(_STAMP)
    made = [_copied(store, data / f"{store}.sqlite", to / store, stamp) for store in STORES]
    return made, _forget_old_keys(to / "keys", now, forget_keys_after_days)


def _copied(store: str, source: Path, folder: Path, stamp: str) -> Copied:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{store}-{stamp}.sqlite"
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    try:
        _copy(source, part)
        _require_whole(store, part)
        _flush(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _flush(folder)
    return Copied(store, path, path.stat().st_size)


def _copy(source: Path, part: Path) -> None:
    """All pages in one look, so that a writer does not make it begin anew."""
    address = f"file:{quote(str(source.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=10)) as live,
            closing(sqlite3.connect(part)) as copy,
        ):
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Busy(f"{source.name} could not be copied ({error}).") from error


def _require_whole(store: str, part: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(part.absolute()))}?mode=ro", uri=True)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise WrongState(
            f"The copy of {store} is damaged: {found}.", "Look after the disk, and copy again elsewhere."
        )


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget_old_keys(folder: Path, now: datetime, days: int) -> list[Path]:
    """The newest copy always stays."""
    copies = sorted(path for path in folder.iterdir() if _OF_KEYS.fullmatch(path.name))
    old = [path for path in copies[:-1] if _made_at(path) < now - timedelta(days=days)]
    for path in old:
        _overwrite(path)
        path.unlink()
    return old


def _made_at(path: Path) -> datetime:
    match = _OF_KEYS.fullmatch(path.name)
    assert match is not None
    return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)


def _overwrite(path: Path) -> None:
    """So that an undeleted file is of no use. A disk that moves its blocks about may keep the old ones."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


__all__: Sequence[str] = ("FORGET_KEYS_AFTER_DAYS", "STORES", "Copied", "back_up")
