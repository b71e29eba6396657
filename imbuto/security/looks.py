"""The book of looks: which official looked at which member's data, when, and at what.

A look is noted at once and written a moment later by one thread of the process, many in one transaction, so
that reading costs no write. What a killed process had not written is lost with it: a fraction of a second.
When very many wait, whoever looks writes them first; when that cannot be done, nothing is shown.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from imbuto.errors import BadValue, Refusal
from imbuto.security.store import PeopleStore
from imbuto.security.tables import looks

log = logging.getLogger("imbuto.security")

KEPT = timedelta(days=730)
GATHER_SECONDS = 0.2
MOST_WAITING = 5_000
LARGEST_BATCH = 1_000
_STOP_SECONDS = 5.0


@dataclass(frozen=True)
class Look:
    """`principal` looked at what `member` has here; `what` is the operation's id."""

    at: datetime
    principal: str
    member: str
    what: str
    request: str


@dataclass(frozen=True)
class LookPage:
    """Looks, the latest first."""

    items: Sequence[Look]
    next: str | None


class Looks:
    """The book of one process; what it writes is in the people store, for all."""

    def __init__(self, people: PeopleStore) -> None:
        self._people = people
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._begin()

    def note(self, look: Look) -> None:
        """Keeps a look. Raises Busy when too many wait and the store does not take them."""
        if self._process != os.getpid():
            with self._starting:
                if self._process != os.getpid():
                    self._begin()
        with self._change:
            full = len(self._waiting) >= MOST_WAITING
        if full:
            self._write()
        with self._change:
            self._waiting.append(look)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._work, name="looks", daemon=True)
                self._thread.start()
            self._change.notify()

    def write(self) -> None:
        """Writes all that waits. Raises Busy."""
        while self._write():
            pass

    def of(self, member: str, cursor: str | None = None, limit: int = 50) -> LookPage:
        """Who looked at this member's data, the latest first; `cursor` is the `next` of the page before."""
        self.write()
        asked = select(looks).where(looks.c.member == member).order_by(looks.c.number.desc()).limit(limit + 1)
        if cursor is not None:
            asked = asked.where(looks.c.number < _place(cursor))
        with self._people.reading() as connection:
            rows = connection.execute(asked).all()
        found = [Look(row.at, row.principal, row.member, row.what, row.request) for row in rows[:limit]]
        return LookPage(found, str(rows[limit - 1].number) if len(rows) > limit else None)

    def forget(self, member: str) -> None:
        """That somebody looked stays; at whom is forgotten."""
        self.write()
        with self._people.writing() as connection:
            connection.execute(update(looks).where(looks.c.member == member).values(member=""))

    def purge(self, now: datetime) -> None:
        """Forgets what is older than two years."""
        with self._people.writing() as connection:
            connection.execute(delete(looks).where(looks.c.at <= now - KEPT))

    def close(self) -> None:
        """Writes what waits, and takes no thread any more."""
        if self._process != os.getpid():
            return
        with self._change:
            self._closed = True
            self._change.notify()
            thread = self._thread
        if thread is not None:
            thread.join(_STOP_SECONDS)

    def _begin(self) -> None:
        """A fork's child has none of its parent's looks and no thread."""
        self._change = threading.Condition()
        self._writing = threading.Lock()
        self._waiting: deque[Look] = deque()
        self._thread = None
        self._closed = False
        self._process = os.getpid()

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._closed or self._waiting)
                if not self._closed:
                    self._change.wait_for(lambda: self._closed, GATHER_SECONDS)
                closed = self._closed
            try:
                self.write()
            except (Refusal, SQLAlchemyError):
                log.warning("security.looks_wait", extra={"waiting": len(self._waiting)})
            if closed:
                return

    def _write(self) -> int:
        """Writes the oldest that wait, and leaves them waiting when that fails. How many were written."""
        with self._writing:
            with self._change:
                oldest = [self._waiting[n] for n in range(min(len(self._waiting), LARGEST_BATCH))]
            if oldest:
                with self._people.writing() as connection:
                    connection.execute(looks.insert(), [asdict(look) for look in oldest])
                with self._change:
                    for _ in oldest:
                        self._waiting.popleft()
            return len(oldest)


def _place(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 19):
        raise BadValue("cursor", cursor, "This is no cursor of this list.", "Take `next` of the page before.")
    return int(cursor)
