"""Some days of milk on its way, read together: their places, what is missing, which alarms stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.losses import WHOLE_DAY, Alarm, Flow, added, alarms_of, can_alarm, combined, total
from imbuto.aggregates.routes import USUAL_LIMIT_PERCENT
from imbuto.projections.variance_book import CENTRE, NOWHERE, ROUTE, answers, bulk, flows, limits, pours

Place = tuple[str, str]
"""CENTRE or ROUTE, and its code."""
WHOLE: Place = (CENTRE, NOWHERE)
"""The whole cooperative."""


@dataclass(frozen=True)
class Answered:
    """An alarm, and what an official said about it."""

    day: date
    centre: str | None
    route: str | None
    alarm: Alarm
    reason: str | None = None
    who: str | None = None
    explained_at: datetime | None = None

    @property
    def state(self) -> str:
        return "open" if self.reason is None else "explained"


@dataclass(frozen=True)
class PlaceDay:
    """The milk of one place and day. `shifts` are those that had milk or figures of their own. Both centre
    and route are None for the whole cooperative."""

    day: date
    centre: str | None
    route: str | None
    limit_percent: Decimal
    total: Flow
    shifts: dict[str, Flow]
    alarms: list[Answered]

    @property
    def open_alarms(self) -> list[Answered]:
        return [one for one in self.alarms if one.state == "open"]


def place_of(centre: str | None, route: str | None) -> Place:
    return (ROUTE, route) if route is not None else (CENTRE, centre or NOWHERE)


class DayBook:
    """What is known of the days from one to another, read at once."""

    def __init__(self, look: Connection, day_from: date, day_to: date, today: date) -> None:
        self._today = today
        self._flows = _flows(look, day_from, day_to)
        self._limits = [(row["since"], row["percent"]) for row in _limits(look)]
        self._answers = _answers(look, day_from, day_to)
        self._watched_from = look.execute(_first_cooler_day()).scalar()
        self._cans = list(_compared_cans(look, day_from, day_to))

    def places(self) -> list[tuple[date, Place]]:
        """Each day's places that had milk or figures: the whole, the centres, the routes."""
        return [(day, place) for day in sorted(self._flows) for place in sorted({WHOLE, *self._flows[day]})]

    def place_day(self, day: date, place: Place) -> PlaceDay:
        """One place with its alarms."""
        kind, code = place
        shifts, own = self._whole(day) if place == WHOLE else (self._flows[day][place], None)
        centre, route = (None, code) if kind == ROUTE else (code or None, None)
        limit = self._limit_on(day)
        found: list[Alarm] = []
        if day < self._today:
            needs_cooler = kind == CENTRE and self._needs_cooler(day)
            found += alarms_of(shifts, limit, needs_cooler=needs_cooler, own=own)
            found += self._can_alarms(day, centre, limit) if kind == CENTRE else ()
        return PlaceDay(
            day,
            centre,
            route,
            limit,
            total(shifts),
            {shift: flow for shift, flow in sorted(shifts.items()) if shift != WHOLE_DAY},
            [self._answered(day, centre, route, alarm) for alarm in found],
        )

    def _whole(self, day: date) -> tuple[dict[str, Flow], Flow]:
        """The milk of the whole cooperative, and what was measured for all of it together, which counts
        before the sum of what the centres measured."""
        own = total(self._flows[day].get(WHOLE, {}))
        each = [total(shifts) for (kind, code), shifts in self._flows[day].items() if kind == CENTRE and code]
        whole = replace(
            added([own, *each]),
            cooler=combined(each).cooler if own.cooler is None else own.cooler,
            processor=added(each).processor if own.processor is None else own.processor,
        )
        return {WHOLE_DAY: whole}, own

    def _needs_cooler(self, day: date) -> bool:
        watched = self._watched_from is not None and self._watched_from <= day
        return watched and total(self._flows[day].get(WHOLE, {})).cooler is None

    def _limit_on(self, day: date) -> Decimal:
        in_force = [percent for since, percent in self._limits if since <= day]
        return in_force[-1] if in_force else USUAL_LIMIT_PERCENT

    def _can_alarms(self, day: date, centre: str | None, limit: Decimal) -> Iterator[Alarm]:
        for can in self._cans:
            if (can.day, can.centre) == (day, centre):
                alarm = can_alarm(can.poured, can.measured, limit, can.container, can.shift or WHOLE_DAY)
                if alarm is not None:
                    yield alarm

    def _answered(self, day: date, centre: str | None, route: str | None, alarm: Alarm) -> Answered:
        said = self._answers.get((day, centre or NOWHERE, route or NOWHERE, alarm.code))
        if said is None:
            return Answered(day, centre, route, alarm)
        return Answered(day, centre, route, alarm, said["reason"], said["who"], said["recorded_at"])


