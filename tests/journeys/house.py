"""A whole running Imbuto for a test: founded in its own folder, started by `imbuto up`, spoken to by HTTP."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import redis
import requests

from imbuto.bootstrap import build
from imbuto.ledger import Registration
from imbuto.settings import Settings
from imbuto.supervisor.folder import demo_settings, mark_founded
from imbuto.values import By, utc_now
from tests.journeys.hurry import Hurry

T = TypeVar("T")
PASSWORD = "a long enough password"
STAFF = {
    "S1": ("clerk",),
    "S2": ("manager",),
    "S3": ("treasurer",),
    "S4": ("manager",),
    "S5": ("admin",),
    "S6": ("auditor",),
}
PRICE_CENTS = 4550
START_SECONDS = 300


def eventually(question: Callable[[], T], seconds: float = 300, every: float = 0.1) -> T:
    """The first true answer; fails with the last one when none comes in time."""
    until = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"it never became true within {seconds} s; the last answer was {answer!r}")
        time.sleep(every)


def three_free_ports() -> int:
    """A port that is free together with the two after it, below those that systems lend to callers."""
    for _ in range(200):
        first = 10_000 + secrets.randbelow(22_000)
        if all(_is_free(first + step) for step in range(3)):
            return first
    raise AssertionError("no three free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def operator() -> By:
    return By("operator:test", "cli", uuid4().hex, utc_now())


class House:
    """`imbuto up` on a data folder. `start`, then speak; `stop` in the end."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = three_free_ports()
        self.base = f"http://127.0.0.1:{self.port}"
        self.daraja = f"http://127.0.0.1:{self.port + 1}"
        self.sms = f"http://127.0.0.1:{self.port + 2}"
        self.process: subprocess.Popen[bytes] | None = None
        self._tokens: dict[str, str] = {}
        self.clock = Hurry(utc_now())
        self.environ = {**os.environ, "IMBUTO_DATA": str(data), **self.clock.environ}

    # ---------------------------------------------------------- founding

    def found(self, members: int = 0, *, sms_receipts: bool = True) -> None:
        """A cooperative with one centre, a price approved by two people, six officials and some members."""
        self.data.mkdir(parents=True, exist_ok=True)
        settings_file = self.data / "imbuto.env"
        settings_file.write_text(demo_settings(self.data, self.port), encoding="utf-8")
        settings_file.chmod(0o600)
        parts = build(Settings.from_env(self.data))
        try:
            ledger, by = parts.ledger, operator()
            ledger.found_cooperative("Test Dairy", by, sms_receipts=sms_receipts, sms_statements=sms_receipts)
            ledger.open_centre("KB", "Kibet", by)
            price = uuid4()
            ledger.propose_price(
                price, None, PRICE_CENTS, date(2020, 1, 1), By("staff:S3", "cli", "p", by.at)
            )
            ledger.approve_price(price, By("staff:S2", "cli", "a", by.at))
            for number, roles in STAFF.items():
                ledger.join_staff(number, f"Official {number}", roles, by)
                parts.people.accounts.set_password(f"staff:{number}", number, None, PASSWORD)
            for index in range(1, members + 1):
                self._register(parts, index, by)
        finally:
            parts.close()
        mark_founded(self.data)

    @staticmethod
    def _register(parts: Any, index: int, by: By) -> None:
        number = f"{index:04d}"
        phone = phone_of(index)
        parts.ledger.register_member(
            Registration(number=number, name=f"Farmer {number}", centre="KB", phone=phone, language="en"), by
        )
        parts.people.accounts.set_password(f"member:{number}", number, phone, PASSWORD)

    # ----------------------------------------------------------- running

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "imbuto.cli",
            "up",
            "--data",
            str(self.data),
            "--port",
            str(self.port),
        ]
        with (self.data / "up.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environ)
        eventually(self._ready, START_SECONDS)

    def _ready(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError((self.data / "up.log").read_text())
        try:
            return requests.get(f"{self.base}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `imbuto …` on this house's data folder."""
        return subprocess.run(
            [sys.executable, "-m", "imbuto.cli", *words],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def pids_of(self, module: str) -> list[int]:
        """The running processes of this house whose command line names the module."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                environ = (entry / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if module in command and f"IMBUTO_DATA={self.data}" in environ:
                found.append(int(entry.name))
        return found

    def kill(self, module: str) -> int:
        """Ends every process of that module at once, as a power cut would. Returns how many there were."""
        pids = self.pids_of(module)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return len(pids)

    def kill_redis(self) -> None:
        """Ends the house's Redis at once, as a crash would."""
        os.kill(self._redis_record()["pid"], signal.SIGKILL)

    def empty_redis(self) -> None:
        """Waits until the house has a Redis again and throws away everything it holds."""
        eventually(self._flushed)

    def _flushed(self) -> bool:
        try:
            return bool(self.redis().flushall())
        except (redis.RedisError, OSError):
            return False

    def redis(self) -> redis.Redis:
        """A connection to the house's own."""
        return redis.Redis(unix_socket_path=self._redis_record()["socket"])

    def _redis_record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads((self.data / "redis" / "redis.pid").read_text(encoding="utf-8"))
        return record

    # ---------------------------------------------------------- speaking

    def token(self, login: str) -> str:
        if login not in self._tokens:
            answer = requests.post(
                f"{self.base}/api/v1/sessions", json={"login": login, "password": PASSWORD}, timeout=30
            )
            assert answer.status_code == 201, answer.text
            self._tokens[login] = answer.json()["token"]
        return self._tokens[login]

    def ask(self, login: str, method: str, path: str, **kwargs: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token(login)}", **kwargs.pop("headers", {})}
        return requests.request(
            method, f"{self.base}/api/v1{path}", headers=headers, timeout=kwargs.pop("timeout", 60), **kwargs
        )

    def get(self, login: str, path: str, **kwargs: Any) -> Any:
        answer = self.ask(login, "GET", path, **kwargs)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def post(self, login: str, path: str, body: Any = None, **kwargs: Any) -> Any:
        answer = self.ask(login, "POST", path, json=body if body is not None else {}, **kwargs)
        assert answer.status_code < 300, (path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def every(self, login: str, path: str) -> list[Any]:
        """All items of a list, page by page."""
        items: list[Any] = []
        cursor: str | None = None
        while True:
            mark = "&" if "?" in path else "?"
            page = self.get(login, path + (f"{mark}cursor={cursor}" if cursor else ""))
            items.extend(page["items"])
            cursor = page["next"]
            if cursor is None:
                return items

    # ------------------------------------------------------- simulators

    def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = requests.get(
            f"{self.sms}/control/messages", params={"limit": 5000}, timeout=10
        ).json()["messages"]
        return found

    def answer_sms(self, phone: str, text: str) -> None:
        body = {"from": f"+{phone}", "text": text}
        assert requests.post(f"{self.sms}/control/answer", json=body, timeout=10).status_code == 202

    def wallets(self) -> dict[str, int]:
        """What each phone received, in shillings."""
        received: dict[str, int] = {}
        state = requests.get(f"{self.daraja}/control/state", params={"limit": 5000}, timeout=10).json()
        for payment in state["payments"]:
            if payment["state"] == "paid":
                received[payment["msisdn"]] = received.get(payment["msisdn"], 0) + payment["shillings"]
        return received

    def behave(self, phone: str, behaviour: str) -> None:
        body = {"msisdn": phone, "behaviour": behaviour}
        assert requests.post(f"{self.daraja}/control/behaviours", json=body, timeout=10).status_code < 300


def phone_of(index: int) -> str:
    return f"2547000{index:05d}"


def weighing(member: int, day: date, shift: str = "AM", litres: str = "8.5", **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "member": f"{member:04d}",
        "centre": "KB",
        "date": day.isoformat(),
        "shift": shift,
        "litres": litres,
        **more,
    }


def days_back(count: int, before: date) -> list[date]:
    """The `count` days that end with `before`, oldest first."""
    return [before - timedelta(days=step) for step in reversed(range(count))]
