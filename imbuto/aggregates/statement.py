"""One member in one pay run: what was delivered and carried in, what is deducted, saved, paid, carried out.

How it is drawn is in drawing.py. For every statement, to the cent:
milk + adjustments + premium + carried in = deductions + saved + net + carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.deductions import Deduction, Premium
from imbuto.errors import WrongState
from imbuto.values import By, derive_id


def statement_id(run: UUID, member: str) -> UUID:
    return derive_id("statement", run, member)


class Line(NamedTuple):
    """One entry on the member's account: a fact at a position, its litres (hundredths) and its cents.

    `kind` is "milk" or "adjustment"; an adjustment is of no centre. A tuple, because a run has a third of a
    million of them to make and to put in order.
    """

    position: int
    centilitres: int
    cents: int
    centre: str | None = None
    kind: str = "milk"


@dataclass(frozen=True)
class Figures:
    """What a statement says, in cents. `pays` is False in a run that the member's rhythm passes over."""

    lines: int
    litres: Decimal
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    digest: str
    adjustments_cents: int = 0
    premium_cents: int = 0
    deductions_cents: int = 0
    saved_cents: int = 0
    premiums: tuple[Premium, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    pays: bool = True


class Statement(Aggregate):
    """Drawn once per run and member; anyone can draw it again from the facts up to the cut-off.

    Settled once its run is approved: from then on what it deducts, saves and pays is booked.
    """

    KIND = "statement"

    @dataclass(frozen=True, kw_only=True)
    class Drawn(Fact):
        TOPIC = "statement.drawn"
        run: UUID
        member: str
        period: str
        cutoff_position: int
        lines: int
        litres: Decimal
        milk_cents: int
        carried_in_cents: int
        net_cents: int
        carried_out_cents: int
        digest: str
        adjustments_cents: int = 0
        premium_cents: int = 0
        deductions_cents: int = 0
        saved_cents: int = 0
        premiums: tuple[Premium, ...] = ()
        deductions: tuple[Deduction, ...] = ()
        pays: bool = True

        def apply(self, aggregate: Statement) -> None:
            aggregate.drawn = self

    @dataclass(frozen=True, kw_only=True)
    class Settled(Fact):
        """`deductions` are those that take or give back something."""

        TOPIC = "statement.settled"
        run: UUID
        member: str
        period: str
        period_end: date
        milk_cents: int
        adjustments_cents: int
        premium_cents: int
        premiums: tuple[Premium, ...]
        deductions: tuple[Deduction, ...]
        deductions_cents: int
        saved_cents: int
        net_cents: int
        carried_out_cents: int

        @property
        def moves_money(self) -> bool:
            """Whether anything came in, was taken or is paid; else it only carries on what was carried in."""
            came_in = (self.milk_cents, self.adjustments_cents, self.premium_cents)
            return any(came_in) or bool(self.deductions) or bool(self.net_cents)

        def apply(self, aggregate: Statement) -> None:
            aggregate.settled = self

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.drawn: Statement.Drawn | None = None
        self.settled: Statement.Settled | None = None

    @classmethod
    def draw(
        cls, run: UUID, member: str, period: str, cutoff_position: int, figures: Figures, by: By
    ) -> Self:
        statement = cls(statement_id(run, member))
        statement._record(
            cls.Drawn,
            by,
            run=run,
            member=member,
            period=period,
            cutoff_position=cutoff_position,
            **vars(figures),
        )
        return statement

    def settle(self, period_end: date, by: By) -> None:
        """Books what was drawn, after its run was approved. Once; again is quiet."""
        drawn = self.drawn
        if drawn is None:
            raise WrongState("This statement was never drawn.", "Prepare its run first.")
        if self.settled is not None:
            return
        self._record(
            self.Settled,
            by,
            run=drawn.run,
            member=drawn.member,
            period=drawn.period,
            period_end=period_end,
            milk_cents=drawn.milk_cents,
            adjustments_cents=drawn.adjustments_cents,
            premium_cents=drawn.premium_cents,
            premiums=drawn.premiums,
            deductions=tuple(deduction for deduction in drawn.deductions if deduction.taken_cents),
            deductions_cents=drawn.deductions_cents,
            saved_cents=drawn.saved_cents,
            net_cents=drawn.net_cents,
            carried_out_cents=drawn.carried_out_cents,
        )
