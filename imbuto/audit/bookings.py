"""Whether what was drawn is what was approved, booked and paid out: once, in its run, for its member."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from imbuto.aggregates import Payout, Settlement, Statement
from imbuto.aggregates.deductions import Deduction
from imbuto.values import ERASED, Money

SUMS = ("milk_cents", "carried_in_cents", "net_cents", "carried_out_cents", "adjustments_cents",
        "premium_cents", "deductions_cents", "saved_cents")  # fmt: skip
BOOKED = ("run", "member", "period", "milk_cents", "adjustments_cents", "premium_cents", "premiums",
          "deductions_cents", "saved_cents", "net_cents", "carried_out_cents")  # fmt: skip


@dataclass
class _Open:
    """A statement of which something is still to come."""

    drawn: Statement.Drawn
    is_booked: bool = False
    is_requested: bool = False
    parts: set[int] = field(default_factory=set)
    requested_cents: int = 0

    def is_asked_for(self, part: int) -> bool:
        """Whether all of it, or that part, has a payout already."""
        return self.is_requested or part in self.parts

    @property
    def is_done(self) -> bool:
        return self.is_booked and (self.is_requested or not self.drawn.net_cents)


@dataclass
class _Run:
    statements: dict[UUID, _Open] = field(default_factory=dict)
    prepared: Settlement.Prepared | None = None
    is_approved: bool = False
    is_booked: bool = False


@dataclass
class Bookings:
    """Fed with the facts of runs in order; says in words what differs. Not `whole`: only one member's
    statements are seen, so that no sums can be compared."""

    whole: bool = True
    _runs: dict[UUID, _Run] = field(default_factory=dict)
    _run_of: dict[UUID, UUID] = field(default_factory=dict)

    def feed(self, fact: object) -> Iterator[str]:
        match fact:
            case Statement.Drawn():
                self._runs.setdefault(fact.run, _Run()).statements[fact.originator_id] = _Open(fact)
                self._run_of[fact.originator_id] = fact.run
            case Settlement.Prepared():
                self._runs.setdefault(fact.originator_id, _Run()).prepared = fact
            case Settlement.Approved():
                yield from self._approve(fact)
            case Settlement.Discarded():
                self._forget(fact.originator_id)
            case Statement.Settled():
                yield from self._book(fact)
            case Payout.Requested():
                yield from self._request(fact)
            case Settlement.Completed():
                yield from self._complete(fact)

    def _approve(self, fact: Settlement.Approved) -> Iterator[str]:
        run = self._runs.setdefault(fact.originator_id, _Run())
        run.is_approved = True
        prepared = run.prepared
        if not self.whole or prepared is None:
            return
        found = [one.drawn for one in run.statements.values()]
        sums = {name: sum(getattr(one, name) for one in found) for name in SUMS}
        wrong = [name for name in SUMS if getattr(prepared, name) != sums[name]]
        if prepared.statements != len(found):
            wrong.append("statements")
        if not prepared.digest == fact.digest == _digest(found):
            wrong.append("digest")
        if wrong:
            yield f"Run {fact.originator_id}: approved with other {', '.join(wrong)} than its statements have"

    def _book(self, fact: Statement.Settled) -> Iterator[str]:
        about = f"Statement of {fact.member} for {fact.period}"
        run, one = self._find(fact.originator_id)
        if run is None or one is None or one.is_booked or not run.is_approved:
            yield f"{about}: booked, but not drawn in an approved run, or twice"
            return
        wrong = [name for name in BOOKED if getattr(fact, name) != getattr(one.drawn, name)]
        if not same_deductions(fact.deductions, [one for one in one.drawn.deductions if one.taken_cents]):
            wrong.append("deductions")
        if wrong:
            yield f"{about}: booked with other {', '.join(wrong)}"
        run.is_booked = one.is_booked = True
        self._drop_done(run, fact.originator_id)

    def _request(self, fact: Payout.Requested) -> Iterator[str]:
        about = f"Payout to {fact.member} for {fact.period}"
        run, one = self._find(fact.statement)
        if run is None or one is None or one.is_asked_for(fact.part) or not run.is_approved:
            yield f"{about}: no statement of an approved run asks for it, or not twice"
            return
        drawn = one.drawn
        if (fact.run, fact.member) != (drawn.run, drawn.member):
            yield f"{about}: its statement is that of {drawn.member} for {drawn.period}"
        one.parts.add(fact.part)
        one.requested_cents += fact.amount_cents
        if len(one.parts) < fact.parts:
            return
        if one.requested_cents != drawn.net_cents:
            yield f"{about}: it is {Money(one.requested_cents)} and should be {Money(drawn.net_cents)}"
        one.is_requested = True
        self._drop_done(run, fact.statement)

    def _complete(self, fact: Settlement.Completed) -> Iterator[str]:
        """Of a run completed before statements were booked one by one, only the payouts are asked for."""
        run = self._runs.get(fact.originator_id, _Run())
        for one in run.statements.values():
            about = f"Statement of {one.drawn.member} for {one.drawn.period}"
            if run.is_booked and not one.is_booked:
                yield f"{about}: its run is completed, but it is not booked"
            if one.drawn.net_cents and not one.is_requested:
                yield f"{about}: its run is completed, but no payout was requested"
        self._forget(fact.originator_id)

    def _find(self, statement: UUID) -> tuple[_Run | None, _Open | None]:
        run = self._runs.get(self._run_of.get(statement, statement))
        return run, run.statements.get(statement) if run else None

    def _drop_done(self, run: _Run, statement: UUID) -> None:
        if run.statements[statement].is_done:
            del run.statements[statement]
            del self._run_of[statement]

    def _forget(self, run: UUID) -> None:
        for statement in self._runs.pop(run, _Run()).statements:
            del self._run_of[statement]


def same_deductions(some: Sequence[Deduction], others: Sequence[Deduction]) -> bool:
    """Whether they are the same in all but words that went with their member. What the charges of somebody
    who was erased were for is told nowhere any more, or only by facts from before words were sealed."""
    return len(some) == len(others) and all(map(_is_same, some, others))


def _is_same(one: Deduction, other: Deduction) -> bool:
    if one == other:
        return True
    return ERASED in (one.text, other.text) and replace(one, text=other.text) == other


def _digest(statements: list[Statement.Drawn]) -> str:
    """Over the statements' own digests, in the order of members: what an approval approves."""
    digest = hashlib.sha256()
    for one in sorted(statements, key=lambda one: one.member.encode()):
        digest.update(f"{one.member}:{one.digest}\n".encode())
    return digest.hexdigest()
