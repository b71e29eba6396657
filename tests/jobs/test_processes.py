"""Worker and scheduler together, as running processes: from a delivery to money, through an outage."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from imbuto.redis_server import RedisServer
from imbuto.settings import Settings
from imbuto.values import Period, business_date, utc_now

from .house import Door, House, by
from .processes import eventually, started

PHONE = "254712345678"

pytestmark = pytest.mark.slow


@pytest.fixture
def running(house: House, settings: Settings) -> Iterator[House]:
    """Milk of the last period, and then the worker, and two schedulers where one would do."""
    house.register("1", PHONE)
    house.deliver("1", "8.5", Period.containing(business_date(utc_now())).previous.start)
    with ExitStack() as stack:
        for words in (["worker"], ["scheduler"], ["scheduler"]):
            stack.enter_context(started(settings, *words))
        yield house


def test_milk_becomes_a_message_a_run_by_the_clock_and_after_approval_money(
    running: House, door: Door
) -> None:
    eventually(lambda: len(running.texts(PHONE)) == 1)
    eventually(lambda: running.facts("settlement.prepared"))
    (opened,) = running.facts("settlement.opened")
    assert opened.who == "job:clock"

    running.parts.ledger.approve_settlement(opened.originator_id, by("staff:M1", utc_now()))
    eventually(lambda: running.facts("payout.paid"))
    eventually(lambda: len(running.texts(PHONE)) == 2)

    assert running.mpesa()["wallets"] == {PHONE: 425}
    assert len(running.facts("payout.submitted")) == 1


def test_a_scheduler_ends_quickly_and_quietly_on_sigterm(settings: Settings, house: House) -> None:
    with started(settings, "scheduler") as process:
        log = settings.data / "scheduler.log"
        eventually(lambda: "following facts" in log.read_text())
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)

        assert process.returncode == 0
        assert "Traceback" not in log.read_text()


def test_redis_stopped_and_emptied_in_the_middle_costs_only_time(
    settings: Settings, house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lost")
    own = RedisServer(folder)
    settings = replace(settings, redis_url=own.start())
    house.register("1", PHONE)
    try:
        with started(settings, "worker"), started(settings, "scheduler"):
            house.deliver("1", shift="AM")
            eventually(lambda: len(house.texts(PHONE)) == 1)
            own.kill()
            _empty(folder)
            house.deliver("1", shift="PM")
            time.sleep(1)
            own.stop()
            own.start()

            eventually(lambda: len(house.texts(PHONE)) == 2)
        log = (settings.data / "scheduler.log").read_text()
        assert log.count("facts wait to be followed") == 1
    finally:
        own.stop()


def _empty(folder: Path) -> None:
    for file in (folder / "redis").rglob("*"):
        if file.is_file() and file.suffix != ".pid":
            file.unlink()
