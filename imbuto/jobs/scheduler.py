"""The scheduler's process: follows the facts, keeps the clock, and wakes what waits to be tried again.

Any number of them may run. Whatever is not about Redis being away ends the process with its reason, and the
supervisor starts it again: a fact that cannot be read is named and never passed over.
"""

from __future__ import annotations

import logging
import signal
import threading
import time

from redis.exceptions import RedisError

from imbuto.bootstrap import Parts
from imbuto.errors import Busy
from imbuto.jobs.queues import Queues, connect
from imbuto.jobs.reactions import Follower
from imbuto.jobs.schedule import Clock

POLL_SECONDS = 0.2
CLOCK_SECONDS = 1.0
OUTAGE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Scheduler:
    """Steps through its three cares until it is told to stop."""

    def __init__(self, parts: Parts, queues: Queues) -> None:
        self._parts = parts
        self._queues = queues
        self._follower = Follower(parts.ledger, queues)
        self._clock = Clock(queues)
        self._clock_due = 0.0

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set. Each step is short, so it ends within a second or two."""
        while not stop.is_set():
            followed = self._follower.step()
            reachable = self._keep_clock()
            if not followed:
                stop.wait(POLL_SECONDS if reachable else OUTAGE_SECONDS)

    def _keep_clock(self) -> bool:
        """Once a second. False while Redis is away; the follower says so in the log."""
        if time.monotonic() < self._clock_due:
            return True
        self._clock_due = time.monotonic() + CLOCK_SECONDS
        try:
            self._clock.tick(self._parts.clock())
            self._queues.wake_retries()
        except (Busy, RedisError):
            return False
        return True


def run(parts: Parts) -> None:
    """Runs a scheduler until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("scheduler: following facts behind %d", parts.ledger.bookmark("reactions"))
    Scheduler(parts, Queues(connect(parts.settings.redis_url))).run(stop)
