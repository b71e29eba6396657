"""How the commands speak: answers on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

LOG_FILE = "cli.log"


def say(text: str = "") -> None:
    click.echo(text)


def show(renderable: RenderableType) -> None:
    """Prints a table or a panel: as wide as the terminal, or as wide as it needs when it goes to a file."""
    console().print(renderable)


def console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 160
    return Console(file=sys.stdout, highlight=False, width=width, soft_wrap=not sys.stdout.isatty())


def refuse(sentence: str, remedy: str = "") -> None:
    """Says why not, and what to do next."""
    click.secho(sentence, fg="red", err=True)
    if remedy:
        click.echo(remedy, err=True)


def apologise(error: Exception) -> None:
    """Something that should not happen: the details go to the log, advice to the person."""
    click.secho(f"Something went wrong that should not ({type(error).__name__}).", fg="red", err=True)
    path = _log(error)
    where = f"The details are in {path}. " if path else ""
    click.echo(f"{where}What was acknowledged before is safe; the same command may be run again.", err=True)


def _log(error: Exception) -> Path | None:
    from imbuto.settings import data_folder

    path = data_folder() / "log" / LOG_FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            log.write(f"\n{datetime.now(UTC).isoformat()}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return path


def progress_bar() -> Progress:
    """A bar with counts and the time left, on standard error; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
