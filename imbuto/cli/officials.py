"""What officials do on the command line is done under their own names: they sign in as everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.values import By

as_option: Callable[[Any], Any] = click.option(
    "--as",
    "official",
    metavar="NUMBER",
    required=True,
    help="The number of the official who does it, such as S006; the password is asked for.",
)


def official_by(parts: Parts, number: str, permission: str, request: str) -> By:
    """The official as the one who acts, once the password is right, and a code of the second factor where
    there is one. Raises NotSignedIn, TooManyTries, and NotPermitted for one whose roles do not carry the
    permission, or whose second factor is required and not set up."""
    from imbuto.errors import NotPermitted
    from imbuto.values import By, utc_now

    session = _signed_in(parts, number)
    by = By(session.principal, "cli", request, utc_now())
    parts.people.accounts.sign_out(session.token)
    if session.used_recovery_code:
        left = parts.people.second_factors.codes_left(session.principal)
        parts.ledger.use_recovery_code(session.principal, left, by)
    parts.views.catch_up()
    if not parts.may(session.principal, permission):
        raise NotPermitted(f"{number} may not do this.", "Ask an official whose role may.")
    if other := parts.other_on_phone(session.principal, permission):
        raise NotPermitted(
            f"{number} has the same phone as official {other}: two accounts on one phone approve nothing.",
            "Ask another official to approve.",
        )
    if parts.must_set_second_factor(session.principal):
        raise NotPermitted(
            f"{number} signs in with a second factor, and it is not set up.",
            "Set it up first: POST /api/v1/second-factor (see /api/docs).",
        )
    return by


def _signed_in(parts: Parts, number: str) -> Any:
    """A session of the official, asked for a code where there is a second factor."""
    from imbuto.errors import SecondFactorNeeded
    from imbuto.values import utc_now

    password = click.prompt(f"Password of {number}", hide_input=True, err=True)
    try:
        return parts.people.accounts.sign_in(number, password, utc_now(), "cli")
    except SecondFactorNeeded:
        code = click.prompt(f"Code of {number}'s authenticator app", hide_input=True, err=True)
        return parts.people.accounts.sign_in(number, password, utc_now(), "cli", code=code)
