"""What every answer says to browsers and caches."""

from __future__ import annotations

from flask import Flask, Response, g, request

from imbuto.api.guard import is_secure
from imbuto.api.incoming import REQUEST_ID

NOTHING_USED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": NOTHING_USED + ", serial=()",
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
DOOR_RUNS = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""The styles that the dashboard's script makes carry the nonce of the page's answer; no script may."""
PAGES = {"/api/docs": DOCS_RUN, "/enter": OWN_RUNS, "/office": DOOR_RUNS, "/farmer": DOOR_RUNS}
"""What runs on the few pages that are no data."""
KEPT = ("/api/docs", "/office", "/farmer")
"""What is under these says by itself how long a cache may keep it; nothing else is kept by any."""
SCALES_READ = {"Permissions-Policy": NOTHING_USED + ", serial=(self)"}
"""At the office's door a scale or an analyser on a cable may be read, when an official allows it."""


def add_headers(response: Response) -> Response:
    page = next((start for start in PAGES if _is_under(start)), "")
    for name, value in (ALWAYS | (SCALES_READ if page == "/office" else {})).items():
        response.headers.setdefault(name, value)
    response.headers["Content-Security-Policy"] = _policy(page)
    if page not in KEPT or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    if is_secure():
        response.headers["Strict-Transport-Security"] = HSTS
    if "request_id" in g:
        response.headers[REQUEST_ID] = g.request_id
    return response


def _policy(page: str) -> str:
    nonce = f" 'nonce-{g.nonce}'" if "nonce" in g else ""
    return PAGES.get(page, NOTHING_RUNS).replace("{nonce}", nonce)


def _is_under(start: str) -> bool:
    return request.path == start or request.path.startswith(f"{start}/")


def register(app: Flask) -> None:
    app.after_request(add_headers)