@dataclass(frozen=True)
class ComparedCan:
    """A can that was measured at the cooler, with what was poured into it. Hundredths of a litre."""

    day: date
    centre: str | None
    shift: str | None
    container: str
    poured: int
    measured: int


def emptied_cans(look: Connection, day_from: date, day_to: date) -> dict[tuple[date, str, str, str], int]:
    """What came out of each can at the cooler, by day, centre, label and shift."""
    found = _emptied(look, day_from, day_to)
    return {
        (row["day"], row["centre"], row["container"], row["shift"]): int(row["measured"])
        for row in found
        if row["centre"] is not None and row["shift"] is not None
    }


def _emptied(look: Connection, day_from: date, day_to: date) -> Sequence[RowMapping]:
    key = (bulk.c.day, bulk.c.centre, bulk.c.shift, bulk.c.container)
    question = (
        select(*key, func.sum(bulk.c.centilitres).label("measured"))
        .where(bulk.c.day >= day_from, bulk.c.day <= day_to, bulk.c.what == "cooler")
        .where(bulk.c.container.is_not(None), bulk.c.voided_by.is_(None))
    )
    return look.execute(question.group_by(*key).order_by(*key)).mappings().all()


def _compared_cans(look: Connection, day_from: date, day_to: date) -> Iterator[ComparedCan]:
    """The cans that were measured and into which somebody poured: others are unknown labels."""
    key = (pours.c.day, pours.c.container, pours.c.centre, pours.c.shift)
    question = (
        select(*key, func.sum(pours.c.collected + pours.c.condemned).label("poured"))
        .where(pours.c.day >= day_from, pours.c.day <= day_to, pours.c.container.is_not(None))
        .group_by(*key)
    )
    poured: dict[tuple[date, str], list[RowMapping]] = {}
    for row in look.execute(question).mappings():
        poured.setdefault((row["day"], row["container"]), []).append(row)
    for can in _emptied(look, day_from, day_to):
        into = [
            row["poured"]
            for row in poured.get((can["day"], can["container"]), [])
            if can["centre"] in (None, row["centre"]) and can["shift"] in (None, row["shift"])
        ]
        if into:
            yield ComparedCan(
                can["day"],
                can["centre"],
                can["shift"],
                can["container"],
                int(sum(into)),
                int(can["measured"]),
            )


def _flows(look: Connection, day_from: date, day_to: date) -> dict[date, dict[Place, dict[str, Flow]]]:
    question = select(flows).where(flows.c.day >= day_from, flows.c.day <= day_to)
    found: dict[date, dict[Place, dict[str, Flow]]] = {}
    for row in look.execute(question.order_by(*flows.primary_key.columns)).mappings():
        places = found.setdefault(row["day"], {})
        places.setdefault((row["place"], row["code"]), {})[row["shift"]] = _flow(row)
    return found


def _flow(row: RowMapping) -> Flow:
    return Flow(
        row["deliveries"],
        row["collected"],
        row["refused"],
        row["cooler"] if row["cooler_figures"] else None,
        row["processor"] if row["processor_figures"] else None,
        row["rejected"],
        row["spilled"],
        row["kept"],
        row["condemned"],
    )


def _limits(look: Connection) -> Sequence[RowMapping]:
    return look.execute(select(limits).order_by(limits.c.position)).mappings().all()


def _answers(look: Connection, day_from: date, day_to: date) -> dict[tuple[date, str, str, str], RowMapping]:
    question = select(answers).where(answers.c.day >= day_from, answers.c.day <= day_to)
    return {
        (row["day"], row["centre"], row["route"], row["alarm"]): row
        for row in look.execute(question).mappings()
    }


def _first_cooler_day() -> Select[date | None]:
    return select(func.min(bulk.c.day)).where(bulk.c.what == "cooler", bulk.c.voided_by.is_(None))
