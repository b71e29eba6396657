"""How long the report of a pay run takes that stands beside six runs before it.

    ./dev run python bench/run_report.py [--members 26000] [--runs 7]

Every member has a statement in every run, with a loan, a feed credit and a levy deducted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from imbuto.aggregates import Fact, Member, Settlement, Statement
from imbuto.aggregates.base import Aggregate
from imbuto.aggregates.deductions import Owed
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.statement import Line
from imbuto.papers.run_report import run_report
from imbuto.projections import Views
from imbuto.values import By, Period, derive_id

FIRST = Period.parse("2026-06-A")
CAPS = {"levy": 40}
JOINED = By("staff:S001", "office", "bench", datetime(2026, 5, 1, 6, tzinfo=UTC))


class Facts:
    """A history in memory: what the views read."""

    def __init__(self) -> None:
        self.recorded: list[Fact] = []

    def facts(self, after: int, limit: int) -> Sequence[tuple[int, Fact]]:
        return list(enumerate(self.recorded[after : after + limit], start=after + 1))

    def position(self) -> int:
        return len(self.recorded)

    def save(self, aggregate: Aggregate) -> None:
        self.recorded.extend(aggregate.collect_events())


def members(count: int) -> list[str]:
    return [f"{number:05d}" for number in range(1, count + 1)]


def one_run(facts: Facts, period: Period, numbers: Sequence[str], is_last: bool) -> UUID:
    """A run drawn, and approved but for the last."""
    at = By("job:settle", "job", "bench", period.ends_at)
    run = Settlement.open(settlement_id(period, 1), RunTerms(period, 1000), facts.position(), at)
    facts.save(run)
    for place, number in enumerate(numbers):
        litres = 8_000 + place % 97 * 100
        if is_last and place % 500 == 0:
            litres *= 4
        lines = [Line(run.cutoff_position, litres, litres * 45, "KIA")]
        figures = draw_statement(Drawing(number, lines, 0, list(owed(number, period))), run.terms)
        facts.save(Statement.draw(run.id, number, period.code, run.cutoff_position, figures, at))
    totals = RunTotals(len(numbers), 0, 0, 0, 0)
    run.prepare(totals, Decimal(0), "digest", at)
    if not is_last:
        run.approve(By("staff:S002", "office", "bench", period.ends_at))
    facts.save(run)
    return run.id


def owed(number: str, period: Period) -> Iterator[Owed]:
    charges = (("loan", "run", 50_000), ("feed", "run", 20_000), ("levy", "litre", 50))
    for order, (kind, basis, rate) in enumerate(charges):
        id = derive_id(kind, number)
        yield Owed(id, kind, None, kind, basis, rate, order, order, period.start, 10**7, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=26_000)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    facts, numbers = Facts(), members(asked.members)
    for number in numbers:
        facts.save(Member.register(number, f"Member {number}", "KIA", JOINED, phone="254712000001"))
    period = FIRST
    for left in range(asked.runs - 1, -1, -1):
        run = one_run(facts, period, numbers, left == 0)
        period = period.next
    with tempfile.TemporaryDirectory() as folder:
        views = Views(Path(folder) / "views.sqlite", facts)
        views.catch_up()
        began = time.perf_counter()
        report = run_report(views, run, CAPS)
        seconds = time.perf_counter() - began
        views.close()
    found = ", ".join(f"{one.kind} {one.count:,}" for one in report.findings if one.count)
    print(f"{asked.members:,} members, {asked.runs} runs: the report takes {seconds:.2f} s ({found})")


if __name__ == "__main__":
    main()
