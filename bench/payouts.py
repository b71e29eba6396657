"""Whether a hostile M-Pesa can make Imbuto pay twice, or show failed what was paid, and how long that takes.

    ./dev run python bench/payouts.py [--payouts 100000] [--seed 1] [--calm] [--rate 5] [--worlds 2]

The real client, API, jobs, stores and the Daraja simulator in one process, joined without sockets, in
simulated time: three sends in ten end in silence (half of them were taken), one callback in ten comes twice,
one in ten hours late, one in twenty never; M-Pesa throttles, contradicts itself, strangers post forged
results, processes are killed before and after their calls. `--calm` leaves all that out, and shows what the
rate alone costs. `--worlds 2` shares the payouts among so many processes, each with a cooperative, an M-Pesa
and a seed of its own (the next ones), and sums up. The seed repeats the day; files lie in memory, for this is
not about disks. In the end every phone, statement, payout and booking is compared, officials decide what is
left to them, and all is compared again. Exits with 1 when anything is not right.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from imbuto.aggregates import Payout
from imbuto.redis_server import RedisServer
from tests.payments_world import checks, faults, officials
from tests.payments_world.payday import write_payday
from tests.payments_world.virtual_time import START
from tests.payments_world.world import World

HOURS = 30
"""So long after its send the last payout has ended or is before people."""


@dataclass
class Progress:
    """Says every few seconds how far the day has come."""

    payouts: int
    begun: float = field(default_factory=time.perf_counter)
    said: float = 0.0

    def __call__(self, world: World) -> None:
        now = time.perf_counter()
        if now - self.said < 10:
            return
        self.said = now
        states = world.states()
        passed = world.time.now() - START
        told = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
        print(f"  {now - self.begun:5.0f} s | {_clock(passed)} of the day | {told}", flush=True)


@dataclass
class Told:
    """What came of one world, or of several."""

    right: bool = True
    payouts: int = 0
    facts: int = 0
    seconds: float = 0
    worked_seconds: float = 0
    states: Counter[str] = field(default_factory=Counter)
    dealt: Counter[str] = field(default_factory=Counter)

    def add(self, other: Told) -> None:
        """As seen together: they went on side by side."""
        self.right = self.right and other.right
        self.payouts += other.payouts
        self.facts += other.facts
        self.seconds = max(self.seconds, other.seconds)
        self.worked_seconds += other.worked_seconds
        self.states += other.states
        self.dealt += other.dealt


def bench(folder: Path, redis_url: str, asked: argparse.Namespace) -> Told:
    begun = time.perf_counter()
    print(f"{asked.payouts:,} payouts, seed {asked.seed}{', calm' if asked.calm else ''}")
    write_payday(folder, redis_url, asked.payouts)
    print(f"books written: {time.perf_counter() - begun:.0f} s", flush=True)
    script, odds = (None, None) if asked.calm else (faults.HOSTILE, faults.ODDS)
    world = World(folder, redis_url, asked.seed, script=script, odds=odds, rate=asked.rate)
    world.watch = Progress(asked.payouts)
    begun, worked, position = time.perf_counter(), time.process_time(), world.parts.ledger.position()
    is_over = world.run(HOURS + asked.payouts / 900)
    seconds, facts = time.perf_counter() - begun, world.parts.ledger.position() - position
    print(_table(world, asked.payouts, seconds, facts))
    dealt = world.dealt.copy()
    worked = time.process_time() - worked
    print(f"of its own core's time: {worked:.0f} s, {asked.payouts / worked:,.0f} payouts a second")
    right = _checked(world, "after the day", is_over)
    decided = officials.decide_what_is_open(world)
    is_over = world.run(HOURS)
    print(f"officials decided {decided:,}; now {_states(world)}")
    right = _checked(world, "after the officials decided", is_over) and right
    told = Told(right and is_over, asked.payouts, facts, seconds, worked, world.states(), dealt)
    world.close()
    return told


def _table(world: World, payouts: int, seconds: float, facts: int) -> str:
    sent, ended, kinds = _times(world)
    told = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    ends = f"half after {_at(ended, 0.5)}, 99 % after {_at(ended, 0.99)}, the last after {_at(ended, 1)}"
    lines = [
        f"outcomes: {_states(world)}",
        f"facts: {facts:,} ({told})",
        f"faults and answers: {_dealt(world)}",
        f"in simulated time: the last was first sent after {_at(sent, 1)}; ended or before people: {ends}",
        f"wall time: {seconds:.0f} s, {payouts / seconds:,.0f} payouts a second",
    ]
    return "\n".join(lines)


def _times(world: World) -> tuple[list[datetime], list[datetime], Counter[str]]:
    """When each payout was first sent, when each ended or came before people, and the facts by kind."""
    sent: dict[object, datetime] = {}
    ended: dict[object, datetime] = {}
    kinds: Counter[str] = Counter()
    position = 0
    while facts := world.parts.ledger.facts(position, 5_000):
        for _, fact in facts:
            if not fact.TOPIC.startswith(("payout.", "till.")):
                continue
            kinds[fact.TOPIC] += 1
            if isinstance(fact, Payout.Submitted):
                sent.setdefault(fact.originator_id, fact.recorded_at)
            if isinstance(fact, Payout.Paid | Payout.Failed | Payout.PutToReview):
                ended[fact.originator_id] = fact.recorded_at
        position = facts[-1][0]
    return sorted(sent.values()), sorted(ended.values()), kinds


def _checked(world: World, when: str, is_over: bool) -> bool:
    broken = checks.broken(world) + ([] if is_over else [f"the day did not end: {_states(world)}"])
    lies = checks.believed_lies(checks.story(world))
    print(f"told paid by M-Pesa before all else, with a receipt that its statement has not: {len(lies):,}")
    for sentence in broken[:20]:
        print(f"NOT RIGHT {when}: {sentence}")
    if not broken:
        print(f"right {when}: {', '.join(check.__name__.replace('_', ' ') for check in checks.CHECKS)}")
    return not broken


def _dealt(world: World) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in sorted(world.dealt.items()) if count) or "none"


def _states(world: World) -> str:
    return ", ".join(f"{count:,} {state}" for state, count in sorted(world.states().items()))


def _at(moments: Sequence[datetime], share: float) -> str:
    return _clock(moments[max(int(len(moments) * share) - 1, 0)] - START) if moments else "-"


def _clock(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--payouts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5, help="calls to M-Pesa a second, at most")
    parser.add_argument("--worlds", type=int, default=1, help="processes that share the payouts")
    parser.add_argument("--calm", action="store_true", help="nothing goes wrong")
    parser.add_argument("--loud", action="store_true", help="with what the jobs and the API log")
    asked = parser.parse_args(words)
    if not 1 <= asked.worlds <= asked.payouts:
        parser.error("--worlds is at least 1, and each has a payout")
    share = asked.payouts // asked.worlds
    shares = [share + asked.payouts % asked.worlds, *[share] * (asked.worlds - 1)]
    worlds = [
        argparse.Namespace(**{**vars(asked), "payouts": part, "seed": asked.seed + place})
        for place, part in enumerate(shares)
    ]
    told = Told()
    if asked.worlds == 1:
        told.add(one_world(asked))
    else:
        with ProcessPoolExecutor(asked.worlds, multiprocessing.get_context("spawn")) as processes:
            for one in processes.map(one_world, worlds):
                told.add(one)
        print(_summary(asked.worlds, told))
    sys.exit(0 if told.right else 1)


def one_world(asked: argparse.Namespace) -> Told:
    """Writes a cooperative, lets its payday pass and compares everything."""
    if not asked.loud:
        logging.disable(logging.CRITICAL)
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - only the speed depends on it
    with tempfile.TemporaryDirectory(prefix="imbuto-bench-", dir=memory) as folder:
        server = RedisServer(Path(folder) / "redis")
        try:
            return bench(Path(folder) / "books", server.start(), asked)
        finally:
            server.stop()


def _summary(worlds: int, told: Told) -> str:
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(told.states.items()))
    dealt = ", ".join(f"{count:,} {what}" for what, count in sorted(told.dealt.items()) if count)
    judgement = "all is right" if told.right else "NOT RIGHT"
    a_core = told.payouts / told.worked_seconds
    lines = [
        f"{worlds} worlds together, {told.payouts:,} payouts: {judgement}",
        f"in the end {states}; {told.facts:,} facts on the day",
        f"faults and answers: {dealt}",
        f"wall time: {told.seconds:.0f} s, {told.payouts / told.seconds:,.0f} payouts a second",
        f"of their cores' time: {told.worked_seconds:.0f} s, {a_core:,.0f} payouts a second and core",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
