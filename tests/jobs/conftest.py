"""What the jobs' tests share: a real Redis, emptied before each test, the simulators, a cooperative."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
import requests
from flask import Flask

from imbuto.api.app import create_app
from imbuto.api.parts import attach
from imbuto.bootstrap import build
from imbuto.jobs import settle
from imbuto.jobs.queues import Queues, connect
from imbuto.redis_server import RedisServer
from imbuto.settings import Settings
from tests.payments_world.payday import write_payday
from tests.payments_world.world import World

from .house import PERIOD, Door, House, by, listening, settings_for
from .phones import BEGAN, PHONE, Phones, phones_of, push_first


class Wire(redis.Redis):
    """A connection to a real Redis that can be cut."""

    cut = False

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if self.cut:
            raise redis.ConnectionError("the wire is cut")
        return super().execute_command(*args, **options)

    def pipeline(self, *args: Any, **options: Any) -> Any:
        if self.cut:
            raise redis.ConnectionError("the wire is cut")
        return super().pipeline(*args, **options)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server.start()
    server.stop()


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    client = connect(redis_url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def queues(redis_client: redis.Redis) -> Queues:
    return Queues(redis_client)


@pytest.fixture
def wire(redis_url: str, redis_client: redis.Redis) -> Iterator[Wire]:
    client = Wire.from_url(redis_url)
    assert isinstance(client, Wire)
    yield client
    client.close()


@contextmanager
def simulator(name: str, data: Path, *arguments: str) -> Iterator[str]:
    """A simulator as a process of its own; its address."""
    command = [sys.executable, "-m", f"imbuto.simulators.{name}", "--port", "0", "--data", str(data)]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on "), f"the simulator did not start: {line!r}"
        yield line.removeprefix("listening on ").strip()
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def sms_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with simulator("sms", tmp_path_factory.mktemp("sms"), "--delay-ms", "10") as url:
        yield url


@pytest.fixture(scope="session")
def mpesa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The simulator's address, and the path of its certificate."""
    folder = tmp_path_factory.mktemp("daraja")
    with simulator("daraja", folder, "--delay-ms", "10") as url:
        certificate = folder / "certificate.pem"
        certificate.write_text(requests.get(f"{url}/certificate.pem", timeout=60).text)
        yield url, str(certificate)


@pytest.fixture(scope="session")
def callbacks() -> Iterator[tuple[str, dict[str, Door]]]:
    with listening() as listener:
        yield listener


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Where everything is kept: in files, unless a test asks for `postgresql` as well."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def settings(
    request: pytest.FixtureRequest,
    store: str,
    tmp_path: Path,
    redis_url: str,
    sms_url: str,
    mpesa: tuple[str, str],
    callbacks: tuple[str, dict[str, Door]],
) -> Settings:
    daraja_url, certificate = mpesa
    for url in (sms_url, daraja_url):
        requests.post(f"{url}/control/reset", json={}, timeout=60).raise_for_status()
    given = settings_for(
        tmp_path,
        redis_url,
        daraja_url=daraja_url,
        sms_url=sms_url,
        certificate=certificate,
        public_url=callbacks[0],
    )
    if store == "postgresql":
        made = request.getfixturevalue("postgresql_database")
        return replace(given, database_url=made(f"house {uuid4()}"))
    return given


@pytest.fixture
def house(settings: Settings, queues: Queues) -> Iterator[House]:
    parts = build(settings)
    yield House(parts, queues, settings.sms_base_url, settings.daraja_base_url).found()
    parts.redis.close()
    parts.close()


APPS: list[Flask] = []
"""To arrange an app takes longer than most tests; it holds nothing of a house but its parts."""


@pytest.fixture
def phones(house: House) -> Iterator[Phones]:
    """A farmer with the app on no phone yet, and a clerk; push first, SMS after half an hour."""
    house.now = BEGAN
    house.register("0042", PHONE)
    house.parts.ledger.join_staff("S001", "Njeri", ["clerk"], by("operator:root"))
    push_first(house)
    app = APPS.pop() if APPS else create_app(house.parts)
    attach(app, house.parts)
    with phones_of(house, app) as found:
        for number in ("0042", "S001"):
            found.sign_in(number)
        yield found
    APPS.append(app)


@pytest.fixture
def door(house: House, callbacks: tuple[str, dict[str, Door]]) -> Iterator[Door]:
    """The api's door for callbacks, open."""
    callbacks[1]["open"] = Door(house)
    yield callbacks[1]["open"]
    callbacks[1].clear()


@pytest.fixture(scope="session")
def paydays(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, redis_url: str
) -> Callable[[int, str], Path]:
    """The morning of a payday of so many payouts, written once in that store, to be copied."""

    @cache
    def written(payouts: int, store: str) -> Path:
        folder, address = tmp_path_factory.mktemp("payday"), ""
        if store == "postgresql":
            address = request.getfixturevalue("postgresql_database")(f"payday {payouts}")
        write_payday(folder, redis_url, payouts, address)
        return folder

    return written


@pytest.fixture
def begin(
    request: pytest.FixtureRequest,
    paydays: Callable[[int, str], Path],
    store: str,
    tmp_path: Path,
    redis_url: str,
) -> Iterator[Callable[..., World]]:
    """Begins such a morning under a seed."""
    worlds: list[World] = []

    def begun(seed: int, payouts: int = 24, **options: Any) -> World:
        folder = tmp_path / f"{seed}-{payouts}"
        shutil.copytree(paydays(payouts, store), folder)
        if store == "postgresql":
            made = request.getfixturevalue("postgresql_database")
            options["database_url"] = made(f"payday {uuid4()}", like=f"payday {payouts}")
        worlds.append(World(folder, redis_url, seed, **options))
        return worlds[-1]

    yield begun
    for world in reversed(worlds):  # each gives back what it found
        world.close()


@pytest.fixture
def herd(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Seven members with milk on two days, drawn two at a time."""
    monkeypatch.setattr(settle, "CHUNK", 2)
    for number in range(1, 8):
        house.register(f"{number:04d}")
        for day in (PERIOD.start, PERIOD.end):
            house.deliver(f"{number:04d}", f"{number}.{number}", day)
    return house
