"""The members' charges and pay terms as the facts tell them, kept so that they can be asked at a cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from imbuto.aggregates import Charge, Fact, Member
from imbuto.aggregates.deductions import Deduction, Owed
from imbuto.aggregates.drawing import EACH_RUN, PayTerms
from imbuto.aggregates.owing import ChargeStep, ChargeTerms, owed_after, step_of

T = TypeVar("T")
Placed = tuple[int, T]
"""Something with the position of its fact."""


@dataclass
class Debts:
    """Fed with every fact in order."""

    _steps: dict[str, list[Placed[ChargeStep]]] = field(default_factory=dict)
    _terms: dict[UUID, list[Placed[ChargeTerms]]] = field(default_factory=dict)
    _pay: dict[str, list[Placed[PayTerms]]] = field(default_factory=dict)

    @property
    def members(self) -> Iterable[str]:
        """Those whose charges had steps that no approved run has seen."""
        return self._steps.keys()

    def feed(self, position: int, fact: Fact) -> None:
        if isinstance(fact, Member.PayChosen):
            terms = PayTerms(fact.rhythm, fact.saved_percent)
            self._pay.setdefault(fact.number, []).append((position, terms))
        elif step := step_of(fact):
            self._steps.setdefault(step.member, []).append((position, step))
            if step.basis is not None:
                self._change_terms(position, fact, step)

    def owed(self, member: str, before: Sequence[Deduction], after: int, until: int) -> tuple[Owed, ...]:
        """The member's open charges at a cut-off, `before` being on the statement of the run approved before,
        which was cut off at `after`."""
        steps = [step for position, step in self._steps.get(member, ()) if after < position <= until]
        asked = {one.charge for one in before} | {step.charge for step in steps}
        terms = {charge: _as_at(until, self._terms[charge]) for charge in asked if charge in self._terms}
        return owed_after(before, steps, {charge: found for charge, found in terms.items() if found})

    def pay_terms(self, member: str, until: int) -> PayTerms:
        return _as_at(until, self._pay.get(member, ())) or EACH_RUN

    def forget_steps(self, until: int) -> None:
        """What an approved run has seen is told by its statements."""
        for member, steps in list(self._steps.items()):
            kept = [(position, step) for position, step in steps if position > until]
            if kept:
                self._steps[member] = kept
            else:
                del self._steps[member]

    def _change_terms(self, position: int, fact: Fact, step: ChargeStep) -> None:
        assert step.basis is not None
        assert step.rate is not None
        assert step.starts is not None
        known = self._terms.setdefault(step.charge, [])
        if isinstance(fact, Charge.Made):
            who = (fact.kind, fact.creditor, fact.text, fact.priority, position)
        else:
            last = known[-1][1]
            who = (last.kind, last.creditor, last.text, last.priority, last.order)
        known.append((position, ChargeTerms(step.charge, *who, step.basis, step.rate, step.starts)))


def _as_at(until: int, found: Sequence[Placed[T]]) -> T | None:
    """The latest at or before a position."""
    return next((one for position, one in reversed(found) if position <= until), None)
