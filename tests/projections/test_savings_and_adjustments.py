"""The milk account and the savings account stand side by side: each fact writes its lines with their sign."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates.adjustment import Adjustment, AdjustmentContent, Savings, granted_id
from imbuto.aggregates.deductions import Owed, Slab, SlabPrice
from imbuto.aggregates.drawing import Drawing, PayTerms, RunTerms
from imbuto.aggregates.price_difference import Difference, PriceDifference
from imbuto.aggregates.settlement import Settlement, settlement_id
from imbuto.aggregates.statement import Line, Statement
from imbuto.errors import Unknown
from tests.history import MANAGER, MONDAY, PERIOD, TREASURER, History, by
from tests.projections.conftest import Ask

LOAN, PRICE, SOURCE = UUID(int=301), UUID(int=302), UUID(int=303)


def propose(history: History, id: int = 1, kind: str = "correction", **changes: Any) -> Adjustment:
    usual: dict[str, Any] = {"member": "0001", "litres": Decimal(0), "cents": 9_000, "day": MONDAY}
    content = AdjustmentContent(kind=kind, **{**usual, "reason": "The scale was not reset.", **changes})
    adjustment = Adjustment.propose(UUID(int=id), content, by(TREASURER), Savings(10_000_000, 0))
    history.save(adjustment)
    return adjustment


def adjust(history: History, id: int = 1, kind: str = "correction", **changes: Any) -> Adjustment:
    adjustment = propose(history, id, kind, **changes)
    adjustment.approve(by(MANAGER), Savings(10_000_000, 0))
    history.save(adjustment)
    return adjustment


def settled(history: History) -> Statement:
    """A hundred litres with a premium of KES 30, a loan's instalment of KES 500, and a tenth saved."""
    slabs = (SlabPrice(PRICE, None, "volume", (Slab(Decimal(70), 100),), "above"),)
    run = Settlement.open(
        settlement_id(PERIOD, 1),
        RunTerms(PERIOD, 1000, slabs=slabs),
        history.position(),
        by(TREASURER, PERIOD.ends_at),
    )
    history.save(run)
    owed = Owed(LOAN, "loan", "SACCO", "Cow loan", "run", 50_000, 1, 1, MONDAY, 200_000, 0)
    line = Line(history.position() - 1, 10_000, 450_000, "KIA")
    statement = history.draw_from(run, Drawing("0001", [line], 0, [owed], {}, PayTerms("run", 10)))
    history.settle_statement(statement)
    return statement


def lines(ask: Ask, account: str | None = None) -> list[tuple[str, str, str, int, int]]:
    found = ask().balances.account("0001", account=account).items
    return [(line.kind, line.part, line.account, line.cents, line.balance_cents) for line in found]


def test_a_proposal_changes_nothing_until_another_approves_it(history: History, ask: Ask) -> None:
    adjustment = propose(history, litres=Decimal(2))
    assert ask().balances.get("0001").owed_cents == 0
    adjustment.approve(by(MANAGER))
    history.save(adjustment)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres, balance.saved_cents) == (9_000, 200, 0)
    assert lines(ask) == [("adjustment.approved", "correction", "milk", 9_000, 9_000)]


def test_less_than_before_is_a_negative_adjustment(history: History, ask: Ask) -> None:
    adjust(history, litres=Decimal(-2), cents=-9_000)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres) == (-9_000, -200)


def test_a_granted_difference_is_money_without_litres(history: History, ask: Ask) -> None:
    bonus = Difference(
        name="Bonus", way="per-litre", kind="bonus", date_from=MONDAY, date_to=MONDAY, cents_per_litre=50
    )
    history.save(PriceDifference.propose(SOURCE, bonus, by(TREASURER)))
    history.save(Adjustment.grant(SOURCE, "0001", "retro", Decimal(10), 500, MONDAY, "KES 0.50", by("job:x")))
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.centilitres) == (500, 0)
    assert lines(ask) == [("adjustment.granted", "retro", "milk", 500, 500)]
    assert ask().adjustments.get(granted_id(SOURCE, "0001")).source == SOURCE


def test_savings_brought_along_and_released_move_between_the_accounts(history: History, ask: Ask) -> None:
    adjust(history, 1, "opening", cents=20_000)
    adjust(history, 2, "opening-savings", cents=50_000)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.saved_cents, balance.released_cents) == (20_000, 50_000, 0)
    adjust(history, 3, "savings", cents=30_000)
    balance = ask().balances.get("0001")
    assert (balance.owed_cents, balance.saved_cents, balance.released_cents) == (50_000, 20_000, 30_000)
    assert lines(ask, "savings") == [
        ("adjustment.approved", "opening-savings", "savings", 50_000, 50_000),
        ("adjustment.approved", "savings", "savings", -30_000, 20_000),
    ]


