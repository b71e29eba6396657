"""Milk that was weighed: the fact that records it, and what is known of it since.

The ground on which the story of a delivery stands: disputes, corrections and delivery build upon it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.weighing import Weighing, is_unusual
from imbuto.errors import DifferentContent
from imbuto.values import By, milk_value_cents, require_litres


class Milk(Aggregate):
    """Who brought it, what was weighed, what it is worth, and by when the farmer may answer."""

    KIND = "delivery"

    @dataclass(frozen=True, kw_only=True)
    class Recorded(Fact):
        TOPIC = "delivery.recorded"
        member: str
        centre: str
        date: date
        shift: str
        can: int
        litres: Decimal
        kilograms: Decimal | None
        density: Decimal | None
        lactometer: Decimal | None
        temperature_c: Decimal | None
        alcohol: str | None
        organoleptic: str | None
        fat_percent: Decimal | None
        snf_percent: Decimal | None
        rejection_reason: str | None
        device: str | None
        price_id: UUID | None
        price_cents_per_litre: int
        value_cents: int
        unusual: bool
        confirm_by: datetime

        def apply(self, aggregate: Milk) -> None:
            aggregate.member = self.member
            aggregate.centre = self.centre
            aggregate.date = self.date
            aggregate.shift = self.shift
            aggregate.litres = self.litres
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.value_cents = self.value_cents
            aggregate.confirm_by = self.confirm_by
            aggregate.recorded_by = self.who
            aggregate.weighed_by = frozenset({self.who})
            aggregate.recorded = self
            aggregate.state = "recorded"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.member = ""
        self.centre = ""
        self.date = date.min
        self.shift = ""
        self.litres = Decimal(0)
        self.rejection_reason: str | None = None
        self.price_cents_per_litre = 0
        self.value_cents = 0
        self.confirm_by: datetime | None = None
        self.recorded_by = ""
        self.weighed_by: frozenset[str] = frozenset()
        self.recorded: Milk.Recorded | None = None

    @classmethod
    def record(
        cls,
        id: UUID,
        weighing: Weighing,
        by: By,
        *,
        can: int,
        price_id: UUID | None,
        price_cents_per_litre: int,
        confirmation_hours: int,
        usual_litres: Decimal | None = None,
    ) -> Self:
        """Takes milk in. Rejected milk is recorded and worth nothing. `usual_litres` is what the member
        mostly brings: three times as much must be said to be meant, and is flagged."""
        require_litres(weighing.litres, "litres", allow_zero=not weighing.accepted)
        unusual = is_unusual(weighing.member, weighing.litres, usual_litres, meant=weighing.meant)
        happened_at = weighing.happened_at or by.at
        delivery = cls(id)
        delivery._record(
            cls.Recorded,
            by,
            happened_at,
            can=can,
            price_id=price_id if weighing.accepted else None,
            price_cents_per_litre=price_cents_per_litre if weighing.accepted else 0,
            value_cents=milk_value_cents(weighing.litres, price_cents_per_litre) if weighing.accepted else 0,
            unusual=unusual,
            confirm_by=by.at + timedelta(hours=confirmation_hours),
            **weighing.content,
        )
        return delivery

    def require_same_content(self, weighing: Weighing) -> None:
        """The same weighing again is quiet; other content under the id is refused, naming the fields."""
        assert self.recorded is not None
        differs = {
            name: [str(getattr(self.recorded, name)), str(value)]
            for name, value in weighing.content.items()
            if getattr(self.recorded, name) != value
        }
        if differs:
            raise DifferentContent("delivery", self.id, differs)

    @property
    def paid_litres(self) -> Decimal:
        """The litres that count: of rejected milk none."""
        return Decimal(0) if self.rejection_reason else self.litres
