"""Money is decided on views that hold every fact: one that is behind, stopped or wrong moves nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imbuto.errors import Busy
from imbuto.projections import bookmarks

from .house import House, by


def test_statements_that_no_view_had_folded_count_in_the_totals(herd: House) -> None:
    """A hand draws the last statements and dies before its views catch up; another takes the job."""
    run, ledger = herd.open_run(), herd.parts.ledger
    drawable = herd.parts.views.settlements.drawable(run)
    catch_up, ledger.after_save = ledger.after_save, lambda position: None
    ledger.draw_statements(run, drawable, by("job:settle", herd.now))
    ledger.after_save = catch_up

    herd.do("prepare", run)

    (prepared,) = herd.facts("settlement.prepared")
    drawn = herd.facts("statement.drawn")
    assert prepared.statements == len(drawn) == 7
    assert prepared.net_cents == sum(statement.net_cents for statement in drawn)


def test_statements_other_than_those_approved_are_not_paid(
    herd: House, caplog: pytest.LogCaptureFixture
) -> None:
    run = herd.approved_run()
    with herd.parts.views._store.writing() as writing:
        writing.run("UPDATE statements SET digest = 'another'")

    herd.do("settle-statements", run)

    assert herd.facts("payout.") == []
    assert "not those that were approved" in caplog.text


@pytest.mark.parametrize("job", ["prepare", "complete"])
def test_while_a_view_has_stopped_nothing_is_decided(herd: House, job: str) -> None:
    run = herd.open_run() if job == "prepare" else herd.approved_run()
    with herd.parts.views._store.writing() as writing:
        bookmarks.stop(writing, "payouts", 1, "a.topic", "for the test")

    with pytest.raises(Busy, match="payouts"):
        herd.do(job, run)


def test_late_milk_alone_opens_the_next_run(herd: House) -> None:
    """Recorded after the cut-off, and nobody delivers in the next period: it must not wait for new milk."""
    herd.approved_run()
    herd.deliver("0001", shift="PM")
    herd.now = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)

    herd.do_twice("open-due-run", "2026-10-31T21:15:00+00:00")

    assert [fact.period for fact in herd.facts("settlement.opened")] == ["2026-10-A", "2026-10-B"]
