"""backup: copies of facts, people and keys while everything runs."""

from __future__ import annotations

from pathlib import Path

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, require_founded


@click.command(short_help="Copy facts, people and keys, while everything runs.")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    required=True,
    help="Where the copies go: into its folders events, people and keys, which may be disks of their own.",
)
@click.option(
    "--forget-keys-after",
    type=click.IntRange(1, 3650),
    default=35,
    show_default=True,
    metavar="DAYS",
    help="Copies of keys older than this are thrown away: in them, who was erased lives on.",
)
@data_option
def backup(to: Path, forget_keys_after: int, data: Path | None) -> None:
    """Copy facts, people and keys, each whole and as of one moment, and read each copy again.

    Keep the keys apart from the facts: who holds both can read names. Views are not copied, they are made
    again. How a copy is put back is told in docs/payments.md and docs/privacy.md.
    """
    from imbuto.backup import back_up
    from imbuto.errors import WrongState
    from imbuto.settings import Settings
    from imbuto.values import utc_now

    require_founded(data)
    settings = Settings.from_env(data, partners=False)
    if settings.database_url:
        raise WrongState(
            "This installation keeps its stores in PostgreSQL.",
            "Copy them with pg_dump: --schema=events, --schema=people and --schema=keys, in three files.",
        )
    made, forgotten = back_up(settings.data, to, utc_now(), forget_keys_after)
    for copy in made:
        speech.say(f"{copy.store:<7} {copy.bytes:>13,} bytes  {copy.path}")
    for path in forgotten:
        speech.say(f"thrown away: {path}")
