"""Who looked at a member's data: for the member, and for those who watch over the officials."""

from __future__ import annotations

from functools import cache
from inspect import getdoc
from typing import Any

from flask import current_app

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, link_to_next
from imbuto.api.parts import ledger, parts
from imbuto.api.schemas.tokens import LookPage

blueprint = Blueprint("looks", "Who looked at a member's data.")


@blueprint.route("/members/<number:number>/looks")
@permit("looks.read", own="own.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, LookPage)
def list_looks(asked: dict[str, Any], number: str) -> Any:
    """Which officials looked at a member's data in the last two years, the latest first"""
    ledger().member(number)
    page = parts().people.looks.of(number, asked.get("cursor"), asked["limit"])
    items = [{**vars(look), "sentence": _sentence(look.what)} for look in page.items]
    return {"items": items, "next": page.next}, 200, link_to_next(page.next)


@cache
def _sentence(what: str) -> str:
    """The first line of what the view says of itself."""
    views = current_app.view_functions.values()
    view = next((view for view in views if view.__name__ == what), None)
    return (getdoc(view) or "").partition("\n")[0] if view else ""
