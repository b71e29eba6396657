"""How people got in: the story of everybody's access, and what of it waits for a second official."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import caller, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.access_history import AccessPage, OpenRecoveryPage, OpenRemovalPage

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
    return answer_page(views().access.page(f"member:{number}", **asked))


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
    return answer_page(views().access.open_recoveries(**asked))


@blueprint.route("/second-factor-removals")
@permit("access.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, OpenRemovalPage)
def list_open_removals(asked: dict[str, Any]) -> Any:
    """Officials whose second factor a third official may agree to remove, the oldest first"""
    return answer_page(views().access.open_removals(**asked))
