"""What a request leaves to be done after its answer, which so tells nobody whether a person is known.

Whoever asks at an open door for a code or a link is answered at once and alike; one thread of the process
then looks up who was meant and sends. What is lost with the process is asked for again by the person.
"""

from __future__ import annotations

import logging
import os
import threading
import traceback
from collections import deque
from collections.abc import Callable

from imbuto.errors import Busy

log = logging.getLogger(__name__)

MOST_WAITING = 500
"""So many errands may wait. Each is a few milliseconds of work: the last of them begins within seconds."""
DRAIN_SECONDS = 10.0
STOP_SECONDS = 5.0

Errand = Callable[[], None]


class Errands:
    """A short list of errands and one thread, which begins with the first of them, in whatever process that
    is: threads do not cross a fork."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._starting = threading.Lock()
        self._process = 0
        self._thread: threading.Thread | None = None
        self._begin()

    def do(self, errand: Errand) -> None:
        """Leaves an errand and returns at once. Raises Busy when too many wait or the process is closing."""
        if self._process != os.getpid():
            with self._starting:
                if self._process != os.getpid():
                    self._begin()
        with self._change:
            if self._closed or len(self._waiting) >= self._most_waiting:
                raise Busy("Too many requests wait at this moment.")
            self._waiting.append(errand)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="errands", daemon=True)
                self._thread.start()
            self._change.notify_all()

    def drain(self, timeout_seconds: float = DRAIN_SECONDS) -> None:
        """Waits until all errands left so far are done. Raises TimeoutError."""
        with self._change:
            if not self._change.wait_for(lambda: not self._waiting and not self._at_work, timeout_seconds):
                raise TimeoutError(f"{len(self._waiting)} errands are not done.")

    def close(self) -> None:
        """Lets the thread finish what waits, for a few seconds; takes nothing more."""
        if self._process != os.getpid():
            return
        with self._change:
            self._closed = True
            self._change.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(STOP_SECONDS)

    def _begin(self) -> None:
        self._change = threading.Condition()
        self._waiting: deque[Errand] = deque()
        self._thread = None
        self._at_work = False
        self._closed = False
        self._process = os.getpid()

    def _work(self) -> None:
        while (errand := self._next()) is not None:
            try:
                errand()
            except Exception as error:  # noqa: BLE001
                # One that fails must not stop the others. Its words are not told: they may hold a phone.
                last = traceback.extract_tb(error.__traceback__)[-1]
                log.error("an errand failed: %s in %s", type(error).__name__, last.name)

    def _next(self) -> Errand | None:
        with self._change:
            self._at_work = False
            self._change.notify_all()
            while not self._waiting:
                if self._closed:
                    return None
                self._change.wait()
            self._at_work = True
            return self._waiting.popleft()
