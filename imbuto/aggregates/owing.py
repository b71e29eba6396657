"""What a member owes when a run is drawn: by the statement of the run before, and what happened since.

A statement lists every open charge of its member, so what it left remaining, with the steps recorded between
its cut-off and the next, is all there is to know. A charge that it does not list had been made later, or was
closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.deductions import Deduction, Owed


@dataclass(frozen=True)
class ChargeTerms:
    """How a charge is taken, as at some position. `order` is the position of its first fact."""

    charge: UUID
    kind: str
    creditor: str | None
    text: str
    priority: int
    order: int
    basis: str
    rate: int
    starts: date


@dataclass(frozen=True)
class ChargeStep:
    """What a fact does to a charge. `act`: "made" (`cents` is owed from now on, None without an end), "less"
    (`cents` fewer remain), "extended" (basis, rate and starts are new) or "stopped"."""

    charge: UUID
    member: str
    act: str
    cents: int | None = 0
    basis: str | None = None
    rate: int | None = None
    starts: date | None = None


def step_of(fact: Fact) -> ChargeStep | None:
    """The step that a fact is for its charge, or None."""
    about: Any = fact
    id = fact.originator_id
    match fact:
        case Charge.Made():
            owed = None if fact.amount_cents is None else fact.amount_cents - fact.taken_before_cents
            return ChargeStep(id, fact.member, "made", owed, fact.basis, fact.rate, fact.starts)
        case Charge.ChangeApproved() if fact.change == "extend":
            return ChargeStep(id, fact.member, "extended", 0, fact.basis, fact.rate, fact.starts)
        case Charge.ChangeApproved() | Charge.Paid():
            return ChargeStep(id, about.member, "less", about.cents)
        case Charge.Stopped():
            return ChargeStep(id, fact.member, "stopped")
    return None


STEPS: tuple[type[Fact], ...] = (Charge.Made, Charge.ChangeApproved, Charge.Paid, Charge.Stopped)
"""The facts that are steps."""


def owed_after(
    before: Iterable[Deduction], steps: Iterable[ChargeStep], terms: Mapping[UUID, ChargeTerms]
) -> tuple[Owed, ...]:
    """A member's open charges at a cut-off.

    `before` are the deductions on the statement of the run approved before, `steps` those between the two
    cut-offs in order, `terms` those in force at the later one, by charge. Deductions of standing charges have
    no terms and are left out. Money paid directly makes arrears less, too.
    """
    accounts = {one.charge: _Account(one.remaining_cents, one.arrears_cents) for one in before}
    for step in steps:
        accounts[step.charge] = _after(step, accounts.get(step.charge, _CLOSED))
    return tuple(
        _owed(terms[charge], account)
        for charge, account in accounts.items()
        if charge in terms and account.remaining_cents != 0
    )


@dataclass(frozen=True)
class _Account:
    remaining_cents: int | None
    arrears_cents: int


_CLOSED = _Account(0, 0)


def _after(step: ChargeStep, account: _Account) -> _Account:
    if step.act == "made":
        return _Account(step.cents, 0)
    if step.act == "extended":
        return _Account(account.remaining_cents, 0)
    if step.act == "stopped" or account.remaining_cents is None:
        return _CLOSED if step.act == "stopped" else account
    cents = step.cents or 0
    return _Account(account.remaining_cents - cents, max(account.arrears_cents - cents, 0))


def _owed(terms: ChargeTerms, account: _Account) -> Owed:
    return Owed(
        terms.charge,
        terms.kind,
        terms.creditor,
        terms.text,
        terms.basis,
        terms.rate,
        terms.priority,
        terms.order,
        terms.starts,
        account.remaining_cents,
        account.arrears_cents,
    )
