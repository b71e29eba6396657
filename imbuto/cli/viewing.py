"""projections list, projections rebuild: how far each view has followed the facts, and folding it anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from imbuto.bootstrap import Parts


@click.group(short_help="See how the views stand, or build them anew.")
def projections() -> None:
    """The views that are folded from the facts: see how they stand, or build them anew."""


@projections.command("list")
@data_option
def list_projections(data: Path | None) -> None:
    """Name, version, position and lag of each view."""
    with opened_founded(data) as parts:
        speech.show(_standings(parts))


@projections.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@data_option
def rebuild(names: Sequence[str], data: Path | None) -> None:
    """Fold these views (all, when none is named) from the first fact, compare them with the live ones, and
    switch at once. Readers see the old view until then; nothing is sent to anybody."""
    from rich.table import Table

    with opened_founded(data) as parts, speech.progress_bar() as bar:
        _require_known(parts, names)
        task = bar.add_task("Folding facts", total=None)
        rebuilt = parts.views.rebuild(
            names, lambda done, total: bar.update(task, completed=done, total=total)
        )
        standing = {view.name: view for view in parts.views.status()}
    table = Table("view", "position", "lag", "differences")
    for one in rebuilt:
        view = standing[one.name]
        table.add_row(one.name, f"{view.position:,}", f"{view.lag:,}", _difference(one.differing))
    speech.show(table)


def _require_known(parts: Parts, names: Sequence[str]) -> None:
    from imbuto.errors import BadValue

    known = [view.name for view in parts.views.status()]
    for name in names:
        if name not in known:
            raise BadValue(
                "name", name, f"There is no projection {name}.", f"Choose of these: {', '.join(known)}."
            )


def _standings(parts: Parts) -> Table:
    from rich.table import Table

    table = Table("view", "version", "position", "lag", "state")
    for view in parts.views.status():
        state = f"{view.state}: {view.reason}" if view.reason else view.state
        table.add_row(view.name, str(view.version), f"{view.position:,}", f"{view.lag:,}", state)
    return table


def _difference(differing: dict[str, int] | None) -> str:
    """What the rebuilt rows say about the live ones they replaced."""
    if differing is None:
        return "not compared: the old rows were of another version"
    return ", ".join(f"{count:,} rows of {table}" for table, count in differing.items()) or "none"
