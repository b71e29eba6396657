"""The tables of milk on its way, and how deliveries and bulk figures are counted in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.bulk import Bulk
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.losses import WHOLE_DAY
from imbuto.projections.columns import Day, Exact, Id, Instant, stored_decimal, stored_instant, word
from imbuto.projections.rows import Row, Rows
from imbuto.values import business_date, centilitres

METADATA = MetaData()
CENTRE, ROUTE = "centre", "route"
NOWHERE = ""
"""The code of a figure that is of the whole cooperative."""

COUNTS = (
    "deliveries",
    "collected",
    "refused",
    "cooler",
    "cooler_figures",
    "processor",
    "processor_figures",
    "rejected",
    "spilled",
    "kept",
    "condemned",
)

POURED = ("collected", "refused", "condemned")

flows = Table(
    "milk_flows",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("place", word(), primary_key=True),
    Column("code", word(), primary_key=True),
    Column("shift", word(), primary_key=True),
    *(Column(name, BigInteger, nullable=False) for name in COUNTS),
)
"""Each delivery and figure is counted once at a centre (code NOWHERE: at none), and again at its route if it
has one. Figures of a whole day lie under the shift WHOLE_DAY."""

pours = Table(
    "milk_pours",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("day", Day, nullable=False),
    Column("centre", word(), nullable=False),
    Column("route", word(), nullable=True),
    Column("shift", word(), nullable=False),
    Column("container", word(), nullable=True),
    Column("member", word(), nullable=False),
    Column("collected", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column("condemned", BigInteger, nullable=False),
    Index("ix_milk_pours_day", "day", "container", info={"where": "container IS NOT NULL"}),
)
"""Where each delivery is counted, and the can it was poured into. Voided ones go."""

bulk = Table(
    "bulk_figures",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("id", Id, nullable=False),
    Column("what", word(), nullable=False),
    Column("centre", word(), nullable=True),
    Column("route", word(), nullable=True),
    Column("day", Day, nullable=False),
    Column("shift", word(), nullable=True),
    Column("centilitres", BigInteger, nullable=False),
    Column("kilograms", Exact, nullable=True),
    Column("density", Exact, nullable=True),
    Column("container", word(), nullable=True),
    Column("reference", word(), nullable=True),
    Column("reason", word(), nullable=True),
    Column("who", word(), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("voided_by", word(), nullable=True),
    Column("void_reason", word(), nullable=True),
    Index("ix_bulk_figures_id", "id"),
    Index("ix_bulk_figures_day", "day"),
)

limits = Table(
    "variance_limits",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("since", Day, nullable=False),
    Column("percent", Exact, nullable=False),
)

answers = Table(
    "variance_answers",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("centre", word(), primary_key=True),
    Column("route", word(), primary_key=True),
    Column("alarm", word(), primary_key=True),
    Column("reason", word(), nullable=False),
    Column("who", word(), nullable=False),
    Column("recorded_at", Instant, nullable=False),
)
"""What officials said about each alarm; NOWHERE for no centre, no route."""


# ----------------------------------------------------------------- deliveries


def recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    litres = centilitres(fact.litres)
    pour = {
        "id": fact.originator_id.bytes,
        "day": fact.date.isoformat(),
        "centre": fact.centre,
        "route": getattr(fact, "route", None),
        "shift": fact.shift,
        "container": getattr(fact, "container", None),
        "member": fact.member,
        "collected": 0 if fact.rejection_reason else litres,
        "refused": litres if fact.rejection_reason else 0,
        "condemned": 0,
    }
    _count_pour(pour, 1, rows)
    rows.table(pours).put(pour)


def corrected(fact: Delivery.Corrected, position: int, rows: Rows) -> None:
    _judge(_pour(fact, rows), centilitres(fact.litres), fact.rejection_reason is not None, rows)


def resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    pour = _pour(fact, rows)
    _count_pour(pour, -1, rows)
    pour["collected"] += centilitres(fact.change_litres)
    _count_pour(pour, 1, rows)
    rows.table(pours).put(pour)


def sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    """Milk that was accepted, and that a sample condemns, is in the can already."""
    if fact.counted:
        rejected = fact.rejection_reason is not None
        _judge(_pour(fact, rows), centilitres(fact.litres), rejected, rows, "condemned")


def voided(fact: Delivery.Voided, position: int, rows: Rows) -> None:
    pour = _pour(fact, rows)
    _count_pour(pour, -1, rows)
    rows.table(pours).delete(pour["id"])


def _judge(pour: Row, litres: int, rejected: bool, rows: Rows, how: str = "refused") -> None:
    """Counts the delivery anew. Rejected milk stays what it was, refused or condemned; accepted milk becomes
    `how`."""
    _count_pour(pour, -1, rows)
    kind = next((kind for kind in ("refused", "condemned") if pour[kind]), how) if rejected else "collected"
    pour.update(dict.fromkeys(POURED, 0))
    pour[kind] = litres
    _count_pour(pour, 1, rows)
    rows.table(pours).put(pour)


def _count_pour(pour: Row, sign: int, rows: Rows) -> None:
    for flow in _flows(pour["day"], pour["centre"], pour["route"], pour["shift"], rows):
        flow["deliveries"] += sign
        for kind in POURED:
            flow[kind] += sign * pour[kind]


def _pour(fact: Fact, rows: Rows) -> Row:
    pour = rows.table(pours).get(fact.originator_id.bytes)
    if pour is None:
        raise LookupError(f"delivery {fact.originator_id} is not counted anywhere")
    return pour


# -------------------------------------------------------------- after the scale


def measured(fact: Bulk.Recorded, position: int, rows: Rows) -> None:
    figure = {
        "position": position,
        "id": fact.originator_id.bytes,
        "what": fact.what,
        "centre": fact.centre,
        "route": fact.route,
        "day": fact.day.isoformat(),
        "shift": fact.shift,
        "centilitres": centilitres(fact.litres),
        "kilograms": stored_decimal(fact.kilograms),
        "density": stored_decimal(fact.density),
        "container": fact.container,
        "reference": fact.reference,
        "reason": fact.reason,
        "who": fact.who,
        "recorded_at": stored_instant(fact.recorded_at),
        "voided_by": None,
        "void_reason": None,
    }
    rows.table(bulk).put(figure)
    _count_figure(figure, 1, rows)


def withdrawn(fact: Bulk.Voided, position: int, rows: Rows) -> None:
    found = rows.table(bulk).where(id=fact.originator_id.bytes)
    if not found:
        raise LookupError(f"bulk figure {fact.originator_id} is not counted anywhere")
    figure = found[0]
    figure["voided_by"], figure["void_reason"] = fact.who, fact.reason
    rows.table(bulk).put(figure)
    _count_figure(figure, -1, rows)


def _count_figure(figure: Row, sign: int, rows: Rows) -> None:
    what, shift = figure["what"], figure["shift"] or WHOLE_DAY
    for flow in _flows(figure["day"], figure["centre"] or NOWHERE, figure["route"], shift, rows):
        flow[what] += sign * figure["centilitres"]
        if what in ("cooler", "processor"):
            flow[f"{what}_figures"] += sign


def _flows(day: str, centre: str, route: str | None, shift: str, rows: Rows) -> list[Row]:
    """The rows that milk of that day, place and shift is counted in, about to be changed."""
    places = [(CENTRE, centre)] if route is None else [(CENTRE, centre), (ROUTE, route)]
    found = []
    for place, code in places:
        flow = rows.table(flows).get(day, place, code, shift)
        if flow is None:
            key = {"day": day, "place": place, "code": code, "shift": shift}
            flow = {**key, **dict.fromkeys(COUNTS, 0)}
        rows.table(flows).put(flow)
        found.append(flow)
    return found


# ------------------------------------------------------- limits and explanations


def limit_set(fact: Cooperative.VarianceLimitSet, position: int, rows: Rows) -> None:
    since = business_date(fact.recorded_at).isoformat()
    rows.table(limits).put({"position": position, "since": since, "percent": str(fact.percent)})


def explained(fact: Cooperative.VarianceExplained, position: int, rows: Rows) -> None:
    for alarm in fact.alarms:
        rows.table(answers).put(
            {
                "day": fact.day.isoformat(),
                "centre": fact.centre or NOWHERE,
                "route": fact.route or NOWHERE,
                "alarm": alarm,
                "reason": fact.reason,
                "who": fact.who,
                "recorded_at": stored_instant(fact.recorded_at),
            }
        )
