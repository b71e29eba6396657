"""The settlement sheet: the pay runs, what each takes, and its statements."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from imbuto.aggregates.entries import ENTRIES
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.settlement import RunTotals, Settlement
from imbuto.aggregates.statement import Line, Statement
from imbuto.errors import Unknown
from imbuto.projections import pay_runs, taking
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.pay_runs import entries, last_approved, runs, statements
from imbuto.projections.readmodel import ReadModel, shaped


@dataclass(frozen=True)
class RunAnswer:
    """A pay run. `drawn` statements exist so far; `statements` to `digest` are what the preparer found (0
    before). `paid` and `failed` are filled in when it is completed. `position` is that of its first fact."""

    id: UUID
    period: str
    period_start: date
    period_end: date
    cutoff_position: int
    minimum_payable_cents: int
    state: str
    opened_by: str
    opened_at: datetime
    prepared_by: str | None
    prepared_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    discarded_by: str | None
    discard_reason: str | None
    completed_at: datetime | None
    drawn: int
    statements: int
    centilitres: int
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    digest: str | None
    paid: int
    paid_cents: int
    failed: int
    failed_cents: int
    position: int
    before_run: UUID | None
    before_cutoff: int
    before_end: date

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)

    @property
    def totals(self) -> RunTotals:
        return RunTotals(
            self.statements, self.milk_cents, self.carried_in_cents, self.net_cents, self.carried_out_cents
        )


@dataclass(frozen=True)
class StatementLine:
    """One entry on a statement. `kind` is the fact's topic."""

    position: int
    day: date
    centilitres: int
    cents: int
    kind: str
    delivery: UUID


@dataclass(frozen=True)
class StatementAnswer:
    """One member in one run. `lines` is how many; `entries` are the lines themselves, only of a single
    statement."""

    id: UUID
    run: UUID
    member: str
    period: str
    lines: int
    centilitres: int
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    digest: str
    drawn_at: datetime
    position: int
    payout: UUID | None
    entries: tuple[StatementLine, ...] = ()

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class DrawnTotals:
    """The sums over a run's statements, and the digest over them in the order of members."""

    totals: RunTotals
    litres: Decimal
    digest: str


