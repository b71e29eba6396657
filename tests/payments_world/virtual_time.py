"""One clock for the cooperative, for M-Pesa and for whatever is done later."""

from __future__ import annotations

import heapq
import threading
from datetime import UTC, datetime, timedelta

from imbuto.simulators.daraja import VirtualErrands

START = datetime(2026, 10, 16, 5, 0, tzinfo=UTC)
"""Eight in the morning in Nairobi, the day after a half month has ended."""


class VirtualTime:
    """The present instant. Whoever sleeps lets M-Pesa do what is due meanwhile."""

    def __init__(self, start: datetime = START) -> None:
        self.instant = start
        self.errands = VirtualErrands(self.now)
        self._passing = threading.RLock()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return self.instant

    def sleep(self, seconds: float) -> None:
        """Lets so many seconds pass."""
        self.pass_to(self.instant + timedelta(seconds=seconds))

    def pass_to(self, until: datetime) -> None:
        """Does every errand on the way at its own time."""
        with self._passing:
            while (due := self.errands.next_at()) is not None and due <= until:
                self.instant = max(self.instant, due)
                self.errands.run_due(self.instant)
            self.instant = max(self.instant, until)


class Agenda:
    """What shall be done at which instant, the earliest first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, object]] = []
        self._order = 0

    def put(self, at: datetime, what: object) -> None:
        self._order += 1
        heapq.heappush(self._waiting, (at, self._order, what))

    def next_at(self) -> datetime | None:
        return self._waiting[0][0] if self._waiting else None

    def due(self, now: datetime) -> list[object]:
        """Takes out all whose time has come."""
        found = []
        while self._waiting and self._waiting[0][0] <= now:
            found.append(heapq.heappop(self._waiting)[2])
        return found
