"""A member's own data: what is held, all of it as one file; leaving, restriction, and being forgotten."""

from __future__ import annotations

from typing import Any

from flask import Response

from imbuto.api.access import by, permit
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, parts
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.privacy import ErasureGround, Held, RestrictionGround

blueprint = Blueprint("privacy", "What is held about a member, and what becomes of it.")
_MEMBER = "/members/<number:number>"
_A_ZIP = {"type": "string", "format": "binary"}
ZIP = "application/zip"


@blueprint.route(f"{_MEMBER}/held")
@permit("privacy.read", own="own.read")
@blueprint.response(200, Held)
def see_held(number: str) -> Any:
    """What is held about a member, in numbers, and from when on it may be erased"""
    return parts().privacy.held(number)


@blueprint.route(f"{_MEMBER}/export")
@permit("privacy.read", own="own.read")
@blueprint.response(200, _A_ZIP, content_type=ZIP, description="A ZIP of text, JSON and PDF.")
def export_member(number: str) -> Any:
    """Everything that is held about a member, as one file to take along"""
    name = f'attachment; filename="member-{number.replace("/", "-")}.zip"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return Response(parts().privacy.export(number), headers=headers, content_type=ZIP)


@blueprint.route(f"{_MEMBER}/departure", methods=["POST"])
@permit("members.suspend")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def let_member_leave(given: dict[str, Any], number: str) -> Any:
    """The member leaves: no milk is taken in any more, what is owed is still paid"""
    return receipt(ledger().let_member_leave(number, given["reason"], by()))


@blueprint.route(f"{_MEMBER}/readmission", methods=["POST"])
@permit("members.suspend")
@blueprint.response(200, Receipt)
def readmit_member(number: str) -> Any:
    """The member is back under the same number"""
    return receipt(ledger().readmit_member(number, by()))


@blueprint.route(f"{_MEMBER}/restriction", methods=["POST"])
@permit("privacy.propose")
@blueprint.arguments(RestrictionGround)
@blueprint.response(200, Receipt)
def restrict_member(given: dict[str, Any], number: str) -> Any:
    """Keep a member's data and show it to hardly anybody; messages are only those about payments"""
    return receipt(ledger().restrict_member(number, given["ground"], by()))


@blueprint.route(f"{_MEMBER}/restriction/end", methods=["POST"])
@permit("privacy.propose")
@blueprint.response(200, Receipt)
def propose_unrestriction(number: str) -> Any:
    """Propose to end a restriction; another official approves it"""
    return receipt(ledger().propose_unrestriction(number, by()))


@blueprint.route(f"{_MEMBER}/restriction/end/approval", methods=["POST"])
@permit("privacy.approve")
@blueprint.response(200, Receipt)
def approve_unrestriction(number: str) -> Any:
    """End a restriction that another official wants to end"""
    return receipt(ledger().approve_unrestriction(number, by()))


@blueprint.route(f"{_MEMBER}/restriction/end/refusal", methods=["POST"])
@permit("privacy.approve")
@blueprint.response(200, Receipt)
def refuse_unrestriction(number: str) -> Any:
    """Leave a restriction that another official wants to end"""
    return receipt(ledger().refuse_unrestriction(number, by()))


@blueprint.route(f"{_MEMBER}/erasure", methods=["POST"])
@permit("privacy.propose")
@blueprint.arguments(ErasureGround)
@blueprint.response(200, Receipt)
def propose_erasure(given: dict[str, Any], number: str) -> Any:
    """Propose to forget a member who left; refused, with the day, while the books must be kept"""
    return receipt(parts().privacy.propose_erasure(number, given["ground"], by()))


@blueprint.route(f"{_MEMBER}/erasure/approval", methods=["POST"])
@permit("privacy.approve")
@blueprint.response(200, Receipt)
def approve_erasure(number: str) -> Any:
    """Forget a member whom another official proposed to forget: at once, and for good"""
    return receipt(parts().privacy.approve_erasure(number, by()))


@blueprint.route(f"{_MEMBER}/erasure/refusal", methods=["POST"])
@permit("privacy.approve")
@blueprint.response(200, Receipt)
def refuse_erasure(number: str) -> Any:
    """Keep a member whom another official proposed to forget"""
    return receipt(ledger().refuse_erasure(number, by()))
