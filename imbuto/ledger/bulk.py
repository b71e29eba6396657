"""Verbs about milk after the scale: routes, figures of cooler and processor, explanations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Bulk
from imbuto.aggregates.bulk import BulkFigure
from imbuto.aggregates.routes import Place
from imbuto.errors import ProbableDouble
from imbuto.ledger.book import Book, Saved
from imbuto.values import By, derive_id


class BulkVerbs(Book):
    """What became of the milk between the farmers' cans and the processor."""

    def open_route(self, code: str, name: str, centre: str | None, by: By) -> Saved:
        """Opens a collector's round; `centre` is where its milk goes, None for none of its own."""
        return self._change_cooperative(lambda cooperative: cooperative.open_route(code, name, centre, by))

    def set_variance_limit(self, percent: Decimal, by: By) -> Saved:
        """Sets from which difference on, in percent of the collected litres, there is an alarm."""
        return self._change_cooperative(lambda cooperative: cooperative.set_variance_limit(percent, by))

    def bulk(self, id: UUID) -> Bulk:
        """The figure with that id. Raises Unknown."""
        return self._load(Bulk, id)

    def record_bulk(self, id: UUID, figure: BulkFigure, by: By, *, another: bool = False) -> Saved:
        """Takes down what reached cooler or processor, or was rejected, spilled or kept. A route's figure
        counts at the route's centre too. The same id and content again is quiet; the same content under
        another id must be said to be `another` figure, unless the first was voided."""

        def decision() -> Saved:
            placed = self._placed(figure)
            if known := self._find(Bulk, id):
                known.require_same_content(placed)
                return self._keep(known)
            claim = self._claim_of(placed, another=another)
            return self._keep(Bulk.record(id, placed, by), claims=[(claim, id)])

        return self._decide(decision)

    def void_bulk(self, id: UUID, reason: str, by: By) -> Saved:
        """A wrong figure counts no longer; it stays in sight with the reason."""
        return self._change(Bulk, id, lambda bulk: bulk.void(reason, by))

    def explain_variance(
        self,
        day: date,
        centre: str | None,
        route: str | None,
        reason: str,
        alarms: tuple[str, ...],
        by: By,
        *,
        standing: frozenset[str],
        measured_by: frozenset[str] = frozenset(),
    ) -> Saved:
        """An official who measured none of it says why milk is missing or too much. `standing` are the alarms
        of that place and day, and `measured_by` those who measured there, as the views know them."""
        place = Place(day, centre, route)
        return self._change_cooperative(
            lambda cooperative: cooperative.explain_variance(
                place, reason, alarms, by, standing=standing, measured_by=measured_by
            )
        )

    def _claim_of(self, figure: BulkFigure, *, another: bool) -> str:
        """Which figure of this very content it is, so that two devices cannot both record the first."""
        alike = [
            value.normalize() if isinstance(value, Decimal) else value
            for name, value in figure.content.items()
            if name != "reason"
        ]
        key = f"bulk:{derive_id('bulk-alike', *alike)}:"
        earlier = self.facts_recorder.claims_between(key, key + "~")
        for _, owner in earlier if not another else []:
            if self._load(Bulk, owner).state != "voided":
                raise ProbableDouble(
                    f"The same figure of {figure.day:%d %b %Y} is recorded already.",
                    "If this is another one, name its slip as the reference, or send it with another=true.",
                    earlier=str(owner),
                )
        return f"{key}{len(earlier) + 1:04d}"

    def _placed(self, figure: BulkFigure) -> BulkFigure:
        """The figure at a place that exists; without a centre it is its route's."""
        cooperative = self._peek_cooperative()
        if figure.route is not None:
            route = cooperative.require_route(figure.route)
            figure = replace(figure, centre=figure.centre or route.centre)
        if figure.centre is not None:
            cooperative.require_centre(figure.centre)
        return figure
