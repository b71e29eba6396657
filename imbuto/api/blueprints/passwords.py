"""A lost password, and a password that its owner changes."""

from __future__ import annotations

from typing import Any

from flask import g

from imbuto.api import officials_door
from imbuto.api.access import by, caller, open_to_all, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import tell_sessions_ended
from imbuto.api.limits import network_of_request
from imbuto.api.parts import accounts, ledger, now, parts
from imbuto.api.schemas.sessions import LinkComing, LostPassword, OwnPassword, Recovery, Redeemed

COMING = {
    "detail": "If you can sign in here and your phone is on file, a link comes by SMS. It holds for three "
    "minutes."
}

blueprint = Blueprint("passwords", "Lost passwords, and one's own.")


@blueprint.route("/recoveries", methods=["POST"])
@open_to_all
@blueprint.arguments(LostPassword)
@blueprint.response(202, LinkComing)
def ask_recovery(given: dict[str, Any]) -> Any:
    """Ask for a link to a new password, by SMS to the phone on file; once in three minutes"""
    house, login, request_id = parts(), given["login"], g.request_id
    house.errands.do(lambda: officials_door.send_link(house, login, request_id))
    return COMING


@blueprint.route("/recoveries/redemptions", methods=["POST"])
@open_to_all
@blueprint.arguments(Recovery)
@blueprint.response(201, Redeemed)
def redeem_recovery(given: dict[str, Any]) -> Any:
    """Choose a new password by the link; who has a second factor gives a code of it too"""
    return officials_door.recover(parts(), given, network_of_request(), g.request_id)


@blueprint.route("/sessions/own/password", methods=["PUT"])
@permit("sessions.own")
@blueprint.arguments(OwnPassword)
@blueprint.response(204)
def change_password(given: dict[str, Any]) -> None:
    """Change one's own password; all other sessions end, and access tokens unless they are to be kept"""
    who = caller()
    admitted = accounts().change_password(
        who.principal,
        given["old"],
        given["new"],
        now(),
        but=who.session,
        known_of=lambda principal: officials_door.words_of(parts(), principal),
    )
    changed = ledger().record_password_change(who.principal, "own", by())
    tell_sessions_ended(who.principal, admitted.ended, "password-changed")
    if not given["keep_access_tokens"]:
        officials_door.end_tokens(parts(), who.principal, by())
    officials_door.tell_official(parts(), who.principal, "password-changed", changed, by())
