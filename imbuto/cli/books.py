"""books export: the books as a file, for a spreadsheet, hledger or Beancount. books ledger: members' personal
ledgers as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded, pdf_options

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.papers.books import Extract

ENDINGS = {"csv": "csv", "xlsx": "xlsx", "hledger": "journal", "beancount": "beancount"}
_RANGE = (
    click.option(
        "--from", "from_day", type=DAY, metavar="DAY", help="The first day. [default: the beginning]"
    ),
    click.option(
        "--until", "until_day", type=DAY, metavar="DAY", help="The last day. [default: today's books]"
    ),
    click.option("--until-position", type=click.IntRange(0), help="As known at this position of the ledger."),
)


def _range_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Of which days, and as known when."""
    for option in reversed(_RANGE):
        command = option(command)
    return command


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
@_range_options
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
    """Write the books up to a day or a position. Each entry names its event, the position of its fact, which
    `imbuto audit event` looks up; persons are their numbers. `hledger check --strict` and `bean-check` pass
    on what is written for them."""
    with opened_founded(data) as parts:
        chosen = _chosen(parts, from_day, until_day, until_position)
        path = output or Path(f"{chosen.name}.{ENDINGS[kind]}")
        _write(kind, chosen, path)
    speech.say(f"Written: {path}")


@books.command(short_help="Members' personal ledgers as a PDF.")
@pdf_options("ledger")
@_range_options
@data_option
def ledger(
    file: Path,
    member: str | None,
    language: str | None,
    from_day: datetime | None,
    until_day: datetime | None,
    until_position: int | None,
    data: Path | None,
) -> None:
    """Write the personal ledger of a member, or of all of them in the order of their numbers, into a PDF:
    produce delivered and the payment for it, as the Co-operative Societies Rules 2004 want it kept."""
    from imbuto.cli.printing import write_whole
    from imbuto.papers.ledger import LedgerPapers
    from imbuto.papers.ledger_pdf import ledgers_pdf
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts, speech.progress_bar() as bar:
        chosen = _chosen(parts, from_day, until_day, until_position)
        papers = LedgerPapers(parts.views, chosen)
        only = papers.document(parse_member_number(member)) if member else None
        count = 1 if only else papers.count()
        drawn = bar.track([only] if only else papers.documents(), total=count, description="Drawing ledgers")
        pages = ((one, language or one.language) for one in drawn)
        write_whole(file, ledgers_pdf(pages, chosen.title, language or (only.language if only else "sw")))
    speech.say(f"{count:,} {'ledger is' if count == 1 else 'ledgers are'} in {file}.")


def _chosen(
    parts: Parts, from_day: datetime | None, until_day: datetime | None, until_position: int | None
) -> Extract:
    from imbuto.papers.books import extract

    parts.views.catch_up()
    return extract(
        parts.views.journal,
        parts.ledger.cooperative().name,
        from_day=_date(from_day),
        until_day=_date(until_day),
        until_position=until_position,
    )


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
