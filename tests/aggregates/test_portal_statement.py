"""A statement of M-Pesa is kept whole, in parts of some hundred lines, and with no more than three digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from imbuto.aggregates import PortalStatement, Reconciliation
from imbuto.aggregates.portal_statement import LINES_A_FACT, PortalFile, PortalLine
from imbuto.aggregates.reconciliation import DayFound, KindCount, reconciliation_id
from imbuto.errors import BadValue
from tests.history import MONDAY, NOON, TREASURER, by

LINE = PortalLine(
    row=1, receipt="SKG1AB2C3D", completed_at=NOON, kind="payment", paid_in_cents=0, withdrawn_cents=10_00
)
FILE = PortalFile(name="n.csv", digest="d" * 64, first=NOON, last=NOON, lines=(LINE,))
WHO = by(TREASURER, NOON + timedelta(minutes=1))
FOUND = DayFound(day=MONDAY, payments=1, payments_cents=10_00, lines=1, covered=True, counts=())


def test_many_lines_are_some_facts_in_the_files_order() -> None:
    lines = tuple(replace(LINE, row=row) for row in range(1, 2 * LINES_A_FACT + 2))
    first, *rest = PortalStatement.bring_in(replace(FILE, lines=lines), WHO).collect_events()
    assert isinstance(first, PortalStatement.Imported)
    assert (first.lines, first.out_cents) == (len(lines), len(lines) * 10_00)
    parts: list[Any] = rest
    assert [len(part.lines) for part in parts] == [LINES_A_FACT, LINES_A_FACT, 1]
    assert [line.row for part in parts for line in part.lines] == [line.row for line in lines]


def test_what_failed_is_in_no_sum() -> None:
    file = replace(
        FILE, lines=(LINE, replace(LINE, status="failed"), replace(LINE, paid_in_cents=5, withdrawn_cents=0))
    )
    assert (file.in_cents, file.out_cents) == (5, 10_00)


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": ()},
        {"first": NOON + timedelta(hours=1)},
        {"lines": (replace(LINE, completed_at=NOON + timedelta(hours=2)),)},
        {"lines": (replace(LINE, kind="wish"),)},
        {"lines": (replace(LINE, status="maybe"),)},
        {"lines": (replace(LINE, withdrawn_cents=-1),)},
        {"lines": (replace(LINE, last_digits="712345678"),)},
    ],
)
def test_what_no_statement_can_hold_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        PortalStatement.bring_in(replace(FILE, **changes), WHO)


def test_a_day_is_compared_as_often_as_something_else_is_found() -> None:
    made = Reconciliation(reconciliation_id(MONDAY))
    made.make(FOUND, 7, WHO)
    made.make(FOUND, 9, WHO)
    made.make(replace(FOUND, counts=(KindCount(kind="other_fee", count=1, cents=4_00),)), 9, WHO)
    made.make(FOUND, 9, by("staff:M1", WHO.at))
    facts: list[Any] = list(made.collect_events())
    assert [(fact.until_position, len(fact.counts)) for fact in facts] == [(7, 0), (9, 1), (9, 0)]
    with pytest.raises(BadValue):
        made.make(replace(FOUND, day=MONDAY + timedelta(days=1)), 9, WHO)
