"""pay-file make, list, download, results: files of payments for a bank, a SACCO or the M-Pesa portal.

A second official approves a file, and what the bank says of it, over the API or in the office: whoever sits
at this machine cannot do both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from imbuto.cli import speech
from imbuto.cli.officials import as_option, official_by
from imbuto.cli.options import data_option, opened_founded
from imbuto.cli.printing import write_whole

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.imports import ReadResults
    from imbuto.values import By

SHOWN = 20
"""So many faults are printed; all of them are in the report."""
AT_ONCE = 500
_HEADINGS = ("file", "kind", "bank", "state", "payments", "amount", "left", "results", "opened")


@click.group("pay-file", short_help="Files of payments for a bank, a SACCO or the M-Pesa portal.")
def pay_file() -> None:
    """Make files of payments, take them to the bank, and read its answers in."""


@pay_file.command("list")
@click.option("--state", help="Only those: opened, sealed, approved, cancelled or closed.")
@data_option
def list_files(state: str | None, data: Path | None) -> None:
    """The files of payments, the latest first."""
    from rich.table import Table

    from imbuto.values import Money

    with opened_founded(data) as parts:
        parts.views.catch_up()
        table = Table(*_HEADINGS)
        for file in parts.views.pay_files.page(state=state, limit=100).items:
            told = (file.id, file.kind, file.bank or "", file.state, f"{file.count:,}", Money(file.cents))
            more = (file.left, file.results_state or "", f"{file.opened_at:%-d %b %Y}")
            table.add_row(*map(str, (*told, *more)))
        speech.show(table)


@pay_file.command()
@click.option("--format", "form", default="bank", show_default=True, help="The format of the file.")
@click.option("--run", metavar="RUN", help="Only payouts of that pay run: its period or its id.")
@click.option("--bank", help="Only payouts to accounts with that bank or SACCO.")
@as_option
@data_option
def make(form: str, run: str | None, bank: str | None, official: str, data: Path | None) -> None:
    """Make a file of all payouts that wait to be paid by it, and show its count, amount and digest."""
    from uuid import uuid4

    with opened_founded(data) as parts:
        id = uuid4()
        by = official_by(parts, official, "pay_files.make", f"pay-file-{id}")
        parts.ledger.open_pay_file(id, form, _run(parts, run), bank, by)
        _fill(parts, id, by)
        file = parts.ledger.pay_file(id)
        if file.state == "cancelled":
            speech.refuse("Nothing waits to be paid by such a file.", "Look at GET /api/v1/payouts.")
            raise click.exceptions.Exit(2)
        _show(parts, id)
        speech.say(f"Another official approves it: POST /api/v1/pay-files/{id}/approval")
        speech.say("with this count, amount and digest. Until then it can be cancelled.")


@pay_file.command()
@click.argument("file_id", metavar="FILE", type=click.UUID)
@click.option("--form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where it goes. [default: payments-FILE.csv, here]",
)
@as_option
@data_option
def download(file_id: UUID, form: str, output: Path | None, official: str, data: Path | None) -> None:
    """Take an approved file to the bank; who takes it, and when, is recorded each time."""
    from imbuto.ledger import digest_of
    from imbuto.papers.pay_file import WRITERS

    path = output or Path(f"payments-{file_id}.{form}")
    with opened_founded(data) as parts:
        by = official_by(parts, official, "pay_files.make", f"pay-file-{file_id}")
        content = WRITERS[form][1](parts.ledger.pay_file_content(file_id))
        parts.ledger.download_pay_file(file_id, form, digest_of(content), by)
        write_whole(path, iter([content]))
        _show(parts, file_id)
    speech.say(f"Written: {path}. It names accounts: delete it once the bank has it.")


@pay_file.command()
@click.argument("file_id", metavar="FILE", type=click.UUID)
@click.argument("results_file", metavar="RESULTS", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--preview", is_flag=True, help="Read and check everything, and record nothing.")
@click.option("--yes", is_flag=True, help="Take over without asking.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Write every fault to a CSV file.",
)
@as_option
@data_option
def results(
    file_id: UUID,
    results_file: Path,
    preview: bool,
    yes: bool,
    report: Path | None,
    official: str,
    data: Path | None,
) -> None:
    """Read in what a bank says became of FILE: RESULTS (CSV or XLSX), all of it or nothing.

    Needed columns: Reference and Status. Also read: Receipt, Reason, Amount, Fee, in many spellings. The same
    file again changes nothing.
    """
    from imbuto.imports import held_against, read_results_in, take_over

    with opened_founded(data) as parts:
        parts.views.catch_up()
        form = parts.ledger.pay_file(file_id).form
        read = read_results_in(results_file, form)
        read = held_against(parts.ledger, file_id, read, parts.views.pay_files.files_of)
        _show_results(read, report)
        if preview:
            speech.say("Every row can be taken over. Nothing was recorded: this was a preview.")
            return
        if not yes and not click.confirm(f"Propose {len(read.new):,} results?"):
            speech.say("Nothing was recorded.")
            raise click.exceptions.Exit(1)
        by = official_by(parts, official, "pay_files.make", f"sha256:{read.digest}")
        saved = take_over(parts.ledger, file_id, read, by)
    speech.say("Proposed." if saved.new else "They were read in already; nothing changed.")
    if saved.new:
        speech.say(f"Another official approves them: POST /api/v1/pay-files/{file_id}/results/approval,")
        speech.say("naming how many were paid and failed, and how much.")


def _fill(parts: Parts, id: UUID, by: By) -> None:
    """The job's own steps, so that a file can be made where no worker runs; a worker may be faster."""
    from imbuto.errors import WrongState

    file = parts.ledger.pay_file(id)
    try:
        with speech.progress_bar() as bar:
            task = bar.add_task("Payments", total=None)
            for ids in _waiting(parts, file.run, file.form.channel):
                parts.ledger.fill_pay_file(id, ids, by)
                bar.advance(task, len(ids))
        if parts.ledger.pay_file(id).lines:
            parts.ledger.seal_pay_file(id, by)
        else:
            parts.ledger.cancel_pay_file(id, "nothing waits to be paid by such a file", by)
    except WrongState:
        if parts.ledger.pay_file(id).state == "opened":
            raise


