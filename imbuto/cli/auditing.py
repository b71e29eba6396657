"""audit replay: the facts, one after the other, from a copy that nobody can write to."""

from __future__ import annotations

import click


@click.group()
def audit() -> None:
    """Read a copy of the ledger, fact by fact. Nothing is written."""
