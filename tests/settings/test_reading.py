"""Settings come from the environment, else from the data folder's file, else from a default."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imbuto.settings import DEMO_CREDENTIALS, Settings, SettingsError

SECRET = "k" * 32


@pytest.fixture(autouse=True)
def clean_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("IMBUTO_", "DARAJA_", "SMS_")) or name.endswith("_URL"):
            monkeypatch.delenv(name)


def file(folder: Path, *lines: str) -> Path:
    (folder / "imbuto.env").write_text("\n".join((f"IMBUTO_SECRET={SECRET}", *lines)) + "\n")
    return folder


def read(folder: Path, *lines: str) -> Settings:
    return Settings.from_env(file(folder, *lines), partners=False)


def test_what_nobody_says_has_a_default(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.mode, found.host, found.port, found.log_level) == ("production", "127.0.0.1", 8000, "INFO")
    assert (found.public_url, found.database_url, found.redis_url) == ("http://127.0.0.1:8000", "", "")
    assert found.data == tmp_path


def test_the_file_is_heard_and_the_environment_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBUTO_PORT", "9001")
    found = read(tmp_path, "IMBUTO_PORT=9000", "IMBUTO_HOST=0.0.0.0")
    assert (found.port, found.host) == (9001, "0.0.0.0")


def test_comments_blank_lines_and_quotes_in_the_file_are_no_values(tmp_path: Path) -> None:
    found = read(
        tmp_path, "", "# IMBUTO_PORT=9", " IMBUTO_LOG_LEVEL = debug ", 'SMS_SENDER="IMARA"', "nonsense"
    )
    assert (found.port, found.log_level, found.sms_sender) == (8000, "DEBUG", "IMARA")


def test_the_data_folder_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBUTO_DATA", str(file(tmp_path)))
    assert Settings.from_env(partners=False).data == tmp_path


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("IMBUTO_MODE=testing", "IMBUTO_MODE"),
        ("IMBUTO_PORT=0", "IMBUTO_PORT"),
        ("IMBUTO_PORT=65536", "IMBUTO_PORT"),
        ("IMBUTO_PORT=http", "IMBUTO_PORT"),
        ("IMBUTO_SECRET=short", "IMBUTO_SECRET"),
        ("DATABASE_URL=mysql://db/dairy", "DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(line: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refusal:
        read(tmp_path, line)
    assert [problem.partition(" ")[0] for problem in refusal.value.problems] == [named]
    assert named in str(refusal.value)


def test_work_that_calls_nobody_needs_no_partners(tmp_path: Path) -> None:
    assert read(tmp_path).daraja_base_url == ""
    with pytest.raises(SettingsError, match="DARAJA_CONSUMER_KEY is missing"):
        Settings.from_env(tmp_path)


def test_no_secret_shows_in_a_log(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in DEMO_CREDENTIALS.items()]
    shown = repr(read(tmp_path, *lines, "DATABASE_URL=postgresql://u:pass@h/d", "REDIS_URL=redis://:pw@h"))
    hidden = [
        SECRET,
        "u:pass",
        ":pw@",
        *(DEMO_CREDENTIALS[n] for n in DEMO_CREDENTIALS if n.endswith(_HIDDEN)),
    ]
    assert [word for word in hidden if word in shown] == []


_HIDDEN = ("_KEY", "_SECRET", "_PASSWORD")
