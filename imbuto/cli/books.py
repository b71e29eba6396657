"""books export: the books as a file, for a spreadsheet, hledger or Beancount."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded

if TYPE_CHECKING:
    from imbuto.papers.books import Extract

ENDINGS = {"csv": "csv", "xlsx": "xlsx", "hledger": "journal", "beancount": "beancount"}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(short_help="The books as files: CSV, XLSX, hledger, Beancount.")
def books() -> None:
    """The cooperative's books in double entry, as files."""


@books.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(ENDINGS)),
    default="csv",
    show_default=True,
    help="What to write.",
)
@click.option("--from", "from_day", type=_DAY, help="The first day. [default: the beginning]")
@click.option("--until", "until_day", type=_DAY, help="The last day. [default: today's books]")
@click.option("--until-position", type=click.IntRange(0), help="As known at this position of the ledger.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file. [default: a name that says what it holds, here]",
)
@data_option
def export(
    kind: str,
    from_day: datetime | None,
    until_day: datetime | None,
    until_position: int | None,
    output: Path | None,
    data: Path | None,
) -> None:
    """Write the books up to a day or a position. Each entry carries the position of its fact; persons are
    their numbers. `hledger check --strict` and `bean-check` pass on what is written for them."""
    from imbuto.papers.books import extract

    with opened_founded(data) as parts:
        parts.views.catch_up()
        chosen = extract(
            parts.views.journal,
            parts.ledger.cooperative().name,
            from_day=_date(from_day),
            until_day=_date(until_day),
            until_position=until_position,
        )
        path = output or Path(f"{chosen.name}.{ENDINGS[kind]}")
        _write(kind, chosen, path)
    speech.say(f"Written: {path}")


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


def _write(kind: str, books: Extract, path: Path) -> None:
    from imbuto.papers.books import csv_lines
    from imbuto.papers.books_plain import beancount_lines, hledger_lines
    from imbuto.papers.books_xlsx import write_xlsx

    if kind == "xlsx":
        write_xlsx(books, path)
        return
    lines = {"csv": csv_lines, "hledger": hledger_lines, "beancount": beancount_lines}[kind]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(books))
