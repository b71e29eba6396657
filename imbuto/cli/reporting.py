"""run-report: a pay run beside the run before, with what is out of the ordinary, before it is approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded

if TYPE_CHECKING:
    from rich.table import Table

    from imbuto.papers.run_report import Finding, RunReport

SHOWN = 20
"""So many of each kind are printed; all of them are in the office."""


@click.command("run-report", short_help="Read a pay run before it is approved.")
@click.argument("run", metavar="RUN")
@data_option
def run_report(run: str, data: Path | None) -> None:
    """Compare a pay run with the run before, and list what is out of the ordinary in it.

    RUN is the run's period, such as 2026-11-A, or its id. Nothing is recorded or sent.
    """
    from imbuto.papers.run_report import run_report as made
    from imbuto.papers.statements import StatementPapers

    with opened_founded(data) as parts:
        parts.views.catch_up()
        cooperative = parts.ledger.cooperative()
        found = StatementPapers(parts.views, cooperative).drawn_run(run)
        report = made(parts.views, found.id, cooperative.statutory_caps_on(found.period_end))
    _show(report)


def _show(report: RunReport) -> None:
    speech.say(f"Pay run {report.period}, {report.state}.")
    speech.show(_figures(report))
    unusual = [finding for finding in report.findings if finding.count]
    for finding in unusual:
        speech.say(f"\n{finding.sentence} {finding.count:,}:")
        speech.show(_items(finding))
    if not unusual:
        speech.say("Nothing is out of the ordinary.")


def _figures(report: RunReport) -> Table:
    from rich.table import Table

    table = Table("", "unit", report.period, report.before or "no run before", "change %")
    for one in report.figures:
        change = one.change_percent
        cells = one.shown(one.now) or "", one.shown(one.before) or "", "" if change is None else f"{change:+}"
        table.add_row(one.name, one.unit, *cells)
    return table


def _items(finding: Finding) -> Table:
    from rich.table import Table

    from imbuto.values import Money

    table = Table("member", "amount", "against", "litres", "")
    for item in finding.items[:SHOWN]:
        against = "" if item.against_cents is None else str(Money(item.against_cents))
        litres = f"{Money(item.centilitres).decimal:.2f}" if item.centilitres else ""
        table.add_row(item.member, str(Money(item.cents)), against, litres, item.text)
    return table
