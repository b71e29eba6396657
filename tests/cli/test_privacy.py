"""`imbuto privacy` and `imbuto backup`: the office's own hands on what is held about a member."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from imbuto.ledger import Registration
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened

PASSWORD = "milk in the morning"
LONG_AGO = datetime(2015, 3, 1, 6, 0, tzinfo=UTC)
NAME = "Wanjiku Nyambura"


@pytest.fixture
def office(founded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two managers, and a member who left long ago and another who is there."""
    monkeypatch.setenv("IMBUTO_SECOND_FACTOR", "optional")
    for parts in opened(founded):
        now = By("operator:root", "cli", "test", utc_now())
        for number in ("S002", "S003"):
            parts.ledger.join_staff(number, f"Manager {number}", ["manager"], now)
            parts.people.accounts.set_password(f"staff:{number}", number, None, PASSWORD)
        then = By("staff:S009", "office", "test", LONG_AGO)
        for number, name in (("0042", NAME), ("0043", "Otieno")):
            registration = Registration(number=number, name=name, centre="KB", phone="254712345678")
            parts.ledger.register_member(registration, then)
        parts.ledger.let_member_leave("0042", "moved", then)
    return founded


def test_what_is_held_is_said_in_numbers(run: Run, office: Path) -> None:
    said = run("privacy", "held", "0042").output
    assert "Member 0042: name, phone, reason" in said
    assert "2 facts: member" in said
    assert "May be erased from 2023-01-01 on." in said
    assert NAME not in said
    assert "The member has not left" in run("privacy", "held", "0043").output


def test_everything_goes_into_one_file_of_the_owner(run: Run, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "0042.zip"
    result = run("privacy", "export", "0042", "--to", file)
    assert result.exit_code == 0, result.output
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert NAME in archive.read("facts.txt").decode()


def test_a_member_is_forgotten_by_two_who_sign_in(run: Run, office: Path) -> None:
    typed = f"{PASSWORD}\n"
    proposed = run("privacy", "erase", "0042", "--ground", "ended", "--as", "S002", typed=typed)
    assert "Another official" in proposed.output
    alone = run("privacy", "approve-erasure", "0042", "--as", "S002", typed=typed)
    assert (alone.exit_code, "Nobody may approve" in alone.output) == (2, True)
    done = run("privacy", "approve-erasure", "0042", "--as", "S003", typed=typed)
    assert (done.exit_code, "The member was erased." in done.output) == (0, True)
    assert "no personal word is left" in run("privacy", "held", "0042").output
    assert not any(NAME.encode() in file.read_bytes() for file in office.rglob("*") if file.is_file())
    assert "Nobody had come back." in run("privacy", "reapply").output


def test_who_is_there_is_not_forgotten_but_may_be_restricted(run: Run, office: Path) -> None:
    typed = f"{PASSWORD}\n"
    refused = run("privacy", "erase", "0043", "--ground", "asked", "--as", "S002", typed=typed)
    assert (refused.exit_code, "has not left the cooperative" in refused.output) == (2, True)
    done = run("privacy", "restrict", "0043", "--ground", "asked", "--as", "S002", typed=typed)
    assert "The data is restricted." in done.output


def test_a_backup_is_made_while_nothing_stops(run: Run, office: Path, tmp_path: Path) -> None:
    result = run("backup", "--to", tmp_path / "copies")
    assert result.exit_code == 0, result.output
    assert [len(list((tmp_path / "copies" / part).iterdir())) for part in ("events", "people", "keys")] == [
        1
    ] * 3
    (keys,) = (tmp_path / "copies" / "keys").iterdir()
    (events,) = (tmp_path / "copies" / "events").iterdir()
    assert NAME in run("audit", "replay", "--events", events, "--keys", keys).output


def test_a_postgresql_installation_is_told_of_pg_dump(
    run: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    refused = run("backup", "--to", tmp_path)
    assert (refused.exit_code, "pg_dump" in refused.output) == (2, True)
