"""One child process of the supervisor: its start, its log, its crashes, its end."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from imbuto.supervisor.logs import Log
from imbuto.supervisor.processes import Process

CRASHES, CRASH_SECONDS = 5, 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
GROUP_SECONDS = 1.0


@dataclass
class Patience:
    """How often a process may crash: at most five times in a minute, with longer and longer pauses."""

    crashes: list[float] = field(default_factory=list)

    def pause_after_crash(self, now: float) -> float | None:
        """Seconds to wait before the next start, or None when it is time to give up."""
        self.crashes = [moment for moment in self.crashes if now - moment < CRASH_SECONDS] + [now]
        if len(self.crashes) > CRASHES:
            return None
        pause: float = FIRST_PAUSE * 2 ** (len(self.crashes) - 1)
        return min(pause, LONGEST_PAUSE)


class Child:
    """Runs in a session of its own, so that Ctrl-C reaches only the supervisor, which stops in order."""

    def __init__(self, process: Process, command: list[str], port: int, log: Log) -> None:
        self.process = process
        self.command = command
        self.port = port
        self.log = log
        self.patience = Patience()
        self.start_again_at: float | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    @property
    def name(self) -> str:
        return self.process.name

    def start(self, environ: Mapping[str, str], folder: Path) -> int:
        """Returns the pid. Call it from the main thread: the launcher watches the thread that forked it."""
        self.start_again_at = None
        self._running = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environ,
            start_new_session=True,
        )
        stream = self._running.stdout
        if stream is not None:
            self._reader = threading.Thread(target=self.log.follow, args=(stream,), daemon=True)
            self._reader.start()
        return self._running.pid

    def exit_code(self) -> int | None:
        """None while it runs, or when it was not started."""
        return self._running.poll() if self._running else None

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def stop(self, seconds: float) -> None:
        """TERM, then KILL after `seconds`, for it and for whatever it started in its group."""
        if self._running is None:
            return
        if self.is_running:
            self._running.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(timeout=seconds)
        self.kill()

    def kill(self) -> None:
        """Ends the whole group and waits for it."""
        if self._running is None:
            return
        self.send_kill()
        self._running.wait()
        self._await_group()
        self.drain()
        self._running = None

    def _await_group(self) -> None:
        """A killed process may hold its port for a moment longer than its parent's death is known."""
        until = time.monotonic() + GROUP_SECONDS
        while self._running is not None and time.monotonic() < until:
            try:
                os.killpg(self._running.pid, 0)
            except (ProcessLookupError, PermissionError):
                return
            time.sleep(0.01)

    def send_kill(self) -> None:
        """Only the signal: this is also called from a signal handler, which must not wait."""
        if self._running is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._running.pid, signal.SIGKILL)

    def how_it_ended(self) -> str:
        code = self.exit_code()
        return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"

    def drain(self) -> None:
        """Lets the last words reach the log."""
        if self._reader is not None:
            self._reader.join(timeout=1)

    def crashed(self) -> float | None:
        """Clears away the rest of its group; returns the pause before the next start, None to give up."""
        self.kill()
        pause = self.patience.pause_after_crash(time.monotonic())
        if pause is not None:
            self.start_again_at = time.monotonic() + pause
        return pause
