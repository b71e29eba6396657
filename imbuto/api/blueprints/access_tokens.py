"""Access tokens: what a laboratory, a scale or a bookkeeper's program may do in an official's name."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, caller, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.parts import accounts, ledger, now, parts
from imbuto.api.schemas.tokens import AccessTokens, MadeAccessToken, NewAccessToken
from imbuto.errors import NotPermitted, Refusal
from imbuto.security.tokens import NewToken

blueprint = Blueprint("access-tokens", "Access tokens for other systems.")


@blueprint.route("/access-tokens")
@permit("tokens.own")
@blueprint.response(200, AccessTokens)
def list_access_tokens() -> Any:
    """My access tokens that hold, by name"""
    found = parts().people.tokens.of(caller().principal, now())
    return {"items": [{**vars(one), "permissions": sorted(one.permissions)} for one in found]}


@blueprint.route("/access-tokens", methods=["POST"])
@permit("tokens.own")
@blueprint.arguments(NewAccessToken)
@blueprint.response(201, MadeAccessToken)
@tells_a_secret
def make_access_token(given: dict[str, Any]) -> Any:
    """Make a token for another system, with a part of my permissions; it is told once"""
    _require_own_password(given["password"])
    _require_permissions(given["permissions"])
    made = parts().people.tokens.make(
        caller().principal, given["name"], given["permissions"], given["expires_at"], now()
    )
    _tell(made)
    return made


@blueprint.route("/access-tokens/<id>", methods=["DELETE"])
@permit("tokens.own")
@blueprint.response(204)
def revoke_access_token(id: str) -> None:
    """Revoke a token: it no longer holds. Revoked twice is revoked once"""
    parts().people.tokens.revoke(caller().principal, id)
    ledger().revoke_token(caller().principal, id, by())


def _require_own_password(password: str) -> None:
    if not accounts().is_own_password(caller().principal, password, now()):
        raise NotPermitted("The password is not right.", "An access token is made with your own password.")


def _require_permissions(wanted: list[str]) -> None:
    beyond = sorted(set(wanted) - caller().permissions)
    if beyond:
        raise NotPermitted(
            "You cannot give away what you may not do yourself.",
            "Leave these out: " + ", ".join(beyond) + ".",
            permissions=beyond,
        )


def _tell(made: NewToken) -> None:
    """Records the fact; a token of which no fact could be recorded holds no more, and nobody was told it."""
    principal = caller().principal
    try:
        ledger().make_token(principal, made.token_id, made.name, made.permissions, made.expires_at, by())
    except Refusal:
        parts().people.tokens.revoke(principal, made.token_id)
        raise
