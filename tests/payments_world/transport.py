"""Requests without sockets: the client's session speaks to a WSGI app, callbacks are posted to the API."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from flask import Flask
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response

from imbuto.simulators.daraja import DroppedConnection
from tests.payments_world.virtual_time import VirtualTime

SAFARICOM = "196.201.214.200"
Weather = Callable[[PreparedRequest], BaseException | None]
"""What happens to a request on its way, if anything."""


def call(
    app: Flask, method: str, url: str, body: bytes, headers: Mapping[str, str], source: str
) -> tuple[int, dict[str, str], bytes]:
    """One request to a WSGI app: status, headers, body of the answer. Whatever the app raises is raised."""
    parts = urlsplit(url)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(parts.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": source,
        "HTTP_HOST": parts.netloc,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ["CONTENT_LENGTH"] = str(len(body))
    told: dict[str, Any] = {}

    def start(
        status: str, told_headers: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        told.update(status=int(status[:3]), headers=dict(told_headers))
        return lambda _written: None

    chunks = app.wsgi_app(environ, start)
    content = b"".join(chunks)
    if close := getattr(chunks, "close", None):
        close()
    return told["status"], told["headers"], content


class Adapter(BaseAdapter):
    """Where a socket would be: a gateway that may drop the line, and weather on the way."""

    def __init__(self, app: Flask, time: VirtualTime, before: Weather, after: Weather) -> None:
        super().__init__()
        self._app = app
        self._time = time
        self._before = before
        self._after = after

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        if trouble := self._before(request):
            raise trouble
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        try:
            status, headers, content = call(
                self._app, request.method or "GET", request.url or "", body, request.headers, "10.0.0.1"
            )
        except DroppedConnection as dropped:
            self._time.sleep(min(dropped.silent_seconds, 20))
            raise requests.ReadTimeout("the line was dropped", request=request) from dropped
        if trouble := self._after(request):
            raise trouble
        answer = Response()
        answer.status_code = status
        answer.headers.update(headers)
        answer.raw = io.BytesIO(content)
        answer.request = request
        answer.url = request.url or ""
        return answer

    def close(self) -> None:
        """Nothing is open."""


def sessions(
    app: Flask, time: VirtualTime, before: Weather, after: Weather
) -> Callable[[], requests.Session]:
    """What makes sessions for the client: each speaks to the app and to nobody else."""
    adapter = Adapter(app, time, before, after)

    def make() -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.adapters.clear()
        session.mount("http://", adapter)
        return session

    return make


def poster(
    api: Callable[[], Flask | None], source: Callable[[], str]
) -> Callable[[str, Mapping[str, Any]], int | None]:
    """How M-Pesa posts a callback: the status of the answer, or None while nobody listens."""

    def post(url: str, body: Mapping[str, Any]) -> int | None:
        app = api()
        if app is None:
            return None
        headers = {"Content-Type": "application/json"}
        return call(app, "POST", url, json.dumps(body).encode(), headers, source())[0]

    return post
