"""The settlement sheet: what a run takes is a pure function of the facts up to its cut-off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from imbuto.aggregates import Settlement
from imbuto.aggregates.drawing import Drawing
from imbuto.aggregates.statement import Line
from imbuto.errors import Unknown
from imbuto.projections import Views
from imbuto.values import derive_id
from tests.history import MANAGER, PERIOD, TREASURER, History, by
from tests.projections.conftest import Ask

NEXT = PERIOD.next


def draw_all(history: History, views: Views, run: Settlement) -> None:
    """What the settling job does: draws every member that the sheet names."""
    after = ""
    while members := views.settlements.drawable(run.id, after, limit=2):
        for drawing in members:
            history.draw_from(run, drawing)
        after = members[-1].member


def settle(history: History, ask: Ask, run: Settlement) -> None:
    draw_all(history, ask(), run)
    drawn = ask().settlements.drawn_totals(run.id)
    history.prepare(run, drawn.totals, drawn.litres, drawn.digest)
    history.approve(run)


def test_a_run_takes_what_lies_before_its_cut_off_and_in_its_period(history: History, ask: Ask) -> None:
    taken = history.delivery(litres="10")
    position = history.position()
    history.delivery(litres="7", date=date(2026, 11, 16))
    run = history.open_run()
    history.delivery(litres="3")
    history.dispute(taken, claimed="8")
    assert ask().settlements.drawable(run.id) == [Drawing("0001", [Line(position, 1000, 45_000, "KIA")], 0)]


def test_nothing_falls_between_two_runs_and_nothing_is_paid_twice(history: History, ask: Ask) -> None:
    first = history.delivery(litres="10")
    early = history.delivery(litres="7", date=date(2026, 11, 16))
    history.dispute(first, claimed="8")
    run = history.open_run()
    late = history.position() + 1
    history.delivery(litres="3")
    history.resolve(first)
    settle(history, ask, run)
    second = history.open_run(NEXT)
    (drawing,) = ask().settlements.drawable(second.id)
    lines = drawing.lines
    assert (drawing.member, drawing.carried_in_cents) == ("0001", 0)
    early_position = ask().deliveries.get(early.id).position
    assert [line.position for line in lines] == [early_position, late, late + 1]
    assert [line.cents for line in lines] == [31_500, 13_500, 9_000]


def test_what_a_run_drew_stays_the_same_whatever_comes_later(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    run = history.open_run()
    before = ask().settlements.drawable(run.id)
    settle(history, ask, run)
    history.dispute(delivery)
    history.open_run(NEXT)
    assert ask().settlements.drawable(run.id) == before


def test_a_discarded_run_gives_its_milk_back(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    run = history.open_run()
    draw_all(history, ask(), run)
    run.discard("Wrong minimum.", by(MANAGER, PERIOD.ends_at))
    history.save(run)
    again = history.open_run(attempt=2)
    assert [found.member for found in ask().settlements.drawable(again.id)] == ["0001"]
    assert ask().settlements.get(run.id).state == "discarded"
    assert [found.id for found in ask().settlements.calendar()] == [again.id]


def test_carried_cents_reach_the_next_run_even_without_milk(history: History, ask: Ask) -> None:
    history.delivery(litres="0.10")
    history.member("0002")
    history.delivery("0002", litres="10.01")
    run = history.open_run()
    settle(history, ask, run)
    second = history.open_run(NEXT)
    assert ask().settlements.drawable(second.id) == [Drawing("0001", [], 450), Drawing("0002", [], 45)]
    assert ask().settlements.drawable(second.id, after_member="0001") == [Drawing("0002", [], 45)]
    settle(history, ask, second)
    third = history.open_run(NEXT.next)
    assert [found.carried_in_cents for found in ask().settlements.drawable(third.id)] == [450, 45]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_of_members_to_draw_hold_whole_members_in_order(history: History, ask: Ask, limit: int) -> None:
    for number in (3, 1, 2):
        history.delivery(f"000{number}")
    for number in (1, 2, 3):
        history.delivery(f"000{number}", shift="PM")
    run = history.open_run()
    seen, after = [], ""
    while page := ask().settlements.drawable(run.id, after, limit):
        seen += [(found.member, len(found.lines)) for found in page]
        after = page[-1].member
    assert seen == [("0001", 2), ("0002", 2), ("0003", 2)]


def test_totals_are_those_of_the_statements_in_the_order_of_members(history: History, ask: Ask) -> None:
    history.delivery("0002", litres="10.01")
    history.delivery("0001", litres="0.10")
    run = history.open_run()
    draw_all(history, ask(), run)
    drawn = ask().settlements.drawn_totals(run.id)
    assert (drawn.totals.statements, drawn.litres) == (2, Decimal("10.11"))
    assert (drawn.totals.milk_cents, drawn.totals.net_cents, drawn.totals.carried_out_cents) == (
        45_495,
        45_000,
        495,
    )
    assert ask().settlements.get(run.id).drawn == 2
    history.member("0003")
    statement = history.draw(run, "0003", [Line(1, 100, 4500)])
    assert ask().settlements.drawn_totals(run.id).digest != drawn.digest
    assert statement.drawn is not None


def test_a_statement_shows_the_lines_it_was_drawn_from(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="8")
    run = history.open_run()
    draw_all(history, ask(), run)
    statement = ask().settlements.statement(run.id, "0001")
    assert [(line.kind, line.cents, line.delivery) for line in statement.entries] == [
        ("delivery.recorded", 45_000, delivery.id),
        ("delivery.disputed", -9_000, delivery.id),
    ]
    assert (statement.milk_cents, statement.net_cents, statement.lines) == (36_000, 36_000, 2)
    with pytest.raises(Unknown):
        ask().settlements.statement(run.id, "0002")
    with pytest.raises(Unknown):
        ask().settlements.get(derive_id("no-run"))


def test_the_run_goes_from_opened_to_completed_in_sight(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    run = history.open_run()
    sheet = ask().settlements.get(run.id)
    assert (sheet.state, sheet.opened_by, sheet.cutoff_position) == ("opened", TREASURER, run.cutoff_position)
    assert ask().settlements.last_approved() is None
    settle(history, ask, run)
    sheet = ask().settlements.get(run.id)
    assert (sheet.state, sheet.approved_by, sheet.prepared_by) == ("approved", MANAGER, "job:settle")
    assert (sheet.totals.net_cents, sheet.litres) == (45_000, Decimal("10.00"))
    assert [found.id for found in ask().settlements.in_state("approved")] == [run.id]
    run.complete(1, 45_000, 0, 0, by("job:pay", PERIOD.ends_at))
    history.save(run)
    sheet = ask().settlements.get(run.id)
    assert (sheet.state, sheet.paid, sheet.paid_cents) == ("completed", 1, 45_000)
    run.complete(2, 90_000, 0, 0, by("job:pay", PERIOD.ends_at))
    history.save(run)
    sheet = ask().settlements.get(run.id)
    assert (sheet.state, sheet.paid, sheet.paid_cents) == ("completed", 2, 90_000)
    last = ask().settlements.last_approved()
    assert last is not None
    assert last.id == run.id


def test_unsettled_are_the_statements_that_are_not_booked(history: History, ask: Ask) -> None:
    for number in (1, 2, 3):
        history.delivery(f"000{number}", litres="10")
    history.delivery("0004", litres="0.10")
    run = history.open_run()
    draw_all(history, ask(), run)
    statement = ask().settlements.statement(run.id, "0002")
    history.settle_statement(history.things[statement.id])
    payout = history.payout(history.things[statement.id])
    unsettled = ask().settlements.unsettled(run.id)
    assert [(found.member, found.net_cents) for found in unsettled] == [
        ("0001", 45_000),
        ("0003", 45_000),
        ("0004", 0),
    ]
    assert [found.member for found in ask().settlements.unsettled(run.id, "0001", limit=1)] == ["0003"]
    assert ask().settlements.statement(run.id, "0002").payout == payout.id
    assert ask().settlements.get(run.id).settled == 1


def test_pages_of_statements_neither_repeat_nor_skip(history: History, ask: Ask) -> None:
    for number in range(1, 8):
        history.delivery(f"{number:04}")
    run = history.open_run()
    draw_all(history, ask(), run)
    seen, cursor = [], None
    while True:
        page = ask().settlements.statements(run.id, cursor, limit=3)
        seen += [statement.member for statement in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [f"{number:04}" for number in range(1, 8)]
    mine = ask().settlements.statements_of_member("0003").items
    assert [statement.run for statement in mine] == [run.id]
    assert [found.id for found in ask().settlements.page().items] == [run.id]
