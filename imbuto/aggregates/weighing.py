"""What the clerk saw at the scale, and how much milk is unusual."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from imbuto.errors import UnusualLitres

UNUSUAL_FACTOR = 3
"""Times what a member usually brings: more than that must be said to be meant, and is flagged."""


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What the clerk saw: who, where, when, how much, how good. Litres are exact to 0.01."""

    member: str
    centre: str
    date: date
    shift: str
    litres: Decimal
    kilograms: Decimal | None = None
    density: Decimal | None = None
    lactometer: Decimal | None = None
    temperature_c: Decimal | None = None
    alcohol: str | None = None
    organoleptic: str | None = None
    fat_percent: Decimal | None = None
    snf_percent: Decimal | None = None
    rejection_reason: str | None = None
    device: str | None = None
    happened_at: datetime | None = None
    another_can: bool = field(default=False, compare=False)
    meant: bool = field(default=False, compare=False)

    @property
    def accepted(self) -> bool:
        return self.rejection_reason is None

    @property
    def content(self) -> dict[str, Any]:
        """The fields that make two weighings the same."""
        return {
            "member": self.member,
            "centre": self.centre,
            "date": self.date,
            "shift": self.shift,
            "litres": self.litres,
            "kilograms": self.kilograms,
            "density": self.density,
            "lactometer": self.lactometer,
            "temperature_c": self.temperature_c,
            "alcohol": self.alcohol,
            "organoleptic": self.organoleptic,
            "fat_percent": self.fat_percent,
            "snf_percent": self.snf_percent,
            "rejection_reason": self.rejection_reason,
            "device": self.device,
        }


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
