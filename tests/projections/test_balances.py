"""What a member is owed follows every fact, with its sign, and the statement of account adds up."""

from __future__ import annotations

import pytest

from imbuto.aggregates.statement import Line
from imbuto.errors import Unknown
from tests.history import NOON, History, by
from tests.projections.conftest import Ask


def test_a_new_member_is_owed_nothing_and_a_stranger_is_unknown(ask: Ask) -> None:
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.held_cents, balance.on_way_cents, balance.paid_cents) == (0, 0, 0, 0)
    with pytest.raises(Unknown):
        ask().balances.get("9999")


def test_milk_is_owed_and_rejected_milk_is_not(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    history.delivery(litres="4", rejection_reason="sour")
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres) == (45_000, 1000)


def test_a_correction_adds_only_the_change_and_a_void_takes_all_back(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.correct(delivery, "12")
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres) == (54_000, 1200)
    history.void(delivery)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres) == (0, 0)


def test_only_the_disputed_part_is_held_until_the_decision(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="8")
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.held_cents) == (36_000, 9_000)
    assert (balance.centilitres, balance.held_centilitres) == (800, 200)
    history.resolve(delivery, "adjusted", "9")
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.held_cents) == (40_500, 0)
    assert (balance.centilitres, balance.held_centilitres) == (900, 0)


def test_a_payout_moves_what_is_owed_on_its_way_and_then_to_paid(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    run = history.open_run()
    statement = history.draw(run, "0001", [Line(history.position(), 1000, 45_000)])
    payout = history.payout(statement)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.on_way_cents, balance.paid_cents) == (0, 45_000, 0)
    payout.submit(by("job:pay"))
    payout.fail(payout.attempt_id, "1", "no such number", by("job:pay"), "reply")
    history.save(payout)
    assert ask().balances.get("0001").on_way_cents == 45_000
    payout.retry(history.things[payout.id].msisdn, by("job:pay"))
    payout.submit(by("job:pay"))
    payout.pay(payout.attempt_id, "SKB1", 500, NOON, "callback", by("gateway:daraja"))
    history.save(payout)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.on_way_cents, balance.paid_cents) == (0, 0, 45_000)
    kinds = [(line.kind, line.cents) for line in ask().balances.account("0001").items]
    assert kinds == [
        ("delivery.recorded", 45_000),
        ("payout.requested", -45_000),
        ("payout.failed", 0),
        ("payout.paid", 0),
    ]


def test_what_two_officials_settle_is_on_the_account(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    payout = history.payout(history.draw(history.open_run(), "0001", [Line(1, 1000, 45_000)]), hold="wait")
    for outcome, receipt, on_way, paid in (("not_paid", None, 45_000, 0), ("paid", "CASH-7", 0, 45_000)):
        payout.propose_outcome(outcome, receipt, "voucher 7", by("staff:T1"))
        payout.approve_outcome(outcome, receipt, by("staff:M1"))
        history.save(payout)
        balance = ask().balances.get("0001")
        assert (balance.owed_cents, balance.on_way_cents, balance.paid_cents) == (0, on_way, paid)
    lines = ask().balances.account("0001").items[2:]
    assert [(line.kind, line.cents, line.text) for line in lines] == [
        ("payout.outcome_approved", 0, "voucher 7"),
        ("payout.outcome_approved", 0, "CASH-7"),
    ]


@pytest.mark.parametrize("newest_first", [False, True])
def test_every_page_of_the_account_carries_the_right_running_balance(
    history: History, ask: Ask, newest_first: bool
) -> None:
    history.member("0002")
    for number in range(7):
        delivery = history.delivery(litres=f"{number + 1}")
        history.delivery("0002", litres="50")
        if number % 2:
            history.dispute(delivery, claimed="1", reason="quantity")
    views, lines, cursor = ask(), [], None
    while True:
        page = views.balances.account("0001", cursor=cursor, limit=2, newest_first=newest_first)
        lines += page.items
        cursor = page.next
        if cursor is None:
            break
    if newest_first:
        lines.reverse()
    running = 0
    for line in lines:
        running += line.cents
        assert line.balance_cents == running
    assert running == views.balances.get("0001").owed_cents
    assert len({line.position for line in lines}) == len(lines) == 10
