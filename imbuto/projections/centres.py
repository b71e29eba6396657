"""Centre days: the milk of each centre by day and shift, how much of it was answered, and who took part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    distinct,
    func,
    select,
)
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.projections import centre_book
from imbuto.projections.centre_book import COUNTS, centres, days, weighed
from imbuto.projections.centre_insights import CentreInsights
from imbuto.projections.quality_book import quality_days
from imbuto.projections.readmodel import codes
from imbuto.projections.taking_part import Comers, of_days, together
from imbuto.values import round_half_even

Centre = str | Sequence[str] | None
"""One centre's code, several codes, or None for all."""


@dataclass(frozen=True)
class Milk:
    """The milk of some days, centres or shifts. `deliveries` do not count voided ones; each is under
    exactly one of `unanswered`, `confirmed`, `lapsed`, `disputed` (open) and `resolved`. `centilitres`
    are accepted milk, in dispute or not. `members` are different members. `fat_percent` is weighted by
    litres, None when nothing was tested."""

    deliveries: int = 0
    members: int = 0
    centilitres: int = 0
    rejected: int = 0
    rejected_centilitres: int = 0
    value_cents: int = 0
    unanswered: int = 0
    confirmed: int = 0
    lapsed: int = 0
    disputed: int = 0
    resolved: int = 0
    voided: int = 0
    fat_percent: Decimal | None = None

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class CentreMilk:
    """One centre's milk of one day: the whole, and each shift that had any."""

    code: str
    name: str
    total: Milk
    shifts: dict[str, Milk]


@dataclass(frozen=True)
class Today:
    """All centres' milk of one day."""

    day: date
    total: Milk
    centres: list[CentreMilk]


@dataclass(frozen=True)
class CentreDay:
    """The milk of one centre, day and shift."""

    day: date
    centre: str
    shift: str
    milk: Milk


@dataclass(frozen=True)
class DayMilk:
    """One day of a trend."""

    day: date
    milk: Milk


@dataclass(frozen=True)
class Participation:
    """How many different members brought milk in some days, in all and by centre."""

    members: int
    by_centre: dict[str, int]


