"""What may be paid of a pay run, to whom, and what waits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import Unknown, WrongState
from imbuto.ledger import Ledger
from imbuto.ledger.payouts import MAX_PAYMENT_CENTS
from tests.ledger.examples import (
    CLERK,
    DAY,
    JOB,
    MANAGER,
    TREASURER,
    approve_run,
    prepare_run,
    record,
    registration,
)


def test_only_an_approved_run_is_paid(dairy: Ledger) -> None:
    record(dairy)
    run = prepare_run(dairy)
    with pytest.raises(WrongState, match="approved"):
        dairy.settle_statements(run, [("0001", 38_200)], JOB)


@pytest.mark.parametrize("net", [38_300, 100, 0, -38_200])
def test_only_the_approved_net_is_paid(net: int, dairy: Ledger) -> None:
    record(dairy)
    run = approve_run(dairy)
    before = dairy.position()
    with pytest.raises(WrongState, match="another net"):
        dairy.settle_statements(run, [("0001", net)], JOB)
    assert dairy.position() == before


def test_a_member_without_a_statement_is_not_paid(dairy: Ledger) -> None:
    record(dairy)
    run = approve_run(dairy)
    with pytest.raises(Unknown):
        dairy.settle_statements(run, [("0001", 38_200), ("0002", 100)], JOB)


def test_payouts_are_requested_once_however_often_it_is_asked(either_dairy: Ledger) -> None:
    record(either_dairy)
    record(either_dairy, member="0002")
    run = approve_run(either_dairy)
    nets = [("0001", 38_200), ("0002", 38_200)]
    counts = [either_dairy.settle_statements(run, some, JOB) for some in (nets[:1], nets * 2, nets)]
    assert counts == [1, 1, 0]


def payout_of(ledger: Ledger, member: str, litres: str = "8.5") -> UUID:
    for n in range(1 + int(Decimal(litres) // 2000)):
        record(ledger, str(min(Decimal(litres), Decimal(2000))), member, date=DAY - timedelta(days=n))
    run = approve_run(ledger)
    drawn = ledger.statement(statement_id(run, member)).drawn
    assert drawn is not None
    ledger.settle_statements(run, [(member, drawn.net_cents)], JOB)
    return payout_id(statement_id(run, member))


def reason_held(ledger: Ledger, payout: UUID) -> str:
    return "; ".join(fact.reason for _, fact in ledger.story(payout) if fact.TOPIC == "payout.held")


def test_the_number_of_now_is_written_down_with_the_request(dairy: Ledger) -> None:
    found = dairy.payout(payout_of(dairy, "0001"))
    assert (found.state, found.amount_cents, str(found.msisdn)) == ("requested", 38_200, "254712000001")


def test_a_member_without_a_phone_waits_until_there_is_one(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0003")
    assert reason_held(dairy, payout) == "the member has no phone for payment"
    with pytest.raises(WrongState, match="no phone"):
        dairy.release_payout(payout, TREASURER)
    dairy.propose_phone("0003", "254712000003", CLERK)
    dairy.approve_phone("0003", "254712000003", MANAGER)
    dairy.release_payout(payout, TREASURER)
    assert str(dairy.payout(payout).msisdn) == "254712000003"


def test_a_suspended_members_money_waits(dairy: Ledger) -> None:
    record(dairy)
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    run = approve_run(dairy)
    dairy.settle_statements(run, [("0001", 38_200)], JOB)
    payout = payout_id(statement_id(run, "0001"))
    assert reason_held(dairy, payout) == "the member is suspended"
    assert dairy.submit_payout(payout, JOB) is None
    dairy.reinstate_member("0001", MANAGER)
    dairy.release_payout(payout, TREASURER)
    assert dairy.submit_payout(payout, JOB) is not None


def test_more_than_mpesa_carries_at_once_waits(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0001", "5556")
    assert dairy.payout(payout).amount_cents > MAX_PAYMENT_CENTS
    assert reason_held(dairy, payout) == "the amount is over M-Pesa's limit of KES 250,000"


def test_a_retry_goes_to_the_number_of_now_unless_there_is_a_reason_to_hold(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0001")
    dairy.submit_payout(payout, JOB)
    dairy.record_payment_failure(payout, dairy.payout(payout).attempt_id, "2001", "no", JOB)
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    with pytest.raises(WrongState, match="suspended"):
        dairy.retry_payout(payout, TREASURER)
    dairy.reinstate_member("0001", MANAGER)
    dairy.propose_phone("0001", "254712999999", CLERK)
    dairy.approve_phone("0001", "254712999999", MANAGER)
    dairy.retry_payout(payout, TREASURER)
    assert (dairy.payout(payout).attempt, str(dairy.payout(payout).msisdn)) == (2, "254712999999")


def test_a_payout_nobody_requested_is_unknown(dairy: Ledger) -> None:
    with pytest.raises(Unknown):
        dairy.submit_payout(uuid4(), JOB)


def test_a_member_of_another_centre_is_paid_alike(dairy: Ledger) -> None:
    dairy.open_centre("LIM", "Limuru", CLERK)
    dairy.register_member(registration("0004", centre="LIM", phone="254712000004"), CLERK)
    record(dairy, member="0004", centre="LIM", date=date(2026, 11, 2))
    run = approve_run(dairy)
    assert dairy.settle_statements(run, [("0004", 38_200)], JOB) == 1
