"""What members owe and how they are paid, as the settlement sheet tells it at a run's cut-off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.aggregates import Charge, Settlement
from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.deductions import Standing
from imbuto.aggregates.drawing import PayTerms
from imbuto.values import derive_id
from tests.history import AFTER_PERIOD, MANAGER, PERIOD, TREASURER, History, by
from tests.projections.conftest import Ask
from tests.projections.test_settlements import NEXT, settle

LEVY = Standing(UUID(int=71), "levy", None, "levy", "litre", 20, 10, None, 2)


def owe(history: History, member: str = "0001", **changes: Any) -> Charge:
    usual: dict[str, Any] = {
        "kind": "advance", "text": "advance", "amount_cents": 100_000, "basis": "run", "rate": 30_000,
        "starts": PERIOD.start,
    }  # fmt: skip
    charge = Charge.make(
        derive_id("c", history.position()), member, ChargeTerms(**{**usual, **changes}), by(TREASURER)
    )
    history.save(charge)
    return charge


def owed(ask: Ask, run: Settlement) -> dict[str, list[tuple[str, int, int | None, int]]]:
    return {
        found.member: [(one.basis, one.rate, one.remaining_cents, one.arrears_cents) for one in found.owed]
        for found in ask().settlements.drawable(run.id)
    }


def test_who_only_owes_has_a_statement_too_and_what_comes_after_the_cut_off_waits(
    history: History, ask: Ask
) -> None:
    history.delivery("0001", litres="10")
    charge = owe(history, "0002")
    run = history.open_run()
    owe(history, "0003")
    charge.pay(ChargePayment(20_000, "cash", "R1", PERIOD.end), 0, by(TREASURER, AFTER_PERIOD))
    later = ChargeChange(change="extend", reason="drought", basis="litre", rate=100, starts=PERIOD.start)
    charge.propose_change(later, by(TREASURER))
    charge.approve_change("extend", 0, by(MANAGER))
    history.save(charge)
    assert owed(ask, run) == {"0001": [], "0002": [("run", 30_000, 100_000, 0)]}
    settle(history, ask, run)
    second = history.open_run(NEXT)
    assert owed(ask, second) == {
        "0002": [("litre", 100, 80_000, 0)],
        "0003": [("run", 30_000, 100_000, 0)],
    }


def test_what_could_not_be_taken_is_in_arrears_in_the_next_run(history: History, ask: Ask) -> None:
    history.delivery(litres="4")  # KES 180
    charge = owe(history)
    run = history.open_run()
    settle(history, ask, run)
    (shown,) = ask().settlements.statement(run.id, "0001").deductions
    assert (shown.charge, shown.due_cents, shown.taken_cents, shown.arrears_cents) == (
        charge.id,
        30_000,
        18_000,
        12_000,
    )
    assert owed(ask, history.open_run(NEXT)) == {"0001": [("run", 30_000, 82_000, 12_000)]}


def test_a_discarded_run_has_taken_nothing_of_a_charge(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    owe(history)
    run = history.open_run()
    history.draw_from(run, ask().settlements.drawable(run.id)[0])
    run.discard("Wrong minimum.", by(MANAGER, PERIOD.ends_at))
    history.save(run)
    assert owed(ask, history.open_run(attempt=2)) == {"0001": [("run", 30_000, 100_000, 0)]}


def test_a_stopped_charge_is_gone_from_the_next_run_on(history: History, ask: Ask) -> None:
    charge = owe(history, kind="feed", amount_cents=None)
    run = history.open_run()
    charge.stop("enough", by(MANAGER))
    history.save(charge)
    assert owed(ask, run) == {"0001": [("run", 30_000, None, 0)]}
    settle(history, ask, run)
    assert owed(ask, history.open_run(NEXT)) == {}


def test_arrears_of_a_charge_of_everybody_are_the_member_s_while_it_is_in_force(
    history: History, ask: Ask
) -> None:
    history.delivery(litres="10")  # the levy of 2.00 finds nothing once the advance is taken
    owe(history, basis="all", rate=0, priority=1)
    settle(history, ask, history.open_run(standing=(LEVY,)))
    without = history.open_run(NEXT)
    again = history.open_run(NEXT, 2, standing=(LEVY,))
    found = [ask().settlements.drawable(run.id)[0].arrears for run in (without, again)]
    assert found == [{}, {LEVY.charge: 200}]


def test_pay_terms_are_those_at_the_cut_off(history: History, ask: Ask) -> None:
    member = history.member()
    history.delivery(litres="10")
    member.choose_pay("month", 10, by())
    history.save(member)
    run = history.open_run()
    member.choose_pay("run", 0, by())
    history.save(member)
    (found,) = ask().settlements.drawable(run.id)
    assert found.pay == PayTerms("month", 10)
