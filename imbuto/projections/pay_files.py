"""The files of payments: what waits for a second official, what went to a bank, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from imbuto.aggregates.pay_file import PayFile
from imbuto.aggregates.payout import Payout
from imbuto.errors import Unknown
from imbuto.projections import pay_file_book as book
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.pay_file_book import in_files, pay_file_lines, pay_files
from imbuto.projections.readmodel import ReadModel, shaped

_ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class PayFileStanding:
    """A file as it stands: opened, sealed, approved, cancelled or closed. `left`: payments in it that have
    not ended. What begins with `results` is of the last result file."""

    id: UUID
    kind: str
    pay_channel: str
    run: UUID | None
    bank: str | None
    format: str
    state: str
    count: int
    cents: int
    digest: str | None
    reason: str | None
    opened_by: str
    opened_at: datetime
    sealed_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    downloads: int
    downloaded_by: str | None
    downloaded_at: datetime | None
    left: int
    paid: int
    paid_cents: int
    failed: int
    failed_cents: int
    results: int
    results_name: str | None
    results_state: str | None
    results_read_by: str | None
    results_paid: int | None
    results_paid_cents: int | None
    results_failed: int | None
    results_failed_cents: int | None
    results_unmatched: int | None
    results_unproposed: int
    results_left: int
    position: int
    version: int


@dataclass(frozen=True)
class PayFileLineStanding:
    """One payment in a file: in_file, paid or not_paid."""

    payout: UUID
    attempt: int
    member: str
    reference: str
    cents: int
    state: str
    receipt: str | None


class PayFiles(ReadModel):
    """What leaves by files instead of by M-Pesa's API."""

    NAME = "pay_files"
    VERSION = 1
    TABLES = (pay_files, pay_file_lines, in_files)
    HANDLERS = {
        PayFile.Opened: book.opened,
        PayFile.Filled: book.filled,
        PayFile.Sealed: book.sealed,
        PayFile.Approved: book.approved,
        PayFile.Cancelled: book.cancelled,
        PayFile.Downloaded: book.downloaded,
        PayFile.ResultsRead: book.results_read,
        PayFile.ResultLinesRead: book.result_lines_read,
        PayFile.ResultsApproved: book.results_approved,
        PayFile.ResultsRefused: book.results_refused,
        PayFile.Closed: book.closed,
        Payout.TakenBack: book.taken_back,
        Payout.Paid: book.paid,
        Payout.Failed: book.failed,
        Payout.OutcomeProposed: book.outcome_proposed,
        Payout.OutcomeApproved: book.outcome_approved,
        Payout.Retried: book.retried,
    }
    OWN_ROWS = {
        Payout.Paid: in_files,
        Payout.Failed: in_files,
        Payout.OutcomeProposed: in_files,
        Payout.OutcomeApproved: in_files,
        Payout.Retried: in_files,
    }

    def get(self, id: UUID) -> PayFileStanding:
        """Raises Unknown."""
        row = self._first(select(pay_files).where(pay_files.c.id == id))
        if row is None:
            raise Unknown("pay file", id)
        return shaped(PayFileStanding, row)

    def page(
        self,
        run: UUID | None = None,
        state: str | None = None,
        kind: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[PayFileStanding]:
        """The latest first."""
        question = select(pay_files).order_by(pay_files.c.position.desc()).limit(checked_limit(limit) + 1)
        for column, value in ((pay_files.c.run, run), (pay_files.c.state, state), (pay_files.c.kind, kind)):
            if value is not None:
                question = question.where(column == value)
        if after := read_cursor(cursor, int):
            question = question.where(pay_files.c.position < after[0])
        found = [shaped(PayFileStanding, row) for row in self._all(question)]
        return page_of(found, limit, lambda file: (file.position,))

    def lines(
        self, file: UUID, state: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[PayFileLineStanding]:
        """The payments in a file, in the file's order."""
        order = pay_file_lines.c.member, pay_file_lines.c.reference
        question = select(pay_file_lines).where(pay_file_lines.c.file == file)
        question = question.order_by(*order).limit(checked_limit(limit) + 1)
        if state is not None:
            question = question.where(pay_file_lines.c.state == state)
        if after := read_cursor(cursor, str, str):
            member, reference = order
            is_later = (member > after[0]) | ((member == after[0]) & (reference > after[1]))
            question = question.where(is_later)
        found = [shaped(PayFileLineStanding, row) for row in self._all(question)]
        return page_of(found, limit, lambda line: (line.member, line.reference))

    def files_of(self, references: Sequence[str]) -> Mapping[str, UUID]:
        """In which file each of these references stands; those that are in none are left out."""
        found: dict[str, UUID] = {}
        for start in range(0, len(references), _ASKED_AT_ONCE):
            asked = list(references[start : start + _ASKED_AT_ONCE])
            question = select(pay_file_lines.c.reference, pay_file_lines.c.file)
            question = question.where(pay_file_lines.c.reference.in_(asked))
            found |= {row["reference"]: row["file"] for row in self._all(question)}
        return found

    def payouts_called(self, reference: str, limit: int) -> Sequence[UUID]:
        """The payouts that a file hands over by that reference."""
        question = select(pay_file_lines.c.payout).where(pay_file_lines.c.reference == reference)
        return [row["payout"] for row in self._all(question.distinct().limit(limit))]

    def unfinished(self) -> Iterator[PayFileStanding]:
        """The files with which something is to be done without people: to be made whole, to give their
        payouts back, to propose or apply results, to be closed."""
        states = ("opened", "cancelled", "approved")
        question = select(pay_files).where(pay_files.c.state.in_(states)).order_by(pay_files.c.position)
        for row in self._all(question):
            file = shaped(PayFileStanding, row)
            if _has_work(file):
                yield file


def _has_work(file: PayFileStanding) -> bool:
    if file.state == "approved":
        waits = {"waiting": file.results_unproposed, "approved": file.results_left}
        return not file.left or bool(waits.get(file.results_state or ""))
    return file.state == "opened" or bool(file.left)
