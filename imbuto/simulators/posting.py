"""Posting a callback once, as the real gateways do: no retry, no signature, ten seconds of patience."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

PATIENCE_SECONDS = 10
LARGEST_ANSWER_BYTES = 64 * 1024

Post = Callable[[str, Mapping[str, Any]], int | None]
"""Posts a body as JSON to an address: the HTTP status of the answer, or None when nobody answered."""


class _NoRedirects(HTTPRedirectHandler):
    """A callback that is redirected counts as refused, with the redirect's own status."""

    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:
        return None


# The callbacks stay on this machine, so whatever proxy the environment names is not asked.
_opener = build_opener(ProxyHandler({}), _NoRedirects())


def post_json(url: str, body: Mapping[str, Any]) -> int | None:
    """The HTTP status of the answer, or None when nobody answered."""
    return _post(url, json.dumps(body).encode(), "application/json")


def post_form(url: str, fields: Mapping[str, str]) -> int | None:
    """The HTTP status of the answer, or None when nobody answered."""
    return _post(url, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def ask_form(url: str, fields: Mapping[str, str]) -> tuple[int, str] | None:
    """The HTTP status and the text of the answer, or None when nobody answered."""
    return _ask(url, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def is_web_address(text: str) -> bool:
    """True for an http or https address that a callback can be posted to."""
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return False
    return text.startswith(("http://", "https://")) and bool(host) and text.isascii() and text.isprintable()


def _post(url: str, data: bytes, content_type: str) -> int | None:
    answered = _ask(url, data, content_type)
    return None if answered is None else answered[0]


def _ask(url: str, data: bytes, content_type: str) -> tuple[int, str] | None:
    request = Request(url, data=data, headers={"Content-Type": content_type}, method="POST")  # noqa: S310 - is_web_address has looked at it
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            return int(answer.status), answer.read(LARGEST_ANSWER_BYTES).decode("utf-8", "replace")
    except HTTPError as refused:
        refused.close()
        return int(refused.code), ""
    except (OSError, http.client.HTTPException, ValueError):
        return None
