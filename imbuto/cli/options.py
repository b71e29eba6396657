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
    from imbuto.settings import Settings
    from imbuto.values import By

data_option: Callable[[Any], Any] = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The data folder. [default: IMBUTO_DATA, else ~/.local/share/imbuto]",
)


@contextmanager
def opened(data: Path | None) -> Iterator[Parts]:
    """The parts of this installation, for work that calls no partner."""
    from imbuto.bootstrap import build
    from imbuto.settings import Settings

    with opened_with(Settings.from_env(data, partners=False), build) as parts:
        yield parts


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
