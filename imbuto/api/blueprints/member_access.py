"""A member's PIN, and a lost access that two officials give back."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, caller, permit, require_centre_of_member
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.member_access import choose_pin, give_back, remove_pin
from imbuto.api.parts import ledger, parts
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.farmers_door import NewPin, OldPin, PinState

blueprint = Blueprint("member-access", "A member's PIN, and a lost access that is given back.")
_MEMBER = "/members/<number:number>"


@blueprint.route(f"{_MEMBER}/pin")
@permit("own.change", own="own.change")
@blueprint.response(200, PinState)
def see_pin(number: str) -> Any:
    """Whether I have a PIN"""
    return {"is_set": parts().people.pins.is_set(caller().principal)}


@blueprint.route(f"{_MEMBER}/pin", methods=["PUT"])
@permit("own.change", own="own.change")
@blueprint.arguments(NewPin)
@blueprint.response(200, PinState)
def put_pin(given: dict[str, Any], number: str) -> Any:
    """Choose a PIN, asked for with the code on a new device; to change it the old one is needed"""
    choose_pin(parts(), number, given["pin"], given["old_pin"], by())
    return {"is_set": True}


@blueprint.route(f"{_MEMBER}/pin", methods=["DELETE"])
@permit("own.change", own="own.change")
@blueprint.arguments(OldPin)
@blueprint.response(200, PinState)
def delete_pin(given: dict[str, Any], number: str) -> Any:
    """Do without a PIN; it is needed for that"""
    remove_pin(parts(), number, given["pin"], by())
    return {"is_set": False}


@blueprint.route(f"{_MEMBER}/access-recovery", methods=["POST"])
@permit("members.recover_access")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def propose_recovery(given: dict[str, Any], number: str) -> Any:
    """Propose to give a member's access back whom you have seen and know; another official approves it"""
    require_centre_of_member("members.recover_access", number)
    return receipt(ledger().propose_recovery(f"member:{number}", given["reason"], by()))


@blueprint.route(f"{_MEMBER}/access-recovery/approval", methods=["POST"])
@permit("members.approve_access")
@blueprint.response(200, Receipt)
def approve_recovery(number: str) -> Any:
    """Give the access back: all sessions end, PIN and password go, the phone on file is told"""
    require_centre_of_member("members.approve_access", number)
    saved = ledger().approve_recovery(f"member:{number}", by())
    give_back(parts(), number, by())
    return receipt(saved)


@blueprint.route(f"{_MEMBER}/access-recovery/refusal", methods=["POST"])
@permit("members.approve_access")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_recovery(given: dict[str, Any], number: str) -> Any:
    """Leave a member's access as it is"""
    require_centre_of_member("members.approve_access", number)
    return receipt(ledger().refuse_recovery(f"member:{number}", given["reason"], by()))
