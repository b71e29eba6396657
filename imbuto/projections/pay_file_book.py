"""The tables of the files of payments, and how each fact is written into them.

A payout is in one file at a time; a later attempt may be in another. What became of it is folded from the
payout's own facts, whoever settled it: the result file, two officials by hand, or M-Pesa against our will.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.pay_file import PayFile
from imbuto.aggregates.payout import Payout
from imbuto.projections.columns import Id, Instant, stored_instant, word
from imbuto.projections.rows import Row, Rows

METADATA = MetaData()

pay_files = Table(
    "pay_files",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", word(), nullable=False),
    Column("pay_channel", word(), nullable=False),
    Column("run", Id),
    Column("bank", word()),
    Column("format", word(), nullable=False),
    Column("state", word(), nullable=False),
    Column("count", Integer, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("digest", word()),
    Column("reason", word()),
    Column("opened_by", word(), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("sealed_at", Instant),
    Column("decided_by", word()),
    Column("decided_at", Instant),
    Column("downloads", Integer, nullable=False),
    Column("downloaded_by", word()),
    Column("downloaded_at", Instant),
    Column("left", Integer, nullable=False),
    Column("paid", Integer, nullable=False),
    Column("paid_cents", BigInteger, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("failed_cents", BigInteger, nullable=False),
    Column("results", Integer, nullable=False),
    Column("results_name", word()),
    Column("results_state", word()),
    Column("results_read_by", word()),
    Column("results_paid", Integer),
    Column("results_paid_cents", BigInteger),
    Column("results_failed", Integer),
    Column("results_failed_cents", BigInteger),
    Column("results_unmatched", Integer),
    Column("results_unproposed", Integer, nullable=False),
    Column("results_left", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_pay_files_position", "position"),
    Index("ix_pay_files_run", "run", "position"),
    Index("ix_pay_files_state", "state", "position"),
)
"""`left`: payments that have not ended, of a cancelled file those that have not gone back. The columns of
results are of the last result file: `results_unproposed` of its rows are not yet proposals, `results_left` of
them not yet settled."""

pay_file_lines = Table(
    "pay_file_lines",
    METADATA,
    Column("payout", Id, primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("file", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("reference", word(), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("receipt", word()),
    Column("results", Integer, nullable=False),
    Column("proposed", Integer, nullable=False),
    Index("ix_pay_file_lines_file", "file", "member", "reference"),
    Index("ix_pay_file_lines_reference", "reference"),
)
"""`results`: number of the last result file that tells of it; `proposed`: of the last that proposed it."""

in_files = Table(
    "payouts_in_files",
    METADATA,
    Column("payout", Id, primary_key=True),
    Column("attempt", Integer, nullable=False),
)
"""Which line of a payout is its latest."""


# ----------------------------------------------------------------- fold


def opened(fact: PayFile.Opened, position: int, rows: Rows) -> None:
    counted = ("count", "cents", "downloads", "left", "paid", "paid_cents", "failed", "failed_cents")
    rows.table(pay_files).put(
        {
            **dict.fromkeys(column.name for column in pay_files.c),
            **dict.fromkeys((*counted, "results", "results_unproposed", "results_left"), 0),
            "id": fact.originator_id.bytes,
            "kind": fact.kind,
            "pay_channel": fact.pay_channel,
            "run": fact.run.bytes if fact.run else None,
            "bank": fact.bank,
            "format": fact.form.name,
            "state": "opened",
            "opened_by": fact.who,
            "opened_at": stored_instant(fact.recorded_at),
            "position": position,
            "version": fact.originator_version,
        }
    )


def filled(fact: PayFile.Filled, position: int, rows: Rows) -> None:
    row = _change(fact, rows)
    for line in fact.lines:
        rows.table(pay_file_lines).put(
            {
                "payout": line.payout.bytes,
                "attempt": line.attempt,
                "file": fact.originator_id.bytes,
                "member": line.member,
                "reference": line.reference,
                "cents": line.cents,
                "state": "in_file",
                "receipt": None,
                "results": 0,
                "proposed": 0,
            }
        )
        rows.table(in_files).put({"payout": line.payout.bytes, "attempt": line.attempt})
        row["count"] += 1
        row["left"] += 1
        row["cents"] += line.cents


def sealed(fact: PayFile.Sealed, position: int, rows: Rows) -> None:
    _change(fact, rows, state="sealed", digest=fact.digest, sealed_at=stored_instant(fact.recorded_at))


def approved(fact: PayFile.Approved, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="approved")


def cancelled(fact: PayFile.Cancelled, position: int, rows: Rows) -> None:
    _decided(fact, rows, state="cancelled", reason=fact.reason)


def downloaded(fact: PayFile.Downloaded, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    row = _change(fact, rows, downloaded_by=fact.who, downloaded_at=at)
    row["downloads"] += 1


def results_read(fact: PayFile.ResultsRead, position: int, rows: Rows) -> None:
    _change(
        fact,
        rows,
        results=fact.results,
        results_name=fact.name,
        results_state="waiting",
        results_read_by=fact.who,
        results_paid=fact.paid,
        results_paid_cents=fact.paid_cents,
        results_failed=fact.failed,
        results_failed_cents=fact.failed_cents,
        results_unmatched=fact.unmatched,
        results_unproposed=0,
        results_left=0,
    )


def result_lines_read(fact: PayFile.ResultLinesRead, position: int, rows: Rows) -> None:
    file = _change(fact, rows)
    for told in fact.lines:
        line = _latest_line(told.payout.bytes, rows)
        if line is not None and line["state"] == "in_file":
            line["results"] = fact.results
            rows.table(pay_file_lines).put(line)
            file["results_unproposed"] += 1
            file["results_left"] += 1


def outcome_proposed(fact: Payout.OutcomeProposed, position: int, rows: Rows) -> None:
    line = _latest_line(fact.originator_id.bytes, rows)
    if line is None or line["proposed"] == line["results"]:
        return
    file = _file_of(line, rows)
    if line["results"] == file["results"]:
        file["results_unproposed"] -= 1
    line["proposed"] = line["results"]
    rows.table(pay_file_lines).put(line)


def results_approved(fact: PayFile.ResultsApproved, position: int, rows: Rows) -> None:
    _change(fact, rows, results_state="approved")


def results_refused(fact: PayFile.ResultsRefused, position: int, rows: Rows) -> None:
    _change(fact, rows, results_state="refused")


def closed(fact: PayFile.Closed, position: int, rows: Rows) -> None:
    _change(fact, rows, state="closed")


def taken_back(fact: Payout.TakenBack, position: int, rows: Rows) -> None:
    key = fact.originator_id.bytes, fact.attempt
    line = rows.table(pay_file_lines).get(*key)
    if line is not None and line["file"] == fact.file.bytes:
        rows.table(pay_file_lines).delete(*key)
        rows.table(in_files).delete(fact.originator_id.bytes)
        _file_of(line, rows)["left"] -= 1


def paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    _ended(fact, rows, "paid", fact.receipt)


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    _ended(fact, rows, "not_paid", None)


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    if fact.outcome in ("paid", "not_paid"):
        _ended(fact, rows, fact.outcome, fact.receipt)


def _ended(fact: Fact, rows: Rows, state: str, receipt: str | None) -> None:
    """What had ended as not paid may turn out to be paid after all: two officials can say so."""
    line = _latest_line(fact.originator_id.bytes, rows)
    if line is None:
        return
    file = _file_of(line, rows)
    if line["state"] == "in_file" and line["results"] and line["results"] == file["results"]:
        file["results_left"] -= 1
        file["results_unproposed"] -= line["proposed"] != line["results"]
        line["proposed"] = line["results"]
    _count(file, line, -1)
    line.update(state=state, receipt=receipt)
    rows.table(pay_file_lines).put(line)
    _count(file, line, 1)


def retried(fact: Payout.Retried, position: int, rows: Rows) -> None:
    """What becomes of a new attempt is not of the file in which the one before was."""
    if rows.table(in_files).get(fact.originator_id.bytes) is not None:
        rows.table(in_files).delete(fact.originator_id.bytes)


def _count(file: Row, line: Row, by: int) -> None:
    if line["state"] == "in_file":
        file["left"] += by
        return
    name = "paid" if line["state"] == "paid" else "failed"
    file[name] += by
    file[f"{name}_cents"] += by * line["cents"]


def _latest_line(payout: bytes, rows: Rows) -> Row | None:
    latest = rows.table(in_files).get(payout)
    return rows.table(pay_file_lines).get(payout, latest["attempt"]) if latest else None


def _file_of(line: Row, rows: Rows) -> Row:
    file = rows.table(pay_files).get(line["file"])
    assert file is not None
    rows.table(pay_files).put(file)
    return file


def _decided(fact: Fact, rows: Rows, **changes: object) -> None:
    _change(fact, rows, decided_by=fact.who, decided_at=stored_instant(fact.recorded_at), **changes)


def _change(fact: Fact, rows: Rows, **changes: object) -> Row:
    row = rows.table(pay_files).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"pay file {fact.originator_id} was never opened")
    row.update(changes, version=fact.originator_version)
    rows.table(pay_files).put(row)
    return row
