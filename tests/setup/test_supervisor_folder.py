"""The data folder of a start: private, held by one supervisor, a demo only where nothing else is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from imbuto.settings import DEMO_CREDENTIALS
from imbuto.supervisor.folder import (
    StartRefused,
    held,
    prepare,
    refuse_other_mode,
    set_up_demo,
    sms_callbacks,
)
from imbuto.supervisor.start import SIMULATOR_PAGES


def test_a_demo_gets_a_private_settings_file_with_a_secret_of_its_own(tmp_path: Path) -> None:
    set_up_demo(tmp_path, 9100, None, {})

    path = tmp_path / "imbuto.env"
    said = dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert said["IMBUTO_MODE"] == "demo"
    assert len(said["IMBUTO_SECRET"]) == 64
    assert said["DARAJA_BASE_URL"] == "http://127.0.0.1:9101"
    assert said["SMS_BASE_URL"] == "http://127.0.0.1:9102"
    assert said["DARAJA_CERTIFICATE"] == str(tmp_path / "simulators/daraja/daraja-certificate.pem")
    assert said.items() >= DEMO_CREDENTIALS.items()


def test_two_demos_have_two_secrets(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        set_up_demo(tmp_path / name, 9100, None, {})

    assert (tmp_path / "one/imbuto.env").read_text() != (tmp_path / "two/imbuto.env").read_text()


def test_settings_that_exist_are_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "imbuto.env").write_text("IMBUTO_MODE=production\n")

    set_up_demo(tmp_path, 9100, True, {})

    assert (tmp_path / "imbuto.env").read_text() == "IMBUTO_MODE=production\n"


def test_no_demo_is_written_beside_books_that_lost_their_settings(tmp_path: Path) -> None:
    (tmp_path / "events.sqlite").touch()

    with pytest.raises(StartRefused, match="never written over books"):
        set_up_demo(tmp_path, 9100, None, {})


@pytest.mark.parametrize("environ", [{"IMBUTO_MODE": "production"}, {"IMBUTO_SECRET": "s" * 32}])
def test_no_demo_is_written_where_the_environment_sets_imbuto_up(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    set_up_demo(tmp_path, 9100, None, environ)

    assert not (tmp_path / "imbuto.env").exists()


def test_without_a_demo_and_without_settings_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartRefused, match="imbuto init"):
        set_up_demo(tmp_path, 9100, False, {})


@pytest.mark.parametrize(
    ("mode", "asked", "kind"),
    [("production", "demo", "a real cooperative"), ("demo", "production", "a demo")],
)
def test_the_environment_never_turns_real_books_into_a_demo_or_a_demo_into_books(
    tmp_path: Path, mode: str, asked: str, kind: str
) -> None:
    (tmp_path / "imbuto.env").write_text(f"# settings\nIMBUTO_MODE={mode}\n")

    with pytest.raises(StartRefused, match=f"{kind}.*IMBUTO_MODE={asked}"):
        refuse_other_mode(tmp_path, {"IMBUTO_MODE": asked})
    refuse_other_mode(tmp_path, {"IMBUTO_MODE": mode})
    refuse_other_mode(tmp_path, {})


def test_a_person_looks_for_a_phone_that_sends_sms_not_for_ussd() -> None:
    assert SIMULATOR_PAGES["sms"] == "SMS phone"


def test_the_data_folder_is_private(tmp_path: Path) -> None:
    prepare(tmp_path / "books")

    assert stat.S_IMODE((tmp_path / "books").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StartRefused, match="IMBUTO_DATA"):
        prepare(tmp_path / "file" / "books")


def test_one_folder_is_held_by_one_supervisor(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(StartRefused, match=f"process {os.getpid()}"), held(tmp_path):
        pass
    with held(tmp_path):
        pass


def test_the_sms_callbacks_carry_the_keyed_token() -> None:
    said = sms_callbacks("http://127.0.0.1:8000", "s" * 32)

    assert said == "http://127.0.0.1:8000/api/v1/callbacks/sms/828b2b7cbcaab59ba01ac3e0d7b47eb5"
