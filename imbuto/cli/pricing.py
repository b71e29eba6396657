"""import prices: a fat × SNF matrix from a file, proposed as a price that another official approves."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded, operator

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.imports.matrix import MatrixReading

SHOWN = 20
"""So many faults are printed; all of them are in the report."""


@click.command("prices")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@click.option("--price", required=True, help="The flat price of a litre that the matrix does not reach.")
@click.option(
    "--from",
    "effective_from",
    type=DAY,
    metavar="DAY",
    required=True,
    help="The first day on which it holds, such as 2026-11-01.",
)
@click.option("--centre", help="The code of the centre it is for; without it, all.")
@click.option("--text", default="", help="A few words about it.")
@click.option("--preview", is_flag=True, help="Read and check everything, and propose nothing.")
@click.option("--yes", is_flag=True, help="Propose without asking.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Write every fault to a CSV file.",
)
def prices(
    file: Path,
    data: Path | None,
    price: str,
    effective_from: datetime,
    centre: str | None,
    text: str,
    preview: bool,
    yes: bool,
    report: Path | None,
) -> None:
    """Propose the fat × SNF price matrix in FILE (CSV or XLSX).

    SNF steps stand in the first row, fat steps in the first column, prices of a litre where they meet; or a
    list with the headings fat, snf and price. Another official approves it. The same file again is quiet.
    """
    from imbuto.imports.matrix import read_matrix

    with opened_founded(data) as parts:
        reading = read_matrix(file)
        if reading.problems:
            _refuse(reading, report)
        _show(reading)
        if preview:
            speech.say("Every cell can be proposed. Nothing was proposed: this was a preview.")
            return
        if not yes and not click.confirm("Propose this price?"):
            speech.say("Nothing was proposed.")
            raise click.exceptions.Exit(1)
        _propose(parts, file, reading, price, effective_from, centre, text)


def _propose(
    parts: Parts,
    file: Path,
    reading: MatrixReading,
    price: str,
    effective_from: datetime,
    centre: str | None,
    text: str,
) -> None:
    """Proposes it under an id made from its content: the same again is the same proposal."""
    from imbuto.ledger import PriceRules
    from imbuto.values import Money, derive_id

    cents, day = Money.parse(price, "price").cents, effective_from.date()
    rules = PriceRules.of(matrix=reading.cells, text=text)
    cells = [(str(cell.fat_from), str(cell.snf_from), cell.cents_per_litre) for cell in rules.matrix]
    id = derive_id("price-matrix", centre, cents, day, text, cells)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    by = operator("import", f"sha256:{digest}")
    saved = parts.ledger.propose_price(id, centre, cents, day, by, rules)
    known = parts.ledger.cooperative().price(id)
    speech.say(f"{'Proposed' if saved.new else 'Was proposed already'}: price {id}, from {day:%-d %b %Y}.")
    if known.warning:
        speech.say(known.warning)
    if known.state == "proposed":
        speech.say(f"It holds once another official approves it: POST /api/v1/prices/{id}/approval.")
    else:
        speech.say(f"It is {known.state}.")


def _show(reading: MatrixReading) -> None:
    """The matrix in a few lines."""
    from imbuto.values import Money

    fats, snfs = ({getattr(cell, name) for cell in reading.cells} for name in ("fat_from", "snf_from"))
    cents = [cell.cents_per_litre for cell in reading.cells]
    speech.say(
        f"{reading.source}: {len(reading.cells):,} cells, fat from {min(fats)} in {len(fats)} steps, "
        f"SNF from {min(snfs)} in {len(snfs)} steps, {Money(min(cents))} to {Money(max(cents))} a litre"
    )
    for note in reading.notes:
        speech.say(f"· {note}")


def _refuse(reading: MatrixReading, path: Path | None) -> None:
    """Names every bad cell, and ends the command."""
    from imbuto.imports import report, write_report_csv

    speech.show(report(reading.problems, SHOWN))
    if path:
        write_report_csv(path, reading.problems)
        speech.say(f"All {len(reading.problems):,} faults are in {path}.")
    elif len(reading.problems) > SHOWN:
        speech.say("Add --report FILE.csv to have all of them in a file.")
    speech.refuse("Nothing was proposed.", "Mend these cells in the file and run the same command again.")
    raise click.exceptions.Exit(2)
