"""Milk on its way: what the farmers brought, what reached the cooler and the processor, and the alarms.

A place is a centre, a route, or the whole cooperative. A day that is not over has no alarms yet. A missing
cooler figure is an alarm from the first day on which one was recorded, where neither the centre nor the whole
cooperative has one; a cooperative without coolers hears nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.bulk import Bulk
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.errors import Unknown
from imbuto.projections import variance_book
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, codes, shaped
from imbuto.projections.variance_book import answers, bulk, flows, limits, pours
from imbuto.projections.variance_days import Answered, DayBook, PlaceDay, emptied_cans, place_of

Centres = str | Sequence[str] | None


@dataclass(frozen=True)
class BulkFigure:
    """A figure as it was recorded; `voided_by` and `void_reason` are set when it counts no longer."""

    position: int
    id: UUID
    what: str
    centre: str | None
    route: str | None
    day: date
    shift: str | None
    centilitres: int
    kilograms: Decimal | None
    density: Decimal | None
    container: str | None
    reference: str | None
    reason: str | None
    who: str
    recorded_at: datetime
    voided_by: str | None
    void_reason: str | None


@dataclass(frozen=True)
class Pour:
    """One member's milk in a shared can."""

    delivery: UUID
    member: str
    collected: int
    refused: int
    condemned: int


@dataclass(frozen=True)
class Can:
    """A container with all who poured into it; `poured` is all that did not stay at the platform, `measured`
    what came out of it at the cooler, if anybody measured that. Hundredths of a litre."""

    container: str
    centre: str
    day: date
    shift: str
    poured: int
    measured: int | None
    pours: list[Pour]


class Variance(ReadModel):
    """Milk between the scale and the processor."""

    NAME = "variance"
    VERSION = 1
    TABLES = (flows, pours, bulk, limits, answers)
    HANDLERS = {
        Delivery.Recorded: variance_book.recorded,
        Delivery.Corrected: variance_book.corrected,
        Delivery.DisputeResolved: variance_book.resolved,
        Delivery.Sampled: variance_book.sampled,
        Delivery.Voided: variance_book.voided,
        Bulk.Recorded: variance_book.measured,
        Bulk.Voided: variance_book.withdrawn,
        Cooperative.VarianceLimitSet: variance_book.limit_set,
        Cooperative.VarianceExplained: variance_book.explained,
    }

    def days(
        self,
        day_from: date,
        day_to: date,
        today: date,
        centre: Centres = None,
        route: str | None = None,
    ) -> list[PlaceDay]:
        """Each place that had milk or figures, day by day: the whole cooperative (unless centres or a route
        are asked for), then centres, then routes. Days before `today` have their alarms."""
        with self._reader.reading() as look:
            book = DayBook(look, day_from, day_to, today)
        every = [book.place_day(day, place) for day, place in book.places()]
        if route is not None:
            return [one for one in every if one.route == route]
        if centre is not None:
            return [one for one in every if one.centre in codes(centre)]
        return every

    def alarms(
        self,
        day_from: date,
        day_to: date,
        today: date,
        centre: Centres = None,
        state: str | None = None,
    ) -> list[Answered]:
        """The alarms of these days, open or explained, the newest day first."""
        found = [one for day in self.days(day_from, day_to, today, centre) for one in day.alarms]
        wanted = [one for one in found if state in (None, one.state)]
        return sorted(wanted, key=lambda one: one.day, reverse=True)

    def place(self, day: date, today: date, centre: str | None, route: str | None) -> PlaceDay | None:
        """One place's day; None when nothing is known of it."""
        place = place_of(centre, route)
        with self._reader.reading() as look:
            book = DayBook(look, day, day, today)
        return book.place_day(day, place) if (day, place) in book.places() else None

    def measured_by(self, day: date, centre: str | None, route: str | None) -> frozenset[str]:
        """Who measured the figures that count at a place on a day."""
        question = select(bulk.c.who).where(bulk.c.day == day, bulk.c.voided_by.is_(None))
        if centre is not None:
            question = question.where(bulk.c.centre == centre)
        if route is not None:
            question = question.where(bulk.c.route == route)
        return frozenset(self._values(question.distinct()))

    def figures(
        self,
        cursor: str | None = None,
        limit: int = 50,
        centre: Centres = None,
        route: str | None = None,
        what: str | None = None,
        day_from: date | None = None,
        day_to: date | None = None,
    ) -> Page[BulkFigure]:
        """The bulk figures, the newest first, voided ones among them."""
        question = select(bulk).order_by(bulk.c.position.desc()).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(bulk.c.position < after[0])
        if centre is not None:
            question = question.where(bulk.c.centre.in_(codes(centre)))
        for column, value in ((bulk.c.route, route), (bulk.c.what, what)):
            if value is not None:
                question = question.where(column == value)
        if day_from is not None:
            question = question.where(bulk.c.day >= day_from)
        if day_to is not None:
            question = question.where(bulk.c.day <= day_to)
        found = [shaped(BulkFigure, row) for row in self._all(question)]
        return page_of(found, limit, lambda figure: (figure.position,))

    def figure(self, id: UUID) -> BulkFigure:
        """Raises Unknown."""
        row = self._first(select(bulk).where(bulk.c.id == id))
        if row is None:
            raise Unknown("bulk figure", id)
        return shaped(BulkFigure, row)

    def cans(self, centre: str, day: date, shift: str | None = None) -> list[Can]:
        """The containers that members shared at a centre on a day, with all who poured into each."""
        question = select(pours).where(
            pours.c.day == day, pours.c.centre == centre, pours.c.container.is_not(None)
        )
        if shift is not None:
            question = question.where(pours.c.shift == shift)
        order = (pours.c.shift, pours.c.container, pours.c.member, pours.c.id)
        with self._reader.reading() as look:
            found = look.execute(question.order_by(*order)).mappings().all()
            emptied = emptied_cans(look, day, day)
        grouped: dict[tuple[str, str], list[RowMapping]] = {}
        for row in found:
            grouped.setdefault((row["shift"], row["container"]), []).append(row)
        return [
            _can(own, emptied.get((day, centre, container, its_shift)))
            for (its_shift, container), own in grouped.items()
        ]


def _can(rows: Sequence[RowMapping], measured: int | None) -> Can:
    first = rows[0]
    return Can(
        container=first["container"],
        centre=first["centre"],
        day=first["day"],
        shift=first["shift"],
        poured=sum(row["collected"] + row["condemned"] for row in rows),
        measured=measured,
        pours=[shaped(Pour, {**row, "delivery": row["id"]}) for row in rows],
    )
