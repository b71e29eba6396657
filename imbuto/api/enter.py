"""The page where one chooses a password: the way from the link in an SMS to the account.

It needs no session and holds no data. The secret of a link stands behind the #, so that it reaches neither a
log nor a proxy; the script of the page sends it in the body of one request.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, send_from_directory

from imbuto.api.access import open_to_all
from imbuto.api.documentation import PAGES

PARTS = ("enter.css", "enter.js", "icon.svg")

enter = Blueprint("enter", __name__)


@enter.get("/enter")
@open_to_all
def page() -> Any:
    return send_from_directory(PAGES, "enter.html")


@enter.get("/enter/<path:name>")
@open_to_all
def part(name: str) -> Any:
    """The page's script, style and icon."""
    if name not in PARTS:
        abort(404)
    return send_from_directory(PAGES, name)
