"""audit replay: the facts, one after the other; audit event: one of them in full. The store is opened for
reading alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, require_founded

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from imbuto.ledger.reading import FactLog

DIFFERS = 3
"""The exit code of a replay whose statements do not all agree."""
ERASED, NO_KEY = "(erased)", "(no key)"
"""A person whose key was destroyed; and anybody, where the store of the keys was not given."""


_events_option = click.option(
    "--events", metavar="FILE|URL", help="A copy of events.sqlite, or a postgresql:// address."
)
_keys_option = click.option(
    "--keys",
    "--people",
    "keys",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A copy of keys.sqlite, which opens names and phones (of an older Imbuto: people.sqlite). Without "
    "it they show as (no key).",
)


@click.group(short_help="Read the ledger fact by fact, or a copy of it.")
def audit() -> None:
    """Read the ledger fact by fact, or a copy of it. Nothing is written."""


@audit.command(short_help="Who, when, what, amount and running balance.")
@data_option
@click.option(
    "--member", metavar="NUMBER", help="Only the facts about this member, with the member's balance."
)
@click.option(
    "--until", metavar="DATE|POSITION", help="Stop after this day in Nairobi, or behind this position."
)
@_events_option
@_keys_option
def replay(
    data: Path | None, member: str | None, until: str | None, events: str | None, keys: Path | None
) -> None:
    """Print every fact: who, when, what, litres, amount, running balance and position.

    At the end stand the totals, and whether each statement, drawn again from the facts, agrees with the one
    on record; where one does not, the exit code is 3. Without --events this installation's own store is read.
    """
    from imbuto.audit import Replay, Until, printed
    from imbuto.values import parse_member_number

    number = parse_member_number(member) if member else None
    stop = Until.parse(until) if until else None
    with _log(data, events, keys) as log:
        story = Replay(log, number, stop)
        lines = printed(story)
        if events is not None and keys is None:
            lines = (line.replace(ERASED, NO_KEY) for line in lines)
        click.echo_via_pager(_in_blocks(lines))
    if story.totals.statements.differing:
        raise click.exceptions.Exit(DIFFERS)


@audit.command(short_help="One event in full: who, when, by which way, and as it is stored.")
@click.argument("position", type=click.IntRange(1, 2**63 - 1), metavar="POSITION")
@data_option
@_events_option
@_keys_option
def event(position: int, data: Path | None, events: str | None, keys: Path | None) -> None:
    """Print the fact at a POSITION of the ledger, in words and as the JSON that is stored.

    The position is what an entry of an exported book, a line of a printed ledger or of `imbuto audit replay`
    names as its event. Without --events this installation's own store is read.
    """
    from imbuto.audit import told

    with _log(data, events, keys) as log:
        for line in told(log.at(position)):
            keyless = events is not None and keys is None
            speech.say(line.replace(ERASED, NO_KEY) if keyless else line)


def _log(data: Path | None, events: str | None, keys: Path | None) -> AbstractContextManager[FactLog]:
    from imbuto.settings import Settings
    from imbuto.stores import own_facts, read_only

    if events is not None:
        return read_only(events, keys)
    require_founded(data)
    return own_facts(Settings.from_env(data, partners=False))


def _in_blocks(lines: Iterator[str], size: int = 500) -> Iterator[str]:
    """Many lines at once: writing each by itself would take longer than reading them."""
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == size:
            yield "\n".join(block) + "\n"
            block = []
    yield "\n".join(block) + "\n"
