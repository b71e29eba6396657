"""staff recover: for an official who lost password, phone and authenticator, or the only admin there is."""

from __future__ import annotations

from pathlib import Path

import click

from imbuto.cli import speech
from imbuto.cli.founding import invited, link_of, official_in_service
from imbuto.cli.options import data_option, opened_founded, operator


@click.group(short_help="Officials who cannot get in.")
def staff() -> None:
    """Help for officials who cannot get in. Whoever runs this is named in the ledger as operator."""


@staff.command(short_help="Give an official's access back.")
@data_option
@click.argument("number")
def recover(data: Path | None, number: str) -> None:
    """Take away the password and the second factor of the official NUMBER, end all sessions, and print a link
    by which the official chooses a new password.

    Only for an official whom you see before you and know. Everybody sees in the ledger that it was done.
    """
    with opened_founded(data) as parts:
        official = official_in_service(parts, number)
        principal, by = f"staff:{official}", operator("cli", "recover")
        ended = parts.people.accounts.close(principal)
        parts.ledger.record_password_change(principal, "operator", by)
        parts.ledger.remove_second_factor(principal, "operator", by)
        parts.ledger.end_sessions(principal, ended, "recovery", by)
        for token in parts.people.tokens.revoke_all(principal):
            parts.ledger.revoke_token(principal, token, by)
        code = invited(parts, official, by)
        speech.say(f"The access of {official} is taken back. Sessions that ended: {len(ended)}.")
        speech.say(f"Invitation of {official}, good once within seven days:  {code}")
        speech.say(f"Choose a new password here: {link_of(parts.settings, code)}")
