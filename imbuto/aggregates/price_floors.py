"""What the law sets as the least price of milk, dated: shown as a warning beside a price, never refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from imbuto.values import Money


@dataclass(frozen=True)
class Floor:
    """The least price that the law allows from a day on, in cents per litre."""

    effective_from: date
    cents_per_litre: int
    source: str


FLOORS = (
    Floor(
        date(2021, 1, 1),
        3300,
        "Dairy Industry (Pricing of Dairy Produce) Regulations 2021, unchilled raw milk; verify",
    ),
)
"""Raw milk as farmers bring it. The day within 2021 is not established, so it is the year's first."""


def floor_warning(least_cents: int, day: date) -> str | None:
    """The sentence about a price of so many cents per litre under the legal floor of that day, or None."""
    floors = [floor for floor in FLOORS if floor.effective_from <= day]
    if not floors or least_cents >= floors[-1].cents_per_litre:
        return None
    floor, least = floors[-1], Money(least_cents)
    return f"{least} a litre is under the legal floor of {Money(floor.cents_per_litre)} ({floor.source})."
