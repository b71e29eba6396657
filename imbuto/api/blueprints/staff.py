"""The officials: who they are, what they may do, how they get in."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, permit
from imbuto.api.answers import clear, made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import shut_out
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.officials_door import invite
from imbuto.api.paging import answer_page, page_of
from imbuto.api.parts import ledger, parts, views
from imbuto.api.same_phone import (
    refuse_anothers_phone,
    refuse_takeover,
    refuse_unknown_hands,
    would_be_taken_over,
)
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.cooperative import (
    GivenRoles,
    Joined,
    NewOfficial,
    Official,
    OfficialWithStory,
    Readmission,
    RefusedRoles,
    Roles,
    SeenRoles,
    StaffArgs,
    StaffNames,
)
from imbuto.api.schemas.sessions import Invitation
from imbuto.errors import Unknown
from imbuto.ledger import Saved, staff_id

blueprint = Blueprint("staff", "The officials and their roles.")
OfficialPage = page_of(Official)


@blueprint.route("/staff")
@permit("staff.read")
@blueprint.arguments(StaffArgs, location="query")
@blueprint.response(200, OfficialPage)
def list_staff(asked: dict[str, Any]) -> Any:
    """The officials by number"""
    return answer_page(views().staff.page(**asked))


@blueprint.route("/staff-names")
@permit("staff_names.read")
@blueprint.response(200, StaffNames)
def list_staff_names() -> Any:
    """Which official each number is, so that a list says who did what; by number"""
    names = views().staff.names()
    return {"items": [{"number": number, "name": name} for number, name in names.items()]}


@blueprint.route("/staff", methods=["POST"])
@permit("staff.manage")
@blueprint.arguments(NewOfficial)
@blueprint.already(Joined, "Had joined already.")
@blueprint.response(201, Joined)
@tells_a_secret
def add_official(given: dict[str, Any]) -> Any:
    """An official joins and is invited; another official approves all roles but a clerk's"""
    number, phone = given["number"], given["phone"]
    refuse_anothers_phone(phone, number)
    joined = (number, given["name"], given["roles"], by())
    saved = ledger().join_staff(*joined, phone=phone, centres=given["centres"])
    body, status, headers = made(saved, f"/api/v1/staff/{number}")
    return {**body, **_invited(number, saved)}, status, headers


@blueprint.route("/staff/<number>")
@permit("staff.read")
@blueprint.response(200, OfficialWithStory)
def see_official(number: str) -> Any:
    """One official, and who gave which role and who agreed"""
    return {**vars(views().staff.get(number)), "story": story(ledger().story(staff_id(number)))}


@blueprint.route("/staff/<number>/roles", methods=["PUT"])
@permit("staff.manage")
@blueprint.arguments(Roles)
@blueprint.response(200, GivenRoles)
def set_roles(given: dict[str, Any], number: str) -> Any:
    """These roles and no others: taken away at once, given once another official approves"""
    saved = ledger().set_roles(number, given["roles"], given["centres"], by())
    return {**receipt(saved), "waiting_roles": _waiting(number)}


@blueprint.route("/staff/<number>/roles/approval", methods=["POST"])
@permit("staff.approve")
@blueprint.arguments(SeenRoles)
@blueprint.response(200, Receipt)
def approve_roles(given: dict[str, Any], number: str) -> Any:
    """Approve roles that another official proposed for a third with a phone on file, naming them as seen"""
    refuse_unknown_hands(number)
    return receipt(ledger().approve_roles(number, given["roles"], by()))


@blueprint.route("/staff/<number>/roles/refusal", methods=["POST"])
@permit("staff.approve")
@blueprint.arguments(RefusedRoles)
@blueprint.response(200, Receipt)
def refuse_roles(given: dict[str, Any], number: str) -> Any:
    """Refuse the roles that wait, or take one's own proposal back"""
    return receipt(ledger().refuse_roles(number, given["reason"], by()))


@blueprint.route("/staff/<number>/leave", methods=["POST"])
@permit("staff.manage")
@blueprint.response(200, Receipt)
def leave_staff(number: str) -> Any:
    """An official leaves: sessions and access tokens end at once"""
    saved = ledger().leave_staff(number, by())
    shut_out(f"staff:{number}")
    return receipt(saved)


@blueprint.route("/staff/<number>/readmission", methods=["POST"])
@permit("staff.manage")
@blueprint.arguments(Readmission)
@blueprint.response(200, Joined)
@tells_a_secret
def readmit_official(given: dict[str, Any], number: str) -> Any:
    """An official who left is back: a new password, roles as if new, no session or token of before"""
    phone = given["phone"] or clear(ledger().staff(number).phone)
    refuse_anothers_phone(phone, number)
    saved = ledger().rejoin_staff(
        number, given["roles"], by(), phone=given["phone"], centres=given["centres"]
    )
    if saved.new:
        # Had the machine stopped between leaving and ending these, they would hold again from here on.
        shut_out(f"staff:{number}")
    return {**receipt(saved), **_invited(number, saved)}


@blueprint.route("/staff/<number>/invitation", methods=["POST"])
@permit("staff.manage")
@blueprint.response(201, Invitation)
@tells_a_secret
def invite_official(number: str) -> Any:
    """A new code by which the official chooses a password; an earlier one no longer holds"""
    official = ledger().staff(number)
    if not official.active:
        raise Unknown("active staff", number)
    refuse_takeover(number)
    return invite(parts(), f"staff:{number}", by())


def _invited(number: str, saved: Saved) -> dict[str, Any]:
    """What waits, and the invitation; none where its code would show to another who will approve."""
    shown = saved.new and not would_be_taken_over(number)
    invitation = invite(parts(), f"staff:{number}", by()) if shown else None
    return {"waiting_roles": _waiting(number), "invitation": invitation}


def _waiting(number: str) -> list[str]:
    return list(ledger().staff(number).proposed_roles)
