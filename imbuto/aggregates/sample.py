"""A sample: what the laboratory, or a test at the cooler, says of one delivery or of a can members share.

The sample says what was read, once. What follows for the milk of each member is a fact of that delivery
(`delivery.sampled`, in sampling.py), saved together with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.quality import READINGS, Readings
from imbuto.errors import BadValue, DifferentContent
from imbuto.values import By

MOST_DELIVERIES = 1000
"""Deliveries that one sample can speak of: more than a cooler's members in one shift."""


@dataclass(frozen=True)
class SampleOf:
    """Whose milk a sample is of: one delivery, or a bulk can by its label, at a centre in one shift."""

    centre: str
    date: date
    shift: str
    container: str | None = None
    delivery: UUID | None = None

    def require_one(self) -> None:
        """Raises BadValue unless it is a can or a delivery, and not both."""
        if (self.container is None) == (self.delivery is None):
            remedy = "Name the can, or the delivery."
            raise BadValue("container", self.container, "A sample is of a can or of one delivery.", remedy)


class Sample(Aggregate):
    """One sample, read once."""

    KIND = "sample"

    @dataclass(frozen=True, kw_only=True)
    class Recorded(Fact):
        """`deliveries`: to how many it was attached when it was recorded."""

        TOPIC = "sample.recorded"
        container: str | None
        delivery: UUID | None
        centre: str
        date: date
        shift: str
        lactometer: Decimal | None
        temperature_c: Decimal | None
        density: Decimal | None
        alcohol: str | None
        organoleptic: str | None
        fat_percent: Decimal | None
        snf_percent: Decimal | None
        protein_percent: Decimal | None
        added_water_percent: Decimal | None
        resazurin: int | None
        antibiotic: str | None
        plate_count: int | None
        reference: str | None
        deliveries: int

        def apply(self, aggregate: Sample) -> None:
            aggregate.recorded = self
            aggregate.readings = Readings.of(self)

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.recorded: Sample.Recorded | None = None
        self.readings = Readings()

    @classmethod
    def record(
        cls,
        id: UUID,
        about: SampleOf,
        readings: Readings,
        deliveries: int,
        by: By,
        *,
        reference: str | None = None,
        taken_at: datetime | None = None,
    ) -> Self:
        """Writes down what was read; at least one reading. `reference` is the laboratory's number."""
        about.require_one()
        readings.require_plausible()
        if not readings.given:
            raise BadValue("readings", "", "A sample without any reading says nothing.", "Add what was read.")
        sample = cls(id)
        content = _content(about, readings, reference)
        sample._record(cls.Recorded, by, taken_at or by.at, deliveries=deliveries, **content)
        return sample

    def require_same_content(self, about: SampleOf, readings: Readings, reference: str | None) -> None:
        """The same sample again is quiet; another under its id is refused, naming the fields."""
        assert self.recorded is not None
        differs = {
            name: [str(getattr(self.recorded, name)), str(value)]
            for name, value in _content(about, readings, reference).items()
            if getattr(self.recorded, name) != value
        }
        if differs:
            raise DifferentContent("sample", self.id, differs)


def _content(about: SampleOf, readings: Readings, reference: str | None) -> dict[str, Any]:
    return {**vars(about), **{name: getattr(readings, name) for name in READINGS}, "reference": reference}
