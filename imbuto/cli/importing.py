"""import members, deliveries, charges, bulk, opening: a register, a book or a list, CSV or a spreadsheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded, operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from imbuto.bootstrap import Parts
    from imbuto.imports import AnyPort, Reading, RowProblem, Saved
    from imbuto.imports.kinds import Beside
    from imbuto.values import By

    AnyReading = Reading[Any]

SHOWN = 20
"""So many faults are printed; all of them are in the report."""


@dataclass(frozen=True)
class Asked:
    """What the command was given beside the file."""

    path: Path
    data: Path | None
    only_preview: bool
    yes: bool
    report: Path | None
    beside: Beside


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path, dir_okay=False)),
            data_option,
            click.option("--centre", help="The centre of rows that name none, by code or name."),
            click.option(
                "--pad",
                type=click.IntRange(0, 16),
                default=0,
                metavar="DIGITS",
                help="Give shortened numbers their leading zeros back: with 4, 42 becomes 0042.",
            ),
            click.option("--preview", is_flag=True, help="Read and check everything, and save nothing."),
            click.option("--yes", is_flag=True, help="Save without asking."),
            click.option(
                "--report",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE.csv",
                help="Write every fault to a CSV file.",
            ),
        )
    ):
        command = option(command)
    return command


@click.group("import", short_help="Bring in members, deliveries or charges from a file.")
def import_files() -> None:
    """Bring in a register of members, a delivery book or a list of charges, all of it or nothing."""


@import_files.command()
@_options
def members(file: Path, **options: Any) -> None:
    """Register the members in FILE (CSV or XLSX).

    Needed columns: Member No and Name. Also read: Phone, Payout Phone, National ID, Centre, Language, Next of
    Kin, Joined, in many spellings. The same file again changes nothing.
    """
    _import("members", _asked(file, **options))


@import_files.command()
@_options
@click.option("--meant", is_flag=True, help="Unusual litres in the file are right; they are flagged.")
def deliveries(file: Path, **options: Any) -> None:
    """Record the deliveries in FILE (CSV or XLSX).

    Needed columns: Member No, Date, Shift, and Litres or Kg. Also read: Time, Centre, Route, Bulk Can, Fat,
    SNF, Lactometer, CLR, Density, Temperature, Protein, Added Water, Alcohol, Organoleptic, Resazurin,
    Antibiotic, Plate Count, Status, Reason, Can, Reference, in many spellings. The same file again changes
    nothing.
    """
    _import("deliveries", _asked(file, **options))


@import_files.command()
@_options
def charges(file: Path, **options: Any) -> None:
    """Make the charges in FILE (CSV or XLSX): what members owe.

    Needed columns: Member No, Kind, and Amount or Instalment. Also read: Creditor, Basis, Priority, Starts,
    Reference, Text, Opening, Taken Before, in many spellings. The same file again changes nothing.

    A row with a Reference keeps its charge: the same reference with other figures is refused. A row without
    one that was mended makes a second charge, and the preview says so.
    """
    _import("charges", _asked(file, **options))


@import_files.command()
@_options
def bulk(file: Path, **options: Any) -> None:
    """Record the bulk figures in FILE (CSV or XLSX): what reached the cooler and the processor.

    Needed columns: What (cooler, processor, rejected, spilled or kept), Date, and Litres or Kg. Also read:
    Centre, Route, Shift, Bulk Can, Density, Reference, Reason. The same file again changes nothing.
    """
    _import("bulk", _asked(file, **options))


@import_files.command()
@_options
@click.option(
    "--day",
    type=DAY,
    metavar="DAY",
    required=True,
    help="The day on which these balances stood, such as 2026-10-31.",
)
@click.option("--batch", help="The name under which they are approved; else opening- and the day.")
def opening(file: Path, day: datetime, batch: str | None, **options: Any) -> None:
    """Propose the opening balances in FILE (CSV or XLSX): what members are owed, and have saved.

    Needed columns: Member No, and Owed or Savings, in many spellings. Another official approves them as one
    batch. The same file again changes nothing. What members owe comes by import charges.
    """
    asked = _asked(file, **options, day=day.date(), batch=batch)
    _import("opening", asked)
    if not asked.only_preview:
        name = asked.beside.batch_name
        speech.say(f"They count once another official approves them: GET /api/v1/adjustments/batches/{name},")
        speech.say("then POST …/approval with the number of adjustments and the amount that it shows.")


def _asked(
    file: Path, data: Path | None, preview: bool, yes: bool, report: Path | None, **beside: Any
) -> Asked:
    from imbuto.imports.kinds import Beside

    return Asked(file, data, preview, yes, report, Beside(**beside))


def _import(kind: str, asked: Asked) -> None:
    """Reads the file and brings it in by the door of its kind."""
    from imbuto.imports import read_table
    from imbuto.imports.kinds import KINDS, House

    with opened_founded(asked.data) as parts:
        parts.views.catch_up()
        house = House.of(parts.ledger, parts.views, parts.people.keyring.prepare)
        reading = KINDS[kind].read(read_table(asked.path), house, asked.beside)
        _bring_in(parts, reading, asked, KINDS[kind].door(house, _importer(asked), asked.beside))


def _importer(asked: Asked) -> By:
    """Whoever runs the command, with the digest of the file."""
    digest = hashlib.sha256(asked.path.read_bytes()).hexdigest()
    return operator("import", f"sha256:{digest}")


def _bring_in(parts: Parts, reading: AnyReading, asked: Asked, port: AnyPort) -> None:
    """Shows what is in the file, checks all of it against the ledger, and saves all of it or nothing."""
    from imbuto.imports import checked, preview, save

    reading = checked(cast(Any, reading), port)
    speech.show(preview(reading))
    if reading.problems:
        _refuse(reading.problems, asked)
    if asked.only_preview:
        speech.say("Every row can be saved. Nothing was saved: this was a preview.")
        return
    count = len(reading.rows)
    if not asked.yes and not click.confirm("Save 1 row?" if count == 1 else f"Save {count:,} rows?"):
        speech.say("Nothing was saved.")
        raise click.exceptions.Exit(1)
    with _saving(parts) as progress:
        # Whoever was asked may have taken an hour over it: then the ledger is asked once more.
        saved = save(cast(Any, reading), port, progress=progress, is_checked=asked.yes)
    if saved.problems:
        _refuse(saved.problems, asked, saved)
    speech.say(f"Done: {saved.recorded:,} saved, {saved.unchanged:,} were there already.")


@contextmanager
def _saving(parts: Parts) -> Iterator[Callable[[int, int], None]]:
    """A progress bar; and the views are brought up once for each batch instead of once for each row."""
    after_save = parts.ledger.after_save
    parts.ledger.after_save = lambda position: None
    with speech.progress_bar() as bar:
        task = bar.add_task("Checking", total=None)

        def progress(done: int, total: int) -> None:
            parts.views.catch_up()
            bar.update(task, description="Saving", completed=done, total=total)

        try:
            yield progress
        except KeyboardInterrupt:
            speech.refuse("Stopped.", "What was saved stays; the same command again saves the rest.")
            raise click.Abort from None
        finally:
            parts.ledger.after_save = after_save
            parts.views.catch_up()


def _refuse(problems: Sequence[RowProblem], asked: Asked, saved: Saved | None = None) -> None:
    """Names every bad row, and ends the command."""
    from imbuto.imports import report, write_report_csv

    speech.show(report(problems, SHOWN))
    if asked.report:
        write_report_csv(asked.report, problems)
        speech.say(f"All {len(problems):,} faults are in {asked.report}.")
    elif len(problems) > SHOWN:
        speech.say("Add --report FILE.csv to have all of them in a file.")
    if saved and saved.begun:
        done = f"{saved.recorded:,} rows were saved before the ledger changed under this import"
        speech.refuse(f"Stopped: {done}.", "Mend the rows above and run the same command again.")
    else:
        speech.refuse("Nothing was saved.", "Mend these rows in the file and run the same command again.")
    raise click.exceptions.Exit(2)
