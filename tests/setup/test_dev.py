"""`./dev`: what it says, what it refuses, and when it installs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DEV = ROOT / "dev"


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DEV), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={**os.environ, **environ},
    )


def test_without_a_command_it_explains_itself() -> None:
    done = run()

    assert done.returncode == 0
    for command in ("up", "test", "lint", "web", "types", "lock", "clean"):
        assert f"./dev {command}" in done.stdout


def test_an_unknown_command_is_refused_with_the_explanation() -> None:
    done = run("milk")

    assert done.returncode == 2
    assert "./dev up" in done.stdout


def test_it_is_executable_and_closed_over_the_standard_library() -> None:
    assert os.access(DEV, os.X_OK)
    isolated = subprocess.run(
        [sys.executable, "-I", "-S", str(DEV), "help"], capture_output=True, check=False
    )
    assert isolated.returncode == 0


def test_an_old_python_is_refused_with_the_remedy(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))

    with pytest.raises(SystemExit, match=r"needs Python 3.11 or newer; this is Python 3.9.2.*Install one"):
        dev.main()


def test_an_old_python_gives_way_to_a_newer_one_on_the_path(tmp_path: Path) -> None:
    switched_off, newer = tmp_path / "python3.13", tmp_path / "python3.12"
    switched_off.write_text("#!/bin/sh\nexit 127\n")
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "newer: $2"\n')
    for program in (switched_off, newer):
        program.chmod(0o755)
    pretend_old = f"import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['dev', 'help']; \
runpy.run_path({str(DEV)!r}, run_name='__main__')"

    done = subprocess.run(
        [sys.executable, "-c", pretend_old],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"},
    )

    assert done.stdout == "newer: help\n"


def test_the_environment_is_made_once_and_again_only_when_the_lock_changes(
    dev: ModuleType, installed: list[str]
) -> None:
    dev.make_environment(dev.RUNTIME)
    dev.make_environment(dev.RUNTIME)
    assert installed == [dev.RUNTIME]

    with (dev.ROOT / dev.RUNTIME).open("a") as lock:
        lock.write("# changed\n")
    dev.make_environment(dev.RUNTIME)

    assert installed == [dev.RUNTIME, dev.RUNTIME]


def test_the_development_lock_covers_the_runtime_lock(dev: ModuleType, installed: list[str]) -> None:
    dev.make_environment(dev.DEVELOPMENT)
    dev.make_environment(dev.RUNTIME)

    assert installed == [dev.DEVELOPMENT]


def test_the_runtime_lock_does_not_cover_the_development_lock(dev: ModuleType, installed: list[str]) -> None:
    dev.make_environment(dev.RUNTIME)
    dev.make_environment(dev.DEVELOPMENT)

    assert installed == [dev.RUNTIME, dev.DEVELOPMENT]


@pytest.mark.parametrize(("words", "lock"), [(["imbuto", "--help"], "RUNTIME"), (["pytest"], "DEVELOPMENT")])
def test_only_a_tool_needs_the_development_lock(
    dev: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch, words: list[str], lock: str
) -> None:
    monkeypatch.setenv("IMBUTO_DATA", "/nowhere")
    monkeypatch.setattr(dev.os, "execv", lambda program, arguments: None)
    dev.make_environment(dev.RUNTIME)
    (dev.VENV / "bin" / words[0]).touch()

    dev.run_command(words)

    assert installed == list(dict.fromkeys([dev.RUNTIME, getattr(dev, lock)]))


def test_imbuto_runs_in_the_development_environment_where_that_is_installed(
    dev: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBUTO_DATA", "/nowhere")
    monkeypatch.setattr(dev.os, "execv", lambda program, arguments: None)
    dev.make_environment(dev.DEVELOPMENT)
    (dev.VENV / "bin/imbuto").touch()

    dev.run_command(["imbuto", "--help"])

    assert installed == [dev.DEVELOPMENT]


def test_an_environment_whose_python_is_gone_is_made_anew(dev: ModuleType, installed: list[str]) -> None:
    dev.make_environment(dev.RUNTIME)
    dev.PYTHON.unlink()
    dev.PYTHON.symlink_to("/nowhere/python")

    dev.make_environment(dev.RUNTIME)

    assert dev.is_usable()
    assert installed == [dev.RUNTIME, dev.RUNTIME]


def test_an_environment_that_something_else_made_is_adopted(dev: ModuleType, installed: list[str]) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(dev.VENV)], check=True)
    (dev.VENV / "made-by").write_text("another tool")

    dev.make_environment(dev.RUNTIME)

    assert (dev.VENV / "made-by").exists()
    assert installed == [dev.RUNTIME]


def test_a_failed_check_fails_the_whole(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    held, broken = ("ruff", True, 0.1, ""), ("tests", False, 2.0, "1 failed, 3 passed in 2.00s")

    assert dev.closing([held]) == 0
    assert dev.closing([held, broken]) == 1
    assert capsys.readouterr().out.endswith("1 failed, 3 passed in 2.00s\n")


@pytest.fixture
def on_the_path(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The programs that are found; apt, which is the edge, brings its packages' programs onto it."""
    found = {"apt-get"}

    def run(command: list[str]) -> bool:
        if command[:2] == ["apt-get", "install"]:
            found.update(program for program, package, _ in dev.TOOLS if package in command)
        return True

    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name in found else None)
    monkeypatch.setattr(dev, "is_success", run)
    return found


