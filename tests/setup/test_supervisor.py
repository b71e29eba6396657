"""`imbuto up` with stand-in programs: real processes, a real Redis, real signals."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbuto.supervisor.identity import started_at
from imbuto.supervisor.remains import marked

from .household import Household, wait_until

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    household = Household(tmp_path)
    yield household
    household.end()


def test_everything_starts_in_order_and_stops_in_reverse(household: Household) -> None:
    supervisor = household.up()
    mark = household.mark
    assert marked(mark)

    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(timeout=60) == 0
    said = household.said()
    assert sorted(said[:2]) == ["partner starts", "seed unix://"]
    assert sorted(said[2:4]) == ["api starts", "worker starts"]
    assert said[4:] == ["worker stops", "api stops", "partner stops"]
    assert marked(mark) == {}
    assert not (household.data / "run.json").exists()


def test_the_panel_says_where_to_look_and_whom_to_sign_in_as(household: Household) -> None:
    household.up()

    shown = household.shown()
    assert f"http://127.0.0.1:{household.port}/api/docs" in shown
    assert f"http://127.0.0.1:{household.port + 1}/" in shown
    assert "secretary 0700000001 maziwa" in shown
    assert "curl -s" in shown


def test_a_new_demo_is_said_to_be_one_in_the_first_line_and_only_then(household: Household) -> None:
    supervisor = household.up()
    first = household.shown().splitlines()[0]
    assert f"A DEMO cooperative is founded in {household.data}" in first
    assert "imbuto init" in first
    supervisor.send_signal(signal.SIGINT)
    supervisor.wait(timeout=60)
    (household.data / "events.sqlite").touch()

    household.up()

    assert "A DEMO" not in household.shown()


def test_a_demo_is_founded_by_the_first_start_and_again_where_its_books_went(
    household: Household,
) -> None:
    for founded, has_books in ((1, True), (1, False), (2, True)):
        supervisor = household.up()
        assert household.said().count("seed unix://") == founded
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(timeout=60)
        books = household.data / "events.sqlite"
        books.touch() if has_books else books.unlink()


def test_a_real_cooperative_s_folder_does_not_start_as_a_demo(household: Household) -> None:
    household.data.mkdir()
    (household.data / "imbuto.env").write_text("IMBUTO_MODE=production\n")

    assert household.up(ready=False, IMBUTO_MODE="demo").wait(timeout=60) == 1
    assert "is set up for a real cooperative" in household.shown()


def test_a_process_that_does_not_come_up_is_named_with_its_last_words(household: Household) -> None:
    supervisor = household.up(ready=False, FAILS="api")

    assert supervisor.wait(timeout=60) == 1
    assert "api ended at its start (exit code 3)" in household.shown()
    assert "the book is locked" in household.shown()
    assert "api | ERROR: the book is locked" in (household.data / "log/api.log").read_text()
    assert not (household.data / "run.json").exists()
    assert "partner stops" in household.said()


def test_a_killed_process_starts_again(household: Household) -> None:
    household.up()
    before = household.pid("api")

    os.kill(before, signal.SIGKILL)

    wait_until(lambda: household.pid("api") != before)
    wait_until(lambda: household.said().count("api starts") == 2)
    assert "ended with SIGKILL; starts again" in household.shown()


def test_a_killed_redis_starts_again_at_the_same_address(household: Household) -> None:
    household.up()
    pid_file = household.data / "redis/redis.pid"
    before = json.loads(pid_file.read_text())

    os.kill(before["pid"], signal.SIGKILL)

    wait_until(lambda: pid_file.exists() and _read(pid_file)["pid"] != before["pid"])
    assert _read(pid_file)["socket"] == before["socket"]


def test_a_process_that_crashes_again_and_again_stops_everything(household: Household) -> None:
    supervisor = household.up()

    for start in range(2, 8):
        os.kill(household.pid("api"), signal.SIGKILL)
        wait_until(
            lambda start=start: supervisor.poll() is not None or household.said().count("api starts") == start
        )

    assert supervisor.wait(timeout=60) == 1
    assert "api crashed again and again, at last with SIGKILL" in household.shown()
    assert household.said()[-1] == "partner stops"


@linux_only
def test_nobody_but_an_abandoned_horse_is_left_when_the_supervisor_is_killed(household: Household) -> None:
    supervisor = household.up()
    mark, names = household.mark, ("partner", "api", "worker")
    pids = [household.pid(name) for name in names]

    supervisor.kill()
    supervisor.wait()

    wait_until(lambda: not any(started_at(pid) for pid in pids))
    wait_until(lambda: len(marked(mark)) <= 1)
    second = household.up()
    assert "which an earlier start had left" in household.shown()
    assert marked(mark) == {}
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=60) == 0


def test_a_second_start_on_the_same_folder_is_refused(household: Household, tmp_path: Path) -> None:
    household.up()
    (tmp_path / "another").mkdir()
    other = Household(tmp_path / "another")
    other.data = household.data

    assert other.up(ready=False).wait(timeout=60) == 1
    assert "already runs on" in other.shown()


@pytest.mark.parametrize("place", [0, 1])
def test_a_port_that_is_taken_is_named_with_the_remedy(household: Household, place: int) -> None:
    with socket.create_server(("127.0.0.1", household.port + place)):
        assert household.up(ready=False).wait(timeout=60) == 1

    assert f"Port {household.port + place}" in household.shown()
    assert "--port" in household.shown()


def test_a_second_ctrl_c_ends_everything_at_once(household: Household) -> None:
    supervisor = household.up(STUBBORN="1")
    mark = household.mark
    supervisor.send_signal(signal.SIGINT)
    wait_until(lambda: "Once more ends everything" in household.shown())

    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(timeout=60) == 130
    wait_until(lambda: marked(mark) == {})


def test_a_given_redis_is_used_and_a_silent_one_is_named(household: Household) -> None:
    supervisor = household.up(ready=False, REDIS_URL="redis://127.0.0.1:1/0")

    assert supervisor.wait(timeout=60) == 1
    assert "REDIS_URL" in household.shown()


def _read(path: Path) -> dict[str, str]:
    read: dict[str, str] = json.loads(path.read_text())
    return read
