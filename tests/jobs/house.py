"""A small cooperative with real stores, a real Redis and the simulators, whose jobs are done step by step."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import requests
from rq.job import Job

from imbuto.aggregates.weighing import Weighing
from imbuto.bootstrap import Parts
from imbuto.errors import Busy
from imbuto.jobs import work
from imbuto.jobs.queues import JobSpec, Queues
from imbuto.jobs.reactions import Follower
from imbuto.jobs.sweep import sweep
from imbuto.jobs.till_look import own_fingerprint
from imbuto.ledger import KS_EAS_67, KS_EAS_67_FORMULA, KS_EAS_67_NAME, Registration
from imbuto.security.kept_callback import Address
from imbuto.settings import DEMO_CREDENTIALS, Settings
from imbuto.values import By, Period

FOUNDED_AT = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)
PERIOD = Period.parse("2026-10-A")
RUN_AT = datetime(2026, 10, 16, 6, 0, tzinfo=UTC)
PRICE_CENTS = 5_000
CALLS = ("send", "send-again", "ask")
"""The jobs that call M-Pesa."""


def by(who: str = "staff:C1", at: datetime = FOUNDED_AT) -> By:
    return By(who, "office", "test", at)


@dataclass
class House:
    """The parts of one installation, and hands that do its queued jobs when told to."""

    parts: Parts
    queues: Queues
    sms_url: str
    daraja_url: str
    now: datetime = RUN_AT
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parts.clock = lambda: self.now
        self.parts.sleep = lambda seconds: self.later(seconds=seconds)
        self.follower = Follower(self.parts.ledger, self.queues)

    # ------------------------------------------------------------------ the cooperative

    def found(self, *, sms: bool = True) -> House:
        ledger = self.parts.ledger
        ledger.found_cooperative("Imara Dairy", by("operator:root"), sms_receipts=sms, sms_statements=sms)
        ledger.open_centre("KIA", "Kiaora", by("staff:A1"))
        price = uuid4()
        ledger.propose_price(price, None, PRICE_CENTS, date(2020, 1, 1), by("staff:T1"))
        ledger.approve_price(price, by("staff:M1"))
        return self

    def limits(self) -> None:
        """The preset, in force."""
        ledger, limits = self.parts.ledger, uuid4()
        day = date(2020, 1, 1)
        ledger.propose_limits(limits, KS_EAS_67_NAME, day, KS_EAS_67_FORMULA, KS_EAS_67, by("staff:T1"))
        ledger.approve_limits(limits, by("staff:M1"))

    def register(self, number: str, phone: str | None = None, language: str = "en") -> None:
        registration = Registration(
            number=number, name=f"Member {number}", centre="KIA", phone=phone, language=language
        )
        self.parts.ledger.register_member(registration, by("staff:C1"))

    def deliver(
        self, member: str, litres: str = "8.5", day: date = PERIOD.start, shift: str = "AM", **more: Any
    ) -> UUID:
        id = uuid4()
        at = datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)
        weighing = Weighing(
            member=member, centre="KIA", date=day, shift=shift, litres=Decimal(litres), **more
        )
        self.parts.ledger.record_delivery(id, weighing, by(at=at))
        return id

    def open_run(self, period: Period = PERIOD) -> UUID:
        opened = self.parts.ledger.open_settlement(period, by("staff:T1", self.now))
        return opened.id

    def approved_run(self) -> UUID:
        """A run of the period, prepared by the jobs and approved by the manager."""
        run = self.open_run()
        self.do("prepare", run)
        self.parts.ledger.approve_settlement(run, by("staff:M1", self.now))
        return run

    def payout(self, member: str = "1", shillings: int = 425) -> UUID:
        """A requested payout of one member's milk of KES 50 a litre, in an approved run."""
        self.deliver(member, str(Decimal(shillings) / 50))
        run = self.approved_run()
        self.do("settle-statements", run)
        return self.payouts(run)[0]

    def payouts(self, run: UUID) -> list[UUID]:
        return [payout.id for payout in self.parts.views.payouts.page(run=run, limit=1000).items]

    def facts(self, kind: str) -> list[Any]:
        found = self.parts.ledger.facts(0, 100_000)
        return [fact for _, fact in found if type(fact).TOPIC.startswith(kind)]

    # ------------------------------------------------------------------ the work

    def do(self, name: str, *args: object) -> None:
        """Does one job at once, as a worker would. Before M-Pesa is called, the credential is shown to be
        right and the float to be full, of which the till's own tests tell."""
        if name in CALLS:
            self.prove()
        work.perform(self.parts, name, *map(str, args))

    def prove(self) -> None:
        """M-Pesa answered our question about the float a moment ago."""
        ledger, till = self.parts.ledger, self.parts.ledger.till()
        job = By("job:till", "job", "test", self.now)
        if till.proven_at is not None and self.now - till.proven_at < timedelta(minutes=10):
            return
        ledger.see_credential(own_fingerprint(self.parts), job)
        if (question := ledger.ask_float(job)) is not None:
            ledger.see_float(question, 100_000_000, 0, "0", job)

    def do_twice(self, name: str, *args: object) -> None:
        """Does the job, and then shows that doing it again records nothing."""
        self.do(name, *args)
        position = self.parts.ledger.position()
        self.do(name, *args)
        assert self.parts.ledger.position() == position, f"{name} did something again"

    def follow(self) -> int:
        """Queues the work of all new facts; how many facts there were."""
        followed = 0
        while step := self.follower.step():
            followed += step
        return followed

    def sweep(self) -> list[str]:
        """Queues what is outstanding; the ids of all queued jobs."""
        sweep(self.parts, self.now.isoformat())
        return sorted(self.queues.held_ids())

    def work(self) -> int:
        """Does all queued jobs, and those that follow from them; how many."""
        before = len(self.done)
        while self.follow() or self._work_off():
            pass
        return len(self.done) - before

    def _work_off(self) -> int:
        jobs = [job for queue in self.queues.by_name.values() for job in queue.jobs]
        for job in jobs:
            self._work_one(job)
        return len(jobs)

    def _work_one(self, job: Job) -> None:
        self.done.append(job.id)
        with suppress(Busy):
            self.do(*job.args)
        job.delete()

    def put(self, spec: JobSpec) -> None:
        self.queues.put(spec)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    # ------------------------------------------------------------------ the partners

    def texts(self, phone: str) -> list[str]:
        """What the phone has received, oldest first."""
        answer = requests.get(f"{self.sms_url}/control/messages", params={"to": f"+{phone}"}, timeout=60)
        messages = reversed(answer.json()["messages"])
        return [message["text"] for message in messages]

    def phone_behaves(self, phone: str, behaviour: str) -> None:
        self._control(self.sms_url, "behaviours", {"msisdn": f"+{phone}", "behaviour": behaviour})

    def mpesa_behaves(self, phone: str, behaviour: str, delay_ms: int = 0) -> None:
        told = {"msisdn": phone, "behaviour": behaviour, "delay_ms": delay_ms}
        self._control(self.daraja_url, "behaviours", told)

    def mpesa(self) -> dict[str, Any]:
        """The simulator's own books: wallets, payments and what was turned away."""
        answer = requests.get(f"{self.daraja_url}/control/state", timeout=60)
        state: dict[str, Any] = answer.json()
        return state

    @staticmethod
    def _control(url: str, door: str, body: dict[str, Any]) -> None:
        requests.post(f"{url}/control/{door}", json=body, timeout=60).raise_for_status()


