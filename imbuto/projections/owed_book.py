"""What members owe and how they want to be paid, as the settlement sheet keeps it: each step at its position,
so that the sheet can tell how it stood at any cut-off."""

from __future__ import annotations

from dataclasses import replace

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.member import Member
from imbuto.aggregates.owing import step_of
from imbuto.projections.free_words import without
from imbuto.projections.rows import Row, Rows
from imbuto.projections.settlement_tables import (
    charge_steps,
    charges,
    deductions_of,
    pay_choices,
    statements,
    stored_parts,
)
from imbuto.values import ERASED


def stepped(fact: Fact, position: int, rows: Rows) -> None:
    """A charge is made, changed, paid directly or stopped."""
    step = step_of(fact)
    if step is None:
        return
    if isinstance(fact, Charge.Made):
        rows.table(charges).put(
            {
                "charge": step.charge.bytes,
                "kind": fact.kind,
                "creditor": fact.creditor,
                "text": fact.text,
                "priority": fact.priority,
                "made_position": position,
            }
        )
    rows.table(charge_steps).add(
        {
            "position": position,
            "charge": step.charge.bytes,
            "member": step.member,
            "act": step.act,
            "cents": step.cents,
            "basis": step.basis,
            "rate": step.rate,
            "starts": step.starts.isoformat() if step.starts else None,
        }
    )


def pay_chosen(fact: Member.PayChosen, position: int, rows: Rows) -> None:
    rows.table(pay_choices).add(
        {
            "position": position,
            "member": fact.number,
            "rhythm": fact.rhythm,
            "saved_percent": fact.saved_percent,
        }
    )


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    """What the charges were for goes with the person, here and on the statements."""
    rows.table(statements).rewrite(_without_texts, member=fact.number)
    own: set[bytes] = set()

    def note(step: Row) -> Row:
        own.add(step["charge"])
        return {}

    rows.table(charge_steps).rewrite(note, member=fact.number)
    rows.table(charges).expect(sorted(own))
    for id in sorted(own):
        if charge := rows.table(charges).get(id):
            rows.table(charges).put({**charge, **without("text")(charge)})


def _without_texts(statement: Row) -> Row:
    found = deductions_of(statement["deductions"])
    return {"deductions": stored_parts([replace(one, text=one.text and ERASED) for one in found])}
