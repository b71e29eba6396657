"""How long the statements of a big cooperative's half month take, and that killing the work changes nothing.

    ./dev run python bench/settlement.py [--members 26000] [--deliveries 330000] [--kills 10]

The milk of the last three days waits for its farmers' answers, as it does on the morning after a period. Half
the members owe two charges each, and two charges are everybody's. The run is prepared by processes of their
own; with `--kills` a copy of the same books is prepared by one process after the other, each killed with
SIGKILL in the middle, and in the end both have the same digest. The limit beside the figure is raw sqlite3
writing as many facts of that size in the same folder with the same durability (synchronous=FULL) and the same
commits. Absolute figures hold on no other machine; the ratios hold better.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from imbuto.aggregates import Aggregate, Charge, Delivery, Member
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.deductions import DeductionRules, KindCap
from imbuto.aggregates.standing_charges import StandingTerms
from imbuto.aggregates.weighing import Weighing
from imbuto.bootstrap import Parts, build
from imbuto.jobs import settle
from imbuto.settings import Settings
from imbuto.values import By, Period

PERIOD = Period.parse("2026-10-A")
FOUNDED = datetime(2026, 9, 1, 6, tzinfo=UTC)
RUN_AT = datetime(2026, 10, 16, 3, tzinfo=UTC)
CENTRES = tuple(f"C{number}" for number in range(1, 9))
PRICE_CENTS = 4550
UNANSWERED_DAYS = 3
IDS = UUID(int=2026)
SAVED_AT_ONCE = 2_000
TERMS = (
    ChargeTerms(
        kind="loan", text="loan", amount_cents=600_000, basis="run", rate=50_000, starts=PERIOD.start
    ),
    ChargeTerms(kind="agrovet", text="agrovet", amount_cents=80_000, basis="all", starts=PERIOD.start),
)


@dataclass(frozen=True)
class Size:
    """How big the cooperative is, and its half month."""

    members: int
    deliveries: int


def by(who: str, at: datetime = FOUNDED) -> By:
    return By(who, "office", "bench", at)


def opened(data: Path) -> Parts:
    settings = Settings.from_values(data, {"IMBUTO_MODE": "demo", "IMBUTO_SECRET": "bench" * 8})
    return build(settings, lambda: RUN_AT)


# ------------------------------------------------------------------ the books


def write_books(data: Path, size: Size) -> UUID:
    """A cooperative with its register, charges and milk, and the opened run of the half month."""
    parts = opened(data)
    _found(parts)
    hook, parts.ledger.after_save = parts.ledger.after_save, lambda position: None
    for some in (_members(size), _charges(size), _milk(size)):
        _save(parts, some)
    parts.ledger.after_save = hook
    parts.views.catch_up()
    run = parts.ledger.open_settlement(PERIOD, by("staff:T1", RUN_AT)).id
    parts.close()
    return run


def _found(parts: Parts) -> None:
    ledger = parts.ledger
    ledger.found_cooperative("Bench Dairy", by("operator:bench"), sms_receipts=False)
    for code in CENTRES:
        ledger.open_centre(code, f"Centre {code}", by("staff:A1"))
    price = uuid5(IDS, "price")
    ledger.propose_price(price, None, PRICE_CENTS, date(2026, 1, 1), by("staff:T1"))
    ledger.approve_price(price, by("staff:M1"))
    for number, (kind, basis, rate) in enumerate((("levy", "litre", 20), ("transport", "run", 5_000))):
        terms = StandingTerms(kind=kind, text=kind, basis=basis, rate=rate, effective_from=date(2026, 1, 1))
        ledger.propose_standing_charge(uuid5(IDS, f"standing {number}"), terms, by("staff:T1"))
        ledger.approve_standing_charge(uuid5(IDS, f"standing {number}"), by("staff:M1"))
    rules = DeductionRules(uuid5(IDS, "rules"), Decimal(60), 50_000, (KindCap("agrovet", 1_000),))
    ledger.propose_deduction_rules(rules, date(2026, 1, 1), by("staff:T1"))
    ledger.approve_deduction_rules(rules.rules_id, by("staff:M1"))


def _number(place: int) -> str:
    return f"{place:05d}"


def _members(size: Size) -> Iterator[Aggregate]:
    for place in range(size.members):
        centre = CENTRES[place % len(CENTRES)]
        yield Member.register(_number(place), f"Farmer {place}", centre, by("staff:C1"))


def _charges(size: Size) -> Iterator[Aggregate]:
    for place in range(0, size.members, 2):
        for number, terms in enumerate(TERMS):
            yield Charge.make(uuid5(IDS, f"{place} {number}"), _number(place), terms, by("staff:T1"))


def _milk(size: Size) -> Iterator[Aggregate]:
    """Spread evenly over the half month; what is older than three days was answered by silence."""
    days = (PERIOD.end - PERIOD.start).days + 1
    random = Random(7)  # noqa: S311 - the same litres each time
    for number in range(size.deliveries):
        day = PERIOD.start + timedelta(days=number * days // size.deliveries)
        at = datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)
        place = number % size.members
        delivery = Delivery.record(
            uuid5(IDS, f"milk {number}"),
            Weighing(
                member=_number(place),
                centre=CENTRES[place % len(CENTRES)],
                date=day,
                shift="AM" if number * days // size.deliveries % 2 == 0 else "PM",
                litres=Decimal(random.randint(200, 2500)).scaleb(-2),
            ),
            by("staff:C1", at),
            can=1,
            price_id=uuid5(IDS, "price"),
            price_cents_per_litre=PRICE_CENTS,
            confirmation_hours=72,
        )
        if (PERIOD.end - day).days >= UNANSWERED_DAYS:
            delivery.lapse(by("job:clock", at + timedelta(hours=73)))
        yield delivery


def _save(parts: Parts, aggregates: Iterable[Aggregate]) -> None:
    waiting = iter(aggregates)
    while some := list(islice(waiting, SAVED_AT_ONCE)):
        parts.ledger.save(*some)  # type: ignore[arg-type]


# ------------------------------------------------------------------ the work


def prepare(data: Path, run: UUID, chunk: int) -> None:
    """What the worker's job does, in this process."""
    settle.CHUNK = chunk
    parts = opened(data)
    settle.prepare(parts, str(run))
    parts.close()


