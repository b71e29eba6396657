"""The simulators as running processes, and a listener that plays the cooperative's side."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .helpers import Cooperative, Simulator, start


@dataclass
class Received:
    """One callback as it arrived."""

    path: str
    content_type: str
    body: bytes


@dataclass
class Listener:
    """Receives callbacks; ``status`` is what it answers."""

    url: str = ""
    status: int = 200
    received: list[Received] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, count: int, path: str = "") -> list[Received]:
        """The first ``count`` callbacks on a path; fails when they do not come within a minute."""

        def heard() -> list[Received]:
            return [one for one in self.received if one.path.startswith(path)]

        with self.changed:
            assert self.changed.wait_for(lambda: len(heard()) >= count, timeout=60), (
                f"{len(heard())} of {count}"
            )
            return heard()

    def heard_nothing(self, seconds: float = 0.4) -> bool:
        with self.changed:
            return not self.changed.wait_for(lambda: bool(self.received), timeout=seconds)


@pytest.fixture
def listener() -> Iterator[Listener]:
    heard = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with heard.changed:
                heard.received.append(Received(self.path, self.headers["Content-Type"], body))
                heard.changed.notify_all()
            self.send_response(heard.status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield heard
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def running_daraja(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with start("daraja", tmp_path_factory.mktemp("daraja"), "--delay-ms", "20") as simulator:
        yield simulator


@pytest.fixture
def daraja(running_daraja: Simulator, listener: Listener) -> Cooperative:
    """A cooperative with a fresh token at a Daraja that has forgotten everything."""
    running_daraja.post("/control/reset", {})
    return Cooperative(running_daraja, listener.url)


@pytest.fixture(scope="module")
def running_sms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with start("sms", tmp_path_factory.mktemp("sms"), "--delay-ms", "20") as simulator:
        yield simulator


@pytest.fixture
def sms(running_sms: Simulator, listener: Listener) -> Simulator:
    """An SMS gateway that has forgotten everything and posts to the listener."""
    running_sms.post("/control/reset", {})
    urls = {"reports_url": f"{listener.url}/reports", "inbound_url": f"{listener.url}/inbound"}
    running_sms.post("/control/urls", urls)
    return running_sms


@pytest.fixture
def ended(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A simulator that was asked to stop as soon as it listened."""
    with start("sms", tmp_path) as simulator:
        simulator.process.terminate()
        out, err = simulator.process.communicate(timeout=60)
    return subprocess.CompletedProcess([sys.executable], simulator.process.returncode, out, err)
