"""The Redis of a data folder, with the real server."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from imbuto.redis_server import RedisServer, RedisUnavailable, find_binary, socket_path
from imbuto.supervisor.identity import is_alive, started_at

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path / "books")
    yield server
    server.stop()


def connected(server: RedisServer) -> redis.Redis:
    return redis.Redis.from_url(server.url, decode_responses=True)


def pid_of(server: RedisServer) -> int:
    return int(json.loads((server.folder / "redis.pid").read_text())["pid"])


def test_it_starts_and_answers_at_a_private_socket_and_at_no_port(server: RedisServer) -> None:
    url = server.start()

    with connected(server) as client:
        assert client.ping()
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("appendonly") == {"appendonly": "yes"}
    socket = Path(url.removeprefix("unix://"))
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700


def test_after_its_stop_neither_process_nor_socket_is_left(server: RedisServer) -> None:
    socket = Path(server.start().removeprefix("unix://"))
    pid = pid_of(server)

    server.stop()

    assert started_at(pid) == ""
    assert not socket.exists()
    assert not server.is_running()


def test_what_was_queued_survives_a_kill(server: RedisServer) -> None:
    server.start()
    with connected(server) as client:
        client.rpush("queue", "one", "two")
    os.kill(pid_of(server), signal.SIGKILL)
    wait_until(lambda: not server.is_running())

    server.start()

    with connected(server) as client:
        assert client.lrange("queue", 0, -1) == ["one", "two"]


def test_a_living_server_that_a_killed_parent_left_is_adopted(server: RedisServer) -> None:
    code = f"""
import time; from pathlib import Path; from imbuto.redis_server import RedisServer
print(RedisServer(Path({str(server.folder.parent)!r})).start(), flush=True); time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        first_url = parent.stdout.readline().strip()
        parent.kill()
    left = pid_of(server)

    assert server.start() == first_url
    assert pid_of(server) == left
    assert server.is_running()
    server.stop()
    assert started_at(left) == ""


def test_what_a_dead_server_left_is_cleared_away(server: RedisServer) -> None:
    socket = Path(server.start().removeprefix("unix://"))
    os.kill(pid_of(server), signal.SIGKILL)
    wait_until(lambda: not server.is_running())
    assert socket.exists()

    another = RedisServer(server.folder.parent)

    assert another.start() == server.url
    assert another.is_running()
    another.stop()


def test_a_reused_pid_is_left_alone(server: RedisServer) -> None:
    server.folder.mkdir(parents=True)
    stranger = {"pid": os.getpid(), "started": "another start", "socket": str(server.folder / "gone.sock")}
    (server.folder / "redis.pid").write_text(json.dumps(stranger))

    server.stop()

    assert is_alive(os.getpid(), started_at(os.getpid()))


def test_a_data_folder_with_a_very_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    server = RedisServer(tmp_path / ("milk" * 40) / "books")
    try:
        socket = Path(server.start().removeprefix("unix://"))
        assert len(os.fsencode(socket)) <= 100
        assert (server.folder / "appendonlydir").exists()
    finally:
        server.stop()


def test_each_data_folder_has_a_socket_of_its_own(tmp_path: Path) -> None:
    assert socket_path(tmp_path / "one") != socket_path(tmp_path / "two")


def test_a_folder_that_others_made_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = Path(tempfile.mkdtemp(prefix="imb"))
    (runtime / "imbuto").symlink_to(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))

    assert socket_path(tmp_path).parent != runtime / "imbuto"


def test_a_given_address_is_used_as_it_is_and_never_stopped(server: RedisServer, tmp_path: Path) -> None:
    url = server.start()
    given = RedisServer(tmp_path / "other", url)

    assert given.start() == url
    given.stop()

    assert server.is_running()


def test_a_given_address_that_is_silent_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(RedisUnavailable) as refused:
        RedisServer(tmp_path, "redis://:secret@127.0.0.1:1/0").start()

    assert "127.0.0.1" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_server_on_the_path_comes_before_the_embedded_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "valkey-server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_binary() == program


def test_a_server_that_cannot_start_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho 'the file is damaged'\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(RedisUnavailable, match=r"the file is damaged[\s\S]*remove") as refused:
        RedisServer(tmp_path / "books").start()

    assert "only waiting work" in str(refused.value)


def wait_until(true: object, seconds: float = 60.0) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)
