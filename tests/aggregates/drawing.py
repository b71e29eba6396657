"""One statement of one member, drawn from lines and charges; whatever is drawn must balance."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates.deductions import Standing
from imbuto.aggregates.drawing import Drawing, PayTerms, RunTerms, draw_statement
from imbuto.aggregates.statement import Figures, Line
from imbuto.values import Period

PERIOD = Period.parse("2026-11-A")
LEVY, LORRY = UUID(int=70), UUID(int=71)


def levy(basis: str = "litre", rate: int = 20, centre: str | None = None, id: UUID = LEVY) -> Standing:
    return Standing(id, "levy", None, "levy", basis, rate, 10, centre, 2)


def milk(litres: str, cents: int, centre: str = "KIA", position: int = 5) -> Line:
    return Line(position, int(Decimal(litres) * 100), cents, centre)


def adjustment(cents: int, litres: str = "0", position: int = 9) -> Line:
    return Line(position, int(Decimal(litres) * 100), cents, None, "adjustment")


def draw(
    lines: Sequence[Line],
    carried: int = 0,
    charges: Sequence[Any] = (),
    arrears: dict[UUID, int] | None = None,
    pay: PayTerms | None = None,
    period: Period = PERIOD,
    minimum: int = 1000,
    **terms: Any,
) -> Figures:
    drawing = Drawing("0001", lines, carried, tuple(charges), arrears or {}, pay or PayTerms())
    figures = draw_statement(drawing, RunTerms(period, minimum, **terms))
    require_balanced(figures)
    return figures


def require_balanced(found: Figures) -> None:
    came = found.milk_cents + found.adjustments_cents + found.premium_cents + found.carried_in_cents
    went = found.deductions_cents + found.saved_cents + found.net_cents + found.carried_out_cents
    assert came == went
    assert found.premium_cents == sum(one.cents for one in found.premiums)
    assert found.deductions_cents == sum(one.taken_cents for one in found.deductions)
