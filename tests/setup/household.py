"""A small household of stand-in programs under the real supervisor, in a process of its own."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]

STAND_IN = """
import http.server, os, signal, subprocess, sys, threading, time
from pathlib import Path

name, port = sys.argv[1], int(sys.argv[2])
said = Path(os.environ["IMBUTO_DATA"]) / "said.txt"

def say(what):
    with said.open("a") as file:
        file.write(f"{name} {what}\\n")

def stop(*_):
    if not os.environ.get("STUBBORN"):
        say("stops")
        os._exit(0)

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *_):
        pass

if name == os.environ.get("FAILS"):
    while not said.exists() or "partner starts" not in said.read_text():
        time.sleep(0.02)
    print("ERROR: the book is locked", flush=True)
    sys.exit(3)
signal.signal(signal.SIGTERM, stop)
say("starts")
if name == "worker":
    # A work horse: it leaves the group of its parent and outlives it.
    horse = [sys.executable, "-c", "import time; time.sleep(60)"]
    subprocess.Popen(horse, start_new_session=True)
if port:
    server = http.server.HTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
while True:
    time.sleep(1)
"""

SUPERVISOR = """
import sys
from pathlib import Path
from imbuto.supervisor import child
from imbuto.supervisor.processes import Process
from imbuto.supervisor.start import start_and_watch

child.FIRST_PAUSE = 0.01
TABLE = (
    Process("partner", "-", ("stand_in", "partner"), "/healthz", 1, demo=True, options=("{port}",)),
    Process("api", "-", ("stand_in", "api"), "/healthz", options=("{port}",)),
    Process("worker", "-", ("stand_in", "worker"), options=("0",)),
)
SEED = Process("demo", "-", ("seed",), demo=True)
sys.exit(start_and_watch(Path(sys.argv[1]), int(sys.argv[2]), None, TABLE, SEED))
"""

SEED = """
import os
from pathlib import Path
data = Path(os.environ["IMBUTO_DATA"])
(data / "demo-credentials.txt").write_text("secretary 0700000001 maziwa")
with (data / "said.txt").open("a") as file:
    file.write(f"seed {os.environ['REDIS_URL'][:7]}\\n")
"""

READY = "Ctrl-C stops everything"
OURS = ("IMBUTO_", "DARAJA_", "SMS_", "REDIS_URL", "DATABASE_URL", "PUBLIC_URL", "COV_")


class Household:
    """`up` on a folder under `home`; `environ` reaches the stand-ins."""

    def __init__(self, home: Path) -> None:
        self.data = home / "books"
        self.port = three_free_ports()
        self.output = home / "terminal.txt"
        self._home = home
        self._running: list[subprocess.Popen[bytes]] = []
        for name, code in (("stand_in", STAND_IN), ("seed", SEED), ("supervise", SUPERVISOR)):
            (home / f"{name}.py").write_text(code)

    def up(self, *, ready: bool = True, **environ: str) -> subprocess.Popen[bytes]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        with self.output.open("wb") as output:
            supervisor = subprocess.Popen(
                [sys.executable, str(self._home / "supervise.py"), str(self.data), str(self.port)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**clean, "PYTHONPATH": f"{self._home}:{ROOT}", "COLUMNS": "100", **environ},
            )
        self._running.append(supervisor)
        if ready:
            wait_until(lambda: READY in self.shown() or supervisor.poll() is not None)
            assert READY in self.shown(), self.shown()
            wait_until(lambda: self.said().count("worker starts") == len(self._running))
        return supervisor

    def shown(self) -> str:
        return self.output.read_text()

    def said(self) -> list[str]:
        return (self.data / "said.txt").read_text().splitlines()

    def pid(self, name: str) -> int:
        children = self.run_file()["children"]
        return next(int(child["pid"]) for child in children if child["name"] == name)

    def run_file(self) -> dict[str, list[dict[str, str]]]:
        read: dict[str, list[dict[str, str]]] = json.loads((self.data / "run.json").read_text())
        return read

    @property
    def mark(self) -> str:
        return str(self.run_file()["mark"])

    def end(self) -> None:
        for supervisor in self._running:
            if supervisor.poll() is None:
                supervisor.send_signal(signal.SIGTERM)
                supervisor.wait(timeout=60)


def three_free_ports() -> int:
    """The first of three neighbouring ports that nobody listens on, below those lent to callers."""
    while True:
        port = 10_000 + secrets.randbelow(22_000)
        with suppress(OSError):
            for neighbour in (port, port + 1, port + 2):
                socket.create_server(("127.0.0.1", neighbour)).close()
            return port


def wait_until(true: Callable[[], object], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)
