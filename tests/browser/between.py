"""Somebody between the browser and Imbuto: hears what is posted, and can make the app look renewed.

A worker's errands and its newer versions pass by what Playwright hears. Here they come through, at an address
of its own.
"""

from __future__ import annotations

import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

ONE_HOP = ("connection", "transfer-encoding", "content-length", "accept-encoding", "if-none-match")
"""Not passed on: what is about this connection, and that the browser has a file already. It is told whole."""


class Between:
    """`with Between(base) as between:` — the same Imbuto at `between.base`."""

    def __init__(self, base: str) -> None:
        self.is_newer = False
        self._heard: list[tuple[str, bytes]] = []
        address = urlsplit(base)
        between = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                """Quiet: the test says what it expects."""

            def pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.command == "POST":
                    between._heard.append((self.path, body))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ONE_HOP}
                behind = HTTPConnection(address.hostname or "", address.port, timeout=60)
                behind.request(self.command, self.path, body or None, headers)
                answer = behind.getresponse()
                content = between._as_now(self.path, answer.read())
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ONE_HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                behind.close()

            do_GET = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815 - the names that its base looks for

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Between:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def posted(self, path: str) -> list[bytes]:
        return [body for heard, body in self._heard if heard == path]

    def _as_now(self, path: str, content: bytes) -> bytes:
        """A worker with other bytes is a newer one."""
        is_worker = path.endswith("/sw.js") and content
        return content + b"\n// newer\n" if self.is_newer and is_worker else content
