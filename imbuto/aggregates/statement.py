"""One member in one pay run: what was delivered and carried in, what is paid and carried out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import By, derive_id, whole_shillings


def statement_id(run: UUID, member: str) -> UUID:
    return derive_id("statement", run, member)


@dataclass(frozen=True, order=True)
class Line:
    """One entry on the member's account: a fact at a position, its litres (hundredths) and its cents."""

    position: int
    centilitres: int
    cents: int


@dataclass(frozen=True)
class Figures:
    """What a statement says, in cents. milk + carried_in = net + carried_out, always."""

    lines: int
    litres: Decimal
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    digest: str


def draw_figures(lines: Sequence[Line], carried_in_cents: int, minimum_payable_cents: int) -> Figures:
    """The whole arithmetic of a statement, a pure function of its lines.

    Whole shillings are paid; cents, amounts under the minimum payable and negative amounts are carried out
    (M-Pesa takes whole shillings, KES 10 at least).
    """
    milk = sum(line.cents for line in lines)
    due = milk + carried_in_cents
    payable = whole_shillings(due)
    net = payable if payable >= minimum_payable_cents else 0
    text = ";".join(f"{line.position},{line.centilitres},{line.cents}" for line in sorted(lines))
    return Figures(
        lines=len(lines),
        litres=Decimal(sum(line.centilitres for line in lines)).scaleb(-2),
        milk_cents=milk,
        carried_in_cents=carried_in_cents,
        net_cents=net,
        carried_out_cents=due - net,
        digest=hashlib.sha256(f"{text}|{carried_in_cents}|{net}".encode()).hexdigest(),
    )


class Statement(Aggregate):
    """Drawn once per run and member; anyone can draw it again from the facts up to the cut-off."""

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

        def apply(self, aggregate: Statement) -> None:
            aggregate.drawn = self

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.drawn: Statement.Drawn | None = None

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
