"""Milk that was weighed: the fact that records it, and what is known of it since.

The ground on which the story of a delivery stands: disputes, corrections and delivery build upon it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.limits import Verdict, verdict
from imbuto.aggregates.quality import Formula, Readings
from imbuto.aggregates.weighing import Weighing, is_unusual
from imbuto.errors import DifferentContent
from imbuto.values import By, milk_value_cents


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
        measured: str = "litres"
        route: str | None = None
        container: str | None = None
        grade: str | None = None
        limits_id: UUID | None = None
        judged: str | None = None
        corrected_lactometer: Decimal | None = None
        corrected_density: Decimal | None = None
        snf_computed: bool = False
        protein_percent: Decimal | None = None
        added_water_percent: Decimal | None = None
        resazurin: int | None = None
        antibiotic: str | None = None
        plate_count: int | None = None
        formula: Formula | None = None
        price_rule: str = ""
        density_used: Decimal | None = None
        limits_reject: bool = False

        def apply(self, aggregate: Milk) -> None:
            aggregate.member = self.member
            aggregate.centre = self.centre
            aggregate.date = self.date
            aggregate.shift = self.shift
            aggregate.litres = self.litres
            aggregate.rejection_reason = self.rejection_reason
            aggregate.price_id = aggregate.last_price_id = self.price_id
            aggregate.price_cents_per_litre = self.price_cents_per_litre
            aggregate.price_rule = self.price_rule
            aggregate.value_cents = self.value_cents
            aggregate.confirm_by = self.confirm_by
            aggregate.recorded_by = self.who
            aggregate.weighed_by = frozenset({self.who})
            aggregate.recorded = self
            aggregate.grade = self.grade
            aggregate.snf_percent = self.snf_percent
            aggregate.readings = measured_readings(self)
            aggregate.judged = self.judged
            aggregate.limits_reject = self.limits_reject
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
        self.price_id: UUID | None = None
        self.last_price_id: UUID | None = None
        """The price that it had when it was accepted last, also while it is rejected."""
        self.price_rule = ""
        self.grade: str | None = None
        self.snf_percent: Decimal | None = None
        self.readings = Readings()
        self.judged: str | None = None
        self.limits_reject = False

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
        price_rule: str = "",
        judged: Verdict | None = None,
    ) -> Self:
        """Takes milk in. Rejected milk, by the clerk or by the limits, is recorded and worth nothing.
        `usual_litres` is what the member mostly brings: three times as much must be said to be meant, and is
        flagged. `judged` is what the limits of its day say."""
        judged = judged or verdict(weighing.readings, None)
        density = judged.figures.corrected_density
        litres = weighing.in_litres(density)
        unusual = is_unusual(weighing.member, litres, usual_litres, meant=weighing.meant)
        accepted = weighing.accepted and not judged.rejects
        delivery = cls(id)
        delivery._record(
            cls.Recorded,
            by,
            weighing.happened_at or by.at,
            can=can,
            price_id=price_id if accepted else None,
            price_cents_per_litre=price_cents_per_litre if accepted else 0,
            price_rule=price_rule if accepted else "",
            value_cents=milk_value_cents(litres, price_cents_per_litre) if accepted else 0,
            unusual=unusual,
            confirm_by=by.at + timedelta(hours=confirmation_hours),
            measured=weighing.measured,
            density_used=weighing.density_used(density),
            **weighing.content
            | judged.fields
            | {
                "litres": litres,
                "rejection_reason": None if accepted else weighing.rejection_reason or judged.judged,
            },
        )
        return delivery

    def require_same_content(self, weighing: Weighing) -> None:
        """The same weighing again is quiet; other content under the id is refused, naming the fields.

        What was sent is compared, not what followed from it: SNF that was computed, litres that were
        kilograms and a rejection by the limits were not sent."""
        assert self.recorded is not None
        recorded = {name: getattr(self.recorded, name) for name in weighing.content}
        recorded |= {"snf_percent": measured_readings(self.recorded).snf_percent}
        if weighing.measured == "kg":
            recorded["litres"] = None
            if self.recorded.density_used is None:  # it was worked out before it was sent
                recorded["density"] = weighing.density
        if self.recorded.limits_reject and self.recorded.rejection_reason == self.recorded.judged:
            recorded["rejection_reason"] = weighing.rejection_reason and self.recorded.judged
        differs = {
            name: [str(recorded[name]), str(value)]
            for name, value in weighing.content.items()
            if recorded[name] != value
        }
        if differs:
            raise DifferentContent("delivery", self.id, differs)

    @property
    def fat_and_snf(self) -> tuple[Decimal | None, Decimal | None]:
        """What the matrix of prices looks at, in per cent; SNF measured or computed."""
        return self.readings.fat_percent, self.snf_percent

    @property
    def has_price(self) -> bool:
        """Whether it is priced, be it that its grade leaves nothing of the price. Milk that was rejected as
        it was recorded, or by a sample, is not."""
        return self.price_id is not None or self.price_cents_per_litre > 0

    @property
    def paid_litres(self) -> Decimal:
        """The litres that count: of rejected milk none."""
        return Decimal(0) if self.rejection_reason else self.litres


def measured_readings(fact: Any) -> Readings:
    """The readings in a fact as they were taken: without SNF that only followed from them."""
    readings = Readings.of(fact)
    return replace(readings, snf_percent=None) if fact.snf_computed else readings
