"""Slots of the clock in Nairobi time: one job each, and a missed one is caught up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from imbuto.errors import Busy
from imbuto.jobs import work
from imbuto.jobs.queues import SETTLE, Queues
from imbuto.jobs.schedule import SCHEDULE, Clock, Entry, latest_slot
from imbuto.values import utc_now

from .conftest import Wire

NIGHTLY = Entry("nightly", "15 0 * * *", "open-due-run", SETTLE, kept_seconds=2 * 86_400)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        # A quarter past midnight in Nairobi is 21:15 of the day before in UTC.
        ("2026-11-15T21:14:59+00:00", "2026-11-14T21:15:00+00:00"),
        ("2026-11-15T21:15:00+00:00", "2026-11-15T21:15:00+00:00"),
        ("2026-11-15T21:15:30+00:00", "2026-11-15T21:15:00+00:00"),
        ("2026-11-15T21:16:00+00:00", "2026-11-15T21:15:00+00:00"),
        ("2026-11-16T21:14:00+00:00", "2026-11-15T21:15:00+00:00"),
        ("2027-01-01T00:00:00+00:00", "2026-12-31T21:15:00+00:00"),
    ],
)
def test_the_latest_slot_is_found_in_nairobi_time(now: str, slot: str) -> None:
    found = latest_slot("15 0 * * *", datetime.fromisoformat(now))

    assert found == datetime.fromisoformat(slot)
    assert found.tzinfo is UTC


def test_a_minutes_slot_is_the_minute_itself() -> None:
    now = datetime(2026, 11, 12, 6, 30, 59, 999_999, UTC)

    assert latest_slot("* * * * *", now) == datetime(2026, 11, 12, 6, 30, tzinfo=UTC)


def test_every_entry_of_the_schedule_names_a_job() -> None:
    assert {entry.job for entry in SCHEDULE} <= set(work.JOBS)
    assert len({entry.name for entry in SCHEDULE}) == len(SCHEDULE)


def test_three_schedulers_make_one_job_per_slot(queues: Queues) -> None:
    clocks = [Clock(queues, (NIGHTLY,)) for _ in range(3)]

    with freeze_time("2026-11-15T21:15:01+00:00"):
        assert [clock.tick(utc_now()) for clock in clocks] == [1, 0, 0]
        assert [clock.tick(utc_now()) for clock in clocks] == [0, 0, 0]

    assert queues.by_name[SETTLE].job_ids == ["open-due-run-cron-nightly-20261115T2115Z"]


def test_a_slot_whose_job_is_done_is_not_queued_again_by_another_scheduler(queues: Queues) -> None:
    with freeze_time("2026-11-15T21:15:01+00:00"):
        Clock(queues, (NIGHTLY,)).tick(utc_now())
    job = queues.by_name[SETTLE].jobs[0]
    job.set_status("finished")
    queues.by_name[SETTLE].remove(job)

    with freeze_time("2026-11-15T21:16:00+00:00"):
        assert Clock(queues, (NIGHTLY,)).tick(utc_now()) == 0


def test_a_slot_missed_while_all_schedulers_were_down_is_caught_up(queues: Queues) -> None:
    with freeze_time("2026-11-16T05:00:00+00:00"):
        assert Clock(queues, (NIGHTLY,)).tick(utc_now()) == 1

    assert queues.by_name[SETTLE].jobs[0].args == ["open-due-run", "2026-11-15T21:15:00+00:00"]


def test_several_missed_slots_become_one_job(queues: Queues) -> None:
    clock = Clock(queues, (NIGHTLY,))
    with freeze_time("2026-11-10T06:00:00+00:00"):
        clock.tick(utc_now())

    with freeze_time("2026-11-15T06:00:00+00:00"):
        assert clock.tick(utc_now()) == 1


def test_the_next_slot_makes_the_next_job(queues: Queues) -> None:
    clock = Clock(queues, (NIGHTLY,))
    made = 0
    for hour in range(72):
        with freeze_time(f"2026-11-{12 + hour // 24:02d}T{hour % 24:02d}:20:00+00:00"):
            made += clock.tick(utc_now())

    assert made == 4  # the one before the first hour, and three nights


def test_while_redis_is_away_the_slot_keeps_its_place(wire: Wire) -> None:
    clock = Clock(Queues(wire), (NIGHTLY,))
    with freeze_time("2026-11-15T21:15:01+00:00"):
        wire.cut = True
        with pytest.raises(Busy):
            clock.tick(utc_now())
        wire.cut = False
        assert clock.tick(utc_now()) == 1
