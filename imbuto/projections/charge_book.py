"""How each fact is written into the tables of charges.

What pay runs took follows statement.settled; what they could not take (arrears) follows statement.drawn and
counts once its run is approved, so that a discarded run leaves nothing behind.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.member import Member
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.settlement import Settlement
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.voucher import Voucher
from imbuto.projections.charge_tables import (
    arrears,
    charges,
    creditors,
    lessened,
    remittances,
    runs,
    takings,
)
from imbuto.projections.columns import stored_instant
from imbuto.projections.free_words import without
from imbuto.projections.rows import Row, Rows

MILK, DIRECT = "milk", "direct"
"""Taken by a pay run, or paid beside the milk."""
_NO_PROPOSAL = {
    f"proposed_{name}": None for name in ("change", "cents", "basis", "rate", "starts", "reason", "by")
}


# ------------------------------------------------------------------ one charge


def made(fact: Charge.Made, position: int, rows: Rows) -> None:
    row: Row = {
        "id": fact.originator_id.bytes,
        "member": fact.member,
        "kind": fact.kind,
        "creditor": fact.creditor,
        "text": fact.text,
        "reference": fact.reference,
        "amount_cents": fact.amount_cents,
        "basis": fact.basis,
        "rate": fact.rate,
        "priority": fact.priority,
        "starts": fact.starts.isoformat(),
        "opening": fact.opening,
        "taken_before_cents": fact.taken_before_cents,
        "taken_cents": 0,
        "paid_cents": 0,
        "written_off_cents": 0,
        "cancelled_cents": 0,
        "remaining_cents": None,
        "state": "open",
        "stop_reason": None,
        **_NO_PROPOSAL,
        "made_by": fact.who,
        "made_at": stored_instant(fact.recorded_at),
        "extended_position": 0,
        "made_position": position,
        "position": position,
    }
    _keep(row, position, rows)


def paid(fact: Charge.Paid, position: int, rows: Rows) -> None:
    row = _charge(fact, rows)
    row["paid_cents"] += fact.cents
    _keep(row, position, rows)
    taking = _taking(fact, row, position, DIRECT, fact.day, fact.cents)
    rows.table(takings).add({**taking, "reference": fact.reference})
    _collect(fact.creditor, fact.cents, rows)
    _lessen(fact, position, rows)


def change_proposed(fact: Charge.ChangeProposed, position: int, rows: Rows) -> None:
    row = _charge(fact, rows)
    row.update(
        proposed_change=fact.change,
        proposed_cents=fact.cents,
        proposed_basis=fact.basis,
        proposed_rate=fact.rate,
        proposed_starts=fact.starts.isoformat() if fact.starts else None,
        proposed_reason=fact.reason,
        proposed_by=fact.who,
    )
    _keep(row, position, rows)


def change_approved(fact: Charge.ChangeApproved, position: int, rows: Rows) -> None:
    row = _charge(fact, rows)
    row.update(_NO_PROPOSAL)
    if fact.change == "extend":
        starts = fact.starts.isoformat() if fact.starts else row["starts"]
        row.update(basis=fact.basis, rate=fact.rate, starts=starts, extended_position=position)
    else:
        row["written_off_cents" if fact.change == "write-off" else "cancelled_cents"] += fact.cents
        _lessen(fact, position, rows)
    _keep(row, position, rows)


def change_refused(fact: Charge.ChangeRefused, position: int, rows: Rows) -> None:
    row = _charge(fact, rows)
    row.update(_NO_PROPOSAL)
    _keep(row, position, rows)


def stopped(fact: Charge.Stopped, position: int, rows: Rows) -> None:
    row = _charge(fact, rows)
    row.update(_NO_PROPOSAL, stop_reason=fact.reason)
    _keep(row, position, rows)


# ------------------------------------------------------------------ pay runs


def run_opened(fact: Settlement.Opened, position: int, rows: Rows) -> None:
    rows.table(runs).put(
        {
            "run": fact.originator_id.bytes,
            "period": fact.period,
            "cutoff_position": fact.cutoff_position,
            "approved_position": 0,
        }
    )


def run_approved(fact: Settlement.Approved, position: int, rows: Rows) -> None:
    row = rows.table(runs).get(fact.originator_id.bytes)
    if row is not None:
        row["approved_position"] = position
        rows.table(runs).put(row)


def statement_drawn(fact: Statement.Drawn, position: int, rows: Rows) -> None:
    for deduction in fact.deductions:
        if deduction.arrears_cents:
            rows.table(arrears).add(
                {
                    "run": fact.run.bytes,
                    "charge": deduction.charge.bytes,
                    "member": fact.member,
                    "arrears_cents": deduction.arrears_cents,
                }
            )


def statement_settled(fact: Statement.Settled, position: int, rows: Rows) -> None:
    for number, deduction in enumerate(fact.deductions):
        row = rows.table(charges).get(deduction.charge.bytes)
        if row is not None:
            row["taken_cents"] += deduction.taken_cents
            _keep(row, position, rows)
        rows.table(takings).add(
            {
                "position": position,
                "number": number,
                "charge": deduction.charge.bytes,
                "member": fact.member,
                "kind": deduction.kind,
                "creditor": deduction.creditor,
                "text": deduction.text,
                "source": MILK,
                "run": fact.run.bytes,
                "period": fact.period,
                "day": fact.period_end.isoformat(),
                "cents": deduction.taken_cents,
                "reference": row["reference"] if row else None,
            }
        )
        _collect(deduction.creditor, deduction.taken_cents, rows)


# ------------------------------------------------------------------ creditors


def creditor_added(fact: Cooperative.CreditorAdded, position: int, rows: Rows) -> None:
    rows.table(creditors).put(
        {
            "code": fact.code,
            "name": fact.name,
            "kind": fact.kind,
            "collected_cents": 0,
            "remitted_cents": 0,
            "vouchers_cents": 0,
        }
    )


def remitted(fact: Remittance.Paid, position: int, rows: Rows) -> None:
    rows.table(remittances).put(
        {
            "id": fact.originator_id.bytes,
            "creditor": fact.creditor,
            "cents": fact.cents,
            "how": fact.how,
            "reference": fact.reference,
            "day": fact.day.isoformat(),
            "run": fact.run.bytes if fact.run else None,
            "who": fact.who,
            "recorded_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )
    _add(fact.creditor, "remitted_cents", fact.cents, rows)


def voucher_approved(fact: Voucher.Approved, position: int, rows: Rows) -> None:
    for line in fact.lines:
        _add(line.creditor, "vouchers_cents", line.credit_cents - line.debit_cents, rows)


def _collect(creditor: str | None, cents: int, rows: Rows) -> None:
    """What is taken for a creditor is owed to the creditor, from the milk or across the counter."""
    _add(creditor, "collected_cents", cents, rows)


def _add(creditor: str | None, sum: str, cents: int, rows: Rows) -> None:
    row = rows.table(creditors).get(creditor) if creditor else None
    if row is not None:
        row[sum] += cents
        rows.table(creditors).put(row)


def _lessen(fact: Charge.Paid | Charge.ChangeApproved, position: int, rows: Rows) -> None:
    row: Row = {"position": position, "charge": fact.originator_id.bytes, "cents": fact.cents}
    rows.table(lessened).add(row)


def _charge(fact: Fact, rows: Rows) -> Row:
    row = rows.table(charges).get(fact.originator_id.bytes)
    if row is None:
        raise LookupError(f"{fact.TOPIC} of a charge that was never made.")
    return row


def _keep(row: Row, position: int, rows: Rows) -> None:
    """Keeps the charge with what remains of it; below 0 it was paid twice over and is given back."""
    if row["amount_cents"] is not None:
        gone = ("taken_before_cents", "taken_cents", "paid_cents", "written_off_cents", "cancelled_cents")
        row["remaining_cents"] = row["amount_cents"] - sum(row[name] for name in gone)
    ended = row["stop_reason"] is not None or row["remaining_cents"] == 0
    row.update(state="ended" if ended else "open", position=position)
    rows.table(charges).put(row)


def _taking(fact: Fact, row: Row, position: int, source: str, day: date, cents: int) -> Row:
    about: UUID = fact.originator_id
    return {
        "position": position,
        "number": 0,
        "charge": about.bytes,
        "member": row["member"],
        "kind": row["kind"],
        "creditor": row["creditor"],
        "text": row["text"],
        "source": source,
        "run": None,
        "period": None,
        "day": day.isoformat(),
        "cents": cents,
    }


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    rows.table(charges).rewrite(without("text", "stop_reason", "proposed_reason"), member=fact.number)
    rows.table(takings).rewrite(without("text"), member=fact.number)
