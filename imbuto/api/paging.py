"""Pages by key, not by number: a list that grows while it is read is read without gaps or repeats.

`{"items": […], "next": cursor or null}`, and the next page's address in `Link` (RFC 8288).
"""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import urlencode

from flask import request
from marshmallow import fields, validate

from imbuto.api.plain import Schema

LARGEST_PAGE = 200
USUAL_PAGE = 50


class Page(Protocol):
    """What a view's question answers."""

    @property
    def items(self) -> Any: ...
    @property
    def next(self) -> str | None: ...


class PageArgs(Schema):
    """The query of every list. What is not given stays out of the question."""

    cursor = fields.String(
        validate=validate.Length(1, 400), metadata={"description": "`next` of the page before."}
    )
    limit = fields.Integer(
        load_default=USUAL_PAGE,
        validate=validate.Range(1, LARGEST_PAGE),
        metadata={"description": f"How many items, at most {LARGEST_PAGE}."},
    )


def page_of(item: type[Schema]) -> type[Schema]:
    """The schema of a page of these."""
    name = item.__name__.removesuffix("Schema")
    return type(
        f"{name}PageSchema",
        (Schema,),
        {
            "__doc__": f"A page of {name}.",
            "items": fields.List(fields.Nested(item), required=True),
            "next": fields.String(
                required=True, allow_none=True, metadata={"description": "The next page's cursor, if any."}
            ),
        },
    )


def answer_page(page: Page) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The page with the address of the next one."""
    return {"items": page.items, "next": page.next}, 200, link_to_next(page.next)


def link_to_next(cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    query = urlencode(
        [*((n, v) for n, v in request.args.items(multi=True) if n != "cursor"), ("cursor", cursor)]
    )
    return {"Link": f'<{request.path}?{query}>; rel="next"'}
