"""How people got in: the story of everybody's access, and what of it waits for a second official."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from imbuto.api.access import caller, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.restriction import is_hidden
from imbuto.api.schemas.access_history import AccessPage, OpenRecoveryPage, OpenRemovalPage
from imbuto.projections.access import AccessFact
from imbuto.projections.pages import Page

blueprint = Blueprint("access-history", "How people got in.")


@blueprint.route("/sessions/own/history")
@permit("sessions.own")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, AccessPage)
def see_own_history(asked: dict[str, Any]) -> Any:
    """How I got in, the newest first: what you do not know of was somebody else"""
    return answer_page(views().access.page(caller().principal, **asked))


@blueprint.route("/members/<number:number>/access")
@permit("access.read", own="own.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, AccessPage)
def see_access_of_member(asked: dict[str, Any], number: str) -> Any:
    """How a member got in, and who changed the access, the newest first"""
    ledger().member(number)
    page = views().access.page(f"member:{number}", **asked)
    if is_hidden(views().members.get(number)):
        page = Page([_without_words(fact) for fact in page.items], page.next)
    return answer_page(page)


@blueprint.route("/staff/<number>/access")
@permit("access.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, AccessPage)
def see_access_of_official(asked: dict[str, Any], number: str) -> Any:
    """How an official got in, and who changed the access, the newest first"""
    ledger().staff(number)
    return answer_page(views().access.page(f"staff:{number}", **asked))


@blueprint.route("/access-recoveries")
@permit("access.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, OpenRecoveryPage)
def list_open_recoveries(asked: dict[str, Any]) -> Any:
    """Members whose access waits to be given back by a second official, the oldest first"""
    page = views().access.open_recoveries(**asked)
    members = views().members.many([one.number for one in page.items])
    seen = [replace(one, reason=None) if is_hidden(members.get(one.number)) else one for one in page.items]
    return answer_page(Page(seen, page.next))


@blueprint.route("/second-factor-removals")
@permit("access.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, OpenRemovalPage)
def list_open_removals(asked: dict[str, Any]) -> Any:
    """Officials whose second factor a third official may agree to remove, the oldest first"""
    return answer_page(views().access.open_removals(**asked))


def _without_words(fact: AccessFact) -> AccessFact:
    """Without the device's name and what an official said of the member."""
    told = {name: value for name, value in fact.details.items() if name not in ("device", "reason")}
    return replace(fact, details=told)
