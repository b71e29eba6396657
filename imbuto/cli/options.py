"""What many commands take, and the parts they work with."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.errors import WrongState
    from imbuto.settings import Settings
    from imbuto.values import By

data_option: Callable[[Any], Any] = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The data folder. [default: IMBUTO_DATA, else ~/.local/share/imbuto]",
)


def pdf_options(paper: str) -> Callable[[Any], Any]:
    """What a command takes that prints a paper for each member: --pdf, --member and --language."""
    options = (
        click.option(
            "--pdf",
            "file",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            required=True,
            help="Where the PDF goes. What is there is replaced once the new one is whole.",
        ),
        click.option(
            "--member", metavar="NUMBER", help=f"Only this member's {paper}. [default: all, in one file]"
        ),
        click.option(
            "--language",
            type=click.Choice(["sw", "en"]),
            help="One language for all. [default: each member's own]",
        ),
    )

    def decorated(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


class Day(click.DateTime):
    """A day as ledgers write it, 2026-10-31; what else is given is answered in plain words."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day of the calendar. Write it like 2026-10-31.", param, ctx)


DAY = Day()


@contextmanager
def opened(data: Path | None) -> Iterator[Parts]:
    """The parts of this installation, for work that calls no partner."""
    from imbuto.bootstrap import build
    from imbuto.settings import Settings

    with opened_with(Settings.from_env(data, partners=False), build) as parts:
        yield parts


@contextmanager
def opened_founded(data: Path | None) -> Iterator[Parts]:
    """As `opened`, where there is a cooperative to work on. Raises WrongState where there is none."""
    require_founded(data)
    with opened(data) as parts:
        if parts.ledger.position() == 0:
            raise nothing_founded(parts.settings.data)
        yield parts


def require_founded(data: Path | None) -> None:
    """Looks before anything is opened: opening makes the stores."""
    from imbuto.settings import data_folder, given_values
    from imbuto.stores import EVENTS_FILE

    folder = data_folder(data)
    if not given_values(folder).get("DATABASE_URL") and not (folder / EVENTS_FILE).exists():
        raise nothing_founded(folder)


def nothing_founded(folder: Path) -> WrongState:
    from imbuto.errors import WrongState

    return WrongState(
        f"Nothing is founded in {folder}.",
        "Name the folder of your cooperative with IMBUTO_DATA; or found one with `imbuto init`, "
        "or a demo with `imbuto up`.",
    )


@contextmanager
def opened_with(settings: Settings, build: Callable[[Settings], Parts]) -> Iterator[Parts]:
    parts = build(settings)
    try:
        yield parts
    finally:
        parts.close()


def operator(channel: str, request: str) -> By:
    """Whoever is logged in at this machine, now."""
    from imbuto.values import By, utc_now

    return By(f"operator:{login()}", channel, request, utc_now())


def login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
