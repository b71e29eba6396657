"""What every answer says to browsers and caches."""

from __future__ import annotations

from flask import Flask, Response, g, request

from imbuto.api.incoming import REQUEST_ID

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DOCS_RUN = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Swagger UI sets style attributes; no script may be inline."""


def add_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    is_docs = request.path.startswith("/api/docs")
    response.headers["Content-Security-Policy"] = DOCS_RUN if is_docs else NOTHING_RUNS
    if not is_docs:
        response.headers["Cache-Control"] = "no-store"
    if "request_id" in g:
        response.headers[REQUEST_ID] = g.request_id
    return response


def register(app: Flask) -> None:
    app.after_request(add_headers)
