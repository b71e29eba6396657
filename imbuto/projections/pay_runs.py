"""The settlement sheet's tables, and how each fact is written into them.

A run takes every entry at or before its cut-off and dated within or before its period that no earlier run
took. Runs follow one another in period and cut-off, so an earlier one took exactly what lies at or before the
cut-off and the end of the run before: that is kept with each run, and makes what a run takes a pure function
of the entries, whenever one asks.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.entries import entry_of
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.settlement import Settlement
from imbuto.aggregates.statement import Statement
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.rows import Row, Rows
from imbuto.values import centilitres

METADATA = MetaData()

entries = Table(
    "settlement_entries",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("member", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("kind", word(), nullable=False),
    Column("delivery", Id, nullable=False),
    Index("ix_settlement_entries_member", "member", "position", "day", "centilitres", "cents"),
)
"""Each fact that changes what a member is owed for milk."""

runs = Table(
    "settlements",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("period", word(), nullable=False),
    Column("period_start", Day, nullable=False),
    Column("period_end", Day, nullable=False),
    Column("cutoff_position", BigInteger, nullable=False),
    Column("minimum_payable_cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("opened_by", word(), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("prepared_by", word()),
    Column("prepared_at", Instant),
    Column("approved_by", word()),
    Column("approved_at", Instant),
    Column("discarded_by", word()),
    Column("discard_reason", word()),
    Column("completed_at", Instant),
    Column("drawn", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("milk_cents", BigInteger, nullable=False),
    Column("carried_in_cents", BigInteger, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    Column("carried_out_cents", BigInteger, nullable=False),
    Column("digest", word()),
    Column("paid", Integer, nullable=False),
    Column("paid_cents", BigInteger, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("failed_cents", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("before_run", Id),
    Column("before_cutoff", BigInteger, nullable=False),
    Column("before_end", Day, nullable=False),
    Index("ix_settlements_position", "position"),
)
"""`before_…` tell of the run approved last when this one was opened."""

last_approved = Table(
    "settlement_last_approved",
    METADATA,
    Column("only", Integer, primary_key=True),
    Column("run", Id, nullable=False),
)
"""The run approved last at this point of the history, in one row."""

statements = Table(
    "statements",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("run", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("period", word(), nullable=False),
    Column("lines", Integer, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("milk_cents", BigInteger, nullable=False),
    Column("carried_in_cents", BigInteger, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    Column("carried_out_cents", BigInteger, nullable=False),
    Column("digest", word(), nullable=False),
    Column("drawn_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("payout", Id),
    Index("ix_statements_run", "run", "member"),
    Index("ix_statements_member", "member", "position"),
)

_NO_RUN_BEFORE = {"before_run": None, "before_cutoff": 0, "before_end": "0001-01-01"}
_ZERO = (
    "drawn",
    "statements",
    "centilitres",
    "milk_cents",
    "carried_in_cents",
    "net_cents",
    "carried_out_cents",
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


# ----------------------------------------------------------------- fold


def entered(fact: Fact, position: int, rows: Rows) -> None:
    entry = entry_of(fact)
    assert entry is not None
    rows.table(entries).add(
        {
            "position": position,
            "member": entry.member,
            "day": entry.date.isoformat(),
            "centilitres": entry.centilitres,
            "cents": entry.cents,
            "kind": fact.TOPIC,
            "delivery": fact.originator_id.bytes,
        }
    )


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
            "milk_cents": fact.milk_cents,
            "carried_in_cents": fact.carried_in_cents,
            "net_cents": fact.net_cents,
            "carried_out_cents": fact.carried_out_cents,
            "digest": fact.digest,
            "drawn_at": stored_instant(fact.recorded_at),
            "position": position,
            "payout": None,
        }
    )
    _run(fact.run.bytes, rows)["drawn"] += 1


def prepared(fact: Settlement.Prepared, position: int, rows: Rows) -> None:
    _run(fact.originator_id.bytes, rows).update(
        state="prepared",
        prepared_by=fact.who,
        prepared_at=stored_instant(fact.recorded_at),
        statements=fact.statements,
        centilitres=centilitres(fact.litres),
        milk_cents=fact.milk_cents,
        carried_in_cents=fact.carried_in_cents,
        net_cents=fact.net_cents,
        carried_out_cents=fact.carried_out_cents,
        digest=fact.digest,
    )


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


def payout_requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    statement = rows.table(statements).get(fact.statement.bytes)
    if statement is None:
        raise LookupError(f"statement {fact.statement} was never drawn")
    statement["payout"] = fact.originator_id.bytes
    rows.table(statements).put(statement)


def _run(id: bytes, rows: Rows) -> Row:
    """The run's row, about to be changed."""
    row = rows.table(runs).get(id)
    if row is None:
        raise LookupError(f"run {id.hex()} was never opened")
    rows.table(runs).put(row)
    return row
