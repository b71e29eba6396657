"""The thread of a process that applies what came in, right after it was answered.

It knows only the numbers that this process took in. What it leaves undone, because the process was killed or
the ledger was busy, is found by the sweep.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)
STOP_SECONDS = 5.0


class Hand:
    """Begins with the first number it is given, in whatever process that is: threads do not cross a fork."""

    def __init__(self, apply: Callable[[int], None]) -> None:
        self._apply = apply
        self._numbers: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def give(self, number: int) -> None:
        """Returns at once."""
        if self._thread is None or self._process != os.getpid():
            self._start()
        self._numbers.put(number)

    def stop(self) -> None:
        """Lets it finish what it is at, for a while; the rest is left to the sweep."""
        if self._thread is not None and self._process == os.getpid():
            self._numbers.put(None)
            self._thread.join(STOP_SECONDS)
            self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._thread is not None and self._process == os.getpid():
                return
            self._numbers, self._process = queue.SimpleQueue(), os.getpid()
            self._thread = threading.Thread(target=self._work, name="inbox", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        numbers = self._numbers
        while (number := numbers.get()) is not None:
            try:
                self._apply(number)
            except Exception:
                log.exception("callback %d is left to the sweep", number)
