"""Ctrl-C, SIGTERM and a closed terminal: the first asks for an orderly stop, the second ends at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
KILLED = 130


class StopAsked(Exception):
    """Raised out of a pause: it is time to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


class Interrupts:
    """Within the block, a signal ends the present pause instead of the process."""

    def __init__(self, kill_at_once: Callable[[], None]) -> None:
        self._kill_at_once = kill_at_once
        self._asked = threading.Event()
        self._number = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Interrupts:
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def pause(self, seconds: float) -> None:
        """Waits. Raises StopAsked as soon as a signal has come."""
        if self._asked.wait(seconds):
            raise StopAsked(self._number)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._asked.is_set():
            self._kill_at_once()
            os._exit(KILLED)
        self._number = number
        self._asked.set()
