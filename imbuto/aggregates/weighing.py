"""What the clerk saw at the scale, and how much milk is unusual."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from imbuto.aggregates.quality import READINGS, USUAL_DENSITY, Readings, litres_of
from imbuto.errors import BadValue, UnusualLitres
from imbuto.values import require_litres

UNUSUAL_FACTOR = 3
"""Times what a member usually brings: more than that must be said to be meant, and is flagged."""
MOST_KILOGRAMS = Decimal(3000)


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What the clerk saw: who, where, when, how much, how good.

    Litres are exact to 0.01; without them kilograms are what was measured, and litres follow from the
    density. `container` is the label of the bulk can that the milk was poured into, which members share.
    """

    member: str
    centre: str
    date: date
    shift: str
    litres: Decimal | None = None
    kilograms: Decimal | None = None
    density: Decimal | None = None
    lactometer: Decimal | None = None
    temperature_c: Decimal | None = None
    alcohol: str | None = None
    organoleptic: str | None = None
    fat_percent: Decimal | None = None
    snf_percent: Decimal | None = None
    protein_percent: Decimal | None = None
    added_water_percent: Decimal | None = None
    resazurin: int | None = None
    antibiotic: str | None = None
    plate_count: int | None = None
    rejection_reason: str | None = None
    route: str | None = None
    container: str | None = None
    device: str | None = None
    happened_at: datetime | None = None
    another_can: bool = field(default=False, compare=False)
    meant: bool = field(default=False, compare=False)

    @property
    def accepted(self) -> bool:
        """Whether the clerk took the milk. The limits may still reject it."""
        return self.rejection_reason is None

    @property
    def measured(self) -> str:
        """What the scale showed: "litres" or "kg"."""
        return "litres" if self.litres is not None else "kg"

    @property
    def readings(self) -> Readings:
        return Readings.of(self)

    def density_used(self, corrected_density: Decimal | None = None) -> Decimal | None:
        """The density that turns kilograms into litres: the corrected one, else the one given, else 1.03.
        None where litres were measured."""
        return None if self.litres is not None else corrected_density or self.density or USUAL_DENSITY

    def in_litres(self, corrected_density: Decimal | None = None) -> Decimal:
        """The litres, from kilograms to 0.01 (half even) where no litres were measured.

        Raises BadValue when nothing was measured, or what no weighing can be.
        """
        if self.litres is not None:
            require_litres(self.litres, "litres", allow_zero=not self.accepted)
            return self.litres
        if self.kilograms is None:
            raise BadValue("litres", "", "Neither litres nor kilograms are given.", "Give what was measured.")
        if not 0 <= self.kilograms <= MOST_KILOGRAMS:
            remedy = "Check the number."
            raise BadValue("kilograms", self.kilograms, f"At most {MOST_KILOGRAMS} kg are weighed.", remedy)
        litres = litres_of(self.kilograms, self.density_used(corrected_density) or USUAL_DENSITY)
        require_litres(litres, "kilograms", allow_zero=not self.accepted)
        return litres

    @property
    def content(self) -> dict[str, Any]:
        """The fields that make two weighings the same."""
        return {name: getattr(self, name) for name in _CONTENT}


_CONTENT = (
    "member", "centre", "date", "shift", "litres", "kilograms", *READINGS, "rejection_reason", "route",
    "container", "device",
)  # fmt: skip


def is_unusual(member: str, litres: Decimal, usual_litres: Decimal | None, *, meant: bool) -> bool:
    """Whether it is far above what the member mostly brings. Raises UnusualLitres when it is not meant."""
    unusual = usual_litres is not None and litres > usual_litres * UNUSUAL_FACTOR
    if unusual and not meant:
        raise UnusualLitres(
            f"Member {member} usually brings {usual_litres} litres, not {litres}.",
            "Weigh again; send it with meant=true if it is right.",
            usual_litres=str(usual_litres),
            litres=str(litres),
        )
    return unusual