def _waiting(parts: Parts, run: UUID | None, channel: str) -> Iterator[list[UUID]]:
    parts.views.catch_up()
    cursor: str | None = None
    while True:
        page = parts.views.payouts.page(
            run=run, state="requested", channel=channel, cursor=cursor, limit=AT_ONCE
        )
        if page.items:
            yield [payout.id for payout in page.items]
        cursor = page.next
        if cursor is None:
            return


def _run(parts: Parts, run: str | None) -> UUID | None:
    """A run by its period or its id. Raises Unknown."""
    from imbuto.papers.statements import StatementPapers

    if run is None:
        return None
    parts.views.catch_up()
    return StatementPapers(parts.views, parts.ledger.cooperative()).drawn_run(run).id


def _show(parts: Parts, id: UUID) -> None:
    """What the bank is told when it calls back."""
    from imbuto.papers.pay_file import grouped
    from imbuto.values import Money

    file = parts.ledger.pay_file(id)
    speech.say(f"File {id}: {file.count:,} payments, {Money(file.total_cents)}, {file.state}.")
    speech.say(f"SHA-256 of the CSV: {' '.join(grouped(file.digest))}")


def _show_results(read: ReadResults, report: Path | None) -> None:
    """What is new and every fault, which ends the command."""
    from imbuto.imports import preview, write_report_csv
    from imbuto.imports import report as table
    from imbuto.values import Money

    speech.show(preview(read.reading))
    problems = read.reading.problems
    if problems:
        speech.show(table(problems, SHOWN))
        if report:
            write_report_csv(report, problems)
            speech.say(f"All {len(problems):,} faults are in {report}.")
        speech.refuse("Nothing was recorded.", "Look at these rows, mend the file, and run it again.")
        raise click.exceptions.Exit(2)
    sums = read.sums
    speech.say(
        f"New: {sums.paid:,} paid, {Money(sums.paid_cents)}; "
        f"{sums.failed:,} failed, {Money(sums.failed_cents)}."
    )
