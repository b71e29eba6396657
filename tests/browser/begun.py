"""A cooperative that has only just begun, before the browser: no centre, no member, no milk.

Its API runs alone: nothing is paid or told here, so that neither workers nor partners are needed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from imbuto.bootstrap import build
from imbuto.ledger import Registration
from imbuto.settings import Settings
from imbuto.supervisor.folder import demo_settings
from tests.browser.house import WHO, password_of
from tests.journeys.house import START_SECONDS, House, eventually, operator, phone_of

EVERYTHING = ("clerk", "manager", "treasurer", "admin", "auditor")
"""In a small house one person may see every screen."""


class Begun(House):
    """The API on a store that holds its founding and one official, the first manager."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        for name in self.clock.environ:
            self.environ.pop(name, None)

    def begin(self) -> None:
        self.data.mkdir(parents=True)
        settings = self.data / "imbuto.env"
        settings.write_text(demo_settings(self.data, self.port), encoding="utf-8")
        settings.chmod(0o600)
        number, by = WHO["manager"], operator()
        parts = build(Settings.from_env(self.data))
        try:
            parts.ledger.found_cooperative("New Dairy", by)
            parts.ledger.join_staff(number, "First Official", EVERYTHING, by)
            parts.people.accounts.set_password(f"staff:{number}", number, None, password_of(number))
        finally:
            parts.close()

    def first_member(self) -> None:
        """A centre is open, and one farmer has joined, who has not brought milk yet."""
        number, phone, by = WHO["member"], phone_of(1), operator()
        parts = build(Settings.from_env(self.data))
        try:
            parts.ledger.open_centre("C1", "Kimende", by)
            member = Registration(number=number, name="First Farmer", centre="C1", phone=phone, language="sw")
            parts.ledger.register_member(member, by)
            parts.people.accounts.set_password(f"member:{number}", number, phone, password_of(number))
        finally:
            parts.close()

    def start(self) -> None:
        command = [sys.executable, "-P", "-m", "imbuto.api", "--processes", "1"]
        with (self.data / "api.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environ)
        eventually(self._ready, START_SECONDS)
