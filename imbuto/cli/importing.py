"""import members, import deliveries: a register or a delivery book from CSV or a spreadsheet."""

from __future__ import annotations

import click


@click.group("import", short_help="Bring in members or deliveries from a file.")
def import_files() -> None:
    """Bring in a register of members or a delivery book, all of it or nothing."""
