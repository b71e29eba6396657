"""demo: fills an empty data folder with the fictional cooperative."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts


@click.command(short_help="Fill an empty folder with the demo cooperative.")
@data_option
@click.option(
    "--if-empty", is_flag=True, help="Do nothing, and succeed, where a cooperative is founded already."
)
def demo(data: Path | None, if_empty: bool) -> None:
    """Record the history of a fictional cooperative: 120 members, 6 centres, three closed periods and the
    current one. Only for a folder that `imbuto up` set up for a demo; `imbuto up` does this by itself.
    """
    from imbuto.demo import Standing, seed, standing
    from imbuto.errors import WrongState
    from imbuto.values import business_date

    with opened(data) as parts:
        if not parts.settings.is_demo:
            raise WrongState(
                f"{parts.settings.data} is set up for a real cooperative.",
                "Start a demo in a folder of its own: imbuto up --demo --data FOLDER",
            )
        found = standing(parts.ledger)
        if found in (Standing.COMPLETE, Standing.OTHER) and not if_empty:
            raise WrongState(
                "A cooperative is founded here already.", "A demo needs a data folder that is empty."
            )
        if found in (Standing.EMPTY, Standing.UNFINISHED):
            seed(parts, business_date(parts.clock()))
        if found is not Standing.OTHER:
            _write_credentials(parts)
        speech.say(_said(parts, found.value))


def _write_credentials(parts: Parts) -> None:
    from imbuto.demo import CREDENTIALS_FILE, credentials

    path = parts.settings.data / CREDENTIALS_FILE
    if not path.exists():
        path.write_text(credentials(), encoding="utf-8")


def _said(parts: Parts, found: str) -> str:
    name = parts.ledger.cooperative().name
    if found in ("empty", "unfinished"):
        return f"{name} is ready: {parts.ledger.position():,} facts."
    return f"{name} is founded here already; nothing was changed."
