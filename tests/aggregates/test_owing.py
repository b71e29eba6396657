"""What a member owes at a cut-off: what the statement before left, and each step since."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Charge, Fact
from imbuto.aggregates.charge import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms as Stated
from imbuto.aggregates.deductions import Deduction
from imbuto.aggregates.owing import STEPS, ChargeStep, ChargeTerms, owed_after, step_of
from tests.ledger.examples import MANAGER, TREASURER

CHARGE = UUID(int=1)
TERMS = {
    CHARGE: ChargeTerms(CHARGE, "advance", None, "advance", 60, 12, "run", 30_000, date(2026, 11, 1)),
}
DAY = date(2026, 11, 2)


def before(remaining: int | None, arrears: int = 0, charge: UUID = CHARGE) -> Deduction:
    return Deduction(charge, "advance", None, "advance", 30_000 + arrears, 30_000, arrears, remaining)


def step(act: str, cents: int | None = 0) -> ChargeStep:
    return ChargeStep(CHARGE, "0001", act, cents)


@pytest.mark.parametrize(
    ("left", "steps", "then"),
    [
        ([], [step("made", 100_000)], (100_000, 0)),
        ([], [step("made", None)], (None, 0)),
        ([before(70_000, 5_000)], [], (70_000, 5_000)),
        ([before(None, 5_000)], [], (None, 5_000)),
        ([before(0)], [], None),
        ([before(70_000, 5_000)], [step("less", 3_000)], (67_000, 2_000)),
        ([before(70_000, 5_000)], [step("less", 8_000)], (62_000, 0)),
        ([before(70_000, 5_000)], [step("less", 70_000)], None),
        ([before(70_000, 5_000)], [step("less", 75_000)], (-5_000, 0)),
        ([before(70_000, 5_000)], [step("extended")], (70_000, 0)),
        ([before(None, 5_000)], [step("stopped")], None),
        ([], [step("made", 100_000), step("less", 40_000)], (60_000, 0)),
        ([], [step("made", None), step("stopped")], None),
        # closed by the run before last, and then paid once more in cash: to be given back
        ([], [step("less", 4_000)], (-4_000, 0)),
        # closed, given back: nothing is left of it
        ([before(0)], [step("less", 4_000), step("less", 1_000)], (-5_000, 0)),
    ],
)
def test_what_remains_and_what_is_in_arrears(
    left: list[Deduction], steps: list[ChargeStep], then: tuple[int | None, int] | None
) -> None:
    found = owed_after(left, steps, TERMS)
    assert [(one.remaining_cents, one.arrears_cents) for one in found] == ([] if then is None else [then])


def test_a_deduction_of_everybody_s_charge_is_no_debt_of_the_member() -> None:
    assert owed_after([before(None, 700, UUID(int=9))], [], TERMS) == ()


def test_terms_are_those_at_the_cut_off() -> None:
    (found,) = owed_after([before(70_000)], [], TERMS)
    assert (found.basis, found.rate, found.priority, found.order) == ("run", 30_000, 60, 12)


def made(**changes: Any) -> Charge:
    usual: dict[str, Any] = {
        "kind": "advance",
        "text": "advance",
        "amount_cents": 100_000,
        "basis": "run",
        "rate": 30_000,
        "starts": DAY,
    }
    return Charge.make(CHARGE, "0001", Stated(**{**usual, **changes}), TREASURER)


def last_step(charge: Charge) -> ChargeStep | None:
    facts: list[Fact] = list(charge.collect_events())
    return step_of(facts[-1])


def test_each_fact_of_a_charge_is_the_step_it_should_be() -> None:
    charge = made(opening=True, taken_before_cents=25_000)
    assert last_step(charge) == ChargeStep(CHARGE, "0001", "made", 75_000, "run", 30_000, DAY)
    charge.pay(ChargePayment(5_000, "cash", "R1", DAY), 0, TREASURER)
    assert last_step(charge) == ChargeStep(CHARGE, "0001", "less", 5_000)
    later = ChargeChange(change="extend", reason="drought", rate=100, basis="litre", starts=DAY)
    charge.propose_change(later, TREASURER)
    assert last_step(charge) is None
    charge.approve_change("extend", 0, MANAGER)
    assert last_step(charge) == ChargeStep(CHARGE, "0001", "extended", 0, "litre", 100, DAY)
    charge.propose_change(ChargeChange(change="write-off", reason="lost", cents=20_000), TREASURER)
    charge.approve_change("write-off", 0, MANAGER)
    assert last_step(charge) == ChargeStep(CHARGE, "0001", "less", 20_000)
    open_ended = made(kind="levy", amount_cents=None)
    assert last_step(open_ended) == ChargeStep(CHARGE, "0001", "made", None, "run", 30_000, DAY)
    open_ended.stop("left", MANAGER)
    assert last_step(open_ended) == ChargeStep(CHARGE, "0001", "stopped")


def test_no_fact_of_a_charge_is_forgotten() -> None:
    silent = {Charge.ChangeProposed, Charge.ChangeRefused}
    assert set(STEPS) == set(Charge.facts()) - silent
