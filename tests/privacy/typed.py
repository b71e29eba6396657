"""What officials and farmers type about one member in the course of her life: a reason here, a text there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.ledger import AdjustmentContent, ChargeChange, ChargeTerms, Ledger, NewCharge, Weighing
from imbuto.values import By, derive_id

TYPED = {
    "why milk was corrected": "mama Nyambura showed the card, 7 litres",
    "why milk was voided": "weighed for her sister Wambui by mistake",
    "how a dispute was explained": "she looked at the can again with Barasa",
    "why an adjustment was proposed": "her goat broke the can at the gate",
    "why an adjustment was refused": "the gate was open, says Wambui",
    "what a charge is for": "calf pellets for the twins' heifer",
    "why a charge is forgiven": "the pellets were wet, she brought them back",
    "why it is not forgiven": "Barasa saw them dry",
    "why a charge stopped": "her son pays it from Nakuru",
    "why she was suspended": "watered milk, her daughter-in-law admits it",
    "why a phone was refused": "the line is her neighbour's, not hers",
    "why another line for pay was refused": "her husband asks, she does not",
    "why an account was refused": "the account is of the late Njoroge",
    "why another name is right": "Barasa is the husband of her aunt",
    "why pay was held": "two women at the counter said to be her",
    "how pay was settled": "she showed the SMS at the counter to Otieno",
}
"""Each stands in one fact at least; the money of it all comes to nothing."""


def type_about_milk(ledger: Ledger, number: str, clerk: By, manager: By) -> None:
    """A delivery that was corrected and then never was."""
    can = derive_id("test-typed-can", number)
    weighing = Weighing(member=number, centre="KB", date=date(2026, 10, 2), shift="PM", litres=Decimal(8))
    ledger.record_delivery(can, weighing, clerk)
    ledger.correct_delivery(can, Decimal(7), None, TYPED["why milk was corrected"], clerk)
    ledger.void_delivery(can, TYPED["why milk was voided"], manager)


def type_about_debts(ledger: Ledger, number: str, clerk: By, manager: By) -> None:
    """What is added is deducted again; the rest is refused, forgiven or stopped."""
    reason = TYPED["why an adjustment was proposed"]
    for id in (UUID(int=1), UUID(int=2)):
        content = AdjustmentContent(number, "correction", Decimal(0), 10_000, date(2026, 10, 2), reason)
        ledger.propose_adjustment(id, content, clerk)
    ledger.approve_adjustment(UUID(int=1), manager)
    ledger.refuse_adjustment(UUID(int=2), TYPED["why an adjustment was refused"], manager)
    _make(ledger, UUID(int=3), number, clerk, amount_cents=10_000, basis="all")
    _make(ledger, UUID(int=4), number, clerk, amount_cents=5_000, basis="all")
    change = ChargeChange(change="cancel", reason=TYPED["why a charge is forgiven"])
    ledger.propose_charge_change(UUID(int=4), change, clerk)
    ledger.refuse_charge_change(UUID(int=4), TYPED["why it is not forgiven"], manager)
    ledger.propose_charge_change(UUID(int=4), change, clerk)
    ledger.approve_charge_change(UUID(int=4), "cancel", manager)
    _make(ledger, UUID(int=5), number, clerk, amount_cents=None, basis="run", rate=100)
    ledger.stop_charge(UUID(int=5), TYPED["why a charge stopped"], manager)


def _make(
    ledger: Ledger, id: UUID, number: str, by: By, *, amount_cents: int | None, basis: str, rate: int = 0
) -> None:
    terms = ChargeTerms(
        kind="feed",
        text=TYPED["what a charge is for"],
        amount_cents=amount_cents,
        basis=basis,
        starts=date(2026, 10, 1),
        rate=rate,
    )
    ledger.make_charge(NewCharge(id, number, terms), by)


def type_about_pay(ledger: Ledger, payout: UUID, treasurer: By, manager: By) -> None:
    """Before it is sent: somebody keeps it back, and somebody lets it go."""
    ledger.hold_payout(payout, TYPED["why pay was held"], treasurer)
    ledger.release_payout(payout, manager)


def type_about_what_was_paid(ledger: Ledger, payout: UUID, job: By, treasurer: By, manager: By) -> None:
    """M-Pesa says otherwise, and two officials settle it."""
    ledger.contradict_payout(payout, "failed", "2001", None, "The initiator information is invalid.", job)
    ledger.propose_payout_outcome(payout, "stands", None, TYPED["how pay was settled"], treasurer)
    ledger.approve_payout_outcome(payout, "stands", None, manager)


def type_about_her(ledger: Ledger, number: str, phone: str, payout: UUID, clerk: By, manager: By) -> None:
    """What was refused and accepted about her phones and her account. `phone` is the one that is paid."""
    ledger.suspend_member(number, TYPED["why she was suspended"], manager)
    ledger.reinstate_member(number, manager)
    ledger.propose_phone(number, "254755000111", clerk)
    ledger.refuse_phone(number, TYPED["why a phone was refused"], manager)
    ledger.propose_payout_phone(number, "254755000222", clerk)
    ledger.refuse_payout_phone(number, TYPED["why another line for pay was refused"], manager)
    ledger.see_payee(number, phone, "BARASA WEKESA", payout, By("job:pay", "job", "test", clerk.at))
    ledger.propose_payee_acceptance(number, phone, TYPED["why another name is right"], clerk)
    ledger.accept_payee(number, phone, manager)
