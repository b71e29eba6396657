"""The settlement sheet: the pay runs, what each takes, and its statements."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from imbuto.aggregates.drawing import Drawing
from imbuto.aggregates.entries import ENTRIES
from imbuto.aggregates.member import Member
from imbuto.aggregates.owing import STEPS
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.settlement import RunTotals, Settlement
from imbuto.aggregates.statement import Statement
from imbuto.errors import Unknown
from imbuto.projections import owed_book, pay_runs, taking
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import shaped
from imbuto.projections.run_figures import RunFigures
from imbuto.projections.settlement_answers import (
    Deducted,
    DrawnTotals,
    RunAnswer,
    StatementAnswer,
    StatementLine,
)
from imbuto.projections.settlement_tables import (
    SUMS,
    charge_steps,
    charges,
    entries,
    first_entries,
    last_approved,
    pay_choices,
    runs,
    statements,
)

__all__ = ["Deducted", "DrawnTotals", "RunAnswer", "Settlements", "StatementAnswer", "StatementLine"]


class Settlements(RunFigures):
    """Who is paid what, when."""

    NAME = "settlements"
    VERSION = 4
    TABLES = (
        entries,
        first_entries,
        charges,
        charge_steps,
        pay_choices,
        runs,
        last_approved,
        statements,
    )
    HANDLERS = {
        **dict.fromkeys(ENTRIES, pay_runs.entered),
        **dict.fromkeys(STEPS, owed_book.stepped),
        Member.PayChosen: owed_book.pay_chosen,
        Member.Erased: owed_book.member_erased,
        Settlement.Opened: pay_runs.opened,
        Statement.Drawn: pay_runs.drawn,
        Settlement.Prepared: pay_runs.prepared,
        Settlement.Approved: pay_runs.approved,
        Settlement.Discarded: pay_runs.discarded,
        Settlement.Completed: pay_runs.completed,
        Statement.Settled: pay_runs.settled,
        Payout.Requested: pay_runs.payout_requested,
    }
    OWN_ROWS = {Statement.Settled: statements}

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

    def statement_by_id(self, id: UUID) -> StatementAnswer:
        """A statement by its own id, without its lines. Raises Unknown."""
        row = self._first(select(statements).where(statements.c.id == id))
        if row is None:
            raise Unknown("statement", id)
        return shaped(StatementAnswer, row)

    def statement(self, run: UUID, member: str) -> StatementAnswer:
        """One member's statement with its lines. Raises Unknown."""
        with self._reader.reading() as look:
            answered = _run(look, run)
            row = look.execute(_statements_of(run).where(statements.c.member == member)).mappings().first()
            if row is None:
                raise Unknown("statement", f"{member} in {answered.period}")
            question = select(entries).where(entries.c.member == member, taking.taken_by(look, answered))
            found = look.execute(question.order_by(entries.c.position)).mappings()
            lines = tuple(shaped(StatementLine, line) for line in found)
        return shaped(StatementAnswer, {**row, "entries": lines})

    def unsettled(self, run: UUID, after_member: str = "", limit: int = 500) -> list[StatementAnswer]:
        """Statements that are not yet booked, in the order of members."""
        question = _statements_of(run).where(
            statements.c.settled_at.is_(None), statements.c.member > after_member
        )
        return [shaped(StatementAnswer, row) for row in self._all(question.limit(limit))]

    def deducted(self, run: UUID) -> list[Deducted]:
        """What the run's statements deduct, by kind and creditor."""
        sums: dict[tuple[str, str], list[int]] = {}
        question = select(statements.c.deductions).where(statements.c.run == run)
        for deductions in self._values(question):
            for one in deductions:
                found = sums.setdefault((one.kind, one.creditor or ""), [0, 0, 0, 0])
                for place, amount in enumerate((1, one.due_cents, one.taken_cents, one.arrears_cents)):
                    found[place] += amount
        return [Deducted(kind, creditor or None, *sums[kind, creditor]) for kind, creditor in sorted(sums)]

    # ------------------------------------------------------------ drawing

    def anything_untaken(self, until: date) -> bool:
        """Whether an entry dated up to that day is on no approved run: late milk counts as well as new."""
        last = self.last_approved()
        with self._reader.reading() as look:
            return taking.untaken(look, last, until)

    def drawable(self, run: UUID, after_member: str = "", limit: int = 500) -> list[Drawing]:
        """What the statements of the next members in order are to be drawn from; empty at the end. A pure
        function of the facts up to the cut-off, whether they are drawn or not."""
        with self._reader.reading() as look:
            asked = _run(look, run)
            while members := taking.next_members(look, asked, after_member, limit):
                if drawings := taking.drawings_of(look, asked, members):
                    return drawings
                after_member = members[-1]
        return []

    def drawn_totals(self, run: UUID) -> DrawnTotals:
        """Sums and digest over the statements that exist."""
        columns = [statements.c[name] for name in ("member", "digest", "centilitres", *SUMS)]
        question = select(*columns).where(statements.c.run == run).order_by(statements.c.member)
        count, hundredths, sums = 0, 0, [0] * len(SUMS)
        digest = hashlib.sha256()
        with self._reader.reading() as look:
            for member, its_digest, centilitres, *amounts in look.execute(question):
                count += 1
                hundredths += centilitres
                sums = [sum + amount for sum, amount in zip(sums, amounts, strict=True)]
                digest.update(f"{member}:{its_digest}\n".encode())
        totals = RunTotals(count, **dict(zip(SUMS, sums, strict=True)))
        return DrawnTotals(totals, Decimal(hundredths).scaleb(-2), digest.hexdigest())


def _run(look: Connection, run: UUID) -> RunAnswer:
    row = look.execute(select(runs).where(runs.c.id == run)).mappings().first()
    if row is None:
        raise Unknown("run", run)
    return shaped(RunAnswer, row)


def _statements_of(run: UUID) -> Any:
    return select(statements).where(statements.c.run == run).order_by(statements.c.member)
