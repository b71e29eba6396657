"""statements: the statements of a pay run as a PDF, of all members or of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded, pdf_options

if TYPE_CHECKING:
    from uuid import UUID

    from imbuto.papers.statement_parts import StatementDocument
    from imbuto.papers.statements import StatementPapers


@click.command(short_help="Print the statements of a pay run as a PDF.")
@click.argument("run", metavar="RUN")
@pdf_options("statement")
@data_option
def statements(run: str, file: Path, member: str | None, language: str | None, data: Path | None) -> None:
    """Write the statements of a pay run into a PDF, in the order of members.

    RUN is the run's period, such as 2026-11-A, or its id. Nothing is recorded or sent.
    """
    from imbuto.papers.statement_pdf import statements_pdf
    from imbuto.papers.statements import StatementPapers
    from imbuto.values import parse_member_number

    with opened_founded(data) as parts, speech.progress_bar() as bar:
        parts.views.catch_up()
        papers = StatementPapers(parts.views, parts.ledger.cooperative())
        found = papers.drawn_run(run)
        documents = _documents(papers, found.id, parse_member_number(member) if member else None)
        title = f"{parts.ledger.cooperative().name}, {found.period}"
        drawn = bar.track(documents, total=1 if member else found.drawn, description="Drawing statements")
        write_whole(
            file, statements_pdf(((one, language or one.language) for one in drawn), title, language or "sw")
        )
    speech.say(f"The statements of {found.period} are in {file}.")


def _documents(papers: StatementPapers, run: UUID, member: str | None) -> Iterator[StatementDocument]:
    if member is None:
        yield from papers.documents(run)
    else:
        yield papers.document(run, member)


def write_whole(file: Path, parts: Iterator[bytes]) -> None:
    """Beside the file first: an interruption leaves the old one as it was."""
    half = file.with_name(f".{file.name}.part")
    try:
        with half.open("wb") as out:
            out.writelines(parts)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
