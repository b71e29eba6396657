"""reconcile: a day's payments beside what M-Pesa says, and its statements brought in."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded, operator

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.imports import PortalReading

SHOWN = 20
REFUSED = 2


@click.command(short_help="A day's payments beside what M-Pesa says.")
@click.option("--day", type=DAY, metavar="DAY", help="Which day, such as 2026-11-16. [default: yesterday]")
@click.option(
    "--statement",
    type=click.Path(exists=True, path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Bring in this statement of M-Pesa's portal first (CSV or XLSX).",
)
@click.option(
    "--heading",
    "headings",
    multiple=True,
    metavar="OURS=THEIRS",
    help='A heading of the file that is not known, such as "Receipt No=Namba". May be repeated.',
)
@click.option("--preview", is_flag=True, help="Read the statement and say what it holds; record nothing.")
@data_option
def reconcile(
    day: datetime | None,
    statement: Path | None,
    headings: tuple[str, ...],
    preview: bool,
    data: Path | None,
) -> None:
    """Compare a day's payments with M-Pesa's statements, messages and float, say every difference and what to
    do, and record that it was done. Ends with 2 when anything differs."""
    from imbuto.papers.reconciliation import reconciliation_lines

    with opened_founded(data) as parts:
        if statement is not None:
            _bring_in(parts, statement, headings, preview)
        if preview:
            return
        position = parts.ledger.position()
        found = parts.compare(_asked(parts, day))
        by = operator("cli", f"reconcile-{found.day}")
        parts.ledger.make_reconciliation(found.found, position, by)
    for line in reconciliation_lines(found, SHOWN):
        speech.say(line)
    if found.differences:
        raise click.exceptions.Exit(REFUSED)


def _asked(parts: Parts, day: datetime | None) -> date:
    from imbuto.values import business_date

    return day.date() if day else business_date(parts.clock()) - timedelta(days=1)


def _bring_in(parts: Parts, path: Path, headings: tuple[str, ...], preview: bool) -> None:
    from imbuto.imports import read_portal, read_table
    from imbuto.imports.show import preview as shown
    from imbuto.imports.show import report

    named = dict(pair.split("=", 1) for pair in headings if "=" in pair)
    reading = read_portal(read_table(path), now=parts.clock(), headings=named)
    speech.show(shown(reading.rows))
    _say_covered(reading)
    if reading.rows.problems:
        speech.show(report(reading.rows.problems, SHOWN))
        speech.refuse("Nothing was recorded.", "Export the statement again, or mend these rows.")
        raise click.exceptions.Exit(REFUSED)
    if preview:
        speech.say("Every row can be taken. Nothing was recorded: this was a preview.")
        return
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    by = operator("import", f"sha256:{digest}")
    saved = parts.ledger.import_portal_statement(reading.file(digest), by)
    speech.say("Brought in." if saved.new else "This statement was brought in already.")


def _say_covered(reading: PortalReading) -> None:
    from imbuto.values import NAIROBI

    if reading.first and reading.last:
        first, last = (at.astimezone(NAIROBI) for at in (reading.first, reading.last))
        speech.say(f"It covers {first:%-d %b %Y %H:%M} to {last:%-d %b %Y %H:%M}.")
