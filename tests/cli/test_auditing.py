"""`imbuto audit replay` at the command line."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.ledger import Registration, VoucherLine, member_id
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
    with_keys = run("audit", "replay", "--events", copy, "--keys", with_farmer / "keys.sqlite")
    assert "A Farmer" in with_keys.output
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite"]


def test_who_was_erased_shows_as_erased_where_the_keys_are_given(
    run: Run, with_farmer: Path, tmp_path: Path
) -> None:
    for parts in opened(with_farmer):
        parts.people.keyring.erase(member_id("0042").hex)
    assert "registered: (erased)" in run("audit", "replay").output
    given = ("--events", with_farmer / "events.sqlite", "--keys", with_farmer / "keys.sqlite")
    assert "registered: (erased)" in run("audit", "replay", *given).output


def stored(output: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(output[output.index("{") :])
    return found


def test_an_event_is_told_in_full_as_the_replay_names_it(run: Run, with_farmer: Path, tmp_path: Path) -> None:
    (line,) = [one for one in run("audit", "replay").output.splitlines() if "A Farmer" in one]
    position = line.split()[0]
    result = run("audit", "event", position)
    assert result.exit_code == 0, result.output
    lines = dict(one.split(maxsplit=1) for one in result.output.splitlines()[:8])
    assert lines["event"] == position
    assert lines["what"] == "registered: A Farmer, centre KB"
    assert (lines["who"], lines["channel"], lines["request"]) == ("staff:S003", "office", "test")
    assert lines["fact"].startswith("member.registered, number 1 of ")
    assert lines["recorded"][:16] in line
    assert stored(result.output)["number"] == "0042"
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((with_farmer / "events.sqlite").read_bytes())
    of_copy = run("audit", "event", position, "--events", copy, "--data", tmp_path / "nowhere").output
    assert "registered: (no key)" in of_copy
    assert "A Farmer" not in of_copy
    assert stored(of_copy) == stored(result.output)


def test_an_entry_of_the_books_leads_to_its_event(run: Run, with_farmer: Path, tmp_path: Path) -> None:
    lines = (VoucherLine("1010", 500, 0), VoucherLine("1040", 0, 500))
    for parts in opened(with_farmer):
        treasurer, manager = (By(f"staff:{who}", "office", "r\x1b[2J", utc_now()) for who in ("S003", "S002"))
        parts.ledger.propose_voucher(UUID(int=1), date(2026, 1, 2), "float", None, lines, treasurer)
        parts.ledger.approve_voucher(UUID(int=1), manager)
    run("books", "export", "--format", "beancount", "-o", tmp_path / "books.beancount")
    text = (tmp_path / "books.beancount").read_text(encoding="utf-8")
    position = text.split('  event: "', 1)[1].split('"', 1)[0]
    output = run("audit", "event", position).output
    assert "voucher.approved" in output
    assert (stored(output)["text"], stored(output)["request"]) == ("float", "r\x1b[2J")
    assert "\x1b" not in output


def test_where_there_is_no_event_it_is_said(run: Run, with_farmer: Path) -> None:
    for position, said in (("9999", "There is no event 9999."), ("0", "range"), ("first", "integer")):
        result = run("audit", "event", position)
        assert result.exit_code == 2
        assert said in result.output


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
