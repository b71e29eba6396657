"""Many days of milk at one look: what was produced, how good it was, and whose milk grows or falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.engine import RowMapping

from imbuto.projections.centre_book import days, weighed
from imbuto.projections.quality_book import NOWHERE, SUMS, quality_days
from imbuto.projections.readmodel import Reader, codes
from imbuto.projections.remembered import Remembered
from imbuto.projections.taking_part import Centre, TakingPart, of_days
from imbuto.values import round_half_even

_RANKINGS = 4
"""So many are remembered: each holds all members."""
_PRODUCED = ("deliveries", "centilitres", "rejected_centilitres", "value_cents")


@dataclass(frozen=True)
class Produced:
    """The milk of one day, without the members who brought it."""

    day: date
    deliveries: int
    centilitres: int
    rejected_centilitres: int
    value_cents: int


@dataclass(frozen=True)
class Quality:
    """The milk of some days at a centre or on a route. Fat and SNF are weighted by the accepted litres that
    were tested for them, None when none were; `tested` and `failed_tests` count deliveries."""

    code: str
    centilitres: int
    rejected_centilitres: int
    tested: int
    failed_tests: int
    fat_percent: Decimal | None
    snf_percent: Decimal | None

    @property
    def rejected_share(self) -> Decimal | None:
        """Of all milk that was weighed, in per cent to 0.01; None when there was none."""
        return percent_of(self.rejected_centilitres, self.centilitres + self.rejected_centilitres)


class Grown(NamedTuple):
    """What one member brought in some days and in as many before, in hundredths of accepted litres."""

    member: str
    centilitres: int
    before_centilitres: int

    @property
    def change(self) -> int:
        return self.centilitres - self.before_centilitres

    @property
    def change_percent(self) -> Decimal | None:
        """None for who brought nothing before."""
        return percent_of(self.change, self.before_centilitres)


def percent_of(part: int, whole: int) -> Decimal | None:
    """To 0.01; None of nothing."""
    return Decimal(round_half_even(Decimal(part * 10_000) / whole)).scaleb(-2) if whole else None


class CentreInsights(TakingPart):
    """A part of the centres' questions."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._rankings = Remembered(_RANKINGS)

    def produced(self, first: date, last: date, centre: Centre = None) -> list[Produced]:
        """Each day that had milk, in order; both days are included."""
        sums = [func.sum(days.c[name]).label(name) for name in _PRODUCED]
        question = select(days.c.day, *sums).where(*of_days(days, first, last, centre))
        found = self._all(question.group_by(days.c.day).order_by(days.c.day))
        return [Produced(row["day"], *(int(row[name]) for name in _PRODUCED)) for row in found]

    def quality(self, by: str, first: date, last: date, centre: Centre = None) -> list[Quality]:
        """By `centre` or by `route`, in the order of codes; milk of no route is on none."""
        place = quality_days.c[by]
        question = select(place.label("code"), *(func.sum(quality_days.c[name]).label(name) for name in SUMS))
        question = question.where(*of_days(quality_days, first, last, centre))
        if by == "route":
            question = question.where(place != NOWHERE)
        return [_quality(row) for row in self._all(question.group_by(place).order_by(place))]

    def grown(self, first: date, last: date, centre: Centre = None) -> Sequence[Grown]:
        """All members with accepted milk in these days or in as many before."""
        began = first - (last - first) - timedelta(days=1)
        now = case((weighed.c.day >= first, weighed.c.centilitres), else_=0)
        before = case((weighed.c.day < first, weighed.c.centilitres), else_=0)
        question = select(weighed.c.member, func.sum(now), func.sum(before))
        question = question.where(*of_days(weighed, began, last, centre)).group_by(weighed.c.member)
        changes = select(func.sum(days.c.changes)).where(*of_days(days, began, last, centre))
        asked = (began, last, None if centre is None else tuple(codes(centre)))
        with self._reader.reading() as look:
            return self._rankings.answer(
                asked,
                look.execute(changes).scalar(),
                lambda: [
                    Grown(member, int(some), int(less))
                    for member, some, less in look.execute(question)
                    if some or less
                ],
            )


def _quality(row: RowMapping) -> Quality:
    sums: dict[str, int] = {name: int(row[name]) for name in SUMS}
    return Quality(
        row["code"],
        sums["centilitres"],
        sums["rejected_centilitres"],
        sums["tested"],
        sums["failed"],
        _weighted(sums, "fat"),
        _weighted(sums, "snf"),
    )


def _weighted(sums: dict[str, Any], name: str) -> Decimal | None:
    litres = sums[f"{name}_centilitres"]
    return Decimal(round_half_even(Decimal(sums[name]) / litres)).scaleb(-2) if litres else None
