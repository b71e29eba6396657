"""The demo cooperative, running for tests in a browser: seeded once per run of the tests, copied for each."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from imbuto.demo.house import MEMBER_PASSWORD, STAFF
from imbuto.supervisor.folder import demo_settings, mark_founded
from tests.journeys.house import House

PASSWORDS = {one.number: one.password for one in STAFF}
"""Of the officials; members have one in common."""
WHO = {
    "clerk": "S001",
    "second clerk": "S002",
    "third clerk": "S003",
    "manager": "S004",
    "second manager": "S005",
    "treasurer": "S006",
    "admin": "S007",
    "auditor": "S008",
    "member": "0001",
    "second member": "0002",
}
"""Whom a test signs in, by what they are. Members 0001 and 0002 have a password; both are of centre C1."""


def password_of(login: str) -> str:
    return PASSWORDS.get(login, MEMBER_PASSWORD)


class Demo(House):
    """A copy of the seeded demo under `imbuto up`. Its clock is the browser's: nothing is hurried here."""

    def __init__(self, data: Path, seeded: Path) -> None:
        super().__init__(data)
        for name in self.clock.environ:
            self.environ.pop(name, None)
        shutil.copytree(seeded, data)
        mark_founded(data)
        settings = data / "imbuto.env"
        said = demo_settings(data, self.port)
        secret = re.search(r"(?m)^IMBUTO_SECRET=.*$", settings.read_text(encoding="utf-8"))
        assert secret is not None
        settings.write_text(re.sub(r"(?m)^IMBUTO_SECRET=.*$", secret.group(), said), encoding="utf-8")

    def token(self, login: str) -> str:
        if login not in self._tokens:
            body = {"login": login, "password": password_of(login)}
            answer = requests.post(f"{self.base}/api/v1/sessions", json=body, timeout=30)
            assert answer.status_code == 201, answer.text
            self._tokens[login] = answer.json()["token"]
        return self._tokens[login]


def seed_once(shared: Path) -> Path:
    """The folder of the seeded demo, made by whichever worker comes first; the others wait for it."""
    seeded, beside = shared / "seeded-demo", shared / "seeded-demo.making"
    with held(shared / "seeded-demo.lock"):
        if not seeded.exists():
            shutil.rmtree(beside, ignore_errors=True)
            _seed(beside)
            beside.rename(seeded)
    return seeded


@contextmanager
def held(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _seed(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    settings = folder / "imbuto.env"
    settings.write_text(demo_settings(folder, 1), encoding="utf-8")
    settings.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-m", "imbuto.cli", "demo", "--data", str(folder)],
        env={**os.environ, "IMBUTO_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