class Settlements(ReadModel):
    """Who is paid what, when."""

    NAME = "settlements"
    VERSION = 1
    TABLES = (entries, runs, last_approved, statements)
    HANDLERS = {
        **dict.fromkeys(ENTRIES, pay_runs.entered),
        Settlement.Opened: pay_runs.opened,
        Statement.Drawn: pay_runs.drawn,
        Settlement.Prepared: pay_runs.prepared,
        Settlement.Approved: pay_runs.approved,
        Settlement.Discarded: pay_runs.discarded,
        Settlement.Completed: pay_runs.completed,
        Payout.Requested: pay_runs.payout_requested,
    }

    # ---------------------------------------------------------- the runs

    def get(self, run: UUID) -> RunAnswer:
        """Raises Unknown."""
        with self._reader.reading() as look:
            return _run(look, run)

    def page(self, cursor: str | None = None, limit: int = 50) -> Page[RunAnswer]:
        """The latest first."""
        question = select(runs).order_by(runs.c.position.desc()).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(runs.c.position < after[0])
        found = [shaped(RunAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda run: (run.position,))

    def in_state(self, state: str) -> list[RunAnswer]:
        """opened, prepared, approved, completed or discarded; the oldest first."""
        question = select(runs).where(runs.c.state == state).order_by(runs.c.position)
        return [shaped(RunAnswer, row) for row in self._all(question)]

    def calendar(self) -> list[RunAnswer]:
        """All runs but the discarded ones, in the order of their periods."""
        question = select(runs).where(runs.c.state != "discarded").order_by(runs.c.period_start)
        return [shaped(RunAnswer, row) for row in self._all(question)]

    def last_approved(self) -> RunAnswer | None:
        """The run that was approved last, completed or not."""
        row = self._first(select(runs).join(last_approved, last_approved.c.run == runs.c.id))
        return None if row is None else shaped(RunAnswer, row)

    # --------------------------------------------------------- statements

    def statements(self, run: UUID, cursor: str | None = None, limit: int = 50) -> Page[StatementAnswer]:
        """In the order of members."""
        question = _statements_of(run).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, str):
            question = question.where(statements.c.member > after[0])
        found = [shaped(StatementAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda statement: (statement.member,))

    def statements_of_member(
        self, member: str, cursor: str | None = None, limit: int = 50
    ) -> Page[StatementAnswer]:
        """A member's statements, the latest first; those of discarded runs are left out."""
        question = select(statements).join(runs, runs.c.id == statements.c.run)
        question = question.where(statements.c.member == member, runs.c.state != "discarded")
        question = question.order_by(statements.c.position.desc()).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(statements.c.position < after[0])
        found = [shaped(StatementAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda statement: (statement.position,))

    def statement(self, run: UUID, member: str) -> StatementAnswer:
        """One member's statement with its lines. Raises Unknown."""
        with self._reader.reading() as look:
            answered = _run(look, run)
            row = look.execute(_statements_of(run).where(statements.c.member == member)).mappings().first()
            if row is None:
                raise Unknown("statement", f"{member} in {answered.period}")
            question = select(entries).where(entries.c.member == member, taking.taken_by(answered))
            found = look.execute(question.order_by(entries.c.position)).mappings()
            lines = tuple(shaped(StatementLine, line) for line in found)
        return shaped(StatementAnswer, {**row, "entries": lines})

    def unpaid(self, run: UUID, after_member: str = "", limit: int = 500) -> list[StatementAnswer]:
        """Statements with something to pay and no payout requested, in the order of members."""
        question = _statements_of(run).where(
            statements.c.net_cents > 0, statements.c.payout.is_(None), statements.c.member > after_member
        )
        return [shaped(StatementAnswer, row) for row in self._all(question.limit(limit))]

    # ------------------------------------------------------------ drawing

    def anything_untaken(self, until: date) -> bool:
        """Whether an entry dated up to that day is on no approved run: late milk counts as well as new."""
        return self._first(taking.untaken(self.last_approved(), until)) is not None

    def drawable(
        self, run: UUID, after_member: str = "", limit: int = 500
    ) -> list[tuple[str, list[Line], int]]:
        """The next members in order, each with the lines that the run takes and the cents carried in:
        what their statements are to say. A pure function of the facts up to the cut-off, whether they are
        drawn or not."""
        with self._reader.reading() as look:
            asked = _run(look, run)
            carried = taking.carried_into(look, asked, after_member, limit)
            lines = taking.lines_of(look, asked, after_member, limit)
        members = sorted({*carried, *lines}, key=lambda member: member.encode())[:limit]
        return [(member, lines.get(member, []), carried.get(member, 0)) for member in members]

    def drawn_totals(self, run: UUID) -> DrawnTotals:
        """Sums and digest over the statements that exist."""
        count = milk = carried_in = net = carried_out = hundredths = 0
        digest = hashlib.sha256()
        for row in self._all(_statements_of(run)):
            count += 1
            hundredths += row["centilitres"]
            milk += row["milk_cents"]
            carried_in += row["carried_in_cents"]
            net += row["net_cents"]
            carried_out += row["carried_out_cents"]
            digest.update(f"{row['member']}:{row['digest']}\n".encode())
        totals = RunTotals(count, milk, carried_in, net, carried_out)
        return DrawnTotals(totals, Decimal(hundredths).scaleb(-2), digest.hexdigest())


def _run(look: Connection, run: UUID) -> RunAnswer:
    row = look.execute(select(runs).where(runs.c.id == run)).mappings().first()
    if row is None:
        raise Unknown("run", run)
    return shaped(RunAnswer, row)


def _statements_of(run: UUID) -> Any:
    return select(statements).where(statements.c.run == run).order_by(statements.c.member)
