"""How each fact of a pay run is written into the settlement sheet.

A run takes every entry at or before its cut-off and dated within or before its period that no earlier run
took. Runs follow one another in period and cut-off, so an earlier one took exactly what lies at or before the
cut-off and the end of the run before: that is kept with each run, and makes what a run takes a pure function
of the entries, whenever one asks.
"""

from __future__ import annotations

import json
from typing import Any

from imbuto.aggregates.base import Fact
from imbuto.aggregates.entries import entry_of
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.settlement import Settlement
from imbuto.aggregates.statement import Statement
from imbuto.projections.columns import stored_instant
from imbuto.projections.rows import Row, Rows
from imbuto.projections.settlement_tables import (
    SUMS,
    entries,
    first_entries,
    last_approved,
    runs,
    statements,
    stored_parts,
)
from imbuto.values import centilitres

_NO_RUN_BEFORE = {"before_run": None, "before_cutoff": 0, "before_end": "0001-01-01"}
_ZERO = (
    "drawn",
    "settled",
    "statements",
    "centilitres",
    *SUMS,
    "paid",
    "paid_cents",
    "failed",
    "failed_cents",
)
_LATER = (
    "prepared_by",
    "prepared_at",
    "approved_by",
    "approved_at",
    "discarded_by",
    "discard_reason",
    "completed_at",
    "digest",
)


def entered(fact: Fact, position: int, rows: Rows) -> None:
    entry = entry_of(fact)
    if entry is None:
        return
    day = entry.date.isoformat()
    rows.table(entries).add(
        {
            "position": position,
            "member": entry.member,
            "day": day,
            "centilitres": entry.centilitres,
            "cents": entry.cents,
            "centre": entry.centre,
            "kind": fact.TOPIC,
            "delivery": fact.originator_id.bytes,
        }
    )
    if rows.table(first_entries).get(day) is None:
        rows.table(first_entries).put({"day": day, "position": position})


def opened(fact: Settlement.Opened, position: int, rows: Rows) -> None:
    rows.table(runs).put(
        {
            "id": fact.originator_id.bytes,
            "period": fact.period,
            "period_start": fact.period_start.isoformat(),
            "period_end": fact.period_end.isoformat(),
            "cutoff_position": fact.cutoff_position,
            "minimum_payable_cents": fact.minimum_payable_cents,
            "state": "opened",
            "opened_by": fact.who,
            "opened_at": stored_instant(fact.recorded_at),
            "position": position,
            "standing": json.dumps([str(one.charge) for one in fact.standing]),
            **dict.fromkeys(_ZERO, 0),
            **dict.fromkeys(_LATER),
            **_run_before(rows),
        }
    )


def _run_before(rows: Rows) -> Row:
    last = rows.table(last_approved).get(1)
    if last is None:
        return _NO_RUN_BEFORE
    before = _run(last["run"], rows)
    return {
        "before_run": before["id"],
        "before_cutoff": before["cutoff_position"],
        "before_end": before["period_end"],
    }


def drawn(fact: Statement.Drawn, position: int, rows: Rows) -> None:
    rows.table(statements).put(
        {
            "id": fact.originator_id.bytes,
            "run": fact.run.bytes,
            "member": fact.member,
            "period": fact.period,
            "lines": fact.lines,
            "centilitres": centilitres(fact.litres),
            **_sums_of(fact),
            "premiums": stored_parts(fact.premiums),
            "deductions": stored_parts(fact.deductions),
            "pays": fact.pays,
            "digest": fact.digest,
            "drawn_at": stored_instant(fact.recorded_at),
            "position": position,
            "settled_at": None,
            "payout": None,
        }
    )
    _run(fact.run.bytes, rows)["drawn"] += 1


def prepared(fact: Settlement.Prepared, position: int, rows: Rows) -> None:
    _run(fact.originator_id.bytes, rows).update(
        _sums_of(fact),
        state="prepared",
        prepared_by=fact.who,
        prepared_at=stored_instant(fact.recorded_at),
        statements=fact.statements,
        centilitres=centilitres(fact.litres),
        digest=fact.digest,
    )


def _sums_of(fact: Any) -> Row:
    return {name: getattr(fact, name) for name in SUMS}


def approved(fact: Settlement.Approved, position: int, rows: Rows) -> None:
    run = _run(fact.originator_id.bytes, rows)
    run.update(state="approved", approved_by=fact.who, approved_at=stored_instant(fact.recorded_at))
    rows.table(last_approved).put({"only": 1, "run": run["id"]})


def discarded(fact: Settlement.Discarded, position: int, rows: Rows) -> None:
    _run(fact.originator_id.bytes, rows).update(
        state="discarded", discarded_by=fact.who, discard_reason=fact.reason
    )


def completed(fact: Settlement.Completed, position: int, rows: Rows) -> None:
    _run(fact.originator_id.bytes, rows).update(
        state="completed",
        completed_at=stored_instant(fact.recorded_at),
        paid=fact.paid,
        paid_cents=fact.paid_cents,
        failed=fact.failed,
        failed_cents=fact.failed_cents,
    )


def settled(fact: Statement.Settled, position: int, rows: Rows) -> None:
    _statement(fact.originator_id.bytes, rows)["settled_at"] = stored_instant(fact.recorded_at)
    _run(fact.run.bytes, rows)["settled"] += 1


def payout_requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    if fact.part == 1:
        _statement(fact.statement.bytes, rows)["payout"] = fact.originator_id.bytes


def _statement(id: bytes, rows: Rows) -> Row:
    """The statement's row, about to be changed."""
    row = rows.table(statements).get(id)
    if row is None:
        raise LookupError(f"statement {id.hex()} was never drawn")
    rows.table(statements).put(row)
    return row


def _run(id: bytes, rows: Rows) -> Row:
    """The run's row, about to be changed."""
    row = rows.table(runs).get(id)
    if row is None:
        raise LookupError(f"run {id.hex()} was never opened")
    rows.table(runs).put(row)
    return row
