"""Gathers what a statement's document says from the views: of one member, or of all in a run, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol
from uuid import UUID

from imbuto.errors import Unknown, WrongState
from imbuto.papers.statement import Around, Reason, is_milk, statement_document
from imbuto.papers.statement_parts import StatementDocument
from imbuto.projections import Views
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.pages import MAX_PAGE
from imbuto.projections.settlements import RunAnswer, StatementAnswer
from imbuto.values import Period

AT_ONCE = 500
"""Statements asked for at a time: their members are read one by one."""


class HasName(Protocol):
    @property
    def name(self) -> str: ...


class Cooperative(Protocol):
    """What a paper says of the cooperative."""

    @property
    def name(self) -> str: ...
    @property
    def centres(self) -> Mapping[str, str]: ...
    @property
    def creditors(self) -> Mapping[str, HasName]: ...


class StatementPapers:
    """The documents of a cooperative's statements."""

    def __init__(self, views: Views, cooperative: Cooperative) -> None:
        self._views = views
        self._name = cooperative.name
        self._centres = dict(cooperative.centres)
        self._creditors = {code: one.name for code, one in cooperative.creditors.items()}

    def run(self, id: UUID) -> RunAnswer:
        """The pay run. Raises Unknown."""
        return self._views.settlements.get(id)

    def drawn_run(self, words: str) -> RunAnswer:
        """The run with that period (2026-11-A) or id, which has statements. Raises BadValue, Unknown,
        WrongState."""
        try:
            found = self.run(UUID(words))
        except ValueError:
            period = Period.parse(words, "run").code
            runs = [run for run in self._views.settlements.calendar() if run.period == period]
            if not runs:
                raise Unknown("run", period) from None
            found = runs[-1]
        if not found.drawn:
            raise WrongState(
                f"The run of {found.period} has no statements yet.",
                "They are drawn when it is prepared; a run without milk, charges or balances has none.",
            )
        return found

    def document(self, run: UUID, member: str) -> StatementDocument:
        """One member's document. Raises Unknown."""
        return self._document(self.run(run), member)

    def documents(self, run: UUID) -> Iterator[StatementDocument]:
        """Those of all members, in the order of their numbers. Raises Unknown at the first."""
        found = self.run(run)
        cursor: str | None = None
        while True:
            page = self._views.settlements.statements(run, cursor, AT_ONCE)
            for statement in page.items:
                yield self._document(found, statement.member)
            if (cursor := page.next) is None:
                return

    def _document(self, run: RunAnswer, member: str) -> StatementDocument:
        statement = self._views.settlements.statement(run.id, member)
        payouts = self._views.payouts.of_statement(statement.id) if statement.payout else []
        around = Around(
            cooperative=self._name,
            centres=self._centres,
            member=self._views.members.get(member),
            creditors=self._creditors,
            deliveries=self._deliveries(statement),
            reasons=self._reasons(statement),
            payouts=payouts,
            savings_cents=self._views.balances.get(member).saved_cents,
        )
        return statement_document(run, statement, around)

    def _deliveries(self, statement: StatementAnswer) -> dict[UUID, DeliveryAnswer]:
        """The weighings that the lines are about. Most lie in the run's own days, and are read at once."""
        days = [line.day for line in statement.entries if is_milk(line)]
        wanted = {line.delivery for line in statement.entries if is_milk(line)}
        if not days:
            return {}
        page = self._views.deliveries.page(
            member=statement.member, day_from=min(days), day_to=max(days), limit=MAX_PAGE
        )
        found = {delivery.id: delivery for delivery in page.items if delivery.id in wanted}
        return found | {id: self._views.deliveries.get(id) for id in wanted - set(found)}

    def _reasons(self, statement: StatementAnswer) -> dict[UUID, Reason]:
        found = {}
        for line in statement.entries:
            if not is_milk(line):
                adjustment = self._views.adjustments.get(line.delivery)
                found[line.delivery] = Reason(adjustment.kind, adjustment.reason)
        return found


def chosen_language(asked: str | None, languages: Iterable[str], own: str) -> str:
    """The language that was asked for by name, else the one a browser prefers, else the member's own."""
    if asked is not None:
        return asked
    known = (language.partition("-")[0].lower() for language in languages)
    return next((language for language in known if language in ("sw", "en")), own)
