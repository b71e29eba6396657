"""Work done a little later by a few background hands: settling payments, posting callbacks and reports."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from .clock import Clock

log = logging.getLogger(__name__)

Errand = Callable[[], None]


class TooManyErrands(Exception):
    """The waiting list is full; the caller should answer that the system is busy."""


class Later(Protocol):
    """Where an errand is left for later."""

    def after(self, delay_ms: int, errand: Errand) -> None:
        """Have ``errand`` done in ``delay_ms`` milliseconds. Raises TooManyErrands when the list is full."""

    def full(self) -> bool:
        """True when a newcomer should be turned away: some room is kept for what is under way already."""


class Errands:
    """A bounded waiting list ordered by due time, emptied by a few daemon threads.

    Several hands, because one listener that answers slowly must not hold up everybody else's callbacks.
    """

    def __init__(self, hands: int = 4, limit: int = 20_000) -> None:
        self._limit = limit
        self._waiting: list[tuple[float, int, Errand]] = []
        self._order = itertools.count()
        self._change = threading.Condition()
        self._stopped = False
        for number in range(hands):
            threading.Thread(target=self._work, name=f"errands-{number}", daemon=True).start()

    def after(self, delay_ms: int, errand: Errand) -> None:
        """Have ``errand`` done in ``delay_ms`` milliseconds. Raises TooManyErrands when the list is full."""
        with self._change:
            if len(self._waiting) >= self._limit:
                raise TooManyErrands
            due = time.monotonic() + delay_ms / 1000
            heapq.heappush(self._waiting, (due, next(self._order), errand))
            self._change.notify()

    def full(self) -> bool:
        """True when a newcomer should be turned away: some room is kept for what is under way already."""
        with self._change:
            return len(self._waiting) >= self._limit // 2

    def stop(self) -> None:
        """Start nothing more. What was not done is found again in the book at the next start."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def _work(self) -> None:
        while (errand := self._next()) is not None:
            try:
                errand()
            except Exception:
                # One broken errand must not stop the others; it is named on the error stream.
                if not self._stopped:
                    log.exception("an errand failed")

    def _next(self) -> Errand | None:
        with self._change:
            while not self._stopped:
                if not self._waiting:
                    self._change.wait()
                    continue
                wait_seconds = self._waiting[0][0] - time.monotonic()
                if wait_seconds <= 0:
                    return heapq.heappop(self._waiting)[2]
                self._change.wait(wait_seconds)
            return None


class VirtualErrands:
    """The same list without threads: whoever owns the clock looks when the next one is due, and has it done.

    A simulated day costs no waiting, and the same errands come in the same order every time.
    """

    def __init__(self, clock: Clock, limit: int = 1_000_000) -> None:
        self._clock = clock
        self._limit = limit
        self._waiting: list[tuple[datetime, int, Errand]] = []
        self._order = itertools.count()

    def __len__(self) -> int:
        return len(self._waiting)

    def after(self, delay_ms: int, errand: Errand) -> None:
        """Have ``errand`` done in ``delay_ms`` milliseconds. Raises TooManyErrands when the list is full."""
        if len(self._waiting) >= self._limit:
            raise TooManyErrands
        due = self._clock() + timedelta(milliseconds=delay_ms)
        heapq.heappush(self._waiting, (due, next(self._order), errand))

    def full(self) -> bool:
        return len(self._waiting) >= self._limit // 2

    def next_at(self) -> datetime | None:
        """When the next errand is due; None when nothing waits."""
        return self._waiting[0][0] if self._waiting else None

    def run_due(self, now: datetime) -> int:
        """Do whatever is due by ``now``, and what follows from it by then; how many were done.

        An errand that fails raises here, and is not done again.
        """
        done = 0
        while self._waiting and self._waiting[0][0] <= now:
            heapq.heappop(self._waiting)[2]()
            done += 1
        return done
