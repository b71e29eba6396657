"""Files of payments: made whole, given back, answered and closed, in small steps that are quiet when done
before. A job that was killed anywhere goes on where the facts end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import UUID

from imbuto.aggregates import PayFile
from imbuto.aggregates.pay_results import ResultSums
from imbuto.bootstrap import Parts
from imbuto.jobs import witness
from imbuto.jobs.held import by_job
from imbuto.jobs.views import require_views
from imbuto.ledger.pay_files import AT_ONCE, chunks
from imbuto.values import By

NEEDED_VIEWS = ("payouts", "pay_files")
_NOTHING = "nothing waits to be paid by such a file"
_RACE = "payments went out by M-Pesa's API again before the file was whole"

log = logging.getLogger(__name__)


def work_on_pay_file(parts: Parts, pay_file: str) -> None:
    """Does whatever is to be done about a file without people."""
    id = UUID(pay_file)
    file, by = parts.ledger.pay_file(id), by_job(parts, "pay-files", f"pay-file-{id}")
    require_views(parts, NEEDED_VIEWS)
    if file.state == "opened":
        if witness.is_whole(parts):
            _make(parts, file, by)
    elif file.state == "cancelled":
        _give_back(parts, id, by)
    elif file.state == "approved":
        witness.remember(parts, file)
        _take_results_over(parts, file, by)
        _close(parts, id, by)


def _make(parts: Parts, file: PayFile, by: By) -> None:
    """Puts all payouts in that wait for it; then it waits for a second official. One that would be empty, or
    race with M-Pesa's API, is cancelled and says so."""
    if file.form.channel == "mpesa" and parts.ledger.till().state != "stopped":
        parts.ledger.cancel_pay_file(file.id, _RACE, by)
        return
    for ids in _waiting(parts, file):
        parts.ledger.fill_pay_file(file.id, ids, by)
    if not parts.ledger.pay_file(file.id).lines:
        parts.ledger.cancel_pay_file(file.id, _NOTHING, by)
        return
    parts.ledger.seal_pay_file(file.id, by)
    made = parts.ledger.pay_file(file.id)
    log.info("pay file %s: %d payments, %d cents", file.id, made.count, made.total_cents)


def _waiting(parts: Parts, file: PayFile) -> Iterator[list[UUID]]:
    """The payouts that wait to be paid by that channel, some hundred at a time."""
    cursor: str | None = None
    while True:
        page = parts.views.payouts.page(
            run=file.run, state="requested", channel=file.form.channel, cursor=cursor, limit=AT_ONCE
        )
        if page.items:
            yield [payout.id for payout in page.items]
        cursor = page.next
        if cursor is None:
            return


def _give_back(parts: Parts, id: UUID, by: By) -> None:
    cursor: str | None = None
    while True:
        page = parts.views.pay_files.lines(id, "in_file", cursor, AT_ONCE)
        if page.items:
            parts.ledger.empty_pay_file(id, [line.payout for line in page.items], by)
        cursor = page.next
        if cursor is None:
            return


def _take_results_over(parts: Parts, file: PayFile, by: By) -> None:
    """The last result file: its rows become proposals; approved, they settle the payouts."""
    read = file.results.get(len(file.results))
    if read is None or read.state not in ("waiting", "approved"):
        return
    take = parts.ledger.propose_pay_results if read.state == "waiting" else parts.ledger.settle_pay_results
    done = sum(
        take(file.id, read.number, [line.payout for line in chunk], by) for chunk in chunks(read.lines)
    )
    log.info(
        "pay file %s, results %d (%s): %d of %d", file.id, read.number, read.state, done, len(read.lines)
    )


def _close(parts: Parts, id: UUID, by: By) -> None:
    require_views(parts, NEEDED_VIEWS)
    file = parts.views.pay_files.get(id)
    if not file.left:
        sums = ResultSums(file.paid, file.paid_cents, file.failed, file.failed_cents)
        parts.ledger.close_pay_file(id, sums, by)
