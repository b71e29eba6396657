"""The daily variance report as a table: one line per day and place, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

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
_DANGEROUS = ("=", "+", "-", "@")
_MORE = ("rejected", "spilled", "kept")


def variance_csv(days: Days) -> str:
    """Litres to 0.01 with a point; empty where nothing was measured. Both centre and route are empty for the
    whole cooperative."""
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(map(_line, days))
    return written.getvalue()


def _line(day: PlaceDay) -> dict[str, object]:
    flow = day.total
    said = [f"{one.alarm.code}: {one.reason}" for one in day.alarms if one.state == "explained"]
    return {
        "day": day.day.isoformat(),
        "centre": day.centre or "",
        "route": day.route or "",
        "deliveries": flow.deliveries,
        **{name: litres(getattr(flow, name)) for name in (*_AMOUNTS, *_MORE)},
        "cooler_loss_percent": flow.cooler_loss_percent,
        "processor_loss_percent": flow.processor_loss_percent,
        "limit_percent": day.limit_percent,
        "open_alarms": _harmless("; ".join(one.alarm.code for one in day.open_alarms)),
        "explained": _harmless("; ".join(said)),
    }


def _harmless(text: str) -> str:
    """A spreadsheet takes no words of ours for a formula."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def litres(centilitres: int | None) -> str:
    """Hundredths of a litre as litres; empty for none."""
    return "" if centilitres is None else f"{Decimal(centilitres).scaleb(-2):.2f}"
