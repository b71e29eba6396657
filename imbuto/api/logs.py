"""One JSON line per request and per event, to standard error. The address is logged as its rule, without
the numbers and ids in it; bodies, queries, tokens, names and phones are never logged."""

from __future__ import annotations

import logging
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request

log = logging.getLogger("imbuto.api.requests")

_SHARED: list[Any] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def as_dictconfig(level: str) -> dict[str, Any]:
    """The standard library's logging as JSON lines, for our process and the server's."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {"_granian": {"level": "WARNING", "handlers": ["stderr"], "propagate": False}},
    }


def start_watch() -> None:
    g.started = time.perf_counter()


def write_line(response: Response) -> Response:
    line = {
        "method": request.method,
        "rule": str(request.url_rule) if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
        "request": g.get("request_id"),
        "who": g.caller.principal if "caller" in g else None,
    }
    log.info("request", extra=line)
    return response


def register(app: Flask) -> None:
    app.before_request(start_watch)
    app.after_request(write_line)
