"""The two processes as a supervisor starts them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from imbuto.settings import Settings

ROOT = Path(__file__).parents[2]
PLAIN_NAMES = {"data": "IMBUTO_DATA", "public_url": "PUBLIC_URL", "database_url": "DATABASE_URL"}
OWN = ("mode", "host", "port", "secret", "log_level")


def environment(settings: Settings) -> dict[str, str]:
    """The settings as a process reads them."""
    named = {}
    for field in fields(Settings):
        name = f"IMBUTO_{field.name.upper()}" if field.name in OWN else field.name.upper()
        named[PLAIN_NAMES.get(field.name, name)] = str(getattr(settings, field.name))
    return {**os.environ, **named}


@contextmanager
def started(settings: Settings, *words: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m imbuto.jobs …` in a session of its own; what is left of it at the end is killed."""
    log = (settings.data / f"{words[0]}.log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "imbuto.jobs", *words],
        env=environment(settings),
        cwd=ROOT,
        stdout=log,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        for id in [process.pid, *children(process.pid)]:
            kill(id, signal.SIGKILL)
        process.wait()
        log.close()


def children(pid: int) -> list[int]:
    """The processes of the session that `pid` leads."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != pid:
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[3]) == pid and stat[0] != "Z":
                found.append(int(entry.name))
    return sorted(found)


def kill(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def eventually(what: Callable[[], object], seconds: float = 120) -> None:
    """Waits until it is so; fails when it does not become so in time."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.05)
