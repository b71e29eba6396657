"""The blueprint of every concern: flask-smorest's, with strict parsing and a description that says who may
use an endpoint and how it refuses."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

import flask_smorest  # type: ignore[import-untyped]

from imbuto.api.access import Demand, demand_of
from imbuto.api.incoming import LARGEST_BODY_BYTES, UNSAFE_METHODS, StrictParser, body_is
from imbuto.security.roles import PERMISSIONS

View = TypeVar("View", bound=Callable[..., Any])

_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Any unique text, such as a UUID. The same key and request again gets the same answer for "
    "two days, with `Idempotency-Replayed: true`; the same key with another request is refused (409).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "b3a1f2d0-6c1e-4d0c-9a53-0a3f5f6f1a11",
}


_TOLD_ONCE = "The secret in the answer is told once and not kept: no Idempotency-Key brings it again."


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Registers views and describes them."""

    ARGUMENTS_PARSER = StrictParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {
        **flask_smorest.Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        "upload": "multipart/form-data",
    }

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, description=description)
        self._prepare_doc_cbks.append(_describe)

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Like flask's; the view's name becomes the operation's id, its demand goes into the description."""
        register = super().route(rule, **options)

        def decorate(view: View) -> View:
            view._apidoc = {**deepcopy(getattr(view, "_apidoc", {})), "view": _Described(view)}  # type: ignore[attr-defined]
            return register(view)  # type: ignore[no-any-return]

        return decorate

    def arguments(
        self, schema: Any, *, location: str = "json", largest_bytes: int = LARGEST_BODY_BYTES, **options: Any
    ) -> Callable[[View], View]:
        """Like flask-smorest's; a view with a JSON schema, or with one for an upload, takes such a body,
        others take none."""
        parse = super().arguments(schema, location=location, **options)

        def decorate(view: View) -> View:
            parsed: View = parse(view)
            has_body = location in ("json", "upload")
            return body_is(location, largest_bytes=largest_bytes)(parsed) if has_body else parsed

        return decorate

    def response(self, status: int, schema: Any = None, **options: Any) -> Callable[[View], View]:
        """Like flask-smorest's, with a type."""
        return super().response(status, schema, **options)  # type: ignore[no-any-return]

    def doc(self, **described: Any) -> Callable[[View], View]:
        """Like flask-smorest's, with a type."""
        return super().doc(**described)  # type: ignore[no-any-return]

    def already(self, schema: Any, description: str) -> Callable[[View], View]:
        """Describes the 200 of a view that makes something: an earlier request had made it."""
        return super().alt_response(200, schema=schema, description=description, success=True)  # type: ignore[no-any-return]


class _Described:
    """What the description needs to know of a view. Survives flask-smorest's deep copies as itself."""

    def __init__(self, view: Callable[..., Any]) -> None:
        self.name = view.__name__
        self.demand = demand_of(view) or Demand()
        self.takes = getattr(view, "body", ("none", 0))[0]
        self.tells_a_secret = getattr(view, "tells_a_secret", False)

    def __deepcopy__(self, memo: Any) -> _Described:
        return self


def _describe(doc: dict[str, Any], info: dict[str, Any], *, method: str, **_: Any) -> dict[str, Any]:
    """Adds id, permission, the Idempotency-Key and the problems to an operation."""
    view: _Described = info["view"]
    doc["operationId"] = view.name
    responses = doc.setdefault("responses", {})
    for status in _problems(view, method.upper()):
        responses.setdefault(status, _STATUS_NAMES[status])
    if view.demand == Demand():
        doc["security"] = []
    info["docstring"]["description"] = _with_permission(info["docstring"].get("description"), view.demand)
    if view.tells_a_secret:
        info["docstring"]["description"] += f"\n\n{_TOLD_ONCE}"
    doc["x-permission"] = view.demand.permission or view.demand.own or "(open to all)"
    if _is_repeatable(view, method.upper()):
        doc.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    return doc


_STATUS_NAMES = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    409: "CONFLICT",
    413: "REQUEST_ENTITY_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    422: "UNPROCESSABLE_ENTITY",
    429: "TOO_MANY_REQUESTS",
    503: "SERVICE_UNAVAILABLE",
}


def _is_repeatable(view: _Described, method: str) -> bool:
    """Whether the first answer is kept for whoever sends the same key again."""
    return method in UNSAFE_METHODS and view.takes not in ("form", "anything") and not view.tells_a_secret


def _problems(view: _Described, method: str) -> list[int]:
    """The statuses with which a view may refuse."""
    found = [404, 422, 503]
    if view.demand != Demand() or method in UNSAFE_METHODS:
        found += [401, 403]
    if method in UNSAFE_METHODS:
        found += [400, 409, 413, 415, 429]
    return sorted(found)


def _with_permission(text: str | None, demand: Demand) -> str:
    said = [text] if text else []
    if demand == Demand():
        said.append("Needs no session.")
    if demand.permission:
        said.append(f"Permission `{demand.permission}`: {PERMISSIONS[demand.permission]}")
    if demand.own:
        said.append(f"A member, for what is the member's own, by `{demand.own}`.")
    return "\n\n".join(said)
