"""An import that is killed in the middle: run again, it is whole, and nothing of it is there twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import Run, opened
from tests.cli.importing import written


def test_an_import_that_was_killed_is_completed_and_doubles_nothing(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    numbers = [f"{number:04d}" for number in range(1, 101)]
    rows = "".join(f"{number},Farmer {number},,KB\n" for number in numbers[2:])
    assert (
        run("import", "members", written(tmp_path, "Member No,Name,Phone,Centre\n" + rows), "--yes").exit_code
        == 0
    )
    lines = [
        f"{number},{day}-10-26,{shift},8.5"
        for day in range(1, 16)
        for shift in ("AM", "PM")
        for number in numbers
    ]
    book = written(tmp_path, "Member No,Date,Shift,Litres\n" + "\n".join(lines) + "\n")
    words = [sys.executable, "-m", "imbuto.cli", "import", "deliveries", str(book), "--centre", "KB", "--yes"]
    killed = subprocess.Popen(words, env={**os.environ}, stdout=subprocess.DEVNULL)
    while recorded(with_members) == 0:
        assert killed.poll() is None
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 0 < recorded(with_members) < len(lines)
    again = run("import", "deliveries", book, "--centre", "KB", "--yes")
    assert again.exit_code == 0, again.output
    assert recorded(with_members) == len(lines)
    for parts in opened(with_members):
        assert parts.views.journal.check() is None
        assert parts.views.balances.get("0100").centilitres == 15 * 2 * 850


def recorded(data: Path) -> int:
    """How many deliveries are in the store, looked up from outside."""
    connection = sqlite3.connect(f"file:{data / 'events.sqlite'}?mode=ro", uri=True, timeout=60)
    try:
        (count,) = connection.execute(
            "SELECT count(*) FROM stored_events WHERE topic = 'delivery.recorded'"
        ).fetchone()
        return int(count)
    finally:
        connection.close()
