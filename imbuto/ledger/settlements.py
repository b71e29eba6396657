"""Verbs of the pay run: open, draw statements, prepare, approve, discard, complete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Settlement, Statement
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import WrongState
from imbuto.ledger.book import Book, Saved
from imbuto.values import By, Period


class SettlementVerbs(Book):
    """The calendar of runs lies with the cooperative, so that two runs can never be open at once."""

    def settlement(self, id: UUID) -> Settlement:
        """The run with that id. Raises Unknown."""
        return self._load(Settlement, id)

    def statement(self, id: UUID) -> Statement:
        """The statement with that id. Raises Unknown."""
        return self._load(Statement, id)

    def open_settlement(self, period: Period, by: By) -> Saved:
        """Cuts the period off at the ledger's present position. Opening what is open is quiet."""

        def decision() -> Saved:
            cooperative = self.cooperative()
            runs = [run for run in cooperative.runs.values() if run.period == period]
            if runs and runs[-1].state != "discarded":
                return self._keep(self.settlement(runs[-1].id))
            cutoff = self.position()
            id, terms = settlement_id(period, len(runs) + 1), terms_in_force(cooperative, period)
            settlement = Settlement.open(id, terms, cutoff, by)
            cooperative.open_run(settlement.id, period, cutoff, by)
            return self._keep(settlement, cooperative)

        return self._decide(decision)

    def draw_statements(self, run: UUID, drawings: Sequence[Drawing], by: By) -> int:
        """Draws these members' statements; those drawn before stay as they are. Returns how many are new."""

        def decision() -> int:
            turn = self._next_turn(run)
            settlement = self.settlement(run)
            if settlement.state != "opened":
                raise WrongState(
                    f"This run is {settlement.state}.",
                    "Statements are drawn while it is open.",
                    state=settlement.state,
                )
            by_id = {statement_id(run, drawing.member): drawing for drawing in drawings}
            drawn = self.facts_recorder.known_ids(list(by_id))
            new = [self._drawn(settlement, drawing, by) for id, drawing in by_id.items() if id not in drawn]
            if new:
                self._keep(*new, claims=[turn])
            return len(new)

        return self._decide(decision)

    def _next_turn(self, run: UUID) -> tuple[str, UUID]:
        """The claim of whoever draws or prepares next, to be asked before the run is loaded.

        Two who looked at the same moment cannot both have it, so that no statement slips into a run that
        is being prepared.
        """
        turns = self.facts_recorder.claims_between(f"drawing:{run}:", f"drawing:{run}:~")
        return f"drawing:{run}:{len(turns):06d}", run

    @staticmethod
    def _drawn(settlement: Settlement, drawing: Drawing, by: By) -> Statement:
        if any(line.position > settlement.cutoff_position for line in drawing.lines):
            raise WrongState(
                f"A line of member {drawing.member} was recorded after the cut-off.",
                "It belongs to the next run.",
            )
        figures = draw_statement(drawing, settlement.terms)
        return Statement.draw(
            settlement.id, drawing.member, settlement.period.code, settlement.cutoff_position, figures, by
        )

    def prepare_settlement(self, run: UUID, totals: RunTotals, litres: Decimal, digest: str, by: By) -> Saved:
        """Says that every statement is drawn, with their sums and digest."""

        def decision() -> Saved:
            turn = self._next_turn(run)
            settlement = self.settlement(run)
            settlement.prepare(totals, litres, digest, by)
            return self._keep(settlement, claims=[turn] if settlement.has_news else [])

        return self._decide(decision)

    def approve_settlement(self, run: UUID, by: By) -> Saved:
        """A second official approves: from here on money moves."""

        def decision() -> Saved:
            settlement, cooperative = self.settlement(run), self.cooperative()
            settlement.approve(by)
            if settlement.has_news:
                cooperative.approve_run(run, by)
            return self._keep(settlement, cooperative)

        return self._decide(decision)

    def discard_settlement(self, run: UUID, reason: str, by: By) -> Saved:
        def decision() -> Saved:
            settlement, cooperative = self.settlement(run), self.cooperative()
            settlement.discard(reason, by)
            if settlement.has_news:
                cooperative.discard_run(run, by)
            return self._keep(settlement, cooperative)

        return self._decide(decision)

    def complete_settlement(
        self, run: UUID, paid: int, paid_cents: int, failed: int, failed_cents: int, by: By
    ) -> Saved:
        return self._change(
            Settlement,
            run,
            lambda settlement: settlement.complete(paid, paid_cents, failed, failed_cents, by),
        )


def terms_in_force(cooperative: Cooperative, period: Period) -> RunTerms:
    """What a run of that period, opened now, is drawn by."""
    before = cooperative.last_approved_run
    return RunTerms(
        period,
        cooperative.minimum_payable_cents,
        since=before.period.end + timedelta(days=1) if before else None,
        rules=cooperative.deduction_rules_on(period.end),
        standing=cooperative.standing_on(period.end),
        slabs=cooperative.slabs_on(period.end),
    )
