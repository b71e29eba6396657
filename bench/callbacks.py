"""How soon a callback of M-Pesa is acknowledged, also while Redis hangs and the ledger is locked.

    ./dev run python bench/callbacks.py [--callbacks 400]

Starts the API's own server on a fresh installation in a folder of its own, with a Redis that takes
connections and never answers, and posts callbacks to right addresses, each with another body, one after the
other. In the second round this process holds the write lock of the ledger's file all the while. Absolute
figures hold on no other machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID, uuid4

from imbuto.bootstrap import EVENTS_FILE, build
from imbuto.security.callbacks import callback_token
from imbuto.settings import DEMO_CREDENTIALS, Settings

SECRET = "a secret of the bench, of more than 32 letters"  # noqa: S105 - of a folder that is thrown away


def main() -> None:
    """Prints the milliseconds of both rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--callbacks", type=int, default=400)
    count = parser.parse_args().callbacks
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as hanging:
        port = _free_port()
        given = _settings(folder, port, hanging.getsockname()[1])
        build(Settings.from_values(Path(folder), given)).close()
        server = subprocess.Popen(
            [sys.executable, "-m", "imbuto.api"], env={**os.environ, **given}, stderr=subprocess.DEVNULL
        )
        try:
            _await(port)
            _round("nothing else going on", port, count)
            with sqlite3.connect(Path(folder) / EVENTS_FILE) as other:
                other.execute("BEGIN IMMEDIATE")
                _round("Redis hangs, the ledger is locked", port, count)
                other.rollback()
        finally:
            server.terminate()
            server.wait()


def _settings(folder: str, port: int, redis_port: int) -> dict[str, str]:
    nowhere = "http://127.0.0.1:1"
    return {
        **DEMO_CREDENTIALS,
        "IMBUTO_DATA": folder,
        "IMBUTO_MODE": "demo",
        "IMBUTO_PORT": str(port),
        "IMBUTO_SECRET": SECRET,
        "IMBUTO_LOG_LEVEL": "CRITICAL",
        "DARAJA_BASE_URL": nowhere,
        "DARAJA_CERTIFICATE": "none.pem",
        "SMS_BASE_URL": nowhere,
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
    }


def _round(name: str, port: int, count: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for _ in range(count):
        payout = uuid4()
        path, body = _callback(payout)
        begun = time.perf_counter()
        connection.request("POST", path, body)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{answer.status} instead of an acknowledgement")
    worst = quantiles(times, n=100)[98]
    print(
        f"{name:36} median {median(times):6.1f} ms   99 % within {worst:6.1f} ms   most {max(times):6.1f} ms"
    )


def _callback(payout: UUID) -> tuple[str, str]:
    token = callback_token(SECRET, "payout", str(payout), "1")
    result = {"ResultType": 0, "ResultCode": 0, "ResultDesc": "x" * 600, "TransactionID": "TK34AB9XYZ"}
    body = {"Result": {**result, "OriginatorConversationID": str(payout)}}
    return f"/api/v1/callbacks/payouts/{payout}/1/{token}/result", json.dumps(body)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _await(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main()
