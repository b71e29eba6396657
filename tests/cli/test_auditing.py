"""`imbuto audit replay` at the command line."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from imbuto.ledger import Registration, member_id
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened


@pytest.fixture
def with_farmer(founded: Path) -> Path:
    for parts in opened(founded):
        by = By("staff:S003", "office", "test", utc_now())
        parts.ledger.register_member(Registration(number="0042", name="A Farmer", centre="KB"), by)
    return founded


def test_it_reads_the_installation_s_own_facts_with_names(run: Run, with_farmer: Path) -> None:
    result = run("audit", "replay")
    assert result.exit_code == 0, result.output
    assert "registered: A Farmer, centre KB" in result.output
    assert "Statements drawn again: 0 agree, 0 differ." in result.output


def test_one_member_s_facts_alone(run: Run, with_farmer: Path) -> None:
    output = run("audit", "replay", "--member", "0042").output
    assert "A Farmer" in output
    assert "cooperative founded" not in output


def test_a_copy_is_read_without_the_installation_and_without_names(
    run: Run, with_farmer: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((with_farmer / "events.sqlite").read_bytes())
    before = hashlib.sha256(copy.read_bytes()).hexdigest()
    result = run("audit", "replay", "--events", copy, "--data", tmp_path / "nowhere")
    assert result.exit_code == 0, result.output
    assert "registered: (no key)" in result.output
    assert "(erased)" not in result.output
    with_keys = run("audit", "replay", "--events", copy, "--people", with_farmer / "people.sqlite")
    assert "A Farmer" in with_keys.output
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite"]


def test_who_was_erased_shows_as_erased_where_the_keys_are_given(
    run: Run, with_farmer: Path, tmp_path: Path
) -> None:
    for parts in opened(with_farmer):
        parts.people.keyring.erase(member_id("0042").hex)
    assert "registered: (erased)" in run("audit", "replay").output
    given = ("--events", with_farmer / "events.sqlite", "--people", with_farmer / "people.sqlite")
    assert "registered: (erased)" in run("audit", "replay", *given).output


def test_until_stops_it(run: Run, with_farmer: Path) -> None:
    assert "1 facts up to position 1;" in run("audit", "replay", "--until", "1").output
    assert "0 facts" in run("audit", "replay", "--until", "2020-01-01").output


@pytest.mark.parametrize(
    "words",
    [("--member", "0099"), ("--until", "soon"), ("--events", "/nowhere/events.sqlite"), ("--member", "a b")],
)
def test_what_cannot_be_meant_is_refused(run: Run, with_farmer: Path, words: tuple[str, ...]) -> None:
    result = run("audit", "replay", *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_the_reader_may_stop_reading(with_farmer: Path) -> None:
    command = f"{sys.executable} -m imbuto.cli audit replay | head -1"
    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("position")
    assert "Traceback" not in said.stderr
