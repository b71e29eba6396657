"""What is open in somebody's name, and ending it: a lost phone, an official who is dismissed."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import caller, permit, require_centre_of_member
from imbuto.api.blueprint import Blueprint
from imbuto.api.endings import end_access, tell_sessions_ended
from imbuto.api.guard import drop_own_cookie
from imbuto.api.parts import ledger, now, parts
from imbuto.api.schemas.tokens import Ended, OpenSessions

blueprint = Blueprint("open-sessions", "What is open in somebody's name, and ending it.")


@blueprint.route("/sessions")
@permit("sessions.own")
@blueprint.response(200, OpenSessions)
def list_sessions() -> Any:
    """Where I am signed in, the latest first"""
    found = parts().people.sessions.of(caller().principal, now())
    return {"items": [{**vars(one), "current": one.session_id == caller().session} for one in found]}


@blueprint.route("/sessions/<id>", methods=["DELETE"])
@permit("sessions.own")
@blueprint.response(200, Ended)
def end_session(id: str) -> Any:
    """Sign out elsewhere: that session ends, and each device is asked for the PIN anew. Twice is once"""
    who = caller()
    ended = parts().people.sessions.end(who.principal, id)
    if id == who.session:
        drop_own_cookie()
    elif ended:
        parts().people.devices.forget(who.principal)
    tell_sessions_ended(who.principal, ended, "signed-out")
    return {"ended": len(ended)}


@blueprint.route("/sessions", methods=["DELETE"])
@permit("sessions.own")
@blueprint.response(200, Ended)
def end_other_sessions() -> Any:
    """Sign out everywhere else: only this session goes on, and each device is asked for the PIN anew"""
    who = caller()
    ended = parts().people.sessions.end_all(who.principal, but=who.session)
    parts().people.devices.forget(who.principal)
    tell_sessions_ended(who.principal, ended, "signed-out")
    return {"ended": len(ended)}


@blueprint.route("/staff/<number>/sessions/end", methods=["POST"])
@permit("staff.manage")
@blueprint.response(200, Ended)
def end_sessions_of_official(number: str) -> Any:
    """End all sessions and access tokens of an official"""
    ledger().staff(number)
    return {"ended": end_access(f"staff:{number}", "revoked")}


@blueprint.route("/members/<number:number>/sessions/end", methods=["POST"])
@permit("members.access")
@blueprint.response(200, Ended)
def end_sessions_of_member(number: str) -> Any:
    """End all sessions of a member: a lost phone"""
    require_centre_of_member("members.access", number)
    ledger().member(number)
    return {"ended": end_access(f"member:{number}", "revoked")}
