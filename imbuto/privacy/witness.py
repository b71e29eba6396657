"""Who was erased, in a file beside the stores that is no part of a backup.

A backup that is older than an erasure knows nothing of it and holds the person's key. What is put back is
held against this file and against the facts: whoever stands in either is erased again before anybody is
served. A line is a member's id, which without the ledger says nothing, and the mark of the cooperative: where
another is founded in the same folder, its members have the same ids.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

from imbuto.ledger import Ledger

FILE = "erased-people"
_LINE = re.compile(r"([0-9a-f]{32}) ([0-9a-f]{16}) \.", re.ASCII)


class Witness:
    """The file of one data folder, as far as it is about the cooperative of this ledger."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._path = folder / FILE
        self._ledger = ledger

    def note(self, subject: str) -> None:
        """Durably, before the key is destroyed. Again is quiet."""
        if subject in self.subjects():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open(self._path, "a", encoding="ascii", opener=_for_the_owner) as file:
            file.write("\n" if self._is_cut_short() else "")
            file.write(f"{subject} {self._cooperative()} .\n")
            file.flush()
            os.fsync(file.fileno())

    def subjects(self) -> list[str]:
        """All of them, in the order of their erasure. A line that a crash cut short counts for nothing."""
        try:
            lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        found, here = map(_LINE.fullmatch, lines), self._cooperative()
        return [match[1] for match in found if match is not None and match[2] == here]

    def _is_cut_short(self) -> bool:
        """Whether a crash left half a line, which would make the next one unreadable as well."""
        said = self._path.read_bytes()
        return bool(said) and not said.endswith(b"\n")

    def _cooperative(self) -> str:
        """The same in every copy of this ledger, and in no other."""
        first = self._ledger.facts(0, 1)
        said = f"{first[0][1].recorded_at.isoformat()} {first[0][1].request}" if first else ""
        return sha256(said.encode()).hexdigest()[:16]


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
