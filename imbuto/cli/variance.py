"""variance: one day's milk from the farmers' cans to the processor, and what is missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded

if TYPE_CHECKING:
    from rich.table import Table

    from imbuto.papers.variance import Days

_FIGURES = (
    "collected",
    "cooler",
    "cooler_loss",
    "processor",
    "processor_loss",
    "rejected",
    "spilled",
    "kept",
)
_HEADINGS = ("collected", "cooler", "difference", "processor", "difference", "rejected", "spilled", "kept")


@click.command(short_help="A day's milk from the cans to the processor.")
@click.option("--day", type=DAY, metavar="DAY", help="Which day, such as 2026-11-01. [default: yesterday]")
@click.option("--csv", "as_csv", is_flag=True, help="As a table for a spreadsheet.")
@data_option
def variance(day: datetime | None, as_csv: bool, data: Path | None) -> None:
    """Litres collected, delivered at the cooler and accepted by the processor, by centre and route, with the
    alarms of differences beyond the cooperative's limit."""
    from imbuto.papers.variance import variance_csv
    from imbuto.values import business_date, utc_now

    today = business_date(utc_now())
    asked = day.date() if day else today - timedelta(days=1)
    with opened_founded(data) as parts:
        parts.views.catch_up()
        found = parts.views.variance.days(asked, asked, today)
    if as_csv:
        click.echo(variance_csv(found), nl=False)
    else:
        _show(asked, found)


def _show(day: date, found: Days) -> None:
    if not found:
        speech.say(f"No milk and no figures on {day:%-d %b %Y}.")
        return
    speech.say(f"Milk of {day:%-d %b %Y}, in litres. A difference below 0 is too much.")
    speech.show(_table(found))
    for one in (alarm for place in found for alarm in place.alarms):
        said = f"explained by {one.who}: {one.reason}" if one.state == "explained" else "open"
        speech.say(f"{_place(one.centre, one.route)}  {one.alarm.code}  {said}")


def _table(found: Days) -> Table:
    from rich.table import Table

    from imbuto.papers.variance import litres

    table = Table("place", *_HEADINGS)
    for one in found:
        figures = [litres(getattr(one.total, name)) for name in _FIGURES]
        table.add_row(_place(one.centre, one.route), *figures)
    return table


def _place(centre: str | None, route: str | None) -> str:
    return f"route {route}" if route else centre or "all"
