"""A process that is killed after its answer and before the ledger has heard of it: a real process, really
killed, because only that shows that what was acknowledged lies on the disk."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from .dairy import Dairy
from .mpesa_says import paid, shown

CHILD = """
import json, os, signal, sqlite3, sys
from pathlib import Path
from tests.api.dairy import open_dairy

folder, path, body = sys.argv[1:]
dairy = open_dairy(Path(folder), {})
other = sqlite3.connect(Path(folder) / "events.sqlite")
other.execute("BEGIN IMMEDIATE")
answer = dairy.ask(None, "POST", path, json.loads(body))
os.write(1, str(answer.status_code).encode())
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_acknowledged_by_a_killed_process_is_applied_by_another(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    told = [str(dairy.parts.settings.data), dairy.callback(payout), json.dumps(paid(dairy, payout))]
    child = subprocess.run([sys.executable, "-c", CHILD, *told], stdout=subprocess.PIPE, check=False)
    assert (child.returncode, child.stdout) == (-signal.SIGKILL, b"200")
    assert shown(dairy, payout)["state"] == "submitted"
    dairy.later(seconds=21)
    assert len(dairy.parts.inbox.waiting(for_seconds=20)) == 1
    dairy.parts.inbox.apply_waiting()
    assert shown(dairy, payout)["state"] == "paid"
