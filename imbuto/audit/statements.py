"""Draws every statement again from the facts up to its cut-off, and compares it with the one on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from imbuto.aggregates import Fact, Settlement, Statement
from imbuto.aggregates.entries import Entry
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.statement import Figures, Line

Dated = tuple[date, Line]
FIGURES = ("lines", "litres", "milk_cents", "carried_in_cents", "net_cents", "carried_out_cents", "digest")


@dataclass
class _Run:
    """A run while its statements are drawn: what each member's took, and what it carried out."""

    cutoff_position: int
    terms: RunTerms
    drawn: dict[str, tuple[list[Dated], int]] = field(default_factory=dict)


@dataclass
class StatementCheck:
    """Fed with every fact in order; knows how many statements agree, and names those that do not."""

    agreeing: int = 0
    differing: list[str] = field(default_factory=list)
    _waiting: dict[str, list[Dated]] = field(default_factory=dict)
    _runs: dict[UUID, _Run] = field(default_factory=dict)
    _carried: dict[str, int] = field(default_factory=dict)

    def enter(self, position: int, entry: Entry) -> None:
        """An entry waits for the first run that takes it."""
        line = Line(position, entry.centilitres, entry.cents, entry.centre, entry.kind)
        self._waiting.setdefault(entry.member, []).append((entry.date, line))

    def feed(self, fact: Fact) -> None:
        match fact:
            case Settlement.Opened():
                self._runs[fact.originator_id] = _Run(fact.cutoff_position, fact.terms)
            case Statement.Drawn():
                self._draw(fact)
            case Settlement.Approved():
                self._close(self._runs.pop(fact.originator_id))
            case Settlement.Discarded():
                del self._runs[fact.originator_id]

    def _draw(self, fact: Statement.Drawn) -> None:
        run = self._runs[fact.run]
        taken = [
            (day, line)
            for day, line in self._waiting.get(fact.member, [])
            if day <= run.terms.period.end and line.position <= run.cutoff_position
        ]
        lines = [line for _, line in taken]
        drawing = Drawing(fact.member, lines, self._carried.get(fact.member, 0))
        figures = draw_statement(drawing, run.terms)
        run.drawn[fact.member] = (taken, figures.carried_out_cents)
        if wrong := _differences(fact, figures):
            self.differing.append(f"Statement of {fact.member} for {fact.period}: {', '.join(wrong)}")
        else:
            self.agreeing += 1

    def _close(self, run: _Run) -> None:
        """An approved run has taken its lines for good; what it carried out is carried into the next."""
        self._carried = {member: carried_out for member, (_, carried_out) in run.drawn.items()}
        for member, (taken, _) in run.drawn.items():
            gone = {line.position for _, line in taken}
            self._waiting[member] = [
                (day, line) for day, line in self._waiting.get(member, []) if line.position not in gone
            ]


def _differences(fact: Statement.Drawn, figures: Figures) -> list[str]:
    return [
        f"{name} is {getattr(fact, name)} and should be {getattr(figures, name)}"
        for name in FIGURES
        if getattr(fact, name) != getattr(figures, name)
    ]
