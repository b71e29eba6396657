"""Draws every statement again from the facts up to its cut-off, and compares it with the one on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from imbuto.aggregates import Fact, Settlement, Statement
from imbuto.aggregates.deductions import Deduction
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.entries import Entry
from imbuto.aggregates.statement import Figures, Line
from imbuto.audit.bookings import Bookings, same_deductions
from imbuto.audit.debts import Debts

Dated = tuple[date, Line]
FIGURES = tuple(Figures.__dataclass_fields__)


@dataclass(frozen=True)
class _Drawn:
    """A statement drawn again: what it took, and what the next run finds."""

    taken: Sequence[Dated]
    figures: Figures


@dataclass
class _Run:
    """A run while its statements are drawn."""

    period: str
    cutoff_position: int
    terms: RunTerms
    drawn: dict[str, _Drawn] = field(default_factory=dict)


@dataclass
class StatementCheck:
    """Fed with every fact in order; knows how many statements agree, and names those that do not."""

    agreeing: int = 0
    differing: list[str] = field(default_factory=list)
    _waiting: dict[str, list[Dated]] = field(default_factory=dict)
    _debts: Debts = field(default_factory=Debts)
    _runs: dict[UUID, _Run] = field(default_factory=dict)
    _before: dict[str, Figures] = field(default_factory=dict)
    _before_cutoff: int = 0
    _bookings: Bookings = field(default_factory=Bookings)

    @classmethod
    def of_one_member(cls) -> StatementCheck:
        """A check that is fed with the facts about one member only."""
        return cls(_bookings=Bookings(whole=False))

    def enter(self, position: int, entry: Entry) -> None:
        """An entry waits for the first run that takes it."""
        line = Line(position, entry.centilitres, entry.cents, entry.centre, entry.kind)
        self._waiting.setdefault(entry.member, []).append((entry.date, line))

    def feed(self, position: int, fact: Fact) -> None:
        match fact:
            case Settlement.Opened():
                self._runs[fact.originator_id] = _Run(fact.period, fact.cutoff_position, fact.terms)
            case Statement.Drawn():
                self._draw(fact)
            case Settlement.Approved():
                self._approve(fact)
            case Settlement.Discarded():
                self._runs.pop(fact.originator_id, None)
            case _:
                self._debts.feed(position, fact)
        self.differing.extend(self._bookings.feed(fact))

    def _draw(self, fact: Statement.Drawn) -> None:
        run = self._runs.get(fact.run)
        if run is None:
            self.differing.append(f"Statement of {fact.member} for {fact.period}: drawn in no open run")
            return
        taken = self._taken_by(run, fact.member)
        figures = draw_statement(self._drawing(run, fact.member, taken), run.terms)
        run.drawn[fact.member] = _Drawn(taken, figures)
        if wrong := list(_differences(fact, figures)):
            self.differing.append(f"Statement of {fact.member} for {fact.period}: {', '.join(wrong)}")
        else:
            self.agreeing += 1

    def _taken_by(self, run: _Run, member: str) -> list[Dated]:
        return [
            (day, line)
            for day, line in self._waiting.get(member, ())
            if day <= run.terms.period.end and line.position <= run.cutoff_position
        ]

    def _drawing(self, run: _Run, member: str, taken: Sequence[Dated]) -> Drawing:
        before = self._before.get(member)
        deductions: tuple[Deduction, ...] = before.deductions if before else ()
        standing = {one.charge for one in run.terms.standing}
        return Drawing(
            member,
            [line for _, line in taken],
            before.carried_out_cents if before else 0,
            self._debts.owed(member, deductions, self._before_cutoff, run.cutoff_position),
            {
                one.charge: one.arrears_cents
                for one in deductions
                if one.charge in standing and one.arrears_cents
            },
            self._debts.pay_terms(member, run.cutoff_position),
        )

    def _approve(self, fact: Settlement.Approved) -> None:
        run = self._runs.pop(fact.originator_id, None)
        if run is None:
            self.differing.append(f"Run {fact.originator_id}: approved, but not open")
        else:
            self._close(run)

    def _close(self, run: _Run) -> None:
        """An approved run has taken its lines for good; what it left is found by the next."""
        for member in sorted(self._with_something(run) - set(run.drawn)):
            self.differing.append(f"Statement of {member} for {run.period}: it is missing")
        self._before = {member: drawn.figures for member, drawn in run.drawn.items()}
        self._before_cutoff = run.cutoff_position
        self._debts.forget_steps(run.cutoff_position)
        for member, drawn in run.drawn.items():
            gone = {line.position for _, line in drawn.taken}
            self._waiting[member] = [
                (day, line) for day, line in self._waiting.get(member, []) if line.position not in gone
            ]

    def _with_something(self, run: _Run) -> set[str]:
        """Members who should have a statement in the run."""
        known = {*self._waiting, *self._before, *self._debts.members}
        return {
            member for member in known if self._drawing(run, member, self._taken_by(run, member)).has_anything
        }


def _differences(fact: Statement.Drawn, figures: Figures) -> Iterator[str]:
    """Each field that differs, in words; of deductions only those that do."""
    for name in FIGURES:
        recorded, should = getattr(fact, name), getattr(figures, name)
        if recorded == should or (name == "deductions" and same_deductions(recorded, should)):
            continue
        if name in ("deductions", "premiums"):
            yield f"{name} are {_only(recorded, should)} and should be {_only(should, recorded)}"
        else:
            yield f"{name} is {recorded} and should be {should}"


def _only(parts: Sequence[object], others: Sequence[object]) -> str:
    return ", ".join(str(part) for part in parts if part not in others) or "as drawn, without more"
