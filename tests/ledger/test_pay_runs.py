"""The calendar of pay runs, what a cut-off closes, and what statements take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.aggregates import Settlement
from imbuto.aggregates.settlement import settlement_id
from imbuto.aggregates.statement import Line, statement_id
from imbuto.errors import NotPermitted, SamePerson, Unknown, WindowClosed, WrongState
from imbuto.ledger import Drawing, Ledger
from tests.ledger.examples import (
    CLERK,
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
    record(dairy)
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
    record(dairy)
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


def test_a_run_without_statements_is_not_approved_but_discarded(dairy: Ledger) -> None:
    """Approved, it would close its period, and milk recorded late would wait for the next."""
    run = prepare_run(dairy)
    with pytest.raises(WrongState, match="no statements"):
        dairy.approve_settlement(run, MANAGER)
    assert dairy.discard_settlement(run, "no milk yet", MANAGER).new
    assert dairy.open_settlement(PERIOD, JOB).new


def test_nobody_approves_the_run_they_opened_or_prepared(dairy: Ledger) -> None:
    record(dairy)
    run = prepare_run(dairy, who=TREASURER)
    with pytest.raises(SamePerson):
        dairy.approve_settlement(run, TREASURER)
    with pytest.raises(NotPermitted):
        dairy.approve_settlement(run, JOB)
    dairy.approve_settlement(run, MANAGER)
