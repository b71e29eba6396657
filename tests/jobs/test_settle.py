"""Pay runs by the clock: opened once, drawn in chunks that may be interrupted anywhere, completed."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates.drawing import draw_statement
from imbuto.values import Period

from .house import PERIOD, House, by
from .kills import Killed, tripped_ledger

AFTER_THE_PERIOD = "2026-10-15T21:15:00+00:00"
"""A quarter past midnight of the 16th in Nairobi."""
LAST_NIGHT_OF_THE_PERIOD = "2026-10-14T21:15:00+00:00"


def test_the_run_of_a_period_is_opened_by_the_clock_on_the_day_after_its_end(herd: House) -> None:
    herd.do("open-due-run", LAST_NIGHT_OF_THE_PERIOD)
    assert herd.facts("settlement.opened") == []

    herd.do_twice("open-due-run", AFTER_THE_PERIOD)

    (opened,) = herd.facts("settlement.opened")
    assert opened.period == PERIOD.code
    assert (opened.who, opened.channel) == ("job:clock", "job")


def test_without_milk_no_run_is_opened(house: House) -> None:
    house.do("open-due-run", AFTER_THE_PERIOD)

    assert house.facts("settlement.opened") == []


def test_milk_of_the_new_period_alone_opens_nothing(house: House) -> None:
    house.register("0001")
    house.deliver("0001", day=PERIOD.next.start)

    house.do("open-due-run", AFTER_THE_PERIOD)

    assert house.facts("settlement.opened") == []


def test_while_an_earlier_run_is_unfinished_the_clock_waits(
    herd: House, caplog: pytest.LogCaptureFixture
) -> None:
    herd.open_run()
    herd.now = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    herd.deliver("0001", day=date(2026, 10, 20))
    caplog.set_level("INFO")

    herd.do("open-due-run", "2026-10-31T21:15:00+00:00")

    assert len(herd.facts("settlement.opened")) == 1
    assert "the run of 2026-10-B waits for the run of 2026-10-A" in caplog.text


def test_a_period_that_was_approved_is_not_opened_again(herd: House) -> None:
    herd.approved_run()

    herd.do("open-due-run", AFTER_THE_PERIOD)

    assert len(herd.facts("settlement.opened")) == 1


def test_a_discarded_run_is_opened_again_by_the_next_night(herd: House) -> None:
    run = herd.open_run()
    herd.parts.ledger.discard_settlement(run, "a price was wrong", by("staff:T1", herd.now))

    herd.do("open-due-run", AFTER_THE_PERIOD)

    assert len(herd.facts("settlement.opened")) == 2


def test_after_a_long_silence_one_run_takes_all_that_was_missed(herd: House) -> None:
    herd.now = datetime(2026, 12, 20, 6, 0, tzinfo=UTC)

    herd.do("open-due-run", "2026-12-19T21:15:00+00:00")
    herd.work()

    (opened,) = herd.facts("settlement.opened")
    assert opened.period == Period.parse("2026-12-A").code
    (prepared,) = herd.facts("settlement.prepared")
    assert (prepared.statements, prepared.litres) == (7, Decimal("61.60"))


def test_an_opened_run_is_prepared_by_the_jobs_that_follow_from_it(herd: House) -> None:
    run = herd.open_run()

    herd.work()

    view = herd.parts.views.settlements.get(run)
    assert (view.state, view.statements, view.drawn) == ("prepared", 7, 7)
    assert view.milk_cents == 61_60 * 50
    assert view.milk_cents == view.net_cents + view.carried_out_cents
    assert herd.facts("settlement.prepared")[0].who == "job:settle"
    herd.do_twice("prepare", run)


def test_silence_about_milk_that_the_run_has_taken_is_recorded_before_the_totals(herd: House) -> None:
    run = herd.open_run()

    herd.do("prepare", run)

    topics = [type(fact).TOPIC for _, fact in herd.parts.ledger.facts(0, 1000)]
    assert topics.count("delivery.confirmation_lapsed") == 14
    assert topics.index("delivery.confirmation_lapsed") < topics.index("statement.drawn")


@pytest.mark.parametrize("verb", ["lapse_deliveries", "draw_statements", "prepare_settlement"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", [1, 2, 4])
def test_a_preparation_that_is_killed_at_any_step_ends_like_an_undisturbed_one(
    herd: House, verb: str, when: str, step: int
) -> None:
    ledger = herd.parts.ledger
    run = herd.open_run()
    undisturbed = _digest_without_disturbance(herd, run)

    for killed_at in (step, step):
        herd.parts.ledger = tripped_ledger(ledger, verb, killed_at if when == "before" else killed_at - 1)
        try:
            herd.do("prepare", run)
        except Killed:
            pass
        finally:
            herd.parts.ledger = ledger
    herd.do("prepare", run)

    (prepared,) = herd.facts("settlement.prepared")
    assert prepared.digest == undisturbed
    assert len(herd.facts("statement.drawn")) == 7
    assert len({fact.member for fact in herd.facts("statement.drawn")}) == 7


def _digest_without_disturbance(herd: House, run: UUID) -> str:
    """What the auditor would find: the statements drawn from the facts, without a ledger."""
    terms = herd.parts.ledger.settlement(run).terms
    text = "".join(
        f"{drawing.member}:{draw_statement(drawing, terms).digest}\n"
        for drawing in herd.parts.views.settlements.drawable(run)
    )
    return hashlib.sha256(text.encode()).hexdigest()


def test_two_workers_that_prepare_one_run_at_once_draw_each_statement_once(herd: House) -> None:
    run = herd.open_run()
    hands = [threading.Thread(target=herd.do, args=("prepare", run)) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(herd.facts("statement.drawn")) == 7
    assert len(herd.facts("settlement.prepared")) == 1


def test_milk_recorded_after_the_cut_off_changes_nothing_in_the_run(herd: House) -> None:
    run = herd.open_run()
    undisturbed = _digest_without_disturbance(herd, run)

    herd.deliver("0003", "99", PERIOD.end, "PM")
    herd.do("prepare", run)

    assert herd.facts("settlement.prepared")[0].digest == undisturbed


def test_a_run_that_was_discarded_meanwhile_is_left_alone(herd: House) -> None:
    run = herd.open_run()
    herd.parts.ledger.discard_settlement(run, "a price was wrong", by("staff:T1", herd.now))
    position = herd.parts.ledger.position()

    herd.do("prepare", run)

    assert herd.parts.ledger.position() == position
