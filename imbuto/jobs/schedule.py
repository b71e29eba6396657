"""The clock: which work each slot brings, in Nairobi time.

RQ's own cron has no leader, no catch-up, stores pickles and reads its times as UTC, so this one is our own.
A slot's job has the slot in its id, and the id stays taken after the work is done: any number of schedulers
make one job per slot. At its start a scheduler queues the latest slot of each entry, so one that was missed
while all were down is caught up; several missed ones become one job, because a job asks what is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import cast

from croniter import croniter  # type: ignore[import-untyped]

from imbuto.jobs import specs
from imbuto.jobs.queues import PAY, SETTLE, JobSpec, Queues
from imbuto.values import NAIROBI

MINUTE, DAY = 60, 24 * 60 * 60


@dataclass(frozen=True)
class Entry:
    """Work that comes round. `kept_seconds` is longer than two schedulers can be apart, and than one slot."""

    name: str
    cron: str
    job: str
    queue: str
    kept_seconds: int

    def spec(self, slot: datetime) -> JobSpec:
        return specs.slot(self.name, self.job, self.queue, slot, self.kept_seconds)


SCHEDULE: tuple[Entry, ...] = (
    Entry("sweep", "* * * * *", "sweep", SETTLE, kept_seconds=10 * MINUTE),
    Entry("purge", "45 3 * * *", "purge", SETTLE, kept_seconds=2 * DAY),
    Entry("variance", "30 6 * * *", "watch-variance", SETTLE, kept_seconds=2 * DAY),
    Entry("float", "*/5 * * * *", "watch-float", PAY, kept_seconds=30 * MINUTE),
    Entry("credential", "10 7 * * *", "watch-credential", PAY, kept_seconds=2 * DAY),
    Entry("reconcile", "0 6 * * *", "reconcile", SETTLE, kept_seconds=2 * DAY),
    Entry("open-run", "15 0 * * *", "open-due-run", SETTLE, kept_seconds=2 * DAY),
)
"""Minute, hour, day, month, weekday in Nairobi. A run is opened by night, when nobody weighs milk."""


def latest_slot(cron: str, now: datetime) -> datetime:
    """The last instant at or before `now` that the cron string names in Nairobi, in UTC."""
    return _slot_at(cron, now.astimezone(NAIROBI).replace(second=0, microsecond=0))


@lru_cache(maxsize=64)
def _slot_at(cron: str, minute: datetime) -> datetime:
    """The clock looks every second, and the answer is the same all the minute."""
    if croniter.match(cron, minute):
        return minute.astimezone(UTC)
    return cast(datetime, croniter(cron, minute).get_prev(datetime)).astimezone(UTC)


class Clock:
    """Queues each slot once, as far as this scheduler knows; Redis keeps the others from doing it again."""

    def __init__(self, queues: Queues, schedule: tuple[Entry, ...] = SCHEDULE) -> None:
        self._queues = queues
        self._schedule = schedule
        self._done: dict[str, datetime] = {}

    def tick(self, now: datetime) -> int:
        """Queues the slots that have come. Returns how many. Raises errors.Busy while Redis is away."""
        return sum(self._tick(entry, latest_slot(entry.cron, now)) for entry in self._schedule)

    def _tick(self, entry: Entry, slot: datetime) -> bool:
        if self._done.get(entry.name) == slot:
            return False
        queued = self._queues.put(entry.spec(slot))
        self._done[entry.name] = slot
        return queued
