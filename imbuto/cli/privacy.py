"""privacy held, export, restrict, erase, approve-erasure, reapply: a member's own data, for the office."""

from __future__ import annotations

import os
from pathlib import Path

import click

from imbuto.cli import speech
from imbuto.cli.officials import as_option, official_by
from imbuto.cli.options import data_option, opened_founded


@click.group(short_help="What is held about a member; restrict, hand over, forget.")
def privacy() -> None:
    """What is held about a member: see it, hand it over, restrict it, forget the member."""


@privacy.command()
@click.argument("number")
@data_option
def held(number: str, data: Path | None) -> None:
    """What is held about a member, in numbers, and from when on the member may be erased."""
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts:
        found = parts.privacy.held(parse_member_number(number))
    speech.say(f"Member {found.number}: {', '.join(found.personal) or 'no personal word is left'}")
    for kind, count in found.facts.items():
        speech.say(f"  {count:>7,} facts: {kind}")
    for what, count in found.people.items():
        speech.say(f"  {count:>7,} rows: {what}")
    if found.erased:
        speech.say("The member was erased.")
    elif found.erasable_on is None:
        speech.say("The member has not left the cooperative.")
    else:
        speech.say(f"May be erased from {found.erasable_on} on.")
    for reason in found.unsettled:
        speech.say(f"Still open: {reason}.")


@privacy.command()
@click.argument("number")
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
    help="Where the ZIP goes. What is there is replaced.",
)
@data_option
def export(number: str, file: Path, data: Path | None) -> None:
    """Everything that is held about a member, as one ZIP: hand it over and keep no copy."""
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts:
        content = parts.privacy.export(parse_member_number(number))
    part = file.with_name(f"{file.name}.part")
    with open(part, "wb", opener=_for_the_owner) as written:
        written.write(content)
    part.replace(file)
    speech.say(f"{len(content):,} bytes  {file}")


@privacy.command()
@click.argument("number")
@click.option(
    "--ground",
    type=click.Choice(["asked", "disputed", "claim", "unlawful", "left"]),
    required=True,
    help="Why: the member asked; disputes the data; needs it for a claim; it is unlawful; the member left.",
)
@as_option
@data_option
def restrict(number: str, ground: str, official: str, data: Path | None) -> None:
    """Keep a member's data and show it to hardly anybody."""
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts:
        by = official_by(parts, official, "privacy.propose", "privacy-restrict")
        parts.ledger.restrict_member(parse_member_number(number), ground, by)
    speech.say("The data is restricted. Two officials can end it.")


@privacy.command()
@click.argument("number")
@click.option(
    "--ground",
    type=click.Choice(["asked", "ended"]),
    required=True,
    help="Why: the member asked for it; or the time for which the books are kept has ended.",
)
@as_option
@data_option
def erase(number: str, ground: str, official: str, data: Path | None) -> None:
    """Propose to forget a member who left. Another official approves it."""
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts:
        by = official_by(parts, official, "privacy.propose", "privacy-erase")
        parts.privacy.propose_erasure(parse_member_number(number), ground, by)
    speech.say(f"Proposed. Another official: imbuto privacy approve-erasure {number} --as NUMBER")


@privacy.command("approve-erasure")
@click.argument("number")
@as_option
@data_option
def approve_erasure(number: str, official: str, data: Path | None) -> None:
    """Forget a member whom another official proposed to forget: at once, and for good."""
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts:
        by = official_by(parts, official, "privacy.approve", "privacy-approve-erasure")
        parts.privacy.approve_erasure(parse_member_number(number), by)
        clean = parts.privacy.scrub()
    speech.say("The member was erased.")
    if not clean:
        speech.say("Others were writing: the free pages of the files are cleaned in the coming night.")


@privacy.command()
@data_option
def reapply(data: Path | None) -> None:
    """After a backup was put back by hand: erase again whom it brought back. Each start does it by itself."""
    with opened_founded(data) as parts:
        back = parts.privacy.reapply(from_the_beginning=True)
        clean = parts.privacy.scrub()
    speech.say(f"{len(back)} had come back." if back else "Nobody had come back.")
    if not clean:
        speech.say("Others were writing: the free pages of the files are cleaned in the coming night.")


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
