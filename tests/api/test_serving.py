"""The real server: two processes of the same ledger, one fact for one delivery, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests

from imbuto.security.callbacks import callback_token
from imbuto.settings import DEMO_CREDENTIALS

from .dairy import PASSWORD, SECRET, found_dairy

PATIENCE_SECONDS = 300
"""A machine that is busy with other things may take minutes, and that decides nothing."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    found_dairy(tmp_path)
    port = free_port()
    environment = {
        **os.environ,
        **DEMO_CREDENTIALS,
        "IMBUTO_DATA": str(tmp_path),
        "IMBUTO_MODE": "demo",
        "IMBUTO_PORT": str(port),
        "IMBUTO_SECRET": SECRET,
        "DARAJA_BASE_URL": "http://127.0.0.1:1",
        "DARAJA_CERTIFICATE": "none.pem",
        "SMS_BASE_URL": "http://127.0.0.1:1",
        "REDIS_URL": f"unix://{tmp_path}/none",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "imbuto.api"], env=environment, stderr=subprocess.PIPE, text=True
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base, process)
        yield base, process
    finally:
        process.kill()
        process.communicate()


def _wait_for(base: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        with suppress(requests.ConnectionError):
            requests.get(f"{base}/healthz", timeout=PATIENCE_SECONDS)
            return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


def test_it_serves_logs_json_and_ends_cleanly(server: tuple[str, subprocess.Popen[str]]) -> None:
    base, process = server
    ready = requests.get(f"{base}/readyz", timeout=PATIENCE_SECONDS)
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    body: dict[str, Any] = {"login": "S001", "password": PASSWORD}
    token = requests.post(f"{base}/api/v1/sessions", json=body, timeout=PATIENCE_SECONDS).json()["token"]
    listed = requests.get(
        f"{base}/api/v1/members", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE_SECONDS
    ).json()
    assert [one["number"] for one in listed["items"]] == ["0001", "0002", "0003"]
    huge = requests.post(f"{base}/api/v1/sessions", data=b" " * 10_000_000, timeout=PATIENCE_SECONDS)
    assert huge.status_code == 413
    callback = callback_token(SECRET, "payout", str(UUID(int=7)), "1")
    for given in (callback, callback[::-1]):
        path = f"/api/v1/callbacks/payouts/{UUID(int=7)}/1/{given}/result"
        requests.post(f"{base}{path}", data=b"254712345678", timeout=PATIENCE_SECONDS)
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"request"} <= {line["event"] for line in lines}
    assert "wrong token" in log
    for secret in (token, callback, callback[::-1], "254712345678"):
        assert secret not in log
    assert PASSWORD not in log
