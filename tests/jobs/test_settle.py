"""Pay runs by the clock: opened once, drawn in chunks that may be interrupted anywhere, completed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates.statement import draw_figures
from imbuto.jobs import settle
from imbuto.ledger import Ledger
from imbuto.values import Period

from .house import PERIOD, House, by

AFTER_THE_PERIOD = "2026-10-15T21:15:00+00:00"
"""A quarter past midnight of the 16th in Nairobi."""
LAST_NIGHT_OF_THE_PERIOD = "2026-10-14T21:15:00+00:00"


class Killed(BaseException):
    """The worker is no more."""


def tripped_ledger(ledger: Ledger, verb: str, calls: int) -> Any:
    """The same ledger, whose worker is killed at the nth call of a verb: before or after it is saved."""

    class Tripped:
        left = calls

        def __getattr__(self, name: str) -> Any:
            real = getattr(ledger, name)
            if name != verb:
                return real

            def act(*args: Any, **more: Any) -> Any:
                self.left -= 1
                if self.left == 0:
                    raise Killed
                saved = real(*args, **more)
                if self.left == -1:
                    raise Killed
                return saved

            return act

    return Tripped()


@pytest.fixture
def herd(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Seven members with milk on two days, drawn two at a time."""
    monkeypatch.setattr(settle, "CHUNK", 2)
    for number in range(1, 8):
        house.register(f"{number:04d}")
        for day in (PERIOD.start, PERIOD.end):
            house.deliver(f"{number:04d}", f"{number}.{number}", day)
    return house


# ------------------------------------------------------------------ opening


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


# ------------------------------------------------------------------ preparing


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
    text = "".join(
        f"{member}:{draw_figures(lines, carried_in, 1000).digest}\n"
        for member, lines, carried_in in herd.parts.views.settlements.drawable(run)
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


# ------------------------------------------------------------------ after approval


def test_after_approval_every_net_is_requested_once_in_chunks(herd: House) -> None:
    run = herd.approved_run()

    herd.do_twice("request-payouts", run)

    requested = herd.facts("payout.requested")
    assert [fact.member for fact in requested] == [f"{number:04d}" for number in range(1, 8)]
    assert sum(fact.amount_cents for fact in requested) == herd.parts.views.settlements.get(run).net_cents


def test_requesting_payouts_that_is_killed_between_chunks_is_taken_up_again(herd: House) -> None:
    run, ledger = herd.approved_run(), herd.parts.ledger
    herd.parts.ledger = tripped_ledger(ledger, "request_payouts", 3)
    with pytest.raises(Killed):
        herd.do("request-payouts", run)
    herd.parts.ledger = ledger
    assert len(herd.facts("payout.requested")) == 4

    assert f"request-payouts-{run}" in herd.sweep()
    herd.do("request-payouts", run)

    assert len(herd.facts("payout.requested")) == 7


def test_nothing_is_requested_before_approval(herd: House) -> None:
    run = herd.open_run()
    herd.do("prepare", run)

    herd.do("request-payouts", run)

    assert herd.facts("payout.") == []


def test_a_run_is_completed_when_every_payout_has_ended(herd: House) -> None:
    run = herd.approved_run()
    herd.do("complete", run)
    herd.do("request-payouts", run)
    for number, id in enumerate(herd.payouts(run)):
        herd.do("complete", run)
        assert herd.facts("settlement.completed") == []
        _end(herd, id, paid=number > 0)

    assert f"complete-{run}" in herd.sweep()
    herd.do_twice("complete", run)

    (completed,) = herd.facts("settlement.completed")
    assert (completed.paid, completed.failed) == (6, 1)
    assert completed.paid_cents + completed.failed_cents == herd.parts.views.settlements.get(run).net_cents


def _end(herd: House, id: UUID, *, paid: bool) -> None:
    """The payout's end, as the ledger hears of it."""
    ledger, at = herd.parts.ledger, by("gateway:daraja", herd.now)
    payout = ledger.payout(id)
    if payout.state == "held":
        ledger.propose_phone(payout.member, f"25471200{payout.member}", by("staff:C1", herd.now))
        ledger.approve_phone(payout.member, by("staff:M1", herd.now))
        ledger.release_payout(id, by("staff:T1", herd.now))
    payout_sent = ledger.submit_payout(id, at)
    assert payout_sent is not None
    attempt = payout_sent.attempt_id
    if paid:
        ledger.record_payment(id, attempt, f"R{payout.member}", 0, herd.now, "callback", at)
    else:
        ledger.record_payment_failure(id, attempt, "2040", "not registered", at)


# ------------------------------------------------------------------ lapsing


def test_silence_of_three_days_is_recorded_once_in_chunks(herd: House) -> None:
    herd.now = datetime(2026, 10, 4, 5, 0, tzinfo=UTC)

    assert herd.sweep() == ["lapse-20261004T0500Z"]
    herd.do_twice("lapse")

    lapsed = herd.facts("delivery.confirmation_lapsed")
    assert len(lapsed) == 7
    assert {fact.who for fact in lapsed} == {"job:clock"}
