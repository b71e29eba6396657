"""What every answer says to browsers and caches."""

from __future__ import annotations

from flask import Flask, Response, g, request

from imbuto.api.guard import is_secure
from imbuto.api.incoming import REQUEST_ID

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
HSTS = "max-age=63072000"
"""Two years. Other names of the domain are not ours to decide about."""
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
OWN_RUNS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
DOCS_RUN = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Swagger UI sets style attributes; no script may be inline."""
PAGES = {"/api/docs": DOCS_RUN, "/enter": OWN_RUNS}
"""What runs on the few pages that are no data. None of them is kept by a cache but the documentation."""


def add_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    page = next((start for start in PAGES if _is_under(start)), None)
    response.headers["Content-Security-Policy"] = PAGES[page] if page else NOTHING_RUNS
    if page != "/api/docs":
        response.headers["Cache-Control"] = "no-store"
    if is_secure():
        response.headers["Strict-Transport-Security"] = HSTS
    if "request_id" in g:
        response.headers[REQUEST_ID] = g.request_id
    return response


def _is_under(start: str) -> bool:
    return request.path == start or request.path.startswith(f"{start}/")


def register(app: Flask) -> None:
    app.after_request(add_headers)
