"""Who looked at whose data: each answer that shows an official one member's data is noted.

It is about one member when the address or the query names the member, or when the view says so
(`looked_at`, which `access.require_own` does). What is not answered, and what a member sees of the member's
own, is no look. Lists of many members are none either: who may read them is told by the roles.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, current_app, g, request

from imbuto.api import problems
from imbuto.api.parts import now, parts
from imbuto.errors import BadValue, Busy
from imbuto.security.looks import Look
from imbuto.values import parse_member_number


def looked_at(member: str) -> None:
    """This request is about that member."""
    g.looked_at = member


def looked_at_the_only_one(members: Iterable[str]) -> None:
    """A search that finds one member alone shows that member's entry: a look, though what is searched lies in
    a body that is posted."""
    if len(numbers := set(members)) == 1:
        g.found = numbers.pop()


def keep_look(response: Response) -> Response:
    """Notes the look. Raises nothing: what cannot be noted is not shown, but refused as busy."""
    caller, member = g.get("caller"), _member()
    if member is None or caller is None or caller.is_member or response.status_code != 200:
        return response
    view = current_app.view_functions[request.endpoint or ""].__name__
    try:
        parts().people.looks.note(Look(now(), caller.principal, member, view, g.request_id))
    except Busy as busy:
        return problems.answer_refusal(busy)
    return response


def register(app: Flask) -> None:
    app.after_request(keep_look)


def _member() -> str | None:
    """The one member whom a reading request is about."""
    if "found" in g:
        return str(g.found)
    if request.method != "GET":
        return None
    if "looked_at" in g:
        return str(g.looked_at)
    if request.url_rule is not None and "<number:number>" in request.url_rule.rule:
        return str((request.view_args or {})["number"])
    return _as_the_view_reads_it(request.args.get("member"))


def _as_the_view_reads_it(asked: str | None) -> str | None:
    """A small letter or a space before it asks about the same member; what is no number, about nobody."""
    try:
        return None if asked is None else parse_member_number(asked)
    except BadValue:
        return None
