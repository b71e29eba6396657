"""The one table from refusal to HTTP status, and the shape of every answer that is not a success.

RFC 9457: `application/problem+json` with a stable `type`, a sentence and the remedy. No trace of the
program's inside ever leaves it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from imbuto import errors
from imbuto.api.tongues import told

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 1
MOST_FAULTS = 50
"""So many faults of one body are told: nobody mends more at once, and a body may hold a hundred thousand."""

STATUS: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.BadValue: (422, "A value cannot be meant"),
    errors.Unknown: (404, "Not found"),
    errors.NotSignedIn: (401, "Not signed in"),
    errors.SecondFactorNeeded: (401, "Second factor needed"),
    errors.PinNeeded: (401, "The PIN is needed"),
    errors.NotPermitted: (403, "Not permitted"),
    errors.SamePerson: (403, "Another person must do this"),
    errors.CrossSite: (403, "Asked by another site"),
    errors.Contradiction: (409, "This cannot stand beside what is recorded"),
    errors.DifferentContent: (409, "The id was used before with other content"),
    errors.ProbableDouble: (409, "Probably recorded twice"),
    errors.UnusualLitres: (409, "Unusual litres"),
    errors.WrongState: (409, "Not in this state"),
    errors.WindowClosed: (409, "Too late"),
    errors.WhichMember: (409, "Several members have this phone"),
    errors.AnotherPerson: (409, "Another person is signed in"),
    errors.NoPrice: (409, "No price"),
    errors.TooManyTries: (429, "Too many tries"),
    errors.Busy: (503, "Busy"),
}
"""Every refusal has its line; a test says so."""

HTTP: dict[int, tuple[str, str, str, str]] = {
    400: ("malformed", "Not readable", "The request cannot be read.", "Send well-formed JSON in UTF-8."),
    404: (
        "no-such-address",
        "No such address",
        "There is nothing at this address.",
        "See /api/docs for the addresses.",
    ),
    405: (
        "wrong-method",
        "Wrong method",
        "This address does not take that method.",
        "See the Allow header and /api/docs.",
    ),
    413: (
        "too-large",
        "Too large",
        "The request is too large.",
        "Send at most 1 MB, 5 MB for a batch, in smaller parts.",
    ),
    415: (
        "not-json",
        "Not JSON",
        "The body is not of a type that is read here.",
        "Send it as application/json.",
    ),
    422: (
        errors.BadValue.code,
        STATUS[errors.BadValue][1],
        "Some values cannot be meant.",
        "Mend the fields named under errors.",
    ),
    500: (
        "internal",
        "Internal error",
        "Something went wrong on our side.",
        "Send the same request again, and tell us its request id.",
    ),
}
"""Code, title, sentence and remedy of what never reaches the ledger."""


class NotUnderstood(HTTPException):
    """The api refuses what never reaches a verb, in its own words."""

    def __init__(
        self, status: int, sentence: str, remedy: str, fields: list[dict[str, str]] | None = None
    ) -> None:
        super().__init__(sentence)
        self.code = status
        self.sentence = sentence
        self.remedy = remedy
        self.fields = fields or []


def problem(code: str, status: int, title: str, sentence: str, remedy: str, **more: Any) -> dict[str, Any]:
    """The body of a problem, in the language of the request; what is None in `more` is left out."""
    extras = {name: value for name, value in more.items() if value is not None}
    return {
        "type": f"/problems/{code}",
        "title": told(title),
        "status": status,
        "detail": told(sentence),
        "remedy": told(remedy),
        **extras,
    }


def problem_of(refusal: errors.Refusal) -> dict[str, Any]:
    """A refusal of the domain as a problem's body."""
    status, title = STATUS[type(refusal)]
    fields = None
    if isinstance(refusal, errors.BadValue):
        said = f"{told(refusal.sentence)} {told(refusal.remedy)}".strip()
        fields = [{"field": refusal.field, "sentence": said}]
    details = refusal.details or None
    return problem(
        refusal.code, status, title, refusal.sentence, refusal.remedy, details=details, errors=fields
    )


def answer_refusal(refusal: errors.Refusal) -> Response:
    response = _respond(problem_of(refusal))
    if isinstance(refusal, errors.NotSignedIn):
        response.headers["WWW-Authenticate"] = "Bearer"
    if refusal.transient:
        seconds = refusal.details.get("retry_after_seconds", RETRY_AFTER_SECONDS)
        response.headers["Retry-After"] = str(seconds)
    return response


def answer_http(error: HTTPException) -> Response:
    """What Flask, webargs or this api refuse before a verb is reached."""
    status = error.code or 500
    code, title, sentence, remedy = HTTP.get(status, ("refused", "Refused", error.name, "See /api/docs."))
    fields = field_errors(getattr(error, "data", {}).get("messages", {})) if status == 422 else []
    if isinstance(error, NotUnderstood):
        sentence, remedy = error.sentence, error.remedy
        fields = [{**one, "sentence": told(one["sentence"])} for one in error.fields]
    response = _respond(problem(code, status, title, sentence, remedy, errors=fields or None))
    # The Allow header of a 405 is the remedy, and only the exception knows it.
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def answer_crash(error: Exception) -> Response:
    log.error("unexpected: %s", type(error).__name__, exc_info=error)
    code, title, sentence, remedy = HTTP[500]
    return _respond(problem(code, 500, title, sentence, remedy))


def register(app: Flask) -> None:
    app.register_error_handler(errors.Refusal, answer_refusal)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_crash)


def field_errors(messages: Mapping[str, Any]) -> list[dict[str, str]]:
    """marshmallow's messages, nested under where they were found, as a flat list of field and sentence:
    {"json": {"items": {0: {"litres": ["…"]}}}} is one line for `items.0.litres`. The first ones alone."""
    return list(islice((line for within in messages.values() for line in _lines("", within)), MOST_FAULTS))


def _lines(path: str, messages: Any) -> Iterator[dict[str, str]]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            step = "" if name == "_schema" else str(name)
            yield from _lines(".".join(part for part in (path, step) if part), inner)
    elif isinstance(messages, list):
        for inner in messages:
            yield from _lines(path, inner)
    else:
        yield {"field": path or "body", "sentence": told(str(messages))}


def _respond(body: dict[str, Any]) -> Response:
    request_id = g.get("request_id")
    content = {**body, "request": request_id} if request_id else body
    return Response(
        json.dumps(content, ensure_ascii=False, default=str), status=body["status"], content_type=CONTENT_TYPE
    )
