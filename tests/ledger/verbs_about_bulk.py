"""Examples of the verbs about milk after the scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.errors import BadValue, Contradiction, SamePerson, Unknown
from imbuto.ledger import BulkFigure, Ledger
from tests.ledger.examples import CLERK, DAY, MANAGER
from tests.ledger.verbs import NOBODYS, Example

FIGURE = UUID(int=70)
ALARMS = ("cooler:25.00",)
STANDING: dict[str, Any] = {"standing": frozenset(ALARMS)}


def open_route(ledger: Ledger, code: str = "R1", centre: str | None = "KIA") -> Any:
    return ledger.open_route(code, "Gitaru round", centre, MANAGER)


def figure(**changes: Any) -> BulkFigure:
    return BulkFigure(**{"what": "cooler", "day": DAY, "litres": Decimal("980"), "route": "R1", **changes})


def record(ledger: Ledger, id: UUID = FIGURE, **changes: Any) -> Any:
    return ledger.record_bulk(id, figure(**changes), CLERK)


def explain(ledger: Ledger, who: Any = MANAGER, reason: str = "A can fell.", **options: Any) -> Any:
    return ledger.explain_variance(DAY, "KIA", None, reason, ALARMS, who, **STANDING | options)


BULK = [
    Example(
        "open_route",
        (open_route,),
        lambda ledger: open_route(ledger, "R2", None),
        lambda ledger: open_route(ledger, centre=None),
        Contradiction,
        ("cooperative.route_opened",),
    ),
    Example(
        "set_variance_limit",
        (),
        lambda ledger: ledger.set_variance_limit(Decimal("1.5"), MANAGER),
        lambda ledger: ledger.set_variance_limit(Decimal(0), MANAGER),
        BadValue,
        ("cooperative.variance_limit_set",),
    ),
    Example(
        "record_bulk",
        (open_route,),
        record,
        lambda ledger: record(ledger, route="R9"),
        Unknown,
        ("bulk.recorded",),
    ),
    Example(
        "void_bulk",
        (open_route, record),
        lambda ledger: ledger.void_bulk(FIGURE, "It was of the day before.", CLERK),
        lambda ledger: ledger.void_bulk(NOBODYS, "It was of the day before.", CLERK),
        Unknown,
        ("bulk.voided",),
    ),
    Example(
        "explain_variance",
        (),
        explain,
        lambda ledger: explain(ledger, CLERK, measured_by=frozenset({CLERK.who})),
        SamePerson,
        ("cooperative.variance_explained",),
    ),
]
