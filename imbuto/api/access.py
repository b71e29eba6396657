"""Who is calling, what each endpoint demands, and whose data it is.

Every view names its permission with `permit`, or says `open_to_all`: create_app fails on one that does
neither. A member reaches only what is the member's own; what is another's answers as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request

from imbuto.api import limits
from imbuto.api.alerts import tell
from imbuto.api.guard import require_the_expected, token_of_request
from imbuto.api.looking import looked_at
from imbuto.api.officials_door import must_set_second_factor
from imbuto.api.parts import accounts, ledger, now, parts, views
from imbuto.api.same_phone import refuse_approving_for_two
from imbuto.errors import Busy, NotPermitted, NotSignedIn, Unknown
from imbuto.security.roles import PERMISSIONS, ROLES, TOKEN_PERMISSIONS, WITHOUT_ROLE, permissions_of
from imbuto.security.sessions import Sessions
from imbuto.security.tokens import TOKEN_PREFIX, AccessTokens
from imbuto.values import By

View = TypeVar("View", bound=Callable[..., Any])
_SETTING_UP = frozenset({"sessions.own", "second_factor.own"})
"""All that an official may do who has yet to set up the second factor that is required."""


@dataclass(frozen=True)
class Demand:
    """What a view demands of its caller: a permission of officials, and `own`, the one that suffices for a
    member's own things. With neither it is open to all."""

    permission: str | None = None
    own: str | None = None


@dataclass(frozen=True)
class Caller:
    """Who stands behind a valid token."""

    principal: str
    number: str
    channel: str
    token: str = field(repr=False)
    expires_at: datetime
    roles: tuple[str, ...]
    centres: tuple[str, ...]
    session: str = ""
    """The id of the session, or of the access token."""
    way: str = "session"
    """`session` for a person, `token` for another system in an official's name."""
    only: frozenset[str] | None = None
    """What of the roles' permissions this session carries; None for all of them."""

    @property
    def is_member(self) -> bool:
        return self.principal.startswith("member:")

    @property
    def permissions(self) -> frozenset[str]:
        """All that this caller may do now."""
        allowed = permissions_of(self.roles) or WITHOUT_ROLE
        return allowed if self.only is None else allowed & self.only

    def may(self, permission: str | None) -> bool:
        return permission in self.permissions

    def centres_for(self, permission: str) -> tuple[str, ...] | None:
        """The centres a clerk is limited to for this; None when all, also by another role that may do it."""
        beyond = permissions_of(role for role in self.roles if role != "clerk")
        return None if permission in beyond or not self.centres else self.centres


def permit(permission: str | None, *, own: str | None = None) -> Callable[[View], View]:
    """The view is for whoever has the permission, or, with `own`, for the member whom it is about."""
    if unknown := {permission, own} - {None, *PERMISSIONS}:
        raise LookupError(f"There is no permission {unknown}.")

    def mark(view: View) -> View:
        view.demand = Demand(permission, own)  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """The view needs no session."""
    view.demand = Demand()  # type: ignore[attr-defined]
    return view


def demand_of(view: Callable[..., Any]) -> Demand | None:
    return cast(Demand | None, getattr(view, "demand", None))


def require_every_view_named(app: Flask) -> None:
    """Raises LookupError, naming the views that say nothing about who may use them."""
    if silent := sorted(name for name, view in app.view_functions.items() if demand_of(view) is None):
        raise LookupError(f"These endpoints name no permission: {', '.join(silent)}.")


def check_access() -> None:
    """Finds the caller and holds the request against the view's demand."""
    view = current_app.view_functions.get(request.endpoint or "")
    demand = demand_of(view) if view else None
    if demand is None or demand == Demand() or request.method == "OPTIONS":
        return
    g.caller = caller = _caller_of_the_token()
    require_the_expected(caller.principal)
    limits.require_pace_of_person(caller.principal)
    wanted = demand.own if caller.is_member and demand.own else demand.permission
    if not caller.may(wanted):
        _refuse_to_token(caller, wanted)
        _refuse_before_second_factor(caller, wanted)
        raise NotPermitted(
            f"You may not do this: {_going_on(PERMISSIONS[wanted or ''])}",
            _who_may(wanted),
            permission=wanted,
        )
    if not caller.is_member:
        refuse_approving_for_two(caller.number, wanted)
    number = (request.view_args or {}).get("number")
    if caller.is_member and demand.own and number is not None and number != caller.number:
        raise Unknown("member", number)


def _going_on(sentence: str) -> str:
    """As it stands behind a colon."""
    return sentence[0].lower() + sentence[1:]


def _refuse_to_token(caller: Caller, wanted: str | None) -> None:
    """Raises NotPermitted in a token's own words: no role helps it."""
    if caller.way == "token":
        tell("security.token_beyond", who=caller.principal, token=caller.session, permission=wanted)
        raise NotPermitted(
            "This access token does not carry that.",
            "Make another with POST /api/v1/access-tokens, or sign in as a person.",
            permission=wanted,
        )