def test_a_settled_statement_writes_premium_deductions_and_savings(history: History, ask: Ask) -> None:
    history.delivery(litres="100")
    statement = settled(history)
    assert statement.drawn is not None
    assert (statement.drawn.premium_cents, statement.drawn.saved_cents) == (3_000, 40_300)
    assert lines(ask)[1:] == [
        ("statement.settled", "premium", "milk", 3_000, 453_000),
        ("statement.settled", "loan", "milk", -50_000, 403_000),
        ("statement.settled", "saved", "milk", -40_300, 362_700),
        ("statement.settled", "saved", "savings", 40_300, 40_300),
    ]
    history.payout(statement)
    balance = ask().balances.get("0001")
    assert balance.owed_cents == statement.drawn.carried_out_cents == 0
    assert (balance.saved_cents, balance.on_way_cents) == (40_300, statement.drawn.net_cents)
    about = [line.about for line in ask().balances.account("0001").items]
    assert about[1:3] == [PRICE, LOAN]


@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_may_part_the_lines_of_one_fact(history: History, ask: Ask, newest_first: bool) -> None:
    history.delivery(litres="100")
    settled(history)
    views, found, cursor = ask(), [], None
    while True:
        page = views.balances.account("0001", cursor=cursor, limit=2, newest_first=newest_first)
        found += [(line.position, line.number) for line in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert found == sorted(set(found), reverse=newest_first)
    assert len(found) == 5


def test_the_view_of_adjustments_follows_each_decision(history: History, ask: Ask) -> None:
    propose(history, 1, batch="b", cents=100)
    adjust(history, 2, batch="b", cents=200)
    propose(history, 3, batch="c")
    refused = propose(history, 4, batch="b", cents=-50)
    refused.refuse("The scale was right.", by(MANAGER))
    history.save(refused)
    view = ask().adjustments
    batch = view.batch("b")
    assert (batch.adjustments, batch.cents, batch.waiting, batch.approved, batch.refused) == (3, 250, 1, 1, 1)
    assert [one.id.int for one in view.waiting_in("b")] == [1]
    assert [one.batch for one in view.batches(limit=1).items] == ["c"]
    assert [one.batch for one in view.batches(cursor=view.batches(limit=1).next).items] == ["b"]
    one = view.get(UUID(int=4))
    assert (one.state, one.decided_by, one.refusal_reason) == ("refused", MANAGER, "The scale was right.")
    assert [one.id.int for one in view.page(state="approved").items] == [2]
    assert [one.id.int for one in view.page(batch="b", limit=2).items] == [4, 2]
    with pytest.raises(Unknown):
        view.batch("z")
    with pytest.raises(Unknown):
        view.get(UUID(int=9))


def test_savings_that_wait_for_release_are_known(history: History, ask: Ask) -> None:
    propose(history, 1, "savings", cents=700)
    adjust(history, 2, "savings", cents=300)
    propose(history, 3, cents=900)
    assert ask().adjustments.waiting_savings_cents("0001") == 700
    assert ask().adjustments.waiting_savings_cents("0009") == 0


def test_large_adjustments_are_found_by_when_they_came_on_the_account(history: History, ask: Ask) -> None:
    adjust(history, 1, cents=500_000)
    between = history.position()
    adjust(history, 2, cents=-600_000)
    adjust(history, 3, cents=499_999)
    propose(history, 4, cents=900_000)
    counted = ask().adjustments.counted
    assert [one.id.int for one in counted(0, history.position(), 500_000)] == [2, 1]
    assert [one.id.int for one in counted(between, history.position(), 500_000)] == [2]
    assert [one.id.int for one in counted(0, between, 500_000)] == [1]


def test_the_directory_knows_how_a_member_is_paid(history: History, ask: Ask) -> None:
    member = history.things[next(iter(id for id, one in history.things.items() if one.KIND == "member"))]
    known = ask().members.get("0001")
    assert (known.pay_rhythm, known.saved_percent, known.payee_changed_at) == ("run", 0, None)
    member.choose_pay("quarter", 20, by())
    member.propose_phone("254712000077", by())
    member.approve_phone("254712000077", by(MANAGER))
    history.save(member)
    known = ask().members.get("0001")
    assert (known.pay_rhythm, known.saved_percent) == ("quarter", 20)
    assert known.payee_changed_at is not None
    assert ask().members.payees_changed_since(known.payee_changed_at) == ["0001"]
