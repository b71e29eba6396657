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
    """The official as the one who acts, once the password is right. Raises NotSignedIn, TooManyTries, and
    NotPermitted for one whose roles do not carry the permission."""
    from imbuto.errors import NotPermitted
    from imbuto.values import By, utc_now

    password = click.prompt(f"Password of {number}", hide_input=True, err=True)
    session = parts.people.accounts.sign_in(number, password, utc_now(), "cli")
    parts.people.accounts.sign_out(session.token)
    parts.views.catch_up()
    if not parts.may(session.principal, permission):
        raise NotPermitted(f"{number} may not do this.", "Ask an official whose role may.")
    return By(session.principal, "cli", request, utc_now())
