"""Questions about all statements of a run at once, for whoever looks at it before approving."""

from __future__ import annotations

import json
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, Text, func, select, type_coerce

from imbuto.aggregates.deductions import Deduction
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.settlement_tables import runs, statements

USUAL_OF = 6
"""So many runs say what a member is usually paid."""
_PAID = ("approved", "completed")
_PARTS = tuple(Deduction.__dataclass_fields__)
_KIND, _TAKEN = _PARTS.index("kind"), _PARTS.index("taken_cents")


class Payable(NamedTuple):
    """The statements of a run that pay anything, and those among them that are not booked yet, in cents."""

    statements: int
    left: int
    left_cents: int


class SheetRow(NamedTuple):
    """One statement in one line: litres in hundredths, money in cents. `pays` False: the member's rhythm
    passes this run over."""

    member: str
    centilitres: int
    milk_cents: int
    adjustments_cents: int
    premium_cents: int
    carried_in_cents: int
    deductions_cents: int
    saved_cents: int
    net_cents: int
    carried_out_cents: int
    pays: bool

    @property
    def gross_cents(self) -> int:
        return self.milk_cents + self.adjustments_cents + self.premium_cents


_SHEET = [statements.c[name] for name in SheetRow._fields]


class RunFigures(ReadModel):
    """The part of the settlement sheet that looks across members."""

    def sheet(self, run: UUID) -> list[SheetRow]:
        """All statements of the run that are drawn, in the order of members."""
        question = select(*_SHEET).where(statements.c.run == run).order_by(statements.c.member)
        with self._reader.reading() as look:
            return [SheetRow(*row) for row in look.execute(question)]

    def usual_nets(self, run: UUID) -> dict[str, list[int]]:
        """What the members were paid in the runs approved before this one, up to six of them; runs that paid
        a member nothing are left out."""
        question = select(statements.c.member, statements.c.net_cents).where(
            statements.c.run.in_(self._runs_before(run, USUAL_OF)), statements.c.net_cents > 0
        )
        nets: dict[str, list[int]] = {}
        with self._reader.reading() as look:
            for member, cents in look.execute(question):
                nets.setdefault(member, []).append(cents)
        return nets

    def payable(self, run: UUID) -> Payable:
        """How many statements pay anything, and what of it waits to be booked and asked for."""
        left = statements.c.settled_at.is_(None)
        question = select(
            func.count(),
            func.count().filter(left),
            func.coalesce(func.sum(statements.c.net_cents).filter(left), 0),
        ).where(statements.c.run == run, statements.c.net_cents > 0)
        with self._reader.reading() as look:
            return Payable(*map(int, look.execute(question).one()))

    def paid_before(self, run: UUID) -> set[str]:
        """The members whom any run approved before this one paid something."""
        question = select(statements.c.member).where(
            statements.c.run.in_(self._runs_before(run)), statements.c.net_cents > 0
        )
        return set(self._values(question.distinct()))

    def taken_by_kind(self, run: UUID) -> dict[str, dict[str, int]]:
        """What the run's statements take, in cents: by kind of charge, by member.

        The stored text is read as it is: of the parts of each deduction only two are needed.
        """
        taken: dict[str, dict[str, int]] = {}
        question = select(statements.c.member, type_coerce(statements.c.deductions, Text)).where(
            statements.c.run == run, statements.c.deductions_cents != 0
        )
        with self._reader.reading() as look:
            for member, deductions in look.execute(question):
                for values in json.loads(deductions):
                    by_member = taken.setdefault(values[_KIND], {})
                    by_member[member] = by_member.get(member, 0) + values[_TAKEN]
        return taken

    def _runs_before(self, run: UUID, limit: int | None = None) -> list[UUID]:
        """The runs approved whose opening lies before that of this one, the latest first."""
        opened = select(runs.c.position).where(runs.c.id == run).scalar_subquery()
        question: Select[tuple[UUID]] = (
            select(runs.c.id)
            .where(runs.c.state.in_(_PAID), runs.c.position < func.coalesce(opened, 0))
            .order_by(runs.c.position.desc())
            .limit(limit)
        )
        return self._values(question)
