"""The parts of the supervisor that decide, without starting Imbuto."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imbuto.supervisor.child import Child, Patience
from imbuto.supervisor.identity import is_alive, started_at
from imbuto.supervisor.logs import Log, in_plain_words, is_alarming
from imbuto.supervisor.processes import PROCESSES, Process, arguments, launched
from imbuto.supervisor.readiness import answers, is_free
from imbuto.supervisor.remains import MARK, RUN_FILE, RunFile, end_remains, marked

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")


def test_a_crash_is_forgiven_five_times_in_a_minute_with_growing_pauses() -> None:
    patience = Patience()

    pauses = [patience.pause_after_crash(float(second)) for second in range(6)]

    assert pauses == [0.5, 1, 2, 4, 8, None]


def test_old_crashes_are_forgotten() -> None:
    patience = Patience()
    for second in range(5):
        patience.pause_after_crash(float(second))

    assert patience.pause_after_crash(100.0) == 0.5


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "late", "level": "warning"}',
        '{"event": "lost", "level": "error"}',
        "2026-11-20 WARNING something",
        "[ERROR] no connection",
        "ValueError: no litres",
    ],
)
def test_warnings_and_errors_are_for_the_terminal(line: str) -> None:
    assert is_alarming(line)


@pytest.mark.parametrize(
    "line",
    ['{"event": "no error here", "level": "info"}', "[INFO] Started worker-1", "127.0.0.1 GET 200", "{"],
)
def test_the_rest_is_for_the_log_alone(line: str) -> None:
    assert not is_alarming(line)


def test_a_json_line_is_shown_in_plain_words() -> None:
    assert in_plain_words('{"event": "no connection", "level": "error"}') == "ERROR no connection"
    assert in_plain_words("as it is") == "as it is"


def test_every_line_is_logged_with_its_process_and_a_traceback_is_shown_by_its_last_line(
    tmp_path: Path,
) -> None:
    shown: list[str] = []
    log = Log("worker", tmp_path, lambda name, line: shown.append(f"{name}: {line}"))
    said = b"hello\nTraceback (most recent call last):\n  File x\n    call()\nKeyError: 1\nbye\n"

    log.follow(io.BytesIO(said))

    written = log.path.read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in written[:2]] == [
        "worker | hello",
        "worker | " + said.decode().splitlines()[1],
    ]
    assert len(written) == 6
    assert shown == ["worker: KeyError: 1"]


def test_a_flood_of_errors_does_not_bury_the_terminal(tmp_path: Path) -> None:
    shown: list[str] = []
    log = Log("worker", tmp_path, lambda name, line: shown.append(line))

    log.follow(io.BytesIO(b"ERROR again\n" * 500))

    assert len(log.path.read_text().splitlines()) == 500
    assert len(shown) == 21
    assert "more in" in shown[-1]


def test_the_command_line_of_each_process_is_filled_in() -> None:
    values = {"port": "9", "data": "/d", "sms_callbacks": "http://x/sms", "ussd_callbacks": "http://x/ussd"}

    lines = {process.name: arguments(process, values)[3:] for process in PROCESSES}

    assert lines["daraja"] == ["imbuto.simulators.daraja", "--port", "9", "--data", "/d"]
    assert lines["sms"][-8:] == [
        "--reports-url",
        "http://x/sms/reports",
        "--inbound-url",
        "http://x/sms/inbound",
        "--ussd-url",
        "http://x/ussd",
        "--ussd-ended-url",
        "http://x/ussd/ended",
    ]
    assert lines["worker"] == ["imbuto.jobs", "worker"]


def test_a_silent_port_is_free_and_does_not_answer() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)
    assert not answers("127.0.0.1", port, "/healthz")


def sleeper(*, mark: str = "", stubborn: bool = False) -> subprocess.Popen[bytes]:
    """A process that sleeps; a stubborn one ignores TERM. Returned once it is ready."""
    ignore = "signal.signal(signal.SIGTERM, signal.SIG_IGN);" if stubborn else ""
    code = f"import signal,time;{ignore}print(flush=True);time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, MARK: mark},
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    return process


def test_a_process_is_known_by_its_pid_and_its_start() -> None:
    process = sleeper()
    start = started_at(process.pid)

    assert is_alive(process.pid, start)
    assert not is_alive(process.pid, start + "1")
    process.kill()
    process.wait()
    assert not is_alive(process.pid, start)


def test_what_an_earlier_start_left_is_ended_by_its_pid_file(tmp_path: Path) -> None:
    process = sleeper()
    RunFile(tmp_path / RUN_FILE, "a mark that nobody carries", {"api": process.pid}).write()

    ended = end_remains(tmp_path)

    assert ended == [process.pid]
    assert process.wait() == -signal.SIGTERM
    assert not (tmp_path / RUN_FILE).exists()


def test_a_reused_pid_in_the_pid_file_is_left_alone(tmp_path: Path) -> None:
    process = sleeper()
    run_file = RunFile(tmp_path / RUN_FILE, "a mark that nobody carries", {"api": process.pid})
    run_file.write()
    run_file.path.write_text(run_file.path.read_text().replace(started_at(process.pid), "another start"))

    assert end_remains(tmp_path) == []

    assert process.poll() is None
    process.kill()
    process.wait()


@linux_only
def test_a_descendant_that_left_its_group_is_found_by_the_mark(tmp_path: Path) -> None:
    process = sleeper(mark="of this test " + tmp_path.name)

    assert list(marked("of this test " + tmp_path.name)) == [process.pid]
    RunFile(tmp_path / RUN_FILE, "of this test " + tmp_path.name).write()
    assert end_remains(tmp_path) == [process.pid]
    process.wait()


def test_a_damaged_pid_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / RUN_FILE).write_text("{ half a")

    assert end_remains(tmp_path) == []


def child_of(tmp_path: Path, code: str) -> Child:
    log = Log("stubborn", tmp_path, lambda name, line: None)
    return Child(Process("stubborn", "stubborn", ()), [sys.executable, "-c", code], 0, log)


def test_who_does_not_stop_when_asked_is_killed(tmp_path: Path) -> None:
    code = (
        "import signal,time;signal.signal(signal.SIGTERM,signal.SIG_IGN);"
        "print('up',flush=True);time.sleep(60)"
    )
    child = child_of(tmp_path, code)
    pid = child.start(os.environ, tmp_path)
    wait_for_text(child.log.path, "up")
    began = time.monotonic()

    child.stop(seconds=0.2)

    assert time.monotonic() - began >= 0.2
    assert started_at(pid) == ""


def test_a_crash_takes_the_rest_of_the_group_with_it(tmp_path: Path) -> None:
    code = (
        "import os,subprocess,sys;"
        "p=subprocess.Popen([sys.executable,'-c','import time;time.sleep(60)']);"
        "print(p.pid,flush=True);os._exit(7)"
    )
    child = child_of(tmp_path, code)
    child.start(os.environ, tmp_path)
    wait_for_text(child.log.path, "|")
    left = int(child.log.tail()[0].rpartition(" ")[2])
    while child.is_running:
        time.sleep(0.01)
    assert child.how_it_ended() == "exit code 7"

    assert child.crashed() == 0.5

    assert started_at(left) == ""


@linux_only
def test_a_launched_process_ends_with_its_parent() -> None:
    code = """
import os, subprocess, sys
from imbuto.supervisor.processes import launched
inner = [sys.executable, "-c", "import time; time.sleep(60)"]
print(subprocess.Popen(launched(os.getpid(), inner)).pid, flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        start = started_at(pid)
        time.sleep(0.2)  # until the launcher has asked to be told
        parent.kill()
    until = time.monotonic() + 60
    while is_alive(pid, start):
        assert time.monotonic() < until
        time.sleep(0.01)


@linux_only
def test_the_launcher_does_not_outlive_a_parent_that_has_already_gone() -> None:
    done = subprocess.run(launched(1, ["/bin/echo", "alive"]), capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stdout == ""


def wait_for_text(path: Path, text: str) -> None:
    until = time.monotonic() + 60
    while not path.exists() or text not in path.read_text():
        assert time.monotonic() < until
        time.sleep(0.01)
