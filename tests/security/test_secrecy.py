"""What was said in confidence is in no file, no repr and no log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from imbuto.errors import NotSignedIn
from imbuto.security.accounts import Accounts
from imbuto.security.idempotency import IdempotencyRecords
from imbuto.security.keys import Keyring
from imbuto.security.names import LoginNames
from imbuto.security.store import open_keys, open_people

from .conftest import NOW, SECRET

PHONE, PASSWORD, CHOSEN, WRONG = "0712345678", "maziwa ya asubuhi", "maziwa ya jioni", "a wrong password"


def live_through_a_day(folder: Path) -> tuple[list[str], list[object]]:
    """Everything that should stay secret, and every object that could show it."""
    people = open_people(folder / "people.sqlite")
    keys = open_keys(folder / "keys.sqlite")
    accounts, ring, records = Accounts(people, SECRET), Keyring(keys), IdempotencyRecords(people, SECRET)
    accounts.set_password("staff:S001", "S001", PHONE, PASSWORD)
    session = accounts.sign_in(PHONE, PASSWORD, NOW, "office")
    code = accounts.invite("member:0042", PHONE, NOW)
    accounts.redeem(code, CHOSEN, NOW)
    open_code = accounts.invite("member:0043", PHONE, NOW)
    with pytest.raises(NotSignedIn) as refused:
        accounts.sign_in("0799111222", WRONG, NOW, "app")
    ring.seal("0a1b", "Wanjiku wa Kamau", b"name")
    records.begin("staff:S001", "key", "f" * 64, NOW)
    records.finish("staff:S001", "key", 201, {"X-Token": session.token}, b"Wanjiku wa Kamau, 0712345678")
    replay = records.begin("staff:S001", "key", "f" * 64, NOW)
    secrets = [PHONE, PHONE[1:], "799111222", PASSWORD, CHOSEN, WRONG, session.token, session.token[4:]]
    secrets += [code, code.replace("-", ""), open_code, open_code.replace("-", ""), "Wanjiku", SECRET]
    principal = accounts.whoami(session.token, NOW)
    shown: list[object] = [people, people.engine, accounts, ring, records, session, principal, replay]
    return secrets, [*shown, LoginNames(SECRET), refused.value, refused.value.details]


def test_the_files_hold_no_password_token_code_phone_name_or_secret(tmp_path: Path) -> None:
    secrets, _ = live_through_a_day(tmp_path)
    files = list(tmp_path.iterdir())
    stored = b"".join(file.read_bytes() for file in files)
    assert b"staff:S001" in stored
    assert [secret for secret in secrets if secret.encode() in stored] == []


def test_nothing_secret_shows_in_a_repr(tmp_path: Path) -> None:
    secrets, objects = live_through_a_day(tmp_path)
    shown = " ".join(f"{thing!r} {thing!s}" for thing in objects)
    assert [secret for secret in secrets if secret in shown] == []


def test_a_personal_key_does_not_show_in_the_rows_that_a_log_prints(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="sqlalchemy"):
        keys = open_keys(tmp_path / "keys.sqlite")
        for _ in range(2):
            Keyring(keys).seal("0a1b", "Wanjiku wa Kamau", b"name")
    assert "Row ('0a1b'" in caplog.text
    assert re.findall(r"Row \('0a1b', '\w+', (.*)\)", caplog.text) == ["(hidden)"]
    keys.close()


def test_nothing_secret_is_logged_even_when_every_statement_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="sqlalchemy"):
        secrets, _ = live_through_a_day(tmp_path)
    assert "INTO main.accounts" in caplog.text
    assert "Row ('staff:S001'" in caplog.text
    assert [secret for secret in secrets if secret in caplog.text] == []
