"""Signing in and out, and the invitations by which a person chooses a password."""

from __future__ import annotations

from typing import Any

from flask import g

from imbuto.api import officials_door
from imbuto.api.access import caller, open_to_all, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import tell_sessions_ended
from imbuto.api.guard import drop_own_cookie, signs_in
from imbuto.api.limits import network_of_request
from imbuto.api.parts import ledger, parts, views
from imbuto.api.schemas.sessions import NewSession, Redeemed, Redemption, SignIn, Who

blueprint = Blueprint("sessions", "Signing in and out.")


@blueprint.route("/sessions", methods=["POST"])
@open_to_all
@blueprint.arguments(SignIn)
@blueprint.response(201, NewSession)
@signs_in
def sign_in(given: dict[str, Any]) -> Any:
    """Sign in with a number or phone, the password, and a code of the second factor where there is one"""
    return officials_door.sign_in(parts(), given, network_of_request(), g.request_id)


@blueprint.route("/sessions/own")
@permit("sessions.own")
@blueprint.response(200, Who)
def see_session() -> Any:
    """Who I am, what I may do, and until when"""
    who = caller()
    second_factors = parts().people.second_factors
    book = views().members if who.is_member else views().staff
    return {
        **vars(who),
        "name": book.get(who.number).name,
        "cooperative": ledger().cooperative().name,
        "permissions": sorted(who.permissions),
        "must_set_second_factor": officials_door.must_set_second_factor(parts(), who.principal, who.roles),
        "has_second_factor": second_factors.is_set(who.principal),
    }


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
    return officials_door.enter_invited(parts(), given, g.request_id)
