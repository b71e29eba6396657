"""The other party at the outermost edge: a small HTTP server that answers as told, and the simulators."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ANSWER_HEADERS = {"Content-Type": "application/json"}


@dataclass
class Request:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Answer:
    """What the server says. `hang_up` closes the line without a word."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: bool = False


class Told(ThreadingHTTPServer):
    """Answers every request through one function, and remembers the requests."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def to(self, path: str) -> list[Request]:
        return [request for request in self.requests if urlsplit(request.path).path == path]


class _Handler(BaseHTTPRequestHandler):
    server: Told

    def _serve(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        request = Request(self.command, self.path, dict(self.headers), text)
        self.server.requests.append(request)
        answer = self.server.answer(request)
        if answer.hang_up:
            self.close_connection = True
            return
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        self.send_response(answer.status)
        for name, value in {**ANSWER_HEADERS, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_POST = _serve  # noqa: N815 - the names that http.server calls

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests look at the requests."""


@contextmanager
def told(answer: Callable[[Request], Answer]) -> Iterator[Told]:
    """A server for the length of a test."""
    server = Told(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def simulator(name: str, data: Path, *arguments: str) -> Iterator[str]:
    """A simulator as a process of its own; its address."""
    command = [sys.executable, "-m", f"imbuto.simulators.{name}", "--port", "0", "--data", str(data)]
    data.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on "), f"the simulator did not start: {line!r}"
        yield line.removeprefix("listening on ").strip()
    finally:
        process.terminate()
        process.communicate(timeout=60)
