"""The payday itself: who works next, and who is killed, is drawn by a seed.

The jobs are those that the facts lead to and those that the sweep finds, done in any order; callbacks are
applied in any order; the clock leaps when nobody has anything to do. Nothing of Imbuto is replaced but the
sockets, the clock and the queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import requests
from flask import Flask
from requests.models import PreparedRequest

from imbuto.api.app import create_app
from imbuto.api.parts import attach
from imbuto.bootstrap import build
from imbuto.errors import Busy
from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_tokens import RedisTokenStore
from imbuto.jobs import till, work
from imbuto.jobs.queues import RETRY_SECONDS, JobSpec
from imbuto.jobs.reactions import Follower
from imbuto.jobs.schedule import SCHEDULE, latest_slot
from imbuto.jobs.sweep import outstanding
from imbuto.simulators import daraja
from tests.payments_world import transport
from tests.payments_world.hands import Jobs, Killed, Odds
from tests.payments_world.payday import settings_in
from tests.payments_world.virtual_time import START, Agenda, VirtualTime

LONGEST_NAP = timedelta(minutes=8)
"""So far apart are two looks of the sweep while nothing happens: a scheduler that is down sometimes."""
OVER = {"paid", "failed", "needs_review", "held", "handed_over"}
STRANGER = "203.0.113.9"


class World:
    """One payday. `run` it, and look at it with `checks`."""

    app: Flask | None = None
    """The API's app, arranged once for all worlds: it holds nothing but its parts."""

    def __init__(
        self,
        folder: Path,
        redis_url: str,
        seed: int,
        *,
        script: dict[str, Any] | None = None,
        odds: Odds | None = None,
        float_shillings: int = 10**9,
        rate: float = 5,
        start: datetime = START,
        database_url: str = "",
    ) -> None:
        self.folder, self.seed, self.random = folder, seed, Random(seed)
        self.odds, self.dealt = odds or Odds(), Counter[str]()
        self.time = VirtualTime(start)
        self.jobs, self.later, self.mail = Jobs(self.random), Agenda(), []
        self._settings = settings_in(folder, redis_url, rate, database_url)
        self._slots: dict[str, datetime] = {}
        self._nap = timedelta(minutes=1)
        self._sweep_at = start + self._nap
        self._followed, self._has_mail = 0, True
        self.watch: Callable[[World], object] = lambda world: None
        self.blade: Callable[[], AbstractContextManager[object]] = nullcontext
        post = transport.poster(lambda: World.app, self._source)
        self.gateway, self.desk = daraja.build(
            folder,
            errands=self.time.errands,
            clock=self.time.now,
            post=self._heard(post),
            seed=seed,
            script=script,
            float_shillings=float_shillings,
        )
        self._certificate = Path(self._settings.daraja_certificate).read_text(encoding="utf-8")
        self._queues, till.Queues = till.Queues, lambda _: self.jobs  # type: ignore[misc, assignment]
        self._count_faults(self.desk.adversary.script)
        self._begin()
        self.parts.redis.flushdb()

    # ------------------------------------------------------------------ putting together

    def open(self) -> Any:
        """One more process's parts on the same files."""
        parts = build(self._settings, self.time.now)
        parts.sleep = self.time.sleep
        parts.inbox.applies_by_itself = False
        given = self._settings
        credentials = DarajaCredentials(
            consumer_key=given.daraja_consumer_key,
            consumer_secret=given.daraja_consumer_secret,
            shortcode=given.daraja_shortcode,
            initiator_name=given.daraja_initiator_name,
            initiator_password=given.daraja_initiator_password,
            certificate_pem=self._certificate,
        )
        sessions = transport.sessions(self.gateway, self.time, self._before, self._after)
        client = DarajaClient(given.daraja_base_url, credentials, RedisTokenStore(parts.redis), sessions)
        vars(parts)["daraja"] = client
        return parts

    def _begin(self) -> None:
        """The process whose hands work off the jobs, and whose API hears the callbacks."""
        self.parts = self.open()
        self.follower = Follower(self.parts.ledger, self.jobs)  # type: ignore[arg-type]
        World.app = World.app or create_app(self.parts)
        attach(World.app, self.parts)

    def restart(self) -> None:
        """The process was killed: its parts are gone, and sometimes what Redis held with them."""
        self._has_mail = True
        self.dealt["killed"] += 1
        if self.random.random() < 0.3:
            self.parts.redis.flushdb()
            self.jobs.forget()
        self.parts.close()
        self._begin()

    def close(self) -> None:
        till.Queues = self._queues  # type: ignore[misc]
        self.parts.close()
        self.desk.close()

    # ------------------------------------------------------------------ the wire

    def _count_faults(self, script: Any) -> None:
        """Every fault that the simulator's script deals is counted by its door and name."""
        at_the_door, later = script.at_the_door, script.later

        def counted(*asked: Any) -> Any:
            found = at_the_door(*asked)
            self.dealt.update(f"{one.door} {one.name}" for one in [found] if one)
            return found

        def counted_later(*asked: Any) -> Any:
            found = later(*asked)
            self.dealt.update(f"{one.door} {one.name}" for one in found)
            return found

        script.at_the_door, script.later = counted, counted_later

    def _happens(self, what: str) -> bool:
        happens = self.random.randrange(1000) < getattr(self.odds, what)
        self.dealt[what] += happens
        return happens

    def _before(self, request: PreparedRequest) -> BaseException | None:
        if self._happens("killed_before_call"):
            return Killed()
        return (
            requests.ReadTimeout("lost on the way", request=request)
            if self._happens("request_lost")
            else None
        )

    def _after(self, request: PreparedRequest) -> BaseException | None:
        if self._happens("killed_after_call"):
            return Killed()
        return requests.ReadTimeout(request=request) if self._happens("answer_lost") else None

    def _source(self) -> str:
        return STRANGER if self._happens("from_a_stranger") else transport.SAFARICOM

    def _heard(self, post: Any) -> Any:
        def heard(url: str, body: Any) -> int | None:
            status: int | None = post(url, body)
            self.dealt[f"callbacks answered {status}"] += 1
            self._nap, self._has_mail = timedelta(minutes=1), True
            return status

        return heard

    # ------------------------------------------------------------------ the work

    def run(self, hours: float = 26) -> bool:
        """Lets the day go on until nothing is under way any more. False when it did not end in time."""
        until = self.time.now() + timedelta(hours=hours)
        while self.time.now() < until:
            self._follow()
            self._keep_clock()
            if self._work_one():
                continue
            if self.is_over():
                return True
            self._wait(until)
        return self.is_over()

    def _follow(self) -> None:
        """The scheduler comes to it when it comes to it, but nobody stands idle for it."""
        if len(self.jobs) < 20 or self.random.random() < 0.05:
            while self._followed < self.parts.ledger.position():
                if not self.follower.step():
                    break
                self._followed = self.parts.ledger.bookmark("reactions")
                self.watch(self)

    def is_over(self) -> bool:
        """Nothing is queued, nothing is on its way, and no payout waits for anything but people."""
        if len(self.jobs) or self.mail or len(self.time.errands) or self.later.next_at():
            return False
        if (
            self.parts.inbox.waiting(1)
            or self.parts.ledger.bookmark("reactions") < self.parts.ledger.position()
        ):
            return False
        return set(self.states()) <= OVER

    def states(self) -> Counter[str]:
        """How many payouts stand in each state."""
        found: Counter[str] = Counter()
        for run in self.parts.views.settlements.in_state("approved") + self.parts.views.settlements.in_state(
            "completed"
        ):
            for state, told in self.parts.views.payouts.summary(run.id).items():
                found[state] += told.count
        return found

    def _work_one(self) -> bool:
        """A callback or a job, whichever comes first. False when there is neither."""
        if not self.mail and self._has_mail:
            self.mail = self.parts.inbox.waiting(200)
            self.random.shuffle(self.mail)
            self._has_mail = bool(self.mail)
        if self.mail and (not len(self.jobs) or self.random.random() < 0.6):
            self._apply(self.mail.pop())
        elif len(self.jobs):
            self._perform(self.jobs.take())
        else:
            return False
        self.time.sleep(self.random.randrange(8) / 1000)
        return True

    def _apply(self, number: int) -> None:
        try:
            with self.blade():
                self.parts.inbox.apply(number)
        except Killed:
            self.restart()

    def _perform(self, spec: JobSpec, tries: int = 0) -> None:
        self._nap = timedelta(minutes=1)
        try:
            with self.blade():
                work.perform(self.parts, spec.name, *spec.args)
        except Busy:
            if tries < len(RETRY_SECONDS):
                self.later.put(self.time.now() + timedelta(seconds=RETRY_SECONDS[tries]), (spec, tries + 1))
                return
        except Killed:
            self.restart()
        self.jobs.held.discard(spec.id)

    def _wait(self, until: datetime) -> None:
        """Leaps to whatever comes next: an errand of M-Pesa's, a job's second try, the sweep."""
        comes = [self.time.errands.next_at(), self.later.next_at(), self._sweep_at, until]
        self.time.pass_to(min(at for at in comes if at is not None))

    def _keep_clock(self) -> None:
        """The scheduler wakes retries and sweeps on time, however much is queued; less often while nothing
        happens."""
        now = self.time.now()
        for spec, tries in self.later.due(now):  # type: ignore[misc]
            self._perform(spec, tries)
        if now >= self._sweep_at:
            self._sweep()
            self._sweep_at = now + self._nap
            self._nap = min(self._nap * 2, LONGEST_NAP)

    def _sweep(self) -> None:
        now = self.time.now()
        self.parts.views.catch_up()
        for spec in outstanding(self.parts, now):
            self.jobs.put(spec)
        for entry in SCHEDULE:
            slot = latest_slot(entry.cron, now)
            if entry.name != "sweep" and self._slots.get(entry.name) != slot:
                self._slots[entry.name] = slot
                self.jobs.put(entry.spec(slot))
