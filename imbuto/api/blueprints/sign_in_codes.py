"""Signing in with a phone and a code by SMS: a farmer needs no password and no smartphone of one's own."""

from __future__ import annotations

from typing import Any

from flask import g

from imbuto.api.access import open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.farmers_door import enter, send_code
from imbuto.api.guard import signs_in
from imbuto.api.parts import parts
from imbuto.api.schemas.farmers_door import CodeAsked, CodeComing, CodeEntered, MemberSession

COMING = {
    "detail": "If this is a member's phone, a code comes by SMS within a minute. It holds for ten minutes; "
    "there are three an hour."
}

blueprint = Blueprint("sign-in-codes", "Signing in with a phone and a code by SMS.")


@blueprint.route("/sign-in-codes", methods=["POST"])
@open_to_all
@blueprint.arguments(CodeAsked)
@blueprint.response(202, CodeComing)
def ask_sign_in_code(given: dict[str, Any]) -> Any:
    """Ask for a code by SMS; the one before no longer holds"""
    house, phone, request_id = parts(), given["phone"], g.request_id
    house.errands.do(lambda: send_code(house, phone, request_id))
    return COMING


@blueprint.route("/sessions/code", methods=["POST"])
@open_to_all
@blueprint.arguments(CodeEntered)
@blueprint.response(201, MemberSession)
@signs_in
def sign_in_by_code(given: dict[str, Any]) -> Any:
    """Sign in with the code; of several members with one phone it asks which, on a new device for the PIN"""
    return enter(parts(), given, g.request_id)