class Centres(CentreInsights):
    """The milk of the collection centres."""

    NAME = "centres"
    VERSION = 4
    TABLES = (centres, days, weighed, quality_days)
    HANDLERS = {
        Cooperative.CentreOpened: centre_book.centre_opened,
        Delivery.Recorded: centre_book.recorded,
        Delivery.Confirmed: centre_book.confirmed,
        Delivery.ConfirmationLapsed: centre_book.lapsed,
        Delivery.Disputed: centre_book.disputed,
        Delivery.DisputeResolved: centre_book.resolved,
        Delivery.Corrected: centre_book.corrected,
        Delivery.Voided: centre_book.voided,
        Delivery.Sampled: centre_book.sampled,
    }
    OWN_ROWS = {
        Delivery.Confirmed: weighed,
        Delivery.ConfirmationLapsed: weighed,
        Delivery.Disputed: weighed,
        Delivery.DisputeResolved: weighed,
    }

    def names(self) -> dict[str, str]:
        """The names of all centres by their codes."""
        return {row["code"]: row["name"] for row in self._all(select(centres).order_by(centres.c.code))}

    def today(self, day: date, centre: Centre = None) -> Today:
        """The milk of one day, with every centre of those asked for, also those that had none."""
        members = _who_came(self.comers(day), centre)
        by_shift = self._milk((_CENTRE, _SHIFT), day, day, centre, members)
        by_centre = self._milk((_CENTRE,), day, day, centre, members)
        listed = [
            CentreMilk(
                code,
                name,
                by_centre.get((code,), Milk()),
                {shift: milk for (centre, shift), milk in by_shift.items() if centre == code},
            )
            for code, name in self.names().items()
            if centre is None or code in codes(centre)
        ]
        return Today(day, self._milk((), day, day, centre, members).get((), Milk()), listed)

    def days(self, centre: Centre, day_from: date, day_to: date) -> list[CentreDay]:
        """Each day, centre and shift that had milk, in order; both days are included."""
        found = self._milk((_DAY, _CENTRE, _SHIFT), day_from, day_to, centre)
        return [CentreDay(day, code, shift, milk) for (day, code, shift), milk in found.items()]

    def trends(self, day_from: date, day_to: date, centre: Centre = None) -> list[DayMilk]:
        """Every day from the first to the last, also those without milk."""
        found = self._milk((_DAY,), day_from, day_to, centre)
        each = (day_from + timedelta(days=number) for number in range((day_to - day_from).days + 1))
        return [DayMilk(day, found.get((day,), Milk())) for day in each]

    def participation(self, day_from: date, day_to: date, centre: Centre = None) -> Participation:
        """Who brought milk from the first day to the last; one who went to two centres counts at both."""
        with self._reader.reading() as look:
            in_all = _members(look, (), day_from, day_to, centre)
            by_centre = _members(look, (_CENTRE,), day_from, day_to, centre)
        return Participation(in_all.get((), 0), {key[0]: count for key, count in by_centre.items()})

    def milk_of(self, day_from: date, day_to: date, centre: Centre = None, shift: str | None = None) -> Milk:
        """All milk of some days, both included; of one shift or of all."""
        question = select(*(func.sum(days.c[name]).label(name) for name in COUNTS))
        row = self._first(question.where(*of_days(days, day_from, day_to, centre, shift)))
        if row is None or row["deliveries"] is None:
            return Milk()
        return _shown(row, self.members_in(day_from, day_to, centre, shift))

    def litres_by_centre(self, day: date, centre: Centre = None) -> dict[str, int]:
        """The accepted milk of one day at each centre that had any, in hundredths of a litre."""
        question = select(days.c.centre, func.sum(days.c.centilitres).label("centilitres"))
        question = question.where(*of_days(days, day, day, centre)).group_by(days.c.centre)
        return {row["centre"]: int(row["centilitres"]) for row in self._all(question)}

    def _milk(
        self,
        by: Sequence[str],
        day_from: date,
        day_to: date,
        centre: Centre = None,
        members: Mapping[tuple[Any, ...], int] | None = None,
    ) -> dict[tuple[Any, ...], Milk]:
        """Sums for each combination of the columns `by`, in their order. `members`: where they are counted
        already."""
        sums = [func.sum(days.c[name]).label(name) for name in COUNTS]
        question = _grouped(select(*(days.c[name] for name in by), *sums), days, by, day_from, day_to, centre)
        with self._reader.reading() as look:
            if members is None:
                members = _members(look, by, day_from, day_to, centre)
            found = look.execute(question).mappings().all()
        answers = {}
        for row in found:
            key = tuple(row[name] for name in by)
            if row["deliveries"] is not None:
                answers[key] = _shown(row, members.get(key, 0))
        return answers


_DAY, _CENTRE, _SHIFT = "day", "centre", "shift"


def _who_came(comers: Comers, centre: Centre) -> dict[tuple[Any, ...], int]:
    """How many different members came: in all, to each centre, and to each of its shifts."""
    there = {at: who for at, who in comers.items() if centre is None or at[0] in codes(centre)}
    counted: dict[tuple[Any, ...], int] = {at: len(who) for at, who in there.items()}
    counted |= {(code,): len(together(there, code)) for code in {code for code, _ in there}}
    return {**counted, (): len(together(there))}


def _members(
    look: Connection, by: Sequence[str], day_from: date, day_to: date, centre: Centre
) -> dict[tuple[Any, ...], int]:
    """Different members for each combination of the columns `by`."""
    question = select(
        *(weighed.c[name] for name in by), func.count(distinct(weighed.c.member)).label("members")
    )
    found = look.execute(_grouped(question, weighed, by, day_from, day_to, centre)).mappings()
    return {tuple(row[name] for name in by): row["members"] for row in found}


def _grouped(
    question: Select[Any], table: Table, by: Sequence[str], day_from: date, day_to: date, centre: Centre
) -> Select[Any]:
    question = question.where(table.c.day >= day_from, table.c.day <= day_to)
    if centre is not None:
        question = question.where(table.c.centre.in_(codes(centre)))
    columns = [table.c[name] for name in by]
    return question.group_by(*columns).order_by(*columns)


def _shown(row: RowMapping, members: int) -> Milk:
    counts = {name: int(row[name]) for name in COUNTS}
    fat, tested = counts.pop("fat"), counts.pop("tested_centilitres")
    percent = Decimal(round_half_even(Decimal(fat) / tested)).scaleb(-2) if tested else None
    return Milk(members=members, fat_percent=percent, **counts)
