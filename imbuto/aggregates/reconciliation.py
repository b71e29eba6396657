"""That a day's payments were compared with what M-Pesa says: by whom, up to which position, what was found.

The differences themselves follow from the facts and the statements at any time; here stands that somebody
looked.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue
from imbuto.values import By, business_date, derive_id


@dataclass(frozen=True, kw_only=True)
class KindCount:
    """So many differences of one kind, and the money in them in cents."""

    kind: str
    count: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class DayFound:
    """What a comparison of one day found. `payments` and `lines`: so many paid here, and so many payments on
    M-Pesa's statement, lie in that day; `covered`: whether statements cover all of it."""

    day: date
    payments: int
    payments_cents: int
    lines: int
    covered: bool
    counts: tuple[KindCount, ...]


def reconciliation_id(day: date) -> UUID:
    return derive_id("reconciliation", day)


class Reconciliation(Aggregate):
    """One day in Nairobi: compared as often as anybody asks, the latest counts."""

    KIND = "reconciliation"

    @dataclass(frozen=True, kw_only=True)
    class Made(Fact):
        """`until_position`: the facts up to there were compared."""

        TOPIC = "reconciliation.made"
        day: date
        until_position: int
        payments: int
        payments_cents: int
        lines: int
        covered: bool
        counts: tuple[KindCount, ...]

        @property
        def found(self) -> DayFound:
            return DayFound(**{field.name: getattr(self, field.name) for field in fields(DayFound)})

        def apply(self, aggregate: Reconciliation) -> None:
            aggregate.made = self

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.made: Reconciliation.Made | None = None

    def make(self, found: DayFound, until_position: int, by: By) -> None:
        """Records what was found. The same finding by the same person again is quiet. Raises BadValue for a
        day that has not come."""
        if found.day > business_date(by.at):
            raise BadValue("day", found.day, "That day has not come yet.", "Choose today or an earlier day.")
        if self.made is None or self.made.who != by.who or self.made.found != found:
            self._record(self.Made, by, until_position=until_position, **vars(found))
