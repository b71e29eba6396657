"""What members usually bring, shift by shift: for the list that a clerk's device knows members by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.engine import RowMapping

from imbuto.projections.delivery_tables import book
from imbuto.projections.readmodel import ReadModel
from imbuto.values import round_half_even

LOOKED_BACK = timedelta(days=60)
MEAN_OF, MONTH = 14, timedelta(days=30)
"""A mean is of the last so many days with accepted milk."""


@dataclass
class UsualMilk:
    """What one member brought in the 60 days before a day, in hundredths of a litre: by shift, the days with
    accepted milk, the latest first."""

    last_day: date | None = None
    days: set[date] = field(default_factory=set)
    by_shift: dict[str, list[int]] = field(default_factory=dict)
    by_day: dict[date, int] = field(default_factory=dict)

    def usual_of(self, shift: str) -> Decimal | None:
        """The mean of a shift, to 0.1 litres."""
        return _mean(self.by_shift.get(shift, []))

    @property
    def usual(self) -> Decimal | None:
        """The mean of a whole day, to 0.1 litres."""
        return _mean(list(self.by_day.values()))

    def days_since(self, first: date) -> int:
        return sum(day >= first for day in self.days)


class UsualMilks(ReadModel):
    """A part of the delivery book's questions."""

    def usual_milk(self, members: Sequence[str], day: date, shift: str | None = None) -> dict[str, UsualMilk]:
        """What these members brought before that day, of one shift or of all; only those who brought any."""
        accepted = case((book.c.rejection_reason.is_(None), book.c.centilitres), else_=0)
        keys = (book.c.member, book.c.day, book.c.shift)
        question = select(*keys, func.sum(accepted).label("accepted")).where(
            book.c.member.in_(members),
            book.c.day >= day - LOOKED_BACK,
            book.c.day < day,
            book.c.state != "voided",
        )
        if shift is not None:
            question = question.where(book.c.shift == shift)
        found: dict[str, UsualMilk] = {}
        for row in self._all(question.group_by(*keys).order_by(book.c.member, book.c.day.desc())):
            _add(found.setdefault(row["member"], UsualMilk()), row)
        return found


def _add(milk: UsualMilk, row: RowMapping) -> None:
    milk.last_day = milk.last_day or row["day"]
    milk.days.add(row["day"])
    if centilitres := int(row["accepted"]):
        milk.by_shift.setdefault(row["shift"], []).append(centilitres)
        milk.by_day[row["day"]] = milk.by_day.get(row["day"], 0) + centilitres


def _mean(centilitres: Sequence[int]) -> Decimal | None:
    latest = centilitres[:MEAN_OF]
    if not latest:
        return None
    return Decimal(round_half_even(Decimal(sum(latest)) / len(latest) / 10)).scaleb(-1)
