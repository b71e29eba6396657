"""The calendar of pay runs, what a cut-off closes, and what may be paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates import Settlement
from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.settlement import settlement_id
from imbuto.aggregates.statement import Line, statement_id
from imbuto.errors import NotPermitted, SamePerson, Unknown, WindowClosed, WrongState
from imbuto.ledger import Drawing, Ledger
from imbuto.ledger.payouts import MAX_PAYMENT_CENTS
from tests.ledger.examples import (
    CLERK,
    DAY,
    JOB,
    MANAGER,
    PERIOD,
    TREASURER,
    approve_run,
    drawings,
    farmer,
    later,
    opened,
    prepare_run,
    record,
    registration,
)

NEXT_MONTH = later(JOB, days=20)


# ------------------------------------------------------------------ calendar


def test_a_run_opens_when_its_period_has_ended_in_nairobi(dairy: Ledger) -> None:
    second_before = replace(JOB, at=datetime(2026, 11, 15, 20, 59, 59, tzinfo=UTC))
    with pytest.raises(WrongState):
        dairy.open_settlement(PERIOD, second_before)
    assert dairy.open_settlement(PERIOD, later(second_before, seconds=1)).new


def test_a_run_cuts_off_at_the_present_position(either_dairy: Ledger) -> None:
    record(either_dairy)
    before = either_dairy.position()
    run = either_dairy.open_settlement(PERIOD, JOB).id
    assert (run, either_dairy.settlement(run).cutoff_position) == (settlement_id(PERIOD, 1), before)


def test_opening_what_is_open_prepared_or_approved_is_quiet(dairy: Ledger) -> None:
    record(dairy)
    run = prepare_run(dairy)
    assert dairy.open_settlement(PERIOD, JOB).id == run
    dairy.approve_settlement(run, TREASURER)
    again = dairy.open_settlement(PERIOD, JOB)
    assert (again.id, again.new) == (run, False)


def test_one_run_is_open_at_a_time(dairy: Ledger) -> None:
    dairy.open_settlement(PERIOD, JOB)
    with pytest.raises(WrongState, match="not yet approved"):
        dairy.open_settlement(PERIOD.next, NEXT_MONTH)


def test_runs_follow_the_order_of_their_periods(dairy: Ledger) -> None:
    approve_run(dairy)
    with pytest.raises(WrongState, match="closed"):
        dairy.open_settlement(PERIOD.previous, JOB)
    assert dairy.open_settlement(PERIOD.next, NEXT_MONTH).new


def test_a_discarded_run_is_followed_by_another_attempt_with_a_new_cut_off(dairy: Ledger) -> None:
    record(dairy)
    first = prepare_run(dairy)
    dairy.discard_settlement(first, "wrong price", MANAGER)
    record(dairy, shift="PM")
    second = prepare_run(dairy)
    assert second == settlement_id(PERIOD, 2)
    assert dairy.settlement(second).cutoff_position > dairy.settlement(first).cutoff_position
    assert (dairy.statement(statement_id(second, "0001")).drawn or 0).milk_cents == 2 * 38_250  # type: ignore[union-attr]
    with pytest.raises(WrongState):
        dairy.approve_settlement(first, TREASURER)
    with pytest.raises(WrongState):
        dairy.draw_statements(first, drawings(dairy, 999), JOB)


def test_an_approved_run_is_never_discarded(dairy: Ledger) -> None:
    run = approve_run(dairy)
    with pytest.raises(WrongState):
        dairy.discard_settlement(run, "too late", MANAGER)


# ------------------------------------------------------------------- cut-off


def test_the_cut_off_closes_corrections_voids_answers_and_disputes(dairy: Ledger) -> None:
    id = record(dairy)
    dairy.open_settlement(PERIOD, JOB)
    for act in (
        lambda: dairy.correct_delivery(id, Decimal(9), None, "slip", CLERK),
        lambda: dairy.void_delivery(id, "twice", CLERK),
        lambda: dairy.confirm_delivery(id, farmer()),
        lambda: dairy.dispute_delivery(id, "quantity", Decimal(6), None, farmer()),
    ):
        with pytest.raises(WindowClosed):
            act()
    assert dairy.lapse_deliveries([id], JOB) == 1


def test_a_dispute_from_before_the_cut_off_is_resolved_after_it(dairy: Ledger) -> None:
    id = record(dairy)
    dairy.dispute_delivery(id, "quantity", Decimal(6), None, farmer())
    run = prepare_run(dairy)
    drawn = dairy.statement(statement_id(run, "0001")).drawn
    assert drawn is not None
    assert (drawn.litres, drawn.milk_cents) == (6, 27_000)
    dairy.resolve_dispute(id, "upheld", None, "the scale was checked", MANAGER)
    assert dairy.delivery(id).value_cents == 38_250


@pytest.mark.parametrize("late", [{"shift": "PM"}, {"date": PERIOD.next.start}])
def test_what_is_recorded_after_the_cut_off_or_dated_after_the_period_stays_open(
    late: dict[str, object], dairy: Ledger
) -> None:
    early = record(dairy, date=PERIOD.next.start, member="0002")
    dairy.open_settlement(PERIOD, JOB)
    dairy.correct_delivery(early, Decimal(9), None, "slip", CLERK)
    dairy.correct_delivery(record(dairy, **late), Decimal(9), None, "slip", CLERK)  # type: ignore[arg-type]


def test_a_discarded_run_gives_the_deliveries_back(dairy: Ledger) -> None:
    id = record(dairy)
    run = dairy.open_settlement(PERIOD, JOB).id
    dairy.discard_settlement(run, "too early", MANAGER)
    dairy.correct_delivery(id, Decimal(9), None, "slip", CLERK)


def test_silence_before_the_window_ends_is_no_lapse(dairy: Ledger) -> None:
    ids = [record(dairy, shift=shift) for shift in ("AM", "PM")]
    dairy.confirm_delivery(ids[0], farmer())
    assert dairy.lapse_deliveries(ids, later(JOB, hours=71)) == 0
    assert dairy.lapse_deliveries(ids, later(JOB, hours=72)) == 1
    assert dairy.lapse_deliveries([], JOB) == 0


# ---------------------------------------------------------------- statements


def test_statements_are_drawn_once_however_often_the_drawing_is_begun_anew(either_dairy: Ledger) -> None:
    record(either_dairy)
    record(either_dairy, member="0002")
    run = either_dairy.open_settlement(PERIOD, JOB).id
    found = drawings(either_dairy, either_dairy.settlement(run).cutoff_position)
    counts = [either_dairy.draw_statements(run, some, JOB) for some in (found[:1], found, found * 2)]
    assert counts == [1, 1, 0]


def test_a_member_named_twice_in_one_drawing_has_one_statement(dairy: Ledger) -> None:
    record(dairy)
    run = dairy.open_settlement(PERIOD, JOB).id
    found = drawings(dairy, dairy.settlement(run).cutoff_position)
    assert dairy.draw_statements(run, found * 2, JOB) == 1


def test_a_line_from_after_the_cut_off_is_refused(dairy: Ledger) -> None:
    run = dairy.open_settlement(PERIOD, JOB).id
    record(dairy)
    with pytest.raises(WrongState, match="after the cut-off"):
        dairy.draw_statements(run, [Drawing("0001", [Line(dairy.position(), 850, 38_250)], 0)], JOB)


def test_a_prepared_run_takes_no_more_statements(dairy: Ledger) -> None:
    record(dairy)
    run = prepare_run(dairy)
    with pytest.raises(WrongState):
        dairy.draw_statements(run, [Drawing("0002", [], 100_000)], JOB)


class Slow(Ledger):
    """A worker that is overtaken: something happens after it has looked at the run and before it saves."""

    meanwhile: Callable[[], object]

    def settlement(self, id: UUID) -> Settlement:
        found = super().settlement(id)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return found


def test_no_statement_slips_into_a_run_that_is_being_prepared(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    record(either_dairy)
    run = either_dairy.open_settlement(PERIOD, JOB).id
    with opened(tmp_path, either, Slow) as slow:
        slow.meanwhile = lambda: prepare_run(either_dairy)  # type: ignore[attr-defined]
        with pytest.raises(WrongState, match="prepared"):
            slow.draw_statements(run, [Drawing("0002", [], 100_000)], JOB)
    with pytest.raises(Unknown):
        either_dairy.statement(statement_id(run, "0002"))


def test_nobody_approves_the_run_they_opened_or_prepared(dairy: Ledger) -> None:
    run = prepare_run(dairy, who=TREASURER)
    with pytest.raises(SamePerson):
        dairy.approve_settlement(run, TREASURER)
    with pytest.raises(NotPermitted):
        dairy.approve_settlement(run, JOB)
    dairy.approve_settlement(run, MANAGER)


# ------------------------------------------------------------------- payouts


def test_only_an_approved_run_is_paid(dairy: Ledger) -> None:
    record(dairy)
    run = prepare_run(dairy)
    with pytest.raises(WrongState, match="approved"):
        dairy.request_payouts(run, [("0001", 38_200)], JOB)


@pytest.mark.parametrize("net", [38_300, 100, 0, -38_200])
def test_only_the_approved_net_is_paid(net: int, dairy: Ledger) -> None:
    record(dairy)
    run = approve_run(dairy)
    before = dairy.position()
    with pytest.raises(WrongState, match="another net"):
        dairy.request_payouts(run, [("0001", net)], JOB)
    assert dairy.position() == before


def test_a_member_without_a_statement_is_not_paid(dairy: Ledger) -> None:
    record(dairy)
    run = approve_run(dairy)
    with pytest.raises(Unknown):
        dairy.request_payouts(run, [("0001", 38_200), ("0002", 100)], JOB)


def test_payouts_are_requested_once_however_often_it_is_asked(either_dairy: Ledger) -> None:
    record(either_dairy)
    record(either_dairy, member="0002")
    run = approve_run(either_dairy)
    nets = [("0001", 38_200), ("0002", 38_200)]
    counts = [either_dairy.request_payouts(run, some, JOB) for some in (nets[:1], nets * 2, nets)]
    assert counts == [1, 1, 0]


def payout_of(ledger: Ledger, member: str, litres: str = "8.5") -> UUID:
    for n in range(1 + int(Decimal(litres) // 2000)):
        record(ledger, str(min(Decimal(litres), Decimal(2000))), member, date=DAY - timedelta(days=n))
    run = approve_run(ledger)
    drawn = ledger.statement(statement_id(run, member)).drawn
    assert drawn is not None
    ledger.request_payouts(run, [(member, drawn.net_cents)], JOB)
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
    dairy.request_payouts(run, [("0001", 38_200)], JOB)
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
    assert dairy.request_payouts(run, [("0004", 38_200)], JOB) == 1
