"""What members owe and how they want to be paid, as the settlement sheet keeps it: each step at its position,
so that the sheet can tell how it stood at any cut-off."""

from __future__ import annotations

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.member import Member
from imbuto.aggregates.owing import step_of
from imbuto.projections.rows import Rows
from imbuto.projections.settlement_tables import charge_steps, charges, pay_choices


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
