"""Which process is meant: a pid and the moment it started, so that a reused pid is never touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")


def started_at(pid: int) -> str:
    """The start of the process in the system's own words, or an empty text when there is none.

    Linux counts clock ticks since boot (proc(5), field 22 of stat); elsewhere `ps` gives the date.
    A process that has ended and only waits to be collected counts as gone.
    """
    if (PROC / "self" / "stat").exists():
        return _from_proc(pid)
    shown = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    state, _, start = shown.partition(" ")
    return "" if state.startswith("Z") else start.strip()


def is_alive(pid: int, started: str) -> bool:
    """Whether the very process that was started then is still there."""
    return bool(started) and started_at(pid) == started


def _from_proc(pid: int) -> str:
    try:
        # The name of the program stands in brackets and may hold spaces and brackets itself.
        fields = (
            (PROC / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return ""
    return "" if fields[0] in ("Z", "X") else f"{_boot()}-{fields[19]}"


def _boot() -> str:
    """Tells two boots apart: the ticks begin at zero again after each."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "boot"


def remember_me() -> dict[str, int | str]:
    """The process that asks, as it is written into a pid file."""
    return {"pid": os.getpid(), "started": started_at(os.getpid())}
