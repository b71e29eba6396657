"""The page where one chooses a password: the way from the link in an SMS to the account.

It needs no session and holds no data. The secret of a link stands behind the #, so that it reaches neither a
log nor a proxy; the script of the page sends it in the body of one request.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from imbuto.api.access import open_to_all
from imbuto.api.documentation import PAGES

KINDS = {"enter.css": "text/css", "enter.js": "text/javascript", "icon.svg": "image/svg+xml"}
PAGE = (PAGES / "enter.html").read_bytes()
PARTS = {name: (PAGES / name).read_bytes() for name in KINDS}
"""A few kilobytes, read once."""

enter = Blueprint("enter", __name__)


@enter.get("/enter")
@open_to_all
def page() -> Response:
    return Response(PAGE, mimetype="text/html")


@enter.get("/enter/<path:name>")
@open_to_all
def part(name: str) -> Response:
    """The page's script, style and icon."""
    if name not in PARTS:
        abort(404)
    return Response(PARTS[name], mimetype=KINDS[name])
