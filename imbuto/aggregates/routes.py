"""The collectors' rounds, how much milk may be lost on its way, and what officials said about what was.

Milk shrinks a little between the scale and the tanker: froth, what clings to a can, two scales that differ.
More than the limit, either way, is an alarm that an official answers, saying why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import BadValue, Contradiction, SamePerson, Unknown
from imbuto.values import By, business_date

USUAL_LIMIT_PERCENT = Decimal(2)
"""Beyond this share of the collected litres a difference is an alarm, until the cooperative sets its own."""
MAX_LIMIT_PERCENT = Decimal(20)


@dataclass(frozen=True)
class Route:
    """A collector's round, and the centre it brings its milk to (None: none of its own)."""

    code: str
    name: str
    centre: str | None


@dataclass(frozen=True)
class Place:
    """Where milk was counted: a centre, a route, or (both None) the whole cooperative on one day."""

    day: date
    centre: str | None
    route: str | None


class RouteBook(Founding):
    """The part of the cooperative that knows its rounds and watches over the milk on its way."""

    @dataclass(frozen=True, kw_only=True)
    class RouteOpened(Fact):
        TOPIC = "cooperative.route_opened"
        code: str
        name: str
        centre: str | None

        def apply(self, aggregate: RouteBook) -> None:
            aggregate.routes[self.code] = Route(self.code, self.name, self.centre)

    @dataclass(frozen=True, kw_only=True)
    class VarianceLimitSet(Fact):
        TOPIC = "cooperative.variance_limit_set"
        percent: Decimal

        def apply(self, aggregate: RouteBook) -> None:
            aggregate.variance_limit_percent = self.percent

    @dataclass(frozen=True, kw_only=True)
    class VarianceExplained(Fact):
        TOPIC = "cooperative.variance_explained"
        day: date
        centre: str | None
        route: str | None
        reason: str
        alarms: tuple[str, ...] = ()

        def apply(self, aggregate: RouteBook) -> None:
            place = Place(self.day, self.centre, self.route)
            aggregate.explained[place] = (self.reason, self.alarms)

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.routes: dict[str, Route] = {}
        self.variance_limit_percent = USUAL_LIMIT_PERCENT
        self.explained: dict[Place, tuple[str, tuple[str, ...]]] = {}

    def open_route(self, code: str, name: str, centre: str | None, by: By) -> None:
        """Opens a collector's round; the same again is quiet, another under its code is refused."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A route's name has 1 to 100 characters.", "Shorten it.")
        if centre is not None:
            self.require_centre(centre)
        route = Route(code, name.strip(), centre)
        if known := self.routes.get(code):
            if known != route:
                raise Contradiction(
                    f"Route {code} is already open as {known.name}.", "Choose another code.", code=code
                )
            return
        self._record(self.RouteOpened, by, code=route.code, name=route.name, centre=route.centre)

    def require_route(self, code: str) -> Route:
        """The route of that code. Raises Unknown."""
        if code not in self.routes:
            raise Unknown("route", code)
        return self.routes[code]

    def set_variance_limit(self, percent: Decimal, by: By) -> None:
        """Sets how much of the collected milk may be missing, or too much, without an alarm: more than 0 and
        at most 20 percent, to 0.01."""
        if not 0 < percent <= MAX_LIMIT_PERCENT or percent != round(percent, 2):
            raise BadValue(
                "percent", percent, "A limit is more than 0 and at most 20 percent.", "2 is usual."
            )
        if percent != self.variance_limit_percent:
            self._record(self.VarianceLimitSet, by, percent=percent)

    def explain_variance(
        self,
        place: Place,
        reason: str,
        alarms: tuple[str, ...],
        by: By,
        *,
        standing: frozenset[str],
        measured_by: frozenset[str] = frozenset(),
    ) -> None:
        """An official answers alarms of a place and day, saying why. `alarms` are the codes that the official
        saw, `standing` those that stand there now: one whose figure has changed is another alarm.
        `measured_by` are those whose figures are explained, who may not do it themselves. The same answer
        again is quiet."""
        alarms = tuple(sorted(set(alarms)))
        self._require_place(place, by)
        if not reason.strip():
            raise BadValue("reason", reason, "An explanation needs words.", "Say what happened to the milk.")
        if self.explained.get(place) == (reason, alarms):
            return
        if not alarms or not standing.issuperset(alarms):
            raise Contradiction(
                "There is no such alarm at that place on that day, or its figure has changed.",
                "Look at the list of alarms.",
                standing=sorted(standing),
            )
        if by.who in measured_by:
            raise SamePerson("explain", "measured")
        self._record(
            self.VarianceExplained,
            by,
            day=place.day,
            centre=place.centre,
            route=place.route,
            reason=reason,
            alarms=alarms,
        )

    def _require_place(self, place: Place, by: By) -> None:
        if place.centre is not None:
            self.require_centre(place.centre)
        if place.route is not None:
            self.require_route(place.route)
        if place.day > business_date(by.at):
            raise BadValue("day", place.day, "That day is yet to come.", "Check the date.")
