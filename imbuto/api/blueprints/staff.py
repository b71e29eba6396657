"""The officials: who they are, what they may do, how they get in."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import end_access
from imbuto.api.officials_door import invite
from imbuto.api.paging import PageArgs, answer_page, page_of
from imbuto.api.parts import accounts, ledger, parts, views
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.cooperative import Joined, NewOfficial, Official, Roles
from imbuto.api.schemas.sessions import Invitation
from imbuto.errors import Unknown

blueprint = Blueprint("staff", "The officials and their roles.")
OfficialPage = page_of(Official)


@blueprint.route("/staff")
@permit("staff.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, OfficialPage)
def list_staff(asked: dict[str, Any]) -> Any:
    """The officials by number"""
    return answer_page(views().staff.page(**asked))


@blueprint.route("/staff", methods=["POST"])
@permit("staff.manage")
@blueprint.arguments(NewOfficial)
@blueprint.already(Joined, "Had joined already.")
@blueprint.response(201, Joined)
def add_official(given: dict[str, Any]) -> Any:
    """An official joins and is invited to choose a password"""
    number, phone = given["number"], given["phone"]
    joined = (number, given["name"], given["roles"], by())
    saved = ledger().join_staff(*joined, phone=phone, centres=given["centres"])
    body, status, headers = made(saved, f"/api/v1/staff/{number}")
    return (
        {**body, "invitation": invite(parts(), f"staff:{number}", by()) if saved.new else None},
        status,
        headers,
    )


@blueprint.route("/staff/<number>")
@permit("staff.read")
@blueprint.response(200, Official)
def see_official(number: str) -> Any:
    """One official"""
    return views().staff.get(number)


@blueprint.route("/staff/<number>/roles", methods=["PUT"])
@permit("staff.manage")
@blueprint.arguments(Roles)
@blueprint.response(200, Receipt)
def set_roles(given: dict[str, Any], number: str) -> Any:
    """Give an official these roles and no others"""
    return receipt(ledger().set_roles(number, given["roles"], given["centres"], by()))


@blueprint.route("/staff/<number>/leave", methods=["POST"])
@permit("staff.manage")
@blueprint.response(200, Receipt)
def leave_staff(number: str) -> Any:
    """An official leaves: sessions and access tokens end at once"""
    saved = ledger().leave_staff(number, by())
    end_access(f"staff:{number}", "left")
    accounts().close(f"staff:{number}")
    return receipt(saved)


@blueprint.route("/staff/<number>/invitation", methods=["POST"])
@permit("staff.manage")
@blueprint.response(201, Invitation)
def invite_official(number: str) -> Any:
    """A new code by which the official chooses a password; an earlier one no longer holds"""
    official = ledger().staff(number)
    if not official.active:
        raise Unknown("active staff", number)
    return invite(parts(), f"staff:{number}", by())
