"""Drawing again: a statement that does not follow from the facts is found and named."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates import Charge, Settlement, Statement
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.deductions import Deduction
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.entries import Entry
from imbuto.aggregates.statement import Line
from imbuto.audit import Replay
from imbuto.audit.statements import StatementCheck
from imbuto.stores import read_only
from imbuto.values import Period
from tests.audit.conftest import by

HEADER = {
    "originator_version": 1,
    "recorded_at": datetime(2026, 10, 16, tzinfo=UTC),
    "happened_at": datetime(2026, 10, 16, tzinfo=UTC),
    "who": "job:settle",
    "channel": "job",
    "request": "r",
}
DEDUCTION = Deduction(UUID(int=5), "advance", None, "advance", 100, 100, 0, 0)
FIRST, SECOND = Period.parse("2026-10-A"), Period.parse("2026-10-B")


class Books:
    """A check, fed as a ledger would feed it, with whole runs in one line."""

    def __init__(self) -> None:
        self.check = StatementCheck()

    def entry(self, position: int, day: int, cents: int) -> None:
        self.check.enter(position, Entry("0001", FIRST.start.replace(day=day), 100, cents))

    def run(
        self, period: Period, cutoff: int, lines: list[Line], carried_in: int, end: type = Settlement.Approved
    ) -> None:
        id, self.statement = uuid4(), uuid4()
        self.id = id
        opened: dict[str, Any] = {
            "period": period.code,
            "period_start": period.start,
            "period_end": period.end,
        }
        self.check.feed(
            cutoff + 1,
            Settlement.Opened(
                originator_id=id, **HEADER, **opened, cutoff_position=cutoff, minimum_payable_cents=1000
            ),
        )
        figures = draw_statement(Drawing("0001", lines, carried_in), RunTerms(period, 1000))
        self.check.feed(
            cutoff + 2,
            Statement.Drawn(
                originator_id=self.statement, **HEADER, run=id, member="0001", period=period.code,
                cutoff_position=cutoff, **vars(figures),
            )
        )  # fmt: skip
        last = {"digest": ""} if end is Settlement.Approved else {"reason": "mistake"}
        self.check.feed(cutoff + 3, end(originator_id=id, **HEADER, **last))


def test_a_run_takes_what_lies_before_its_cut_off_and_within_its_period() -> None:
    books = Books()
    books.entry(1, 2, 5050)
    books.entry(2, 16, 7000)
    books.entry(9, 3, 4000)
    books.run(FIRST, 5, [Line(1, 100, 5050)], 0)
    books.run(SECOND, 20, [Line(2, 100, 7000), Line(9, 100, 4000)], 50)
    assert (books.check.agreeing, books.check.differing) == (2, [])


def test_a_discarded_run_has_taken_nothing_and_carries_nothing() -> None:
    books = Books()
    books.entry(1, 2, 5050)
    books.run(FIRST, 5, [Line(1, 100, 5050)], 0, end=Settlement.Discarded)
    books.run(FIRST, 6, [Line(1, 100, 5050)], 0)
    assert (books.check.agreeing, books.check.differing) == (2, [])


@pytest.mark.parametrize(
    ("lines", "carried_in", "named"),
    [
        ([Line(1, 100, 6050)], 0, "milk_cents is 6050 and should be 5050"),
        ([Line(1, 100, 5050)], 100, "carried_in_cents is 100 and should be 0"),
        ([], 0, "lines is 0 and should be 1"),
    ],
)
def test_a_statement_that_says_something_else_is_named(
    lines: list[Line], carried_in: int, named: str
) -> None:
    books = Books()
    books.entry(1, 2, 5050)
    books.run(FIRST, 5, lines, carried_in)
    assert books.check.agreeing == 0
    (said,) = books.check.differing
    assert said.startswith("Statement of 0001 for 2026-10-A: ")
    assert named in said


def test_a_delivery_changed_in_the_file_behind_everybody_s_back_is_found(copy: Path) -> None:
    """Whoever removes the triggers and writes other litres into a fact makes the statements disagree."""
    path = copy / "events.sqlite"
    path.chmod(0o600)
    forger = sqlite3.connect(path)
    for (trigger,) in forger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        forger.execute(f'DROP TRIGGER "{trigger}"')
    position, state = forger.execute(
        "SELECT min(position), state FROM stored_events WHERE topic = 'delivery.recorded'"
    ).fetchone()
    forged = json.loads(state) | {"litres": "11", "value_cents": 55000}
    forger.execute(
        "UPDATE stored_events SET state = ? WHERE position = ?", (json.dumps(forged).encode(), position)
    )
    forger.commit()
    forger.close()
    with read_only(path) as log:
        replay = Replay(log)
        assert 55000 in [line.cents for line in replay]
    assert (replay.totals.statements.agreeing, len(replay.totals.statements.differing)) == (1, 1)


def test_a_deduction_that_does_not_follow_from_the_charges_is_named() -> None:
    books = Books()
    books.entry(1, 2, 50_000)
    terms = ChargeTerms(
        kind="advance", text="advance", amount_cents=30_000, basis="run", rate=10_000, starts=FIRST.start
    )
    charge = Charge.make(UUID(int=5), "0001", terms, by("staff:T1"))
    books.check.feed(2, charge.collect_events()[0])
    books.run(FIRST, 5, [Line(1, 100, 50_000)], 0)
    (found,) = books.check.differing
    assert "net_cents is 50000 and should be 40000" in found
    assert "deductions are as drawn, without more and should be Deduction(" in found


def test_a_statement_that_should_be_there_is_missed() -> None:
    books = Books()
    books.entry(1, 2, 5_050)
    books.check.enter(2, Entry("0002", FIRST.start, 100, 4_500))
    books.run(FIRST, 5, [Line(1, 100, 5_050)], 0)
    assert books.check.differing == ["Statement of 0002 for 2026-10-A: it is missing"]


def test_what_is_booked_otherwise_than_drawn_is_named() -> None:
    books = Books()
    books.entry(1, 2, 5_000)
    books.run(FIRST, 5, [Line(1, 100, 5_000)], 0)
    booked = Statement.Settled(
        originator_id=books.statement, **HEADER, run=books.id, member="0001", period=FIRST.code,
        period_end=FIRST.end, milk_cents=5_000, adjustments_cents=0, premium_cents=0, premiums=(),
        deductions=(DEDUCTION,), deductions_cents=0, saved_cents=0, net_cents=4_900, carried_out_cents=0,
    )  # fmt: skip
    books.check.feed(9, booked)
    assert books.check.differing == [
        "Statement of 0001 for 2026-10-A: booked with other net_cents, deductions"
    ]
