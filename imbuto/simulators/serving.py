"""Running a simulator as a process: one line when it listens, quiet afterwards, a clean end on SIGTERM."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

LARGEST_BODY_BYTES = 256 * 1024


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request, and lets go of a caller who connects and then falls silent."""

    timeout = 60

    def log(self, type: str, message: str, *args: Any) -> None:
        if type == "error" and "timed out" not in message:
            super().log(type, message, *args)

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
    return app


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
