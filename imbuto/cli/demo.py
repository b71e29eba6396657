"""demo: fills an empty data folder with the fictional cooperative."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts


@click.group(invoke_without_command=True, short_help="Fill an empty folder with the demo cooperative.")
@click.pass_context
@data_option
@click.option(
    "--if-empty", is_flag=True, help="Do nothing, and succeed, where a cooperative is founded already."
)
def demo(context: click.Context, data: Path | None, if_empty: bool) -> None:
    """Record the history of a fictional cooperative: 120 members, 6 centres, three closed periods and the
    current one. Only for a folder that `imbuto up` set up for a demo; `imbuto up` does this by itself.
    """
    if context.invoked_subcommand is None:
        _fill(data, if_empty)


@demo.command(short_help="Found an empty cooperative on the simulators.")
@data_option
@click.option("--port", default=8000, show_default=True, help="The port that `imbuto up` will use.")
def trial(data: Path | None, port: int) -> None:
    """Found a cooperative with the demo's officials, centres and a price, and no members or milk: for
    bringing in files of your own, or those of `imbuto demo files`. No real money, no real messages.
    """
    from imbuto.demo import TRIAL_NAME, credentials, found_trial
    from imbuto.settings import data_folder
    from imbuto.supervisor.folder import prepare, set_up_demo

    folder = data_folder(data)
    prepare(folder)
    set_up_demo(folder, port, True, {})
    with opened(folder) as parts:
        _require_demo(parts)
        _refuse_other(parts, TRIAL_NAME)
        found_trial(parts)
        _write_credentials(parts, credentials(members=()))
    given = f"IMBUTO_DATA={shlex.quote(str(folder))} " if data else ""
    speech.say(f"{TRIAL_NAME} is founded in {folder}.")
    speech.say(f"Start it with: {given}./dev up in a checkout, {given}imbuto up where Imbuto is installed.")


@demo.command(short_help="Write a sample register and a month of deliveries.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def files(folder: Path) -> None:
    """Write register.csv and deliveries.xlsx into FOLDER, for `imbuto import`. Nobody in them is real."""
    from imbuto.demo import write_samples
    from imbuto.values import business_date, utc_now

    for path in write_samples(folder, business_date(utc_now())):
        speech.say(f"Wrote {path}")


def _require_demo(parts: Parts) -> None:
    from imbuto.errors import WrongState

    if not parts.settings.is_demo:
        raise WrongState(
            f"{parts.settings.data} is set up for a real cooperative.",
            "Start a demo in a folder of its own: imbuto up --demo --data FOLDER",
        )


def _refuse_other(parts: Parts, name: str) -> None:
    """A second cooperative never comes into the folder of another."""
    from imbuto.errors import WrongState

    if parts.ledger.position() and parts.ledger.cooperative().name != name:
        raise WrongState(
            f"{parts.ledger.cooperative().name} is founded in {parts.settings.data} already.",
            "Choose another folder with IMBUTO_DATA, for example: "
            "IMBUTO_DATA=$HOME/imbuto-trial imbuto demo trial",
        )


def _fill(data: Path | None, if_empty: bool) -> None:
    from imbuto.demo import Standing, credentials, seed, standing
    from imbuto.errors import WrongState
    from imbuto.values import business_date

    with opened(data) as parts:
        _require_demo(parts)
        found = standing(parts.ledger)
        if found in (Standing.COMPLETE, Standing.OTHER) and not if_empty:
            raise WrongState(
                "A cooperative is founded here already.", "A demo needs a data folder that is empty."
            )
        if found in (Standing.EMPTY, Standing.UNFINISHED):
            seed(parts, business_date(parts.clock()))
        if found is not Standing.OTHER:
            _write_credentials(parts, credentials())
        speech.say(_said(parts, found.value))


def _write_credentials(parts: Parts, text: str) -> None:
    from imbuto.demo import CREDENTIALS_FILE

    path = parts.settings.data / CREDENTIALS_FILE
    if not path.exists():
        path.write_text(text, encoding="utf-8")


def _said(parts: Parts, found: str) -> str:
    name = parts.ledger.cooperative().name
    if found in ("empty", "unfinished"):
        return f"{name} is ready: {parts.ledger.position():,} facts."
    return f"{name} is founded here already; nothing was changed."