def _refuse_before_second_factor(caller: Caller, wanted: str | None) -> None:
    """Raises NotPermitted for whom their roles would let in, were the second factor set up."""
    if caller.only is _SETTING_UP and wanted in permissions_of(caller.roles):
        raise _before_second_factor(wanted)


def _before_second_factor(wanted: str | None) -> NotPermitted:
    return NotPermitted(
        "Officials with this role sign in with a second factor, and yours is not set up.",
        "Set it up with an authenticator app: POST /api/v1/second-factor, then …/confirmation.",
        permission=wanted,
    )


def _who_may(permission: str | None) -> str:
    """The remedy: which roles carry the permission."""
    roles = [role for role, may in ROLES.items() if permission in may and role != "member"]
    if not roles:
        return "Only a member may, for what is the member's own."
    return f"Ask an official with the role {' or '.join(roles)}."


def caller() -> Caller:
    """Whoever sent this request, in a view that demands a permission."""
    return cast(Caller, g.caller)


def by() -> By:
    """The author of the facts that this request makes."""
    return By(caller().principal, caller().channel, g.request_id, now())


def by_gateway(name: str) -> By:
    """The author of the facts that a partner's callback makes."""
    return By(f"gateway:{name}", "callback", g.request_id, now())


def require_centre(permission: str, centre: str) -> None:
    """Refuses a clerk who is limited to other centres."""
    allowed = caller().centres_for(permission)
    if allowed is not None and centre not in allowed:
        raise NotPermitted(
            f"You do not work at centre {centre}.",
            f"Your centres are {', '.join(allowed)}. An admin can change them.",
            centre=centre,
        )


def centres_to_list(permission: str, asked: str | None) -> tuple[str, ...] | None:
    """The centres a list is limited to: the one asked for, or a clerk's own; None when all."""
    if asked is None:
        return caller().centres_for(permission)
    require_centre(permission, asked)
    return (asked,)


def require_centre_of_member(permission: str, member: str) -> None:
    """Refuses a clerk who is limited to other centres than the member's; a member is held by `permit`."""
    if not caller().is_member and caller().centres_for(permission) is not None:
        require_centre(permission, ledger().member(member).centre)


def require_own(kind: str, key: object, member: str) -> None:
    """To a member another's thing is not there; that an official looks at it is kept."""
    if caller().is_member and caller().number != member:
        raise Unknown(kind, key)
    looked_at(member)


def register(app: Flask) -> None:
    app.before_request(check_access)


def _caller_of_the_token() -> Caller:
    token = token_of_request()
    return _system(token) if token.startswith(TOKEN_PREFIX) else _person(token)


def _person(token: str) -> Caller:
    """Raises NotSignedIn for a session that is not, or not any more."""
    principal = accounts().whoami(token, now())
    if principal is None:
        tell("security.unknown_token")
        raise NotSignedIn("Your session has ended.")
    kind, _, number = principal.principal.partition(":")
    roles, centres = (("member",), ()) if kind == "member" else _of_official(number)
    _note_use(parts().people.sessions, principal.session_id, principal.seen_at)
    return Caller(
        principal.principal,
        number,
        principal.channel,
        token,
        principal.expires_at,
        roles,
        centres,
        principal.session_id,
        only=_SETTING_UP if must_set_second_factor(parts(), principal.principal, roles) else None,
    )


def _system(token: str) -> Caller:
    """Whom an access token stands for, with what it carries and its maker still may."""
    found = parts().people.tokens.whose(token, now())
    if found is None:
        tell("security.unknown_token")
        raise NotSignedIn("This access token does not hold: it is unknown, revoked or expired.")
    number = found.principal.partition(":")[2]
    roles, centres = _of_official(number)
    if must_set_second_factor(parts(), found.principal, roles):
        raise _before_second_factor(None)
    _note_use(parts().people.tokens, found.token_id, found.seen_at)
    return Caller(
        found.principal,
        number,
        "api",
        token,
        found.expires_at,
        roles,
        centres,
        found.token_id,
        "token",
        found.permissions & TOKEN_PERMISSIONS,
    )


def _note_use(book: Sessions | AccessTokens, id: str, seen_at: datetime | None) -> None:
    """Once an hour, after the answer: a store that is being written costs the note, not the request."""
    at = now()
    if book.hours.is_new(id, seen_at, at):
        with suppress(Busy):
            parts().errands.do(lambda: book.seen(id, at))


def _of_official(number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Roles and centres as the views tell them; nothing for who has left."""
    try:
        official = views().staff.get(number)
    except Unknown as error:
        raise NotSignedIn("This official is not known here.") from error
    if not official.active:
        raise NotSignedIn("This official is not active any more.")
    return tuple(official.roles), tuple(official.centres)
