"""The two doors that people use: the dashboard at /office/ and the farmers' app at /farmer/.

They are files that the build of web/ wrote to imbuto/_web. All of them are read once, when the process
starts: what is asked for is looked up by its name and never on the disk, and a build that goes on beside a
running process changes nothing under its pages. They hold no data, so they are open to all.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g, redirect, request

from imbuto.api.access import open_to_all
from imbuto.api.documentation import PAGES

FOLDER = Path(__file__).parents[1] / "_web"
DOORS = ("office", "farmer")
NOT_BUILT = (PAGES / "not_built.html").read_bytes()
ICON = (PAGES / "icon.svg").read_bytes()
KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Not by the machine's own table, which differs from one system to the next."""
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Smallest first; the build wrote each where it is smaller than the file itself."""
HASHED = re.compile(r"assets/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+")
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"
NONCE = b"__NONCE__"


@dataclass(frozen=True)
class File:
    """One file of a door, as it is and as it is packed."""

    name: str
    plain: bytes
    packed: Mapping[str, bytes]

    @property
    def kind(self) -> str:
        return KINDS.get(Path(self.name).suffix, "application/octet-stream")

    @property
    def lasts(self) -> str:
        return FOR_EVER if HASHED.fullmatch(self.name) else ASK_FIRST


Door = Mapping[str, File]


@cache
def doors(folder: Path) -> Mapping[str, Door]:
    """The built doors, by name. One that is not built is missing."""
    return {name: _read(folder / name) for name in DOORS if (folder / name / "index.html").is_file()}


def _read(folder: Path) -> Door:
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    return {
        name: File(
            name, content, {code: found[name + end] for code, end in ENCODINGS.items() if name + end in found}
        )
        for name, content in found.items()
        if not name.endswith(tuple(ENCODINGS.values()))
    }


web = Blueprint("web", __name__)


@web.get("/")
@open_to_all
def entrance() -> Any:
    """Most people who come are farmers; officials know their address."""
    return redirect("/farmer/")


@web.get("/favicon.ico")
@open_to_all
def icon() -> Response:
    """Browsers ask for it where a page names no icon, and call its absence an error."""
    return Response(ICON, mimetype=KINDS[".svg"])


@open_to_all
def part_of_door(door: str, name: str = "") -> Any:
    """A file of the door; an address without an ending is one of its pages, which its script opens."""
    if not request.path.startswith(f"/{door}/"):
        return redirect(f"/{door}/")
    files = current_app.extensions["doors"].get(door)
    is_page = "." not in name.rpartition("/")[2] and "//" not in name
    if files is None and is_page:
        return Response(NOT_BUILT, status=404, mimetype="text/html")
    if files is None or not (is_page or name in files):
        abort(404)
    if is_page or name == "index.html":
        return _page(files["index.html"])
    return _file(door, files[name])


def _page(file: File) -> Response:
    """With a nonce of its own, for the styles that its script makes. It has no ETag: a page that a browser
    kept would have the nonce of an earlier answer."""
    g.nonce = secrets.token_urlsafe(16)
    response = Response(file.plain.replace(NONCE, g.nonce.encode()), mimetype=file.kind)
    response.headers["Cache-Control"] = file.lasts
    return response


def _file(door: str, file: File) -> Response:
    encoding = next((code for code in file.packed if request.accept_encodings[code] > 0), None)
    content = file.packed[encoding] if encoding else file.plain
    response = Response(content, mimetype=file.kind)
    response.headers["Cache-Control"] = file.lasts
    response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if file.name == "sw.js":
        response.headers["Service-Worker-Allowed"] = f"/{door}/"
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.make_conditional(request)
    return response


def register(app: Flask) -> None:
    app.extensions["doors"] = doors(FOLDER)
    for door in DOORS:
        for rule in (f"/{door}/", f"/{door}/<path:name>"):
            app.add_url_rule(rule, "part_of_door", part_of_door, defaults={"door": door})
    app.register_blueprint(web)
