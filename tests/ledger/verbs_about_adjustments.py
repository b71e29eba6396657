"""Examples of the verbs about adjustments, and about when and how members are paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.errors import BadValue, Contradiction, SamePerson, Unknown
from imbuto.ledger import AdjustmentContent, Grant, Ledger, Savings
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, TREASURER
from tests.ledger.verbs import MILK, NOBODYS, Example, milk
from tests.ledger.verbs_about_prices import DIFFERENCE, approve_difference, propose_difference

MORE = UUID(int=601)
SEEN = Savings(saved_cents=5_000, released_cents=0)


def content(**changes: Any) -> AdjustmentContent:
    """Ninety shillings for two litres that the scale missed."""
    usual: dict[str, Any] = {
        "member": "0001",
        "kind": "correction",
        "litres": Decimal(2),
        "cents": 9_000,
        "day": DAY,
        "reason": "The scale was not reset.",
    }
    return AdjustmentContent(**usual | changes)


def propose(ledger: Ledger, id: UUID = MORE, **changes: Any) -> Any:
    return ledger.propose_adjustment(id, content(**changes), TREASURER)


def release(ledger: Ledger, cents: int = 5_000, id: UUID = MORE) -> Any:
    wanted = content(kind="savings", litres=Decimal(0), cents=cents)
    return ledger.propose_adjustment(id, wanted, TREASURER, savings=SEEN)


def grant(ledger: Ledger, source: UUID = DIFFERENCE) -> int:
    return ledger.grant_adjustments(
        source, [Grant("0001", "bonus", Decimal("8.5"), 1_275, DAY, "KES 1.50 more")], JOB
    )


ADJUSTMENTS = [
    Example(
        "propose_adjustment",
        (milk,),
        lambda ledger: propose(ledger, about=MILK),
        lambda ledger: propose(ledger, about=NOBODYS),
        Unknown,
        ("adjustment.proposed",),
    ),
    Example(
        "propose_adjustments",
        (),
        lambda ledger: ledger.propose_adjustments([(MORE, content(batch="b"))], TREASURER),
        lambda ledger: propose(ledger, member="9999"),
        Unknown,
        ("adjustment.proposed",),
    ),
    Example(
        "approve_adjustment",
        (release,),
        lambda ledger: ledger.approve_adjustment(MORE, MANAGER, savings=SEEN),
        lambda ledger: ledger.approve_adjustment(MORE, MANAGER, savings=Savings(4_999, 1)),
        Contradiction,
        ("adjustment.approved",),
    ),
    Example(
        "approve_adjustments",
        (propose,),
        lambda ledger: ledger.approve_adjustments([MORE], MANAGER),
        lambda ledger: ledger.approve_adjustments([MORE], TREASURER),
        SamePerson,
        ("adjustment.approved",),
    ),
    Example(
        "refuse_adjustment",
        (propose,),
        lambda ledger: ledger.refuse_adjustment(MORE, "The scale was right.", MANAGER),
        lambda ledger: ledger.refuse_adjustment(NOBODYS, "The scale was right.", MANAGER),
        Unknown,
        ("adjustment.refused",),
    ),
    Example(
        "grant_adjustments",
        (propose_difference, approve_difference),
        grant,
        lambda ledger: grant(ledger, NOBODYS),
        Unknown,
        ("adjustment.granted",),
    ),
]

PAY_TERMS = [
    Example(
        "set_rhythm",
        (),
        lambda ledger: ledger.set_rhythm("month", CLERK),
        lambda ledger: ledger.set_rhythm("fortnight", CLERK),
        BadValue,
        ("cooperative.rhythm_set",),
    ),
    Example(
        "choose_pay",
        (),
        lambda ledger: ledger.choose_pay("0001", "quarter", 10, CLERK),
        lambda ledger: ledger.choose_pay("0001", "quarter", 91, CLERK),
        BadValue,
        ("member.pay_chosen",),
    ),
]
