"""import members, import deliveries: a register or a delivery book from CSV or a spreadsheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded, operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from imbuto.bootstrap import Parts
    from imbuto.imports import DeliveryRow, MemberRow, Reading, RowProblem, Saved

    AnyReading = Reading[MemberRow] | Reading[DeliveryRow]

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


@click.group("import", short_help="Bring in members or deliveries from a file.")
def import_files() -> None:
    """Bring in a register of members or a delivery book, all of it or nothing."""


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
def deliveries(file: Path, **options: Any) -> None:
    """Record the deliveries in FILE (CSV or XLSX).

    Needed columns: Member No, Date, Shift, and Litres or Kg. Also read: Time, Centre, Fat, SNF, Lactometer,
    Temperature, Status, Reason, Can, Reference, in many spellings. The same file again changes nothing.
    """
    from imbuto.imports import known_numbers, read_deliveries, read_table

    asked = _asked(file, **options)
    with opened_founded(asked.data) as parts:
        parts.views.catch_up()
        known = known_numbers(_member_numbers(parts))
        reading = read_deliveries(read_table(file), default_centre=asked.centre, known=known, pad=asked.pad)
        _bring_in(parts, reading, asked)


def _asked(
    file: Path, data: Path | None, centre: str | None, pad: int, preview: bool, yes: bool, report: Path | None
) -> Asked:
    return Asked(file, data, centre, pad, preview, yes, report)


def _member_numbers(parts: Parts) -> Iterator[str]:
    cursor = None
    while True:
        page = parts.views.members.page(cursor=cursor, limit=1000)
        yield from (member.number for member in page.items)
        cursor = page.next
        if cursor is None:
            return


def _bring_in(parts: Parts, reading: AnyReading, asked: Asked) -> None:
    """Shows what is in the file, checks all of it against the ledger, and saves all of it or nothing."""
    from imbuto.imports import IntoLedger, checked, preview, save

    digest = hashlib.sha256(asked.path.read_bytes()).hexdigest()
    port = IntoLedger(parts.ledger, operator("import", f"sha256:{digest}"), parts.people.keyring.prepare)
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
