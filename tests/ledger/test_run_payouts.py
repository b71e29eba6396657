"""What may be paid of a pay run, to whom, and what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import NotPermitted, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger, PaymentRules, next_opening
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
    with pytest.raises(WrongState, match="Two officials"):
        dairy.release_payout(payout, TREASURER)
    dairy.propose_release(payout, MANAGER)
    dairy.release_payout(payout, TREASURER)
    assert str(dairy.payout(payout).msisdn) == "254712000003"
    assert dairy.submit_payout(payout, JOB) is not None


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


def test_more_than_mpesa_carries_at_once_is_paid_in_parts(either_dairy: Ledger) -> None:
    first = payout_of(either_dairy, "0001", "5556")
    run = either_dairy.payout(first).run
    payouts = [either_dairy.payout(payout_id(statement_id(run, "0001"), part)) for part in (1, 2)]
    drawn = either_dairy.statement(statement_id(run, "0001")).drawn
    assert drawn is not None
    assert [one.amount_cents for one in payouts] == [25_000_000, drawn.net_cents - 25_000_000]
    assert [(one.state, one.part, one.parts) for one in payouts] == [
        ("requested", 1, 2),
        ("requested", 2, 2),
    ]
    assert payouts[0].attempt_id != payouts[1].attempt_id
    assert either_dairy.settle_statements(run, [("0001", drawn.net_cents)], JOB) == 0
    with pytest.raises(Unknown):
        either_dairy.payout(payout_id(statement_id(run, "0001"), 3))


# ------------------------------------------------------------ limits


def limit(ledger: Ledger, **limits: int) -> None:
    rules = uuid4()
    ledger.propose_payment_rules(rules, PaymentRules(**limits), TREASURER)
    ledger.approve_payment_rules(rules, MANAGER)


def test_a_payment_over_the_cooperatives_limit_waits_for_two_officials(dairy: Ledger) -> None:
    limit(dairy, most_per_payment_cents=30_000)
    payout = payout_of(dairy, "0001")
    assert dairy.payout(payout).cause == "over_limit"
    with pytest.raises(WrongState, match="Two officials"):
        dairy.release_payout(payout, MANAGER)
    dairy.propose_release(payout, TREASURER)
    with pytest.raises(SamePerson):
        dairy.release_payout(payout, TREASURER)
    dairy.release_payout(payout, MANAGER)
    assert dairy.submit_payout(payout, JOB) is not None


def test_beyond_the_members_day_a_payout_waits_for_the_next_morning(dairy: Ledger) -> None:
    limit(dairy, most_per_member_day_cents=50_000)
    payout = payout_of(dairy, "0001")
    assert dairy.submit_payout(payout, JOB, member_day_cents=20_000) is None
    found = dairy.payout(payout)
    assert (found.state, found.not_before) == ("requested", next_opening(JOB.at))
    assert dairy.submit_payout(payout, JOB, member_day_cents=20_000) is None
    assert dairy.story(payout)[-1][1].TOPIC == "payout.postponed"
    morning = replace(JOB, at=next_opening(JOB.at))
    assert dairy.submit_payout(payout, morning) is not None


def test_it_opens_at_six_in_nairobi_of_the_day_after() -> None:
    assert next_opening(datetime(2026, 11, 16, 20, 59, tzinfo=UTC)) == datetime(2026, 11, 17, 3, tzinfo=UTC)
    assert next_opening(datetime(2026, 11, 16, 21, 1, tzinfo=UTC)) == datetime(2026, 11, 18, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("limits", "run_cents"),
    [({"most_per_run_cents": 100_000}, 61_801), ({"most_per_member_day_cents": 38_199}, 0)],
)
def test_beyond_the_runs_limit_or_more_than_a_day_may_ever_carry_waits_for_two_officials(
    limits: dict[str, int], run_cents: int, dairy: Ledger
) -> None:
    limit(dairy, **limits)
    payout = payout_of(dairy, "0001")
    assert dairy.submit_payout(payout, JOB, run_cents=run_cents) is None
    assert (dairy.payout(payout).state, dairy.payout(payout).cause) == ("held", "over_limit")
    with pytest.raises(WrongState, match="Two officials"):
        dairy.release_payout(payout, MANAGER)
    dairy.propose_release(payout, TREASURER)
    dairy.release_payout(payout, MANAGER)
    assert dairy.submit_payout(payout, JOB, run_cents=run_cents) is not None


def test_just_within_the_runs_limit_it_goes(dairy: Ledger) -> None:
    limit(dairy, most_per_run_cents=100_000)
    payout = payout_of(dairy, "0001")
    assert dairy.submit_payout(payout, JOB, run_cents=61_800) is not None


# ------------------------------------------------------------ another attempt


def refused(ledger: Ledger, code: str = "2040") -> UUID:
    """A payout that M-Pesa refused at once."""
    payout = payout_of(ledger, "0001")
    ledger.submit_payout(payout, JOB)
    attempt = ledger.payout(payout).attempt_id
    ledger.record_payment_failure(payout, attempt, code, "no", JOB, evidence="reply")
    return payout


def change_phone(ledger: Ledger) -> None:
    ledger.propose_phone("0001", "254712999999", CLERK)
    ledger.approve_phone("0001", "254712999999", MANAGER)


def test_a_retry_is_refused_while_something_must_be_mended(dairy: Ledger) -> None:
    payout = refused(dairy)
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    with pytest.raises(WrongState, match="suspended"):
        dairy.retry_payout(payout, TREASURER)
    dairy.reinstate_member("0001", MANAGER)
    dairy.retry_payout(payout, TREASURER)
    assert dairy.payout(payout).attempt == 2


def test_a_retry_goes_to_the_number_of_now_when_that_has_cooled(dairy: Ledger) -> None:
    payout = refused(dairy)
    change_phone(dairy)
    dairy.retry_payout(payout, TREASURER)
    found = dairy.payout(payout)
    assert (found.attempt, str(found.msisdn), found.state, found.cause) == (
        2,
        "254712999999",
        "held",
        "number_changed",
    )
    with pytest.raises(NotPermitted):
        dairy.release_payout(payout, JOB)
    cooled = replace(JOB, at=JOB.at + timedelta(days=8))
    dairy.release_payout(payout, cooled)
    assert dairy.submit_payout(payout, cooled) is not None


def test_a_job_lets_go_nothing_but_what_has_cooled(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0001")
    dairy.hold_payout(payout, "the member asked", TREASURER)
    with pytest.raises(NotPermitted):
        dairy.release_payout(payout, JOB)
    assert dairy.payout(payout).state == "held"


def test_a_number_that_changed_since_the_request_is_not_paid_before_it_has_cooled(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0001")
    change_phone(dairy)
    assert dairy.submit_payout(payout, JOB) is None
    assert dairy.payout(payout).cause == "number_changed"


def test_without_days_to_cool_the_old_number_is_not_paid_either(dairy: Ledger) -> None:
    payout = payout_of(dairy, "0001")
    limit(dairy, cooling_days=0)
    change_phone(dairy)
    assert dairy.submit_payout(payout, JOB) is None
    assert reason_held(dairy, payout) == "the member is paid elsewhere since this payout was requested"
    dairy.release_payout(payout, JOB)
    assert str(dairy.payout(payout).msisdn) == "254712999999"
    assert dairy.submit_payout(payout, JOB) is not None


def test_a_job_tries_again_later_and_holds_what_speaks_against_it(dairy: Ledger) -> None:
    payout = refused(dairy, "4")
    later = next_opening(JOB.at)
    for _ in range(2):
        dairy.retry_payout(payout, JOB, not_before=later, cause="4", reason="the day's limit")
    found = dairy.payout(payout)
    assert (found.attempt, found.state, found.not_before) == (2, "requested", later)
    dairy.submit_payout(payout, replace(JOB, at=later))
    dairy.record_payment_failure(payout, dairy.payout(payout).attempt_id, "4", "no", JOB, evidence="reply")
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    dairy.retry_payout(payout, JOB)
    assert (dairy.payout(payout).state, dairy.payout(payout).cause) == ("held", "suspended")


def test_a_payout_nobody_requested_is_unknown(dairy: Ledger) -> None:
    with pytest.raises(Unknown):
        dairy.submit_payout(uuid4(), JOB)


def test_a_member_of_another_centre_is_paid_alike(dairy: Ledger) -> None:
    dairy.open_centre("LIM", "Limuru", CLERK)
    dairy.register_member(registration("0004", centre="LIM", phone="254712000004"), CLERK)
    record(dairy, member="0004", centre="LIM", date=date(2026, 11, 2))
    run = approve_run(dairy)
    assert dairy.settle_statements(run, [("0004", 38_200)], JOB) == 1
