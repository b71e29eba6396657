"""What a crashed supervisor left: found by the mark in its environment and by its pid file, then ended.

Each start has a mark of its own. On Linux every descendant carries it in its environment, also one that
left its group (RQ's work horse does). Elsewhere the pid file names the children with their start times.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from imbuto.supervisor.identity import PROC, is_alive, remember_me, started_at

RUN_FILE = "run.json"
MARK = "IMBUTO_RUN"
STOP_SECONDS = 10.0


@dataclass
class RunFile:
    """The pid file of one start, rewritten whenever a child comes or goes."""

    path: Path
    mark: str
    children: dict[str, int] = field(default_factory=dict)

    def born(self, name: str, pid: int) -> None:
        self.children[name] = pid
        self.write()

    def write(self) -> None:
        children = [
            {"name": name, "pid": pid, "started": started_at(pid)} for name, pid in self.children.items()
        ]
        record = {"mark": self.mark, "supervisor": remember_me(), "children": children}
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(record, indent=1), encoding="utf-8")
        beside.replace(self.path)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def end_remains(data: Path) -> list[int]:
    """Ends every process that an earlier start left on this folder; returns their pids."""
    path = data / RUN_FILE
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        mark = str(record["mark"])
        known = {int(child["pid"]): str(child["started"]) for child in record["children"]}
    except (OSError, ValueError, KeyError, TypeError):
        return []

    def left() -> dict[int, str]:
        return {pid: start for pid, start in known.items() if is_alive(pid, start)} | marked(mark)

    found = left()
    end_all(left)
    path.unlink(missing_ok=True)
    return sorted(found)


def marked(mark: str) -> dict[int, str]:
    """Pid and start of each living process that carries the mark (Linux; elsewhere none is found)."""
    if not (PROC / "self" / "environ").exists():
        return {}
    wanted = f"{MARK}={mark}".encode()
    found = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0") and (
                    start := started_at(int(entry.name))
                ):
                    found[int(entry.name)] = start
    return found


def end_all(left: Callable[[], dict[int, str]], seconds: float = STOP_SECONDS) -> None:
    """TERM, and KILL for those who are still there after `seconds`. `left` is asked anew each time."""
    for sign, limit in ((signal.SIGTERM, seconds), (signal.SIGKILL, 2.0)):
        present = left()
        send(present, sign)
        until = time.monotonic() + limit
        while present and time.monotonic() < until:
            time.sleep(0.05)
            present = left()
        if not present:
            return


def send(pids: Iterable[int], sign: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, sign)
