"""Who was erased, in a file beside the stores that is no part of a backup.

A backup that is older than an erasure knows nothing of it and holds the person's key. What is put back is
held against this file and against the facts: whoever stands in either is erased again before anybody is
served. A line is a member's id, which without the ledger says nothing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

FILE = "erased-people"
_LINE = re.compile(r"[0-9a-f]{32} \.", re.ASCII)


class Witness:
    """The file of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def note(self, subject: str) -> None:
        """Durably, before the key is destroyed. Again is quiet."""
        if subject in self.subjects():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open(self._path, "a", encoding="ascii", opener=_for_the_owner) as file:
            file.write(f"{subject} .\n")
            file.flush()
            os.fsync(file.fileno())

    def subjects(self) -> list[str]:
        """All of them, in the order of their erasure. A line that a crash cut short counts for nothing."""
        try:
            lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        return [line.split()[0] for line in lines if _LINE.fullmatch(line)]


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
