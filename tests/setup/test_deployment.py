"""The deployment files, the locks and the table of processes say the same."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from imbuto.settings import DEMO_CREDENTIALS
from imbuto.supervisor.folder import sms_callbacks, ussd_callbacks
from imbuto.supervisor.processes import PROCESSES, SEED
from tests.setup.builder import load

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
EVERY_LOCK = (*LOCKS, "requirements-web.lock")
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DEMO_ONLY = re.compile(r"\$\{COMPOSE_PROFILES:\+(.*)}}$")


def normal(requirement: str) -> str:
    """The name of a requirement as locks spell it."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def locked(name: str) -> set[str]:
    return {normal(line) for line in (ROOT / name).read_text().splitlines() if re.match(r"[a-z0-9]", line)}


def wanted(*, development: bool) -> set[str]:
    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    listed = [*project["dependencies"], *groups["build"]]
    listed += [one for extra in project["optional-dependencies"].values() for one in extra]
    if development:
        listed += [one for one in groups["dev"] if isinstance(one, str)]
    return {normal(one) for one in listed}


def demo_setting(name: str) -> str:
    match = DEMO_ONLY.search(COMPOSE["x-imbuto"]["environment"][name])
    assert match is not None
    return match.group(1)


def test_the_procfile_names_the_processes_of_a_real_cooperative() -> None:
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())

    assert lines == {process.name: f"imbuto {process.command}" for process in PROCESSES if not process.demo}


def test_compose_names_the_same_processes_and_the_redis() -> None:
    commands = {name: service["command"].strip() for name, service in COMPOSE["services"].items()}

    assert commands.pop("redis").startswith("valkey-server --appendonly yes")
    assert commands.keys() == {process.name for process in (*PROCESSES, SEED)}
    for process in (*PROCESSES, SEED):
        assert commands[process.name].startswith(f"imbuto {process.command}")


def test_compose_starts_the_stand_ins_only_in_a_demo() -> None:
    for process in (*PROCESSES, SEED):
        profiles = COMPOSE["services"][process.name].get("profiles")
        assert profiles == (["demo"] if process.demo else None)


def test_compose_asks_every_process_that_answers_for_its_health() -> None:
    for process in PROCESSES:
        if process.ready:
            check = COMPOSE["services"][process.name]["healthcheck"]["test"]
            assert f":{8000 + process.port_after}{process.ready}" in check[-1]


def test_a_demo_in_compose_uses_the_credentials_that_production_refuses() -> None:
    for name, value in DEMO_CREDENTIALS.items():
        assert demo_setting(name) == value


def test_a_demo_in_compose_reports_with_the_token_of_its_secret() -> None:
    callbacks = sms_callbacks(demo_setting("PUBLIC_URL"), demo_setting("IMBUTO_SECRET"))

    command = COMPOSE["services"]["sms"]["command"]
    assert f"--reports-url {callbacks}/reports" in command
    assert f"--inbound-url {callbacks}/inbound" in command
    menu = ussd_callbacks(demo_setting("PUBLIC_URL"), demo_setting("IMBUTO_SECRET"))
    assert f"--ussd-url {menu} --ussd-ended-url {menu}/ended" in command


def test_the_runtime_lock_holds_every_dependency_and_no_tool() -> None:
    assert wanted(development=False) <= locked("requirements.lock")
    assert not {"pytest", "mypy", "ruff"} & locked("requirements.lock")


def test_the_development_lock_holds_every_dependency_and_tool() -> None:
    assert wanted(development=True) <= locked("requirements-dev.lock")


def test_node_is_in_a_lock_of_its_own_and_no_registry_is_named_in_that_of_npm() -> None:
    web = PYPROJECT["dependency-groups"]["web"]
    assert {normal(one) for one in web} == locked("requirements-web.lock")
    assert load().NODE_WHEEL in web
    npm = json.loads((ROOT / "web/package-lock.json").read_text())
    entries = {name: entry for name, entry in npm["packages"].items() if name}
    assert not [name for name, entry in entries.items() if not entry.get("integrity") and "link" not in entry]
    assert not [name for name, entry in entries.items() if "resolved" in entry]


def test_both_locks_agree() -> None:
    runtime, development = ((ROOT / name).read_text() for name in LOCKS)

    for pin in re.findall(r"^\S+==\S+", runtime, re.MULTILINE):
        assert f"\n{pin} " in f"\n{development}"


@pytest.mark.parametrize("name", EVERY_LOCK)
def test_a_lock_has_a_hash_for_each_pin_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()

    for entry in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in entry
    assert not re.search(r"https?:|file:|//|--index|--extra-index|--find-links|--trusted|@ ", text)


def test_what_builds_the_wheel_is_locked() -> None:
    assert PYPROJECT["build-system"]["requires"] == PYPROJECT["dependency-groups"]["build"]


def test_ci_runs_the_same_command_as_a_developer() -> None:
    assert "./dev test" in (ROOT / ".ci/run").read_text()
