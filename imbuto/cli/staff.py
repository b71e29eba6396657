"""staff recover: for an official who lost password, phone and authenticator, or the only admin there is.
staff approve: where nobody else is there to agree to an official's roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.founding import invited, link_of, official_in_service
from imbuto.cli.options import data_option, opened_founded, operator

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.errors import WrongState
    from imbuto.ledger import Saved
    from imbuto.values import By


@click.group(short_help="Officials who cannot get in, or whose roles nobody else can approve.")
def staff() -> None:
    """Help for officials who cannot get in, or whose roles nobody else is there to approve. Whoever runs this
    is named in the ledger as operator."""


@staff.command(short_help="Give an official's access back.")
@data_option
@click.argument("number")
def recover(data: Path | None, number: str) -> None:
    """Take away the password and the second factor of the official NUMBER, end all sessions, and print a link
    by which the official chooses a new password. Where there is no second official to agree that a lost
    second factor is removed, this is how it is done.

    Only for an official whom you see before you and know. Everybody sees in the ledger that it was done.
    """
    with opened_founded(data) as parts:
        official = official_in_service(parts, number)
        principal, by = f"staff:{official}", operator("cli", "recover")
        ended = parts.people.accounts.close(principal)
        changed = parts.ledger.record_password_change(principal, "operator", by)
        _tell(parts, official, "password-changed", changed, by)
        _tell(
            parts,
            official,
            "factor-removed",
            parts.ledger.remove_second_factor(principal, "operator", by),
            by,
        )
        parts.ledger.end_sessions(principal, ended, "recovery", by)
        for token in parts.people.tokens.revoke_all(principal):
            parts.ledger.revoke_token(principal, token, by)
        code = invited(parts, official, by)
        speech.say(f"The access of {official} is taken back. Sessions that ended: {len(ended)}.")
        speech.say(f"Invitation of {official}, good once within seven days:  {code}")
        speech.say(f"Choose a new password here: {link_of(parts.settings, code)}")


@staff.command(short_help="Approve the roles that wait for an official.")
@data_option
@click.argument("number")
@click.option("--yes", is_flag=True, help="Ask nothing, for scripts.")
def approve(data: Path | None, number: str, yes: bool) -> None:
    """Approve the roles that were proposed for the official NUMBER.

    Only where no other manager or admin is there to do it: usually another official approves. Everybody sees
    in the ledger that the operator did.
    """
    with opened_founded(data) as parts:
        official = official_in_service(parts, number)
        found = parts.ledger.staff(official)
        if not found.proposed_roles:
            raise _nothing_waits(official)
        roles = ", ".join(found.proposed_roles)
        speech.say(f"{found.roles_proposed_by} proposed for {official} ({found.name}): {roles}.")
        if yes or click.confirm("Do you know this person, and shall they have these roles?", err=True):
            parts.ledger.approve_roles(official, found.proposed_roles, operator("cli", "approve"))
            speech.say(f"{official} has now: {', '.join(parts.ledger.staff(official).roles)}.")


def _tell(parts: Parts, official: str, what: str, saved: Saved, by: By) -> None:
    """By SMS to the phone on file, which hears of it also where another took it away."""
    from imbuto.ledger import access_id
    from imbuto.words import letters

    if saved.new:
        text = letters.access_changed("en", what, official)
        about = access_id(f"staff:{official}")
        parts.ledger.request_message("access-changed", about, saved.version, "", text, by, staff=official)


def _nothing_waits(official: str) -> WrongState:
    from imbuto.errors import WrongState

    return WrongState(f"No roles wait for approval for {official}.", "An admin proposes them first.")
