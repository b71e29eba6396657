"""A statement of M-Pesa's own portal as it was brought in, line by line, to be compared with the ledger.

It is evidence and moves nothing by itself. Of the other party a line keeps the last three digits of the
number at most: enough to recognise a payment, too little to know whom it reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue
from imbuto.values import By, derive_id

LINE_KINDS = ("payment", "fee", "top_up", "withdrawal", "reversal", "other")
"""Money to a phone, what M-Pesa takes for one, money that came into the account, money that an operator moved
out of it, a payment taken back, and anything else."""
LINE_STATES = ("completed", "failed", "pending")
LINES_A_FACT = 500
MOST_DIGITS = 3
CLOCKS_APART = timedelta(hours=1)
"""So far M-Pesa's clock may be ahead of ours."""


@dataclass(frozen=True, kw_only=True)
class PortalLine:
    """One line, in cents without a sign. `row` is its row in the file; `balance_cents` what the account held
    after it. `conversation` is M-Pesa's or our own id of the payment and `linked` the receipt that a fee or a
    reversal belongs to, where the portal prints them."""

    row: int
    receipt: str
    completed_at: datetime
    kind: str
    paid_in_cents: int
    withdrawn_cents: int
    balance_cents: int | None = None
    status: str = "completed"
    last_digits: str | None = None
    conversation: str | None = None
    linked: str | None = None


@dataclass(frozen=True, kw_only=True)
class PortalFile:
    """What a file holds: from when to when it covers the account, and its lines in the file's order.

    `digest` is that of its bytes: the same file again is the same statement.
    """

    name: str
    digest: str
    first: datetime
    last: datetime
    lines: tuple[PortalLine, ...]

    @property
    def in_cents(self) -> int:
        return sum(line.paid_in_cents for line in self.lines if line.status == "completed")

    @property
    def out_cents(self) -> int:
        return sum(line.withdrawn_cents for line in self.lines if line.status == "completed")

    def require_sound(self, by: By) -> None:
        """Raises BadValue for what no statement can hold; the import has told each bad row before."""
        if not self.lines:
            raise BadValue("file", self.name, "There is no line in this statement.", "Export it again.")
        if not self.first <= self.last:
            raise BadValue("file", self.name, "The statement ends before it begins.", "Export it again.")
        if self.last_line_at > by.at + CLOCKS_APART:
            remedy = "Check how the dates are written in the file."
            raise BadValue("file", self.name, "A line lies in the future.", remedy)
        for line in self.lines:
            _require_sound(line)

    @property
    def last_line_at(self) -> datetime:
        return max(line.completed_at for line in self.lines)


def _require_sound(line: PortalLine) -> None:
    where = f"row {line.row}"
    if line.kind not in LINE_KINDS or line.status not in LINE_STATES:
        raise BadValue("file", where, "This line is of no kind that is known.", "Export it again.")
    if min(line.paid_in_cents, line.withdrawn_cents) < 0:
        raise BadValue("file", where, "An amount is below zero.", "Export it again.")
    if len(line.last_digits or "") > MOST_DIGITS:
        raise BadValue("file", where, "More of a number than three digits is not kept.", "Leave it out.")


def portal_statement_id(digest: str) -> UUID:
    """The same file is the same statement, whoever brings it in and under whatever name."""
    return derive_id("portal-statement", digest)


class PortalStatement(Aggregate):
    """Brought in once, whole; never changed."""

    KIND = "portal_statement"

    @dataclass(frozen=True, kw_only=True)
    class Imported(Fact):
        """`first` and `last`: from when to when the statement covers the account."""

        TOPIC = "portal_statement.imported"
        name: str
        digest: str
        first: datetime
        last: datetime
        lines: int
        in_cents: int
        out_cents: int

        def apply(self, aggregate: PortalStatement) -> None:
            aggregate.digest = self.digest
            aggregate.lines = self.lines

    @dataclass(frozen=True, kw_only=True)
    class LinesRead(Fact):
        """Some of the lines, in the file's order."""

        TOPIC = "portal_statement.lines_read"
        lines: tuple[PortalLine, ...]

        def apply(self, aggregate: PortalStatement) -> None:
            aggregate.lines_read += len(self.lines)

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.digest = ""
        self.lines = 0
        self.lines_read = 0

    @classmethod
    def bring_in(cls, file: PortalFile, by: By) -> Self:
        """All of the file, in facts of some hundred lines each. Raises BadValue."""
        file.require_sound(by)
        statement = cls(portal_statement_id(file.digest))
        statement._record(
            cls.Imported,
            by,
            name=file.name[:80],
            digest=file.digest,
            first=file.first,
            last=file.last,
            lines=len(file.lines),
            in_cents=file.in_cents,
            out_cents=file.out_cents,
        )
        for lines in _in_parts(file.lines):
            statement._record(cls.LinesRead, by, lines=lines)
        return statement


def _in_parts(lines: Sequence[PortalLine]) -> Iterator[tuple[PortalLine, ...]]:
    for start in range(0, len(lines), LINES_A_FACT):
        yield tuple(lines[start : start + LINES_A_FACT])
