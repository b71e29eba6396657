"""What the processes say: every line into its own log file, and only what alarms onto the terminal."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

LARGEST_BYTES = 5_000_000
TRACEBACK = "Traceback (most recent call last)"
ALARM = re.compile(r"\b(WARN|WARNING|ERROR|CRITICAL|FATAL|\w*Error|\w*Exception)\b")
ALARMING_LEVELS = {"warning", "warn", "error", "critical", "fatal", "exception"}
SHOWN_LINES, SHOWN_SECONDS = 20, 10.0


class Log:
    """One process's log file. `tell` is given the lines that a person should see at once."""

    def __init__(self, name: str, folder: Path, tell: Callable[[str, str], None]) -> None:
        self.name = name
        self.path = folder / f"{name}.log"
        self._tell = tell
        self._in_traceback = False
        self._shown: list[float] = []

    def follow(self, stream: IO[bytes]) -> None:
        """Reads lines until the stream ends. Runs in a thread of its own for each process."""
        self._set_aside_when_large()
        with stream, self.path.open("a", encoding="utf-8") as file:
            for raw in stream:
                line = raw.decode("utf-8", "replace").rstrip()
                file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {self.name} | {line}\n")
                file.flush()
                if self._is_for_terminal(line):
                    self._show(in_plain_words(line))

    def tail(self, lines: int = 12) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        except OSError:
            return []

    def _is_for_terminal(self, line: str) -> bool:
        """An alarming line; of a traceback only its last line, which names the error."""
        if TRACEBACK in line:
            self._in_traceback = True
        elif self._in_traceback:
            self._in_traceback = not line or line.startswith((" ", "\t"))
            return not self._in_traceback
        return not self._in_traceback and is_alarming(line)

    def _show(self, line: str) -> None:
        """A process that fails in a loop does not bury the terminal."""
        now = time.monotonic()
        self._shown = [moment for moment in self._shown if now - moment < SHOWN_SECONDS]
        if len(self._shown) > SHOWN_LINES:
            return
        self._shown.append(now)
        self._tell(self.name, f"… more in {self.path}" if len(self._shown) > SHOWN_LINES else line)

    def _set_aside_when_large(self) -> None:
        if self.path.exists() and self.path.stat().st_size > LARGEST_BYTES:
            self.path.replace(self.path.with_suffix(".log.1"))


def is_alarming(line: str) -> bool:
    """Whether a line is a warning or worse, in JSON or in plain words."""
    if (entry := _entry(line)) is not None:
        return str(entry.get("level", "")).lower() in ALARMING_LEVELS
    return ALARM.search(line) is not None


def in_plain_words(line: str) -> str:
    """A JSON line as a person reads it; any other line as it is."""
    entry = _entry(line)
    if entry is None or "event" not in entry:
        return line
    return f"{str(entry.get('level', '')).upper()} {entry['event']}".strip()


def _entry(line: str) -> dict[str, object] | None:
    if not line.startswith("{"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