class Door:
    """Plays the api: takes M-Pesa's callbacks and records what they say through the ledger's verbs."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.heard: list[str] = []
        self.changed = threading.Condition()

    def take(self, path: str, body: bytes) -> None:
        address = self._address(path)
        inbox = self._house.parts.inbox
        inbox.applies_by_itself = False
        inbox.apply(inbox.receive(address, "127.0.0.1", body))
        if address.topic == "payout":
            with self.changed:
                self.heard.append(address.kind)
                self.changed.notify_all()

    def _address(self, path: str) -> Address:
        """What a callback is about; fails for an address that was never given to M-Pesa."""
        words, parts = path.removeprefix("/api/v1/callbacks/").split("/"), self._house.parts
        kind = words[-1]
        if words[0] == "floats":
            given, address = (
                parts.float_callback(int(words[1]), kind),
                Address("float", "", kind, question=int(words[1])),
            )
        else:
            question = int(words[3]) if len(words) == 6 else None
            given = parts.payout_callback(UUID(words[1]), int(words[2]), kind, question)
            address = Address("payout", words[1], kind, int(words[2]), question)
        assert given.endswith(path), f"{path} is not an address that was given to M-Pesa"
        return address

    def wait_for(self, count: int) -> list[str]:
        """The first so many callbacks; fails when they do not come within a minute."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.heard) >= count, timeout=60), self.heard
            return list(self.heard)


@contextmanager
def listening() -> Iterator[tuple[str, dict[str, Door]]]:
    """A server for callbacks: its address, and the place where the door of the moment is put."""
    doors: dict[str, Door] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = 503
            if door := doors.get("open"):
                door.take(self.path, body)
                status = 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the tests look at the ledger."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", doors
    finally:
        server.shutdown()
        server.server_close()


def settings_for(
    data: Path, redis_url: str, *, daraja_url: str, sms_url: str, certificate: str, public_url: str
) -> Settings:
    """A demo installation that speaks to the simulators."""
    return Settings(
        data=data,
        mode="demo",
        host="127.0.0.1",
        port=8000,
        public_url=public_url,
        database_url="",
        redis_url=redis_url,
        secret="a secret of thirty-two letters and more",
        log_level="INFO",
        daraja_base_url=daraja_url,
        daraja_certificate=certificate,
        sms_base_url=sms_url,
        sms_sender="IMARA",
        **{name.lower(): value for name, value in DEMO_CREDENTIALS.items()},
    )
