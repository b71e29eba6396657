"""How fast a running Imbuto records and answers, beside what the disk itself can do in the same run.

    ./dev run python bench/throughput.py [--seconds 8] [--clients 8]

Starts a trial cooperative by `imbuto up` in a folder of its own and speaks HTTP to it from threads of this
process, which share the cores with it. SMS receipts are switched off: what is measured is recording, not the
gateway. The limit beside each figure is raw sqlite3 in the same folder with the same durability
(synchronous=FULL). Absolute figures hold on no other machine; the ratios hold better.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

MEMBERS = 400
FIRST_DAY = date(2025, 1, 1)
BATCH = 1000


class Client:
    """One keep-alive connection, signed in."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def send(self, method: str, path: str, body: Any = None) -> Any:
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, f"/api/v1{path}", sent, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:300]}")
        return json.loads(content)


def weighings() -> Iterator[dict[str, Any]]:
    """Endless distinct weighings: every member, twice a day, day after day."""
    day = FIRST_DAY
    while True:
        for shift in ("AM", "PM"):
            for member in range(1, MEMBERS + 1):
                yield {
                    "id": str(uuid4()),
                    "member": f"{member:04d}",
                    "centre": "C1",
                    "date": day.isoformat(),
                    "shift": shift,
                    "litres": "8.5",
                }
        day += timedelta(days=1)


def measure(
    clients: int, seconds: float, work: Callable[[int], Callable[[], int]]
) -> tuple[float, list[float]]:
    """Runs one worker per client for so long: things done per second, and the milliseconds of each call."""
    until = time.monotonic() + seconds

    def run(number: int) -> tuple[int, list[float]]:
        call, done, times = work(number), 0, []
        while time.monotonic() < until:
            begun = time.perf_counter()
            done += call()
            times.append((time.perf_counter() - begun) * 1000)
        return done, times

    with ThreadPoolExecutor(clients) as pool:
        results = list(pool.map(run, range(clients)))
    return sum(done for done, _ in results) / seconds, [ms for _, times in results for ms in times]


def raw_inserts(folder: Path, per_commit: int, seconds: float) -> float:
    """Rows per second that raw sqlite3 writes here, so many to a durable commit."""
    connection = sqlite3.connect(folder / f"raw{per_commit}.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE facts (position INTEGER PRIMARY KEY, id TEXT, topic TEXT, state BLOB)")
    state, done, until = b"x" * 600, 0, time.monotonic() + seconds
    while time.monotonic() < until:
        connection.execute("BEGIN IMMEDIATE")
        rows = [(uuid4().hex, "delivery.recorded", state) for _ in range(per_commit)]
        connection.executemany("INSERT INTO facts (id, topic, state) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        done += per_commit
    connection.close()
    return done / seconds


def three_free_ports() -> int:
    """A port that is free together with the two after it, which the simulators take."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first: int = probe.getsockname()[1]
        if first < 65000 and all(_is_free(first + step) for step in range(3)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def found(data: Path, port: int, environ: dict[str, str]) -> None:
    """A trial cooperative with its members."""
    register = data / "register.csv"
    with register.open("w", newline="", encoding="utf-8") as file:
        book = csv.writer(file)
        book.writerow(["Member No.", "Full name", "Centre"])
        book.writerows(
            [f"{number:04d}", f"Bench Farmer {number:04d}", "C1"] for number in range(1, MEMBERS + 1)
        )
    for words in (["demo", "trial", "--port", str(port)], ["import", "members", str(register), "--yes"]):
        command = [sys.executable, "-m", "imbuto.cli", *words]
        subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("imbuto up did not come up")


def signed_in(port: int, login: str, password: str) -> str:
    token: str = Client(port).send("POST", "/sessions", {"login": login, "password": password})["token"]
    return token


def row(name: str, measured: tuple[float, list[float]], beside: str, limit: float) -> None:
    rate, times = measured
    cuts = quantiles(times, n=100)
    figures = f"{rate:,.0f}/s | {cuts[49]:.1f} ms | {cuts[98]:.1f} ms"
    print(f"| {name} | {figures} | {beside}: {limit:,.0f}/s | {rate / limit:.3f} |", flush=True)


def bench(port: int, data: Path, clients: int, seconds: float) -> None:
    clerk = signed_in(port, "S001", "demo-password-clerk")
    auditor = signed_in(port, "S008", "demo-password-auditor")
    admin = Client(port, signed_in(port, "S007", "demo-password-admin"))
    admin.send("PUT", "/cooperative/messaging", {"sms_receipts": False})
    milk, turn = weighings(), threading.Lock()

    def some(count: int) -> list[dict[str, Any]]:
        with turn:
            return [next(milk) for _ in range(count)]

    def recorder(_: int) -> Callable[[], int]:
        client = Client(port, clerk)
        return lambda: len([client.send("POST", "/deliveries", some(1)[0])])

    def batches(_: int) -> Callable[[], int]:
        client = Client(port, clerk)
        return lambda: len(client.send("POST", "/deliveries/batch", {"items": some(BATCH)})["outcomes"])

    def reader(number: int) -> Callable[[], int]:
        client = Client(port, auditor)
        return lambda: len([client.send("GET", f"/members/{number % MEMBERS + 1:04d}/balance")])

    single, hundred = raw_inserts(data, 1, 3), raw_inserts(data, 200, 3)
    print("| what | rate | p50 | p99 | beside | ratio |\n|---|---|---|---|---|---|")
    one, many = "raw sqlite3, 1 row a commit", "raw sqlite3, 200 rows a commit"
    row(f"record one delivery, {clients} clients", measure(clients, seconds, recorder), one, single)
    row(f"record in batches of {BATCH}, 2 clients", measure(2, seconds, batches), many, hundred)
    row(f"read a balance, {clients} clients", measure(clients, seconds, reader), one, single)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--clients", type=int, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="imbuto-bench-") as folder:
        data, port = Path(folder), three_free_ports()
        environ = {**os.environ, "IMBUTO_DATA": str(data)}
        found(data, port, environ)
        command = [sys.executable, "-m", "imbuto.cli", "up", "--data", str(data), "--port", str(port)]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
        try:
            wait_until_ready(port, process)
            bench(port, data, asked.clients, asked.seconds)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


if __name__ == "__main__":
    main()
