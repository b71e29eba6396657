"""Running a simulator as a process: one line when it listens, quiet afterwards, a clean end on SIGTERM."""

from __future__ import annotations

import argparse
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY_BYTES = 256 * 1024


class DroppedConnection(ConnectionError):
    """The caller gets no answer: the line is closed at once, or stays silent for ``silent_seconds`` first.

    ``before`` says whether it happened before the request was taken. A caller in the same process catches
    this in the place of an answer; the process version closes the socket.
    """

    def __init__(self, before: bool, silent_seconds: int = 0) -> None:
        super().__init__("the connection was dropped")
        self.before = before
        self.silent_seconds = silent_seconds


DROPPED = "imbuto.simulators.dropped"
"""Where a request's environment holds its DroppedConnection."""


class Dropping:
    """Lets a DroppedConnection out of the app, which would make an answer of any exception."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._app(environ, start_response)
        if (dropped := environ.pop(DROPPED, None)) is not None:
            raise dropped
        return answer


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request, and lets go of a caller who connects and then falls silent."""

    timeout = 60

    def log(self, type: str, message: str, *args: Any) -> None:
        if type == "error" and "timed out" not in message:
            super().log(type, message, *args)

    def connection_dropped(self, error: BaseException, environ: WSGIEnvironment | None = None) -> None:
        """Nobody is answered. Who shall hang is kept waiting, until the caller's patience ends or ours."""
        if isinstance(error, DroppedConnection):
            time.sleep(error.silent_seconds)
        self.close_connection = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the page shows what happened."""


def arguments(description: str, port: int) -> argparse.ArgumentParser:
    """The arguments that every simulator takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port, help="0 takes any free port")
    parser.add_argument("--data", type=Path, required=True, help="folder for the SQLite file")
    return parser


def create_flask(name: str) -> Flask:
    """A Flask app that finds the shared templates, refuses huge bodies and answers /healthz."""
    app = Flask(name, template_folder=str(Path(__file__).parent / "templates"), static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "ok"})
    app.wsgi_app = Dropping(app.wsgi_app)  # type: ignore[method-assign]
    app.register_error_handler(DroppedConnection, _drop)
    return app


def _drop(dropped: DroppedConnection) -> tuple[str, int]:
    request.environ[DROPPED] = dropped
    return "", 500


def sent_json() -> Any:
    """The request's JSON, or None for anything that cannot be read as JSON, however odd."""
    try:
        return request.get_json(silent=True)
    except (RecursionError, ValueError, HTTPException):
        return None


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = make_server(host, port, app, threaded=True, request_handler=QuietHandler)
    serving = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    serving.start()
    print(f"listening on http://{host}:{server.server_port}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