def test_tools_of_the_system_are_installed_by_root_on_debian(
    dev: ModuleType, on_the_path: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)

    assert dev.missing_tools(bring=True) == []
    assert {"hledger", "chromium"} <= on_the_path


def test_what_may_not_be_installed_is_named_as_left_out(
    dev: ModuleType,
    on_the_path: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)

    left_out = dev.missing_tools(bring=True)

    assert [program for program, _, _ in left_out] == ["hledger", "chromium"]
    assert dev.closing([("ruff", True, 0.1, "")], left_out) == 0
    said = capsys.readouterr().out
    assert "left out for want of hledger" in said
    assert "left out for want of chromium" in said

    monkeypatch.setenv("CI", "true")
    assert dev.closing([("ruff", True, 0.1, "")], left_out) == 1
    assert dev.closing([("ruff", True, 0.1, "")], []) == 0


def test_lanes_go_side_by_side_and_each_check_says_its_own(
    dev: ModuleType, installed: list[str], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each lane waits for the other: one after the other they would never end."""
    dev.make_environment(dev.RUNTIME)
    meet = (
        "import sys,pathlib,time\nhere, there = map(pathlib.Path, sys.argv[1:])\nhere.touch()\n"
        "while not there.exists(): time.sleep(0.01)\nprint('met', here.name)"
    )
    one, two = str(tmp_path / "one"), str(tmp_path / "two")

    results = dev.side_by_side(
        [("first", ["-c", meet, one, two]), ("then", ["-c", "raise SystemExit(1)"])],
        [("second", ["-c", meet, two, one])],
    )

    assert [(name, held) for name, held, _, _ in results] == [
        ("first", True),
        ("then", False),
        ("second", True),
    ]
    shown = capfd.readouterr().out
    assert "met one" in shown
    assert "met two" in shown


@pytest.mark.parametrize("missing", [["pip"], ["pip", "ensurepip"]])
def test_pip_is_brought_or_borrowed_where_the_environment_has_none(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: list[str]
) -> None:
    """Debian leaves ensurepip to a package of its own; the Python that runs ./dev may still have pip."""

    def answers(command: list[str]) -> bool:
        return command[0] != str(dev.PYTHON) or command[2] not in missing

    monkeypatch.setattr(dev, "is_silent_success", answers)

    borrowed = [sys.executable, "-m", "pip", "--python", str(dev.PYTHON)]
    assert dev.find_pip() == (borrowed if "ensurepip" in missing else [str(dev.PYTHON), "-m", "pip"])


def test_without_any_pip_the_remedy_is_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "is_silent_success", lambda command: False)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)

    with pytest.raises(dev.Trouble, match="apt install python3-venv"):
        dev.find_pip()
