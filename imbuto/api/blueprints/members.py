"""The register of members: who they are, and the changes of their entries."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, caller, centres_to_list, permit, require_centre, require_centre_of_member
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.elsewhere import heard
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.limits import require_no_guessing
from imbuto.api.member_access import follow_number
from imbuto.api.officials_door import invite
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, parts, views
from imbuto.api.private import entries_as_seen, entry_as_seen
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.members import (
    Language,
    MemberArgs,
    MemberEntry,
    MemberPage,
    NewMember,
    NewPhone,
    NextNumber,
    PayTerms,
    SeenPhone,
)
from imbuto.api.schemas.sessions import Invitation
from imbuto.ledger import Registration

blueprint = Blueprint("members", "The register of members.")
_MEMBER = "/members/<number:number>"


@blueprint.route("/members")
@permit("members.read")
@blueprint.arguments(MemberArgs, location="query")
@blueprint.response(200, MemberPage)
def list_members(asked: dict[str, Any]) -> Any:
    """The members by number"""
    centres = centres_to_list("members.read", asked.pop("centre", None))
    return answer_page(entries_as_seen(views().members.page(centre=centres, **asked)))


@blueprint.route("/members", methods=["POST"])
@permit("members.register")
@blueprint.arguments(NewMember)
@blueprint.already(Receipt, "Was registered already, the same.")
@blueprint.response(201, Receipt)
def register_member(registration: Registration) -> Any:
    """Register a member"""
    require_centre("members.register", registration.centre)
    if views().members.many([registration.number]):
        require_no_guessing(caller().principal, registration.number)
    with heard("members.register"):
        saved = ledger().register_member(registration, by())
    return made(saved, f"/api/v1/members/{registration.number}")


@blueprint.route("/member-numbers/next")
@permit("members.register")
@blueprint.response(200, NextNumber)
def propose_number() -> Any:
    """A number that no member has: one more than the highest"""
    return {"number": views().members.next_number()}


@blueprint.route(_MEMBER)
@permit("members.read", own="own.read")
@blueprint.response(200, MemberEntry)
def see_member(number: str) -> Any:
    """One member"""
    require_centre_of_member("members.read", number)
    return entry_as_seen(views().members.get(number))


@blueprint.route(f"{_MEMBER}/language", methods=["PUT"])
@permit("members.change", own="own.change")
@blueprint.arguments(Language)
@blueprint.response(200, Receipt)
def choose_language(given: dict[str, Any], number: str) -> Any:
    """Choose the language of messages; a member for the member's own"""
    require_centre_of_member("members.change", number)
    return receipt(ledger().choose_language(number, given["language"], by()))


@blueprint.route(f"{_MEMBER}/pay-terms", methods=["PUT"])
@permit("members.change", own="own.change")
@blueprint.arguments(PayTerms)
@blueprint.response(200, Receipt)
def choose_pay(given: dict[str, Any], number: str) -> Any:
    """Choose when to be paid, and how much of it is saved, from the next run on"""
    require_centre_of_member("members.change", number)
    return receipt(ledger().choose_pay(number, given["rhythm"], given["saved_percent"], by()))


@blueprint.route(f"{_MEMBER}/phone-change", methods=["POST"])
@permit("members.change")
@blueprint.arguments(NewPhone)
@blueprint.response(200, Receipt)
def propose_phone(given: dict[str, Any], number: str) -> Any:
    """Propose another number for messages and money; another official approves it"""
    require_centre_of_member("members.change", number)
    return receipt(ledger().propose_phone(number, given["phone"], by()))


@blueprint.route(f"{_MEMBER}/phone-change/approval", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(SeenPhone)
@blueprint.response(200, Receipt)
def approve_phone(given: dict[str, Any], number: str) -> Any:
    """Approve the number that another official proposed; the member signs in with it from now on"""
    saved = ledger().approve_phone(number, given["phone"], by())
    follow_number(parts(), number, by())
    return receipt(saved)


@blueprint.route(f"{_MEMBER}/phone-change/refusal", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_phone(given: dict[str, Any], number: str) -> Any:
    """Refuse a proposed number for messages and money"""
    return receipt(ledger().refuse_phone(number, given["reason"], by()))


@blueprint.route(f"{_MEMBER}/suspension", methods=["POST"])
@permit("members.suspend")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def suspend_member(given: dict[str, Any], number: str) -> Any:
    """Suspend a member: no milk is taken in and payouts are held"""
    return receipt(ledger().suspend_member(number, given["reason"], by()))


@blueprint.route(f"{_MEMBER}/reinstatement", methods=["POST"])
@permit("members.suspend")
@blueprint.response(200, Receipt)
def reinstate_member(number: str) -> Any:
    """Reinstate a suspended member"""
    return receipt(ledger().reinstate_member(number, by()))


@blueprint.route(f"{_MEMBER}/invitation", methods=["POST"])
@permit("members.access")
@blueprint.response(201, Invitation)
@tells_a_secret
def invite_member(number: str) -> Any:
    """A code by which the member chooses a password for the app; an earlier one no longer holds"""
    ledger().member(number)
    return invite(parts(), f"member:{number}", by())
