"""The command as people meet it: help, refusals in sentences, exit codes, and becoming the processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from imbuto import __version__
from imbuto.cli import running
from imbuto.cli.main import cli
from tests.cli.conftest import Run, opened

HEAVY = ("sqlalchemy", "flask", "rich", "eventsourcing", "redis", "requests")


def every_command(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += every_command(command, *path, name)
    return found


@pytest.mark.parametrize("words", [w for w in every_command(cli) if w[:1] != ("simulate",) or len(w) == 1])
def test_every_command_says_what_it_does(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_help_lists_the_commands_in_the_order_of_use(run: Run) -> None:
    output = run("--help").output
    places = [
        output.index(f"\n  {name} ") for name in ("up", "init", "import", "projections", "audit", "api")
    ]
    assert places == sorted(places)


def test_help_loads_nothing_heavy() -> None:
    code = (
        f"import sys; sys.argv = ['imbuto', '--help']\nfrom imbuto.cli import main\n"
        f"try: main()\nexcept SystemExit: print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_it_is_also_a_module() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "imbuto.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout == f"Imbuto {__version__}\n"


def test_a_refusal_is_a_sentence_and_a_remedy_and_ends_with_2(run: Run, founded: Path) -> None:
    result = run("projections", "rebuild", "nonsense")
    assert result.exit_code == 2
    assert "There is no projection nonsense." in result.stderr
    assert "Choose of these: " in result.stderr
    for parts in opened(founded):
        assert all(view.name in result.stderr for view in parts.views.status())
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("projections", "list"),
        ("projections", "rebuild"),
        ("audit", "replay"),
        ("import", "members", "register.csv"),
        ("import", "deliveries", "book.csv"),
        ("invite", "S001"),
    ],
)
def test_where_nothing_is_founded_the_folder_and_the_remedy_are_named(
    run: Run, data: Path, words: tuple[str, ...]
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert f"Nothing is founded in {data}." in result.stderr
    for remedy in ("IMBUTO_DATA", "imbuto init", "imbuto up"):
        assert remedy in result.stderr
    assert "IMBUTO_SECRET" not in result.stderr
    assert not data.exists()


def test_a_demo_that_is_set_up_but_not_founded_is_told_the_same(run: Run, demo_folder: Path) -> None:
    for _ in opened(demo_folder):
        pass
    assert f"Nothing is founded in {demo_folder}." in run("projections", "list").stderr


def test_missing_settings_are_named(run: Run, founded: Path) -> None:
    (founded / "imbuto.env").unlink()
    result = run("projections", "list")
    assert result.exit_code == 2
    assert "IMBUTO_SECRET" in result.stderr
    assert "imbuto init" in result.stderr


def test_what_should_not_happen_ends_with_1_and_leaves_its_details_in_the_log(
    run: Run, founded: Path
) -> None:
    (founded / "events.sqlite").write_bytes(b"this is no database" * 100)
    result = run("projections", "list")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    log = founded / "log" / "cli.log"
    assert str(log) in result.stderr
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (("api",), ["imbuto.api"]),
        (("worker",), ["imbuto.jobs", "worker"]),
        (("scheduler",), ["imbuto.jobs", "scheduler"]),
        (("simulate", "daraja", "--port", "9"), ["imbuto.simulators.daraja", "--port", "9"]),
        (("simulate", "sms", "--help"), ["imbuto.simulators.sms", "--help"]),
        (("simulate", "push", "--port", "9"), ["imbuto.simulators.push", "--port", "9"]),
    ],
)
def test_a_process_command_becomes_the_process(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], module: list[str]
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(running.os, "execv", lambda program, arguments: became.append(arguments))
    assert run(*words).exit_code == 0
    assert became == [[sys.executable, "-P", "-m", *module]]


def test_up_refuses_a_folder_where_nothing_is_set_up_and_no_demo_is_wanted(run: Run, data: Path) -> None:
    result = run("up", "--no-demo")
    assert result.exit_code == 1
    assert not (data / "imbuto.env").exists()


def test_up_keeps_to_the_port_it_was_set_up_with(
    run: Run, demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, int, bool | None]] = []
    monkeypatch.setattr("imbuto.supervisor.up", lambda *words: asked.append(words) or 0)
    settings = demo_folder / "imbuto.env"
    settings.write_text(settings.read_text().replace("IMBUTO_PORT=8000", "IMBUTO_PORT=8123"))
    assert run("up").exit_code == 0
    assert run("up", "--port", "9000", "--demo").exit_code == 0
    assert asked == [(demo_folder, 8123, None), (demo_folder, 9000, True)]
