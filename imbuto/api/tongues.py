"""The language of an answer: Kiswahili or English, as the request's `Accept-Language` prefers.

The house speaks English inside: in refusals, in views, in facts. Here, at the edge, a sentence is put into
Kiswahili by the catalogues of imbuto/words. Types, codes and the names of fields are the same in both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request
from marshmallow import fields
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from imbuto.words.in_swahili import in_swahili

LANGUAGES = ("en", "sw")
"""The first one is spoken to whoever asks for none of them."""
SPOKEN_UNDER = "/api/"


@lru_cache(maxsize=64)
def preferred(header: str) -> str:
    """The language that an `Accept-Language` prefers: `sw`, `sw-KE`, `en;q=0.2, sw`."""
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def language() -> str:
    """That of the answer to this request."""
    if "language" not in g:
        g.language = preferred(request.headers.get("Accept-Language", "")[:200])
    return str(g.language)


def told(sentence: str) -> str:
    """A sentence of the house in the language of this answer. What a batch says of each item is put once, and
    forgotten with the request: a value may be a person's name."""
    if language() != "sw":
        return sentence
    known: dict[str, str] = g.setdefault("told", {})
    if sentence not in known:
        known[sentence] = in_swahili(sentence)
    return known[sentence]


class Sentence(fields.String):
    """Words of the house for people, answered in the language that the request prefers."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        text = super()._serialize(value, attr, obj, **kwargs)
        return told(text) if text else text


def name_the_language(response: Response) -> Response:
    """What is kept of an answer is kept for its language. A repeated answer says its own."""
    if request.path.startswith(SPOKEN_UNDER) or response.status_code >= 400:
        response.headers.setdefault("Content-Language", language())
        response.vary.add("Accept-Language")
    return response


def register(app: Flask) -> None:
    app.after_request(name_the_language)
