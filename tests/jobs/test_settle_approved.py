"""After the approval of a run: payouts requested once, the run completed; and silence that lapses."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from .house import House, by
from .kills import Killed, tripped_ledger


def test_after_approval_every_net_is_requested_once_in_chunks(herd: House) -> None:
    run = herd.approved_run()

    herd.do_twice("settle-statements", run)

    requested = herd.facts("payout.requested")
    assert [fact.member for fact in requested] == [f"{number:04d}" for number in range(1, 8)]
    assert sum(fact.amount_cents for fact in requested) == herd.parts.views.settlements.get(run).net_cents


def test_requesting_payouts_that_is_killed_between_chunks_is_taken_up_again(herd: House) -> None:
    run, ledger = herd.approved_run(), herd.parts.ledger
    herd.parts.ledger = tripped_ledger(ledger, "settle_statements", 3)
    with pytest.raises(Killed):
        herd.do("settle-statements", run)
    herd.parts.ledger = ledger
    assert len(herd.facts("payout.requested")) == 4

    assert f"settle-statements-{run}" in herd.sweep()
    herd.do("settle-statements", run)

    assert len(herd.facts("payout.requested")) == 7


def test_nothing_is_requested_before_approval(herd: House) -> None:
    run = herd.open_run()
    herd.do("prepare", run)

    herd.do("settle-statements", run)

    assert herd.facts("payout.") == []


def test_a_run_is_completed_when_every_payout_has_ended(herd: House) -> None:
    run = herd.approved_run()
    herd.do("complete", run)
    herd.do("settle-statements", run)
    for number, id in enumerate(herd.payouts(run)):
        herd.do("complete", run)
        assert herd.facts("settlement.completed") == []
        _end(herd, id, paid=number > 0)

    assert f"complete-{run}" in herd.sweep()
    herd.do_twice("complete", run)

    (completed,) = herd.facts("settlement.completed")
    assert (completed.paid, completed.failed) == (6, 1)
    assert completed.paid_cents + completed.failed_cents == herd.parts.views.settlements.get(run).net_cents


def test_a_run_is_completed_again_when_a_failed_payout_was_tried_again_and_paid(herd: House) -> None:
    run = herd.approved_run()
    herd.do("settle-statements", run)
    first, *others = herd.payouts(run)
    _end(herd, first, paid=False)
    for id in others:
        _end(herd, id, paid=True)
    herd.do("complete", run)

    herd.parts.ledger.retry_payout(first, by("staff:T1", herd.now))
    assert f"complete-{run}" not in herd.sweep()
    _end(herd, first, paid=True)
    assert f"complete-{run}" in herd.sweep()
    herd.do_twice("complete", run)

    figures = [(completed.paid, completed.failed) for completed in herd.facts("settlement.completed")]
    assert figures == [(6, 1), (7, 0)]
    herd.queues.connection.flushall()
    assert f"complete-{run}" not in herd.sweep()


def _end(herd: House, id: UUID, *, paid: bool) -> None:
    """The payout's end, as the ledger hears of it."""
    ledger, at = herd.parts.ledger, by("gateway:daraja", herd.now)
    payout = ledger.payout(id)
    if payout.state == "held":
        phone = f"25471200{payout.member}"
        ledger.propose_phone(payout.member, phone, by("staff:C1", herd.now))
        ledger.approve_phone(payout.member, phone, by("staff:M1", herd.now))
        ledger.propose_release(id, by("staff:T1", herd.now))
        ledger.release_payout(id, by("staff:M1", herd.now))
    payout_sent = ledger.submit_payout(id, at)
    assert payout_sent is not None
    attempt = payout_sent.attempt_id
    if paid:
        ledger.record_payment(id, attempt, f"R{payout.member}", 0, herd.now, "callback", at)
    else:
        ledger.record_payment_failure(id, attempt, "2040", "not registered", at, evidence="reply")


def test_silence_of_three_days_is_recorded_once_in_chunks(herd: House) -> None:
    herd.now = datetime(2026, 10, 4, 5, 0, tzinfo=UTC)

    assert herd.sweep() == ["lapse-20261004T0500Z"]
    herd.do_twice("lapse")

    lapsed = herd.facts("delivery.confirmation_lapsed")
    assert len(lapsed) == 7
    assert {fact.who for fact in lapsed} == {"job:clock"}
