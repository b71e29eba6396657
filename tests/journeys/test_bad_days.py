"""Bad days: processes killed while they work, Redis gone, the same request from everywhere at once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
import requests

from tests.journeys.house import House, days_back, eventually, phone_of, weighing
from tests.journeys.runs import open_run
from tests.journeys.test_a_month_from_files import cents, in_state, trial_balance_is_zero

MEMBERS = 8

pytestmark = pytest.mark.journey


def milk_of_the_last_period(house: House, count_days: int) -> list[dict[str, Any]]:
    period = house.clock.last_period
    return [weighing(m, day) for day in days_back(count_days, period.end) for m in range(1, MEMBERS + 1)]


def send_until_acknowledged(house: House, body: dict[str, Any], until: float) -> bool:
    """Sends one delivery as a patient device does: the same request again until an answer comes."""
    headers = {"Authorization": f"Bearer {house.token('S1')}", "Idempotency-Key": body["id"]}
    while time.monotonic() < until:
        with suppress(requests.RequestException):
            answer = requests.post(f"{house.base}/api/v1/deliveries", json=body, headers=headers, timeout=10)
            if answer.status_code in (200, 201):
                time.sleep(0.1)
                return True
            assert answer.status_code >= 500 or answer.status_code == 409, answer.text
        time.sleep(0.2)
    return False


def while_killing(house: House, modules: tuple[str, ...], times: int, work: Callable[[], None]) -> int:
    """Does the work while the processes of these modules are killed in turn, `times` in all: soon after its
    begin, and again each time when everything answers. Returns how many processes were killed."""
    killed = 0
    chance = random.Random(20261121)

    def kill_in_turn() -> None:
        nonlocal killed
        for turn in range(times):
            time.sleep(chance.random() / 2)
            killed += house.kill(modules[turn % len(modules)])
            time.sleep(1)
            eventually(house._ready)

    killer = threading.Thread(target=kill_in_turn)
    killer.start()
    try:
        work()
    finally:
        killer.join()
    return killed


def test_killed_while_recording_settling_and_paying_nothing_is_lost_or_doubled(house: House) -> None:
    """M-Pesa is asked about a silent payment no sooner than after two minutes of the hurried clock."""
    house.found(MEMBERS)
    house.start()
    house.token("S1")
    milk = milk_of_the_last_period(house, 15)

    def record() -> None:
        until = time.monotonic() + 600
        with ThreadPoolExecutor(6) as pool:
            acknowledged = list(pool.map(lambda body: send_until_acknowledged(house, body, until), milk))
        assert all(acknowledged)

    assert while_killing(house, ("imbuto.api", "imbuto.jobs"), 4, record) > 0
    eventually(house._ready)
    recorded = house.every("S6", "/deliveries?limit=200")
    assert sorted(item["id"] for item in recorded) == sorted(body["id"] for body in milk)

    period = house.clock.last_period
    house.behave(phone_of(1), "lost_callback")
    house.behave(phone_of(2), "timeout_after_accept")
    run = open_run(house, period)

    def settle_and_pay() -> None:
        # A killed hand's job is found again within half a minute; each kill may hit the next one too.
        eventually(lambda: prepared(house, run))
        eventually(lambda: approved(house, run))
        eventually(lambda: begun(house, run) > 0)

    assert while_killing(house, ("imbuto.jobs", "imbuto.api"), 4, settle_and_pay) > 0
    # Callbacks came while nobody listened, sends were cut off: after two minutes M-Pesa is asked.
    # What that question's answer finds nobody listening for is asked again after five.
    eventually(lambda: in_state(house, run, "completed"), 800, every=1)
    ended = house.every("S6", f"/payouts?run={run}")
    assert [payout["state"] for payout in ended] == ["paid"] * MEMBERS, ended
    statements = house.every("S6", f"/settlements/{run}/statements")
    received = house.wallets()
    assert len(statements) == MEMBERS
    for statement in statements:
        assert received[phone_of(int(statement["member"]))] * 100 == cents(statement["net"])
    assert trial_balance_is_zero(house)


def prepared(house: House, run: str) -> bool:
    with suppress(requests.RequestException):
        return in_state(house, run, "prepared") is not None
    return False


def approved(house: House, run: str) -> bool:
    """Approves as a patient official does; approving twice is approving once."""
    with suppress(requests.RequestException):
        return house.ask("S2", "POST", f"/settlements/{run}/approval", json={}).status_code == 200
    return False


def begun(house: House, run: str) -> int:
    """How many payments were at least begun. When they are paid is M-Pesa's to say: a callback that found
    nobody listening is asked for after two minutes."""
    with suppress(requests.RequestException, AssertionError):
        return len([p for p in house.every("S6", f"/payouts?run={run}") if p["state"] != "requested"])
    return 0


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Founded and running, for the tests that kill none of Imbuto's own processes."""
    running = House(tmp_path_factory.mktemp("small") / "data")
    try:
        running.found(MEMBERS)
        running.start()
        running.token("S1")
        yield running
    finally:
        running.stop()


def test_without_redis_milk_is_recorded_and_all_is_told_once_it_is_back(small_house: House) -> None:
    house = small_house
    milk = milk_of_the_last_period(house, 4)
    house.post("S1", "/deliveries", milk[0])
    house.kill_redis()
    for body in milk[1:]:
        house.post("S1", "/deliveries", body)
    house.empty_redis()
    assert len(house.every("S6", "/deliveries?limit=200")) == len(milk)
    told = eventually(lambda: receipts_of(house) if len(receipts_of(house)) >= len(milk) else None)
    assert len(told) == len(set(told)) == len(milk)


def receipts_of(house: House) -> list[str]:
    return [message["text"] for message in house.messages() if message["direction"] == "out"]


def test_the_same_request_fifty_times_at_once_is_one_fact(small_house: House) -> None:
    house = small_house
    body = weighing(1, house.clock.today)
    before = house.get("S6", "/projections")["position"]

    def send(_: int) -> int:
        return house.ask("S1", "POST", "/deliveries", json=body).status_code

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))
    assert sorted(set(answers)) == [200, 201]
    assert answers.count(201) == 1
    assert len(house.every("S6", f"/deliveries?from={house.clock.today}")) == 1
    assert house.get("S6", f"/deliveries/{body['id']}")["id"] == body["id"]
    assert house.get("S6", "/projections")["position"] >= before + 1