def preparing(data: Path, run: UUID, chunk: int = settle.CHUNK) -> subprocess.Popen[bytes]:
    """A process that prepares the run, so many facts to a commit."""
    words = ["--prepare", str(data), str(run), "--chunk", str(chunk)]
    command = [sys.executable, str(Path(__file__).resolve()), *words]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    return subprocess.Popen(command, env=environ, start_new_session=True)


def undisturbed(data: Path, run: UUID) -> tuple[float, float]:
    """Prepares the run in one go: the seconds that it took, the start of Python among them, and those in
    which it was computing. Where they differ much, the machine had other things to do."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = preparing(data, run)
    if process.wait() != 0:
        raise SystemExit("the preparation failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    computing = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, computing


def killed(data: Path, run: UUID, kills: int, facts: int, chunk: int = settle.CHUNK) -> list[int]:
    """Prepares the run by processes that are killed in the middle, and a last one that is not; it takes so
    many facts in all. How many there were after each kill."""
    start, found, random = facts_in(data), [], Random(11)  # noqa: S311
    for kill in range(kills):
        process = preparing(data, run, chunk)
        until = start + facts * (kill + random.random()) / (kills + 1)
        while process.poll() is None and facts_in(data) <= until:
            time.sleep(0.002)
        time.sleep(random.random() / 50)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found.append(facts_in(data) - start)
    undisturbed(data, run)
    return found


def facts_in(data: Path) -> int:
    """The position of the last fact, as another process sees it."""
    connection = sqlite3.connect(f"file:{data / 'events.sqlite'}?mode=ro", uri=True, timeout=30)
    try:
        return int(connection.execute("SELECT max(position) FROM stored_events").fetchone()[0])
    finally:
        connection.close()


def outcome(data: Path, run: UUID) -> tuple[str, int]:
    """The digest that was recorded, and how many statements there are."""
    parts = opened(data)
    prepared = parts.ledger.settlement(run).prepared
    drawn = parts.views.settlements.get(run).drawn
    parts.close()
    if prepared is None:
        raise SystemExit("the run is not prepared")
    return prepared.digest, drawn


def raw_seconds(folder: Path, rows: int, size_of_row: int) -> float:
    """How long raw sqlite3 takes to write so many rows here, a chunk of the job to a durable commit."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE facts (position INTEGER PRIMARY KEY, id BLOB, topic TEXT, state BLOB)")
    state, begun = b"x" * size_of_row, time.perf_counter()
    for start in range(0, rows, settle.CHUNK):
        chunk = [(uuid5(IDS, str(row)).bytes, "statement.drawn", state)
                 for row in range(start, min(start + settle.CHUNK, rows))]  # fmt: skip
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO facts (id, topic, state) VALUES (?, ?, ?)", chunk)
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - begun


# ------------------------------------------------------------------ the table


def bench(folder: Path, size: Size, kills: int) -> None:
    begun = time.perf_counter()
    run = write_books(folder / "books", size)
    print(f"books of {size.members:,} members and {size.deliveries:,} deliveries: "
          f"{time.perf_counter() - begun:.0f} s", flush=True)  # fmt: skip
    if kills:
        shutil.copytree(folder / "books", folder / "killed")
    before = facts_in(folder / "books")
    seconds, computing = undisturbed(folder / "books", run)
    facts = facts_in(folder / "books") - before
    raw = raw_seconds(folder, facts, 800)
    print("| what | seconds | computing | facts | raw sqlite3 | ratio |\n|---|---|---|---|---|---|")
    figures = f"{seconds:.1f} | {computing:.1f} | {facts:,} | {raw:.2f} | {seconds / raw:.1f}"
    print(f"| prepare a run | {figures} |", flush=True)
    digest, drawn = outcome(folder / "books", run)
    print(f"{drawn:,} statements, digest {digest[:16]}")
    if kills:
        found = killed(folder / "killed", run, kills, facts)
        print(f"killed {kills} times, at the facts {', '.join(f'{at:,}' for at in found)}")
        same = outcome(folder / "killed", run) == (digest, drawn)
        print("the same digest and the same statements" if same else "OTHER STATEMENTS")
        if not same:
            raise SystemExit(1)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=26_000)
    parser.add_argument("--deliveries", type=int, default=330_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--chunk", type=int, default=settle.CHUNK, help="facts to a commit")
    parser.add_argument("--prepare", nargs=2, metavar=("DATA", "RUN"), help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.prepare:
        prepare(Path(asked.prepare[0]), UUID(asked.prepare[1]), asked.chunk)
        return
    with tempfile.TemporaryDirectory(prefix="imbuto-bench-") as folder:
        bench(Path(folder), Size(asked.members, asked.deliveries), asked.kills)


if __name__ == "__main__":
    main()
