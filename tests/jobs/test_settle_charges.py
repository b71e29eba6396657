"""A run with charges: opened with the terms in force, drawn, approved, booked, and the next one goes on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates.charge_acts import ChargeChange, ChargePayment
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.deductions import DeductionRules, Slab
from imbuto.aggregates.price_rules import PriceRules
from imbuto.aggregates.standing_charges import StandingTerms
from imbuto.errors import BadValue, WrongState
from imbuto.ledger.charges import NewCharge
from imbuto.projections.settlements import StatementAnswer

from .house import PERIOD, House, by

NEXT = PERIOD.next
T1, M1 = by("staff:T1"), by("staff:M1")


def owe(house: House, member: str, **terms: Any) -> UUID:
    usual: dict[str, Any] = {
        "kind": "advance", "text": "advance", "amount_cents": 100_000, "basis": "run", "rate": 30_000,
        "starts": PERIOD.start,
    }  # fmt: skip
    id = uuid4()
    house.parts.ledger.make_charge(NewCharge(id, member, ChargeTerms(**{**usual, **terms})), T1)
    return id


def levy(house: House, rate: int = 20) -> UUID:
    id = uuid4()
    terms = StandingTerms(kind="levy", text="levy", basis="litre", rate=rate, effective_from=date(2026, 1, 1))
    house.parts.ledger.propose_standing_charge(id, terms, T1)
    house.parts.ledger.approve_standing_charge(id, M1)
    return id


def rule(house: House, share: int) -> None:
    rules = DeductionRules(uuid4(), Decimal(share), 0, ())
    house.parts.ledger.propose_deduction_rules(rules, date(2026, 1, 1), T1)
    house.parts.ledger.approve_deduction_rules(rules.rules_id, M1)


def settled_run(house: House, period: Any = PERIOD) -> UUID:
    house.now = max(house.now, period.ends_at + timedelta(hours=6))
    run = house.open_run(period)
    house.do("prepare", run)
    house.parts.ledger.approve_settlement(run, by("staff:M1", house.now))
    house.do("settle-statements", run)
    return run


def statement(house: House, run: UUID, member: str) -> StatementAnswer:
    return house.parts.views.settlements.statement(run, member)


def taken(answer: StatementAnswer) -> list[tuple[int, int, int, int | None]]:
    return [
        (one.due_cents, one.taken_cents, one.arrears_cents, one.remaining_cents) for one in answer.deductions
    ]


def test_a_charge_is_taken_run_after_run_until_nothing_remains(house: House) -> None:
    house.register("1")
    house.deliver("1", "10")  # KES 500
    owe(house, "1", amount_cents=40_000)
    first = settled_run(house)
    assert taken(statement(house, first, "1")) == [(30_000, 30_000, 0, 10_000)]
    second = settled_run(house, NEXT)
    # no milk: 100.00 are due and in arrears; the charge stays in sight
    assert taken(statement(house, second, "1")) == [(10_000, 0, 10_000, 10_000)]
    house.deliver("1", "10", NEXT.next.start)
    third = settled_run(house, NEXT.next)
    assert taken(statement(house, third, "1")) == [(10_000, 10_000, 0, 0)]
    house.deliver("1", "10", NEXT.next.next.start)
    fourth = settled_run(house, NEXT.next.next)
    assert taken(statement(house, fourth, "1")) == []


def test_a_run_keeps_the_terms_that_it_found(house: House) -> None:
    house.register("1")
    house.deliver("1", "10")
    owe(house, "1", rate=60_000)
    rule(house, 50)
    early = levy(house)
    run = house.open_run()
    levy(house, 500)
    rule(house, 1)
    owe(house, "1")
    house.do("prepare", run)
    found = statement(house, run, "1")
    # levy 0.20 x 10 l = 2.00 of 50 % of 500.00 = 250.00; then 248.00 of min(600.00, 1,000.00)
    assert [(one.charge == early, one.taken_cents) for one in found.deductions] == [
        (True, 200),
        (False, 24_800),
    ]
    assert (found.net_cents, found.carried_out_cents) == (25_000, 0)


def test_a_volume_premium_is_on_the_statement_and_in_the_net(house: House) -> None:
    house.register("1")
    ledger, price = house.parts.ledger, uuid4()
    rules = PriceRules(slabs=(Slab(Decimal(10), 200),), text="volume")
    ledger.propose_price(price, None, 5_000, date(2026, 9, 1), T1, rules)
    ledger.approve_price(price, M1)
    house.deliver("1", "25")
    found = statement(house, settled_run(house), "1")
    # 25 x 50.00, and 2.00 more for each of the 15 l beyond 10
    assert (found.milk_cents, found.premium_cents, found.net_cents) == (125_000, 3_000, 128_000)


def test_what_was_paid_in_cash_after_the_cut_off_is_given_back_by_the_next_run(house: House) -> None:
    house.register("1")
    house.deliver("1", "10")
    charge = owe(house, "1", amount_cents=30_000, basis="all", rate=0)
    run = house.open_run()
    payment = ChargePayment(30_000, "cash", "R-1", PERIOD.end)
    house.parts.ledger.pay_charge(charge, payment, by("staff:T1", house.now))
    house.do("prepare", run)
    house.parts.ledger.approve_settlement(run, by("staff:M1", house.now))
    house.do("settle-statements", run)
    assert taken(statement(house, run, "1")) == [(30_000, 30_000, 0, 0)]
    back = statement(house, settled_run(house, NEXT), "1")
    assert taken(back) == [(-30_000, -30_000, 0, 0)]
    assert back.net_cents == 30_000


def test_what_an_approved_run_takes_is_not_outstanding_though_it_is_not_yet_booked(house: House) -> None:
    house.register("1")
    house.deliver("1", "10")
    charge = owe(house, "1", amount_cents=70_000)
    ledger = house.parts.ledger
    ledger.propose_charge_change(charge, ChargeChange(change="write-off", reason="lost"), T1)
    run = house.open_run()
    house.do("prepare", run)
    ledger.approve_settlement(run, by("staff:M1", house.now))
    payment = ChargePayment(40_001, "cash", "R-1", PERIOD.end)
    with pytest.raises(BadValue, match=r"400\.00"):
        ledger.pay_charge(charge, payment, by("staff:T1", house.now))
    # 700.00 less the 300.00 of the run
    ledger.approve_charge_change(charge, "write-off", M1)
    house.do("settle-statements", run)
    found = house.parts.views.charges.get(charge)
    assert (found.written_off_cents, found.remaining_cents, found.state) == (40_000, 0, "ended")


def test_what_is_outstanding_is_asked_of_the_facts_also_behind_the_last_cut_off(house: House) -> None:
    house.register("1")
    house.deliver("1", "10")
    charge = owe(house, "1", amount_cents=70_000)
    settled_run(house)
    ledger = house.parts.ledger
    ledger.pay_charge(charge, ChargePayment(10_000, "cash", "R-1", PERIOD.end), by("staff:T1", house.now))
    later = owe(house, "1", amount_cents=500)
    ledger.pay_charge(later, ChargePayment(500, "cash", "R-2", PERIOD.end), by("staff:T1", house.now))
    ledger.propose_charge_change(charge, ChargeChange(change="cancel", reason="lost"), T1)
    ledger.approve_charge_change(charge, "cancel", M1)
    assert house.parts.views.charges.get(charge).cancelled_cents == 30_000
    with pytest.raises(WrongState):
        ledger.pay_charge(charge, ChargePayment(1, "cash", "R-3", PERIOD.end), by("staff:T1", house.now))


def test_every_statement_is_booked_once_also_those_that_pay_nothing(house: House) -> None:
    for member in ("1", "2"):
        house.register(member)
    house.deliver("1", "10")
    owe(house, "2")
    run = settled_run(house)
    booked = {fact.member: fact for fact in house.facts("statement.settled")}
    assert booked["1"].net_cents == 50_000
    assert (booked["2"].net_cents, booked["2"].deductions, booked["2"].deductions_cents) == (0, (), 0)
    assert len(house.facts("payout.requested")) == 1
    sheet = house.parts.views.settlements.get(run)
    assert (sheet.settled, sheet.statements) == (2, 2)
    house.do_twice("settle-statements", run)


def test_a_run_that_pays_nobody_is_complete_once_it_is_booked(house: House) -> None:
    house.register("1")
    house.deliver("1", "0.1")
    house.now = PERIOD.ends_at + timedelta(hours=6)
    run = house.open_run()
    house.do("prepare", run)
    house.parts.ledger.approve_settlement(run, by("staff:M1", house.now))
    house.do("complete", run)
    assert house.facts("settlement.completed") == []
    house.do("settle-statements", run)
    house.do("complete", run)
    assert len(house.facts("settlement.completed")) == 1


def test_who_is_paid_by_the_month_is_carried_and_then_paid(house: House) -> None:
    house.register("1")
    house.parts.ledger.choose_pay("1", "month", 10, by("member:1"))
    house.deliver("1", "10")
    first = statement(house, settled_run(house), "1")
    assert (first.pays, first.net_cents, first.carried_out_cents) == (False, 0, 50_000)
    house.deliver("1", "1.01", NEXT.start)
    second = statement(house, settled_run(house, NEXT), "1")
    # 500.00 + 50.50 = 550.50, 10 % saved = 55.05, of 495.45 are 495.00 paid
    assert (second.saved_cents, second.net_cents, second.carried_out_cents) == (5_505, 49_500, 45)
    (booked,) = [fact for fact in house.facts("statement.settled") if fact.run == second.run]
    assert booked.saved_cents == 5_505


def test_what_a_run_deducts_by_kind_and_creditor(house: House) -> None:
    for member in ("1", "2"):
        house.register(member)
        house.deliver(member, "10")
        owe(house, member, rate=40_000)
    house.parts.ledger.add_creditor("SACCO", "Kiaora Sacco", "sacco", T1)
    owe(house, "1", kind="sacco", creditor="SACCO", rate=20_000)
    run = settled_run(house)
    found = house.parts.views.settlements.deducted(run)
    assert [
        (one.kind, one.creditor, one.statements, one.due_cents, one.taken_cents, one.arrears_cents)
        for one in found
    ] == [("advance", None, 2, 80_000, 70_000, 10_000), ("sacco", "SACCO", 1, 20_000, 20_000, 0)]
