"""What is refused before it is understood: size, type, broken JSON, depth, control characters.

Runs once per request, before anything else reads the body. Each view says by `body_is` what it takes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

from flask import Flask, current_app, g, request
from webargs.core import missing
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from imbuto.api.problems import NotUnderstood

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY_BYTES = 1_000_000
LARGEST_BATCH_BYTES = 5_000_000
DEEPEST = 16
UNSAFE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
REQUEST_ID = "X-Request-Id"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_LINE_BREAKS = "\n\r\t"


def body_is(kind: str, *, largest_bytes: int = LARGEST_BODY_BYTES) -> Callable[[View], View]:
    """Says what body a view takes: `json`, `upload` (a form with files), a partner's `form`, or `anything`.
    Without it: none."""

    def mark(view: View) -> View:
        view.body = (kind, largest_bytes)  # type: ignore[attr-defined]
        return view

    return mark


def name_the_request() -> None:
    """The caller's X-Request-Id if it is a plain one, else a new one: facts and log lines carry it."""
    given = request.headers.get(REQUEST_ID, "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())


def refuse_strange_addresses() -> None:
    """A NUL or another control character in an address is nobody's member, centre or cursor, and a query that
    names something twice means two things at once."""
    if _strange(request.path, ""):
        raise NotUnderstood(404, "There is nothing at this address.", "Check the address for odd characters.")
    for name, values in request.args.lists():
        if len(values) > 1 or _strange(name + values[0], ""):
            raise NotUnderstood(422, "The query cannot be meant.", "Name each once.", [_line(name[:60])])


def read_the_body() -> None:
    """Reads and checks the body as the view takes it; JSON is parsed once and kept in `g.payload`."""
    g.payload = missing
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.method not in UNSAFE_METHODS:
        return
    kind, request.max_content_length = getattr(view, "body", ("none", LARGEST_BODY_BYTES))
    raw = request.get_data(cache=True, parse_form_data=False)
    if request.content_length is None and len(raw) >= (request.max_content_length or 0):
        # Of a body that does not say its length, werkzeug cuts off what is too much, and says nothing.
        raise RequestEntityTooLarge
    if kind in ("json", "none") and raw:
        _require_json()
        g.payload = parse_json(raw)
    if kind == "upload" and raw and request.mimetype not in _FORMS:
        raise NotUnderstood(415, "The body is no form with a file.", "Send it as multipart/form-data.")
    if kind == "none" and raw and g.payload != {}:
        raise NotUnderstood(422, "This request takes no body.", "Send it empty.", [_line("body")])


def parse_json(raw: bytes) -> Any:
    """Strict JSON: UTF-8, no NaN, no endless number, no name twice, not too deep, no odd characters."""
    try:
        payload = json.loads(
            raw.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(
            400, "The body is not well-formed JSON.", "Send well-formed JSON in UTF-8."
        ) from error
    _check_depth(payload, 0)
    if strange := [_line(path) for path, text in _texts("", payload) if _strange(text, _LINE_BREAKS)]:
        raise NotUnderstood(422, "There are control characters in the body.", "Take them out.", strange[:20])
    return payload


class StrictParser(FlaskParser):
    """Hands the checked payload to the schemas; a query parameter nobody knows is refused like a field."""

    DEFAULT_UNKNOWN_BY_LOCATION = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": "raise",
        "form": "exclude",
        "upload": "raise",
    }
    __location_map__ = {**FlaskParser.__location_map__, "upload": "load_upload"}

    def _raw_load_json(self, req: Any) -> Any:
        return g.payload

    def load_upload(self, req: Any, schema: Any) -> Any:
        """A form and its files together, as one multipart request sends them."""
        return self._makeproxy(CombinedMultiDict([req.form, req.files]), schema)


def register(app: Flask) -> None:
    app.before_request(name_the_request)
    app.before_request(refuse_strange_addresses)


def _require_json() -> None:
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise NotUnderstood(415, "The body is not JSON.", "Send it with Content-Type: application/json.")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object with a name twice means two things at once."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _check_depth(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise NotUnderstood(400, "The body is nested too deeply.", "No request here needs that.")
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _check_depth(inner, depth + 1)


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a payload, names too, with its path."""
    if isinstance(value, str):
        yield path or "body", value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield "(a name)", name
            yield from _texts(f"{path}.{name}".lstrip("."), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(f"{path}.{place}".lstrip("."), inner)


def _strange(text: str, allowed: str) -> bool:
    """Control characters, and halves of characters that no encoding can carry."""
    if text.isprintable():
        return False
    return any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in allowed for letter in text)


def _line(field: str) -> dict[str, str]:
    shown = field.encode("ascii", "backslashreplace").decode()
    return {"field": shown, "sentence": "This cannot be taken."}
