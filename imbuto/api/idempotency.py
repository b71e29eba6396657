"""The same request again gets the same answer, when it carries an Idempotency-Key.

Only successes are kept: a refusal recorded nothing, and may well be none the next time (a price was
approved meanwhile). Draft standard: draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from imbuto.api.incoming import UNSAFE_METHODS
from imbuto.api.parts import now, parts, secret
from imbuto.errors import Busy, Refusal
from imbuto.security.idempotency import Fresh, Replay

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])

KEY = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
PATIENCE_SECONDS = (0.05, 0.1, 0.2, 0.4)
"""How long a repeat waits for the first one, which is usually all but done."""
_KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "Link")


def tells_a_secret(view: View) -> View:
    """The view's answer holds a token or a code, told once: it is not kept, a repeat is worked on anew."""
    view.tells_a_secret = True  # type: ignore[attr-defined]
    return view


def begin() -> Response | None:
    """Answers a repeated request with its first answer; otherwise lets it through and remembers it."""
    key = request.headers.get(KEY)
    if key is None or request.method not in UNSAFE_METHODS or request.endpoint is None:
        return None
    who = _who()
    found = _begin_patiently(who, key)
    if isinstance(found, Replay):
        replay = Response(found.body, found.status, found.headers)
        replay.headers[REPLAYED] = "true"
        return replay
    g.idempotent = (who, key)
    return None


def finish(response: Response) -> Response:
    """Keeps the answer of a success; forgets a request of which nothing came.

    What the request did is recorded by now and must be acknowledged: a people store that does not answer
    costs the courtesy only. Whoever repeats is told to wait, and then that it was recorded already.
    """
    begun = g.pop("idempotent", None)
    if begun is None:
        return response
    try:
        _settle(begun, response)
    except Refusal as refusal:
        log.warning("the answer of request %s is not kept: %s", g.request_id, refusal.sentence)
    return response


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(finish)


def _settle(begun: tuple[str, str], response: Response) -> None:
    (who, key), records = begun, parts().people.idempotency
    view = current_app.view_functions.get(request.endpoint or "")
    if 200 <= response.status_code < 300 and not getattr(view, "tells_a_secret", False):
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        records.finish(who, key, response.status_code, kept, response.get_data())
    else:
        records.abandon(who, key)


def _begin_patiently(who: str, key: str) -> Fresh | Replay:
    records, fingerprint = parts().people.idempotency, _fingerprint()
    for pause in PATIENCE_SECONDS:
        try:
            return records.begin(who, key, fingerprint, now())
        except Busy:
            time.sleep(pause)
    return records.begin(who, key, fingerprint, now())


def _who() -> str:
    """Keys are each caller's own. Who is not signed in shares one space, which random keys do not mind."""
    return g.caller.principal if "caller" in g else "anonymous"


def _fingerprint() -> str:
    """What is asked, as a keyed hash: a password in a body cannot be guessed from it."""
    asked = f"{request.method} {request.full_path}\n".encode() + _body()
    return hmac.digest(secret().encode(), asked, "sha256").hex()


def _body() -> bytes:
    """The body's bytes. An upload is sent with another boundary each time: of it, what lies between them."""
    raw = request.get_data(cache=True, parse_form_data=False)
    if request.mimetype != "multipart/form-data":
        return raw
    said = sorted(request.form.items(multi=True))
    files = sorted((name, file.filename, file.read()) for name, file in request.files.items(multi=True))
    for file in request.files.values():
        file.seek(0)
    return repr((said, files)).encode()
