"""Signing in and out, and the invitations by which a person chooses a password."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import caller, open_to_all, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import tell_sessions_ended
from imbuto.api.guard import drop_own_cookie, signs_in
from imbuto.api.parts import accounts, now, parts
from imbuto.api.schemas.sessions import NewSession, Redeemed, Redemption, SignIn, Who
from imbuto.errors import NotSignedIn

NOT_RIGHT = "Check the number or phone and the password; an admin can send a new invitation."

blueprint = Blueprint("sessions", "Signing in and out.")


@blueprint.route("/sessions", methods=["POST"])
@open_to_all
@blueprint.arguments(SignIn)
@blueprint.response(201, NewSession)
@signs_in
def sign_in(given: dict[str, Any]) -> Any:
    """Sign in with a number or phone and the password"""
    try:
        return accounts().sign_in(given["login"], given["password"], now(), given["channel"])
    except NotSignedIn as refusal:
        # Who is at this very door is not helped by being sent to it.
        refusal.remedy = NOT_RIGHT
        raise


@blueprint.route("/sessions/own")
@permit("sessions.own")
@blueprint.response(200, Who)
def see_session() -> Any:
    """Who I am, what I may do, and until when"""
    who = caller()
    return {**vars(who), "permissions": sorted(who.permissions)}


@blueprint.route("/sessions/own", methods=["DELETE"])
@permit("sessions.own")
@blueprint.response(204)
def sign_out() -> None:
    """Sign out: the token no longer holds, and the browser's cookie goes"""
    ended = parts().people.sessions.end(caller().principal, caller().session)
    drop_own_cookie()
    tell_sessions_ended(caller().principal, ended, "signed-out")


@blueprint.route("/invitations/redemptions", methods=["POST"])
@open_to_all
@blueprint.arguments(Redemption)
@blueprint.response(201, Redeemed)
def redeem_invitation(given: dict[str, Any]) -> Any:
    """Choose a password with an invitation's code"""
    return {"principal": accounts().redeem(given["code"], given["password"], now()).principal}
