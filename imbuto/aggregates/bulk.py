"""Milk after the scale: what arrived at the cooler, what the processor accepted, and what went elsewhere.

One figure is one measurement by one official. It is never changed: a wrong one is voided, with the reason,
and measured figures are compared with what the farmers were credited (projections/variance.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue, DifferentContent
from imbuto.values import EARLIEST_DATE, SHIFTS, By, business_date

BULK_KINDS = ("cooler", "processor", "rejected", "spilled", "kept")
"""Delivered at the cooler, accepted by the processor, rejected in bulk, spilled, kept (sold or used here)."""
_SAY_WHY = ("rejected", "spilled", "kept")
MAX_BULK_LITRES = Decimal(60_000)
"""More than the largest milk tanker on Kenyan roads holds: beyond it the number is a slip of the finger."""
USUAL_DENSITY = Decimal("1.03")
"""Kilograms in a litre of cow's milk, where nobody measured it."""
_CENTILITRE = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class BulkFigure:
    """What an official measured. Give litres, or kilograms of which litres follow; `container` is the can or
    tank compartment it came in, `reference` the processor's or the driver's slip."""

    what: str
    day: date
    litres: Decimal | None = None
    centre: str | None = None
    route: str | None = None
    shift: str | None = None
    kilograms: Decimal | None = None
    density: Decimal | None = None
    container: str | None = None
    reference: str | None = None
    reason: str | None = None

    @property
    def measured_litres(self) -> Decimal:
        """Litres as given, or the kilograms by their density (1.03 where none was measured), to 0.01."""
        if self.litres is not None:
            return self.litres
        if self.kilograms is None:
            raise BadValue("litres", "", "A figure needs litres or kilograms.", "Give what was measured.")
        litres = self.kilograms / (self.density or USUAL_DENSITY)
        return litres.quantize(_CENTILITRE, rounding=ROUND_HALF_EVEN)

    @property
    def content(self) -> dict[str, Any]:
        """The fields that make two figures the same."""
        return {**vars(self), "litres": self.measured_litres}

    def require_plausible(self, by: By) -> None:
        """Raises BadValue naming the field that no measurement can hold."""
        if self.what not in BULK_KINDS:
            raise BadValue("what", self.what, "Nothing else is measured.", f"Use {', '.join(BULK_KINDS)}.")
        if self.shift is not None and self.shift not in SHIFTS:
            raise BadValue("shift", self.shift, "This is not a shift.", "Write AM or PM.")
        if self.what in _SAY_WHY and not (self.reason or "").strip():
            raise BadValue("reason", self.reason, f"Milk that was {self.what} needs a reason.", "Say why.")
        if not EARLIEST_DATE <= self.day <= business_date(by.at):
            raise BadValue("day", self.day, "Milk of that day cannot be measured now.", "Check the date.")
        self._require_plausible_amount()

    def _require_plausible_amount(self) -> None:
        for name in ("kilograms", "density"):
            value = getattr(self, name)
            if value is not None and not 0 < value <= 2 * MAX_BULK_LITRES:
                raise BadValue(
                    name, value, "That is more, or less, than can be measured.", "Check the number."
                )
        if self.density is not None and not Decimal("0.9") <= self.density <= Decimal("1.1"):
            raise BadValue("density", self.density, "No milk is that dense.", "1.03 is usual.")
        litres = self.measured_litres
        least = Decimal(0) if self.what in ("cooler", "processor") else _CENTILITRE
        if not least <= litres <= MAX_BULK_LITRES or litres != litres.quantize(_CENTILITRE):
            raise BadValue(
                "litres",
                litres,
                f"A figure is at most {MAX_BULK_LITRES} litres, to 0.01.",
                "Check the number.",
            )


class Bulk(Aggregate):
    """One figure of milk after the scale: recorded, perhaps voided."""

    KIND = "bulk"

    @dataclass(frozen=True, kw_only=True)
    class Recorded(Fact):
        TOPIC = "bulk.recorded"
        what: str
        centre: str | None
        route: str | None
        day: date
        shift: str | None
        litres: Decimal
        kilograms: Decimal | None
        density: Decimal | None
        container: str | None
        reference: str | None
        reason: str | None

        def apply(self, aggregate: Bulk) -> None:
            aggregate.recorded = self
            aggregate.state = "recorded"

    @dataclass(frozen=True, kw_only=True)
    class Voided(Fact):
        TOPIC = "bulk.voided"
        what: str
        centre: str | None
        route: str | None
        day: date
        shift: str | None
        litres: Decimal
        reason: str

        def apply(self, aggregate: Bulk) -> None:
            aggregate.state = "voided"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.recorded: Bulk.Recorded | None = None

    @classmethod
    def record(cls, id: UUID, figure: BulkFigure, by: By) -> Self:
        """Takes a figure down. Raises BadValue."""
        figure.require_plausible(by)
        bulk = cls(id)
        bulk._record(cls.Recorded, by, **figure.content)
        return bulk

    def require_same_content(self, figure: BulkFigure) -> None:
        """The same figure again is quiet; other content under the id is refused, naming the fields."""
        differs = {
            name: [str(getattr(self.recorded, name)), str(value)]
            for name, value in figure.content.items()
            if getattr(self.recorded, name) != value
        }
        if differs:
            raise DifferentContent("bulk figure", self.id, differs)

    def void(self, reason: str, by: By) -> None:
        """The figure was wrong: it counts no longer, and stays in sight with the reason. Twice is once."""
        assert self.recorded is not None
        if self.state == "voided":
            return
        if not reason.strip():
            raise BadValue("reason", reason, "A voided figure needs a reason.", "Say what was wrong.")
        names = ("what", "centre", "route", "day", "shift", "litres")
        fields = {name: getattr(self.recorded, name) for name in names}
        self._record(self.Voided, by, **fields, reason=reason)
