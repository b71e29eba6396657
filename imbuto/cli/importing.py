"""import members, deliveries, charges, bulk, opening: a register, a book or a list, CSV or a spreadsheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from imbuto.cli import speech
from imbuto.cli.options import DAY, data_option, opened_founded, operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from imbuto.bootstrap import Parts
    from imbuto.imports import AnyPort, Reading, RowProblem, Saved
    from imbuto.imports.charges import OpenCharge
    from imbuto.values import By

    AnyReading = Reading[Any]

SHOWN = 20
"""So many faults are printed; all of them are in the report."""


@dataclass(frozen=True)
class Asked:
    """What the command was given beside the file."""

    path: Path
    data: Path | None
    centre: str | None
    pad: int
    only_preview: bool
    yes: bool
    report: Path | None
    meant: bool


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
    from imbuto.imports import read_members, read_table

    asked = _asked(file, **options)
    with opened_founded(asked.data) as parts:
        reading = read_members(read_table(file), default_centre=asked.centre, pad=asked.pad)
        _bring_in(parts, reading, asked)


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
    from imbuto.imports import known_numbers, read_deliveries, read_table

    asked = _asked(file, **options)
    with opened_founded(asked.data) as parts:
        parts.views.catch_up()
        known = known_numbers(_member_numbers(parts))
        reading = read_deliveries(read_table(file), default_centre=asked.centre, known=known, pad=asked.pad)
        _bring_in(parts, reading, asked)


@import_files.command()
@_options
def charges(file: Path, **options: Any) -> None:
    """Make the charges in FILE (CSV or XLSX): what members owe.

    Needed columns: Member No, Kind, and Amount or Instalment. Also read: Creditor, Basis, Priority, Starts,
    Reference, Text, Opening, Taken Before, in many spellings. The same file again changes nothing.

    A row with a Reference keeps its charge: the same reference with other figures is refused. A row without
    one that was mended makes a second charge, and the preview says so.
    """
    from imbuto.imports import ChargesIntoLedger, known_numbers, read_charges, read_table, told_of_doubles

    asked = _asked(file, **options)
    with opened_founded(asked.data) as parts:
        parts.views.catch_up()
        reading = read_charges(read_table(file), known=known_numbers(_member_numbers(parts)), pad=asked.pad)
        reading = told_of_doubles(reading, partial(_open_charges, parts))
        _bring_in(parts, reading, asked, ChargesIntoLedger(parts.ledger, _importer(asked)))


@import_files.command()
@_options
def bulk(file: Path, **options: Any) -> None:
    """Record the bulk figures in FILE (CSV or XLSX): what reached the cooler and the processor.

    Needed columns: What (cooler, processor, rejected, spilled or kept), Date, and Litres or Kg. Also read:
    Centre, Route, Shift, Bulk Can, Density, Reference, Reason. The same file again changes nothing.
    """
    from imbuto.imports import BulkIntoLedger, read_bulk, read_table

    asked = _asked(file, **options)
    with opened_founded(asked.data) as parts:
        _bring_in(parts, read_bulk(read_table(file)), asked, BulkIntoLedger(parts.ledger, _importer(asked)))


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
    from imbuto.imports import OpeningIntoLedger, known_numbers, read_opening, read_table

    asked, name = _asked(file, **options), batch or f"opening-{day:%Y-%m-%d}"
    with opened_founded(asked.data) as parts:
        parts.views.catch_up()
        reading = read_opening(read_table(file), known=known_numbers(_member_numbers(parts)), pad=asked.pad)
        known = parts.views.adjustments.opening_of
        port = OpeningIntoLedger(parts.ledger, _importer(asked), day.date(), name, known)
        _bring_in(parts, reading, asked, port)
        if not asked.only_preview:
            speech.say(
                f"They count once another official approves them: GET /api/v1/adjustments/batches/{name},"
            )
            speech.say("then POST …/approval with the number of adjustments and the amount that it shows.")


def _asked(
    file: Path,
    data: Path | None,
    centre: str | None,
    pad: int,
    preview: bool,
    yes: bool,
    report: Path | None,
    meant: bool = False,
) -> Asked:
    return Asked(file, data, centre, pad, preview, yes, report, meant)


def _member_numbers(parts: Parts) -> Iterator[str]:
    cursor = None
    while True:
        page = parts.views.members.page(cursor=cursor, limit=1000)
        yield from (member.number for member in page.items)
        cursor = page.next
        if cursor is None:
            return


def _open_charges(parts: Parts, member: str) -> Sequence[OpenCharge]:
    return parts.views.charges.page(member=member, state="open", limit=200).items


def _importer(asked: Asked) -> By:
    """Whoever runs the command, with the digest of the file."""
    digest = hashlib.sha256(asked.path.read_bytes()).hexdigest()
    return operator("import", f"sha256:{digest}")


def _bring_in(parts: Parts, reading: AnyReading, asked: Asked, port: AnyPort | None = None) -> None:
    """Shows what is in the file, checks all of it against the ledger, and saves all of it or nothing."""
    from imbuto.imports import IntoLedger, checked, preview, save

    port = port or IntoLedger(
        parts.ledger,
        _importer(asked),
        parts.people.keyring.prepare,
        usual_litres=parts.views.deliveries.usual_litres,
        meant=asked.meant,
    )
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
