"""The daily variance report as a table: one line per day and place, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from imbuto.papers.table import Cell, Table, table_csv
from imbuto.projections.variance_days import PlaceDay

Days = Sequence[PlaceDay]

COLUMNS = (
    "day",
    "centre",
    "route",
    "deliveries",
    "collected",
    "refused",
    "condemned",
    "cooler",
    "cooler_loss",
    "cooler_loss_percent",
    "processor",
    "processor_loss",
    "processor_loss_percent",
    "rejected",
    "spilled",
    "kept",
    "limit_percent",
    "open_alarms",
    "explained",
)
_AMOUNTS = ("collected", "refused", "condemned", "cooler", "cooler_loss", "processor", "processor_loss")
_MORE = ("rejected", "spilled", "kept")


def variance_table(days: Days, name: str = "variance") -> Table:
    """Litres to 0.01; empty where nothing was measured. Both centre and route are empty for the whole
    cooperative."""
    lines = [_line(day) for day in days]
    return Table(name, COLUMNS, [[line[column] for column in COLUMNS] for line in lines])


def variance_csv(days: Days) -> str:
    """The same as text for a terminal, without the mark by which spreadsheets know UTF-8."""
    return table_csv(variance_table(days)).decode("utf-8-sig")


def _line(day: PlaceDay) -> dict[str, Cell]:
    flow = day.total
    said = [f"{one.alarm.code}: {one.reason}" for one in day.alarms if one.state == "explained"]
    return {
        "day": day.day.isoformat(),
        "centre": day.centre,
        "route": day.route,
        "deliveries": flow.deliveries,
        **{name: _exact(getattr(flow, name)) for name in (*_AMOUNTS, *_MORE)},
        "cooler_loss_percent": flow.cooler_loss_percent,
        "processor_loss_percent": flow.processor_loss_percent,
        "limit_percent": day.limit_percent,
        "open_alarms": "; ".join(one.alarm.code for one in day.open_alarms),
        "explained": "; ".join(said),
    }


def litres(centilitres: int | None) -> str:
    """Hundredths of a litre as litres; empty for none."""
    return "" if centilitres is None else f"{_exact(centilitres):.2f}"


def _exact(centilitres: int | None) -> Decimal | None:
    return None if centilitres is None else Decimal(centilitres).scaleb(-2)
