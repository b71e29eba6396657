"""Examples of the verbs about charges, creditors, standing charges, deduction rules and remittances."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, Unknown, WrongState
from imbuto.ledger import (
    ChargeChange,
    ChargePayment,
    ChargeTerms,
    Collected,
    DeductionRules,
    Handover,
    KindCap,
    Ledger,
    NewCharge,
    Saved,
    StandingTerms,
    StatutoryCap,
)
from tests.ledger.examples import DAY, MANAGER, TREASURER
from tests.ledger.verbs import NOBODYS, Example, suspend

CHARGE, SAVINGS, STANDING, RULES, REMITTANCE = (UUID(int=number) for number in range(501, 506))
CASH = ChargePayment(40_000, "cash", "R-17", DAY)
TOO_MUCH = ChargePayment(100_001, "cash", "R-18", DAY)
EXTENSION = ChargeChange(
    change="extend", reason="the cow died", basis="run", rate=5_000, starts=date(2026, 12, 1)
)
WRITE_OFF = ChargeChange(change="write-off", reason="moved away")
COLLECTED = Collected(90_000, 0, 0)


def terms(**changes: Any) -> ChargeTerms:
    """An advance of KES 1,000, taken at KES 200 a run."""
    usual: dict[str, Any] = {
        "kind": "advance", "text": "school fees", "amount_cents": 100_000, "basis": "run", "rate": 20_000,
        "starts": DAY,
    }  # fmt: skip
    return ChargeTerms(**{**usual, **changes})


def standing_terms(**changes: Any) -> StandingTerms:
    usual: dict[str, Any] = {
        "kind": "transport", "text": "lorry", "basis": "litre", "rate": 150, "effective_from": DAY,
    }  # fmt: skip
    return StandingTerms(**{**usual, **changes})


def rules(**changes: Any) -> DeductionRules:
    usual: dict[str, Any] = {
        "rules_id": RULES, "max_share_percent": Decimal(50), "minimum_take_home_cents": 20_000,
        "caps": (KindCap("transport", 200),),
    }  # fmt: skip
    return DeductionRules(**{**usual, **changes})


def make(ledger: Ledger, id: UUID = CHARGE, member: str = "0001", **changes: Any) -> Saved:
    return ledger.make_charge(NewCharge(id, member, terms(**changes)), TREASURER)


def make_savings(ledger: Ledger) -> Saved:
    """An open-ended one: KES 2 a litre to the SACCO until it is stopped."""
    sacco = {"kind": "sacco", "creditor": "UNITY", "amount_cents": None, "basis": "litre", "rate": 200}
    return make(ledger, SAVINGS, **sacco)


def add_creditor(ledger: Ledger) -> Saved:
    return ledger.add_creditor("UNITY", "Unity SACCO", "sacco", TREASURER)


def pay(ledger: Ledger) -> Saved:
    return ledger.pay_charge(CHARGE, CASH, TREASURER)


def propose_extension(ledger: Ledger) -> Saved:
    return ledger.propose_charge_change(CHARGE, EXTENSION, TREASURER)


def propose_write_off(ledger: Ledger) -> Saved:
    return ledger.propose_charge_change(CHARGE, WRITE_OFF, TREASURER)


def propose_standing(ledger: Ledger) -> Saved:
    return ledger.propose_standing_charge(STANDING, standing_terms(), TREASURER)


def approve_standing(ledger: Ledger) -> Saved:
    return ledger.approve_standing_charge(STANDING, MANAGER)


def propose_rules(ledger: Ledger) -> Saved:
    return ledger.propose_deduction_rules(rules(), DAY, TREASURER)


def remit(ledger: Ledger, id: UUID = REMITTANCE, cents: int = 90_000) -> Saved:
    handover = Handover(creditor="UNITY", cents=cents, how="bank", reference="EFT 9", day=DAY)
    return ledger.pay_remittance(id, handover, TREASURER, collected=COLLECTED)


CHARGES = [
    Example(
        "make_charge",
        (suspend,),
        lambda ledger: make(ledger, member="0002"),
        make,
        NotPermitted,
        ("charge.made",),
    ),
    Example(
        "make_charges",
        (),
        lambda ledger: ledger.make_charges(
            [NewCharge(UUID(int=601), "0001", terms()), NewCharge(UUID(int=602), "0002", terms())], TREASURER
        ),
        lambda ledger: make(ledger, member="4040"),
        Unknown,
        ("charge.made", "charge.made"),
    ),
    Example(
        "pay_charge",
        (make,),
        pay,
        lambda ledger: ledger.pay_charge(CHARGE, TOO_MUCH, TREASURER),
        BadValue,
        ("charge.paid",),
    ),
    Example(
        "propose_charge_change",
        (make,),
        propose_extension,
        lambda ledger: ledger.propose_charge_change(NOBODYS, EXTENSION, TREASURER),
        Unknown,
        ("charge.change_proposed",),
    ),
    Example(
        "approve_charge_change",
        (make, propose_write_off),
        lambda ledger: ledger.approve_charge_change(CHARGE, "write-off", MANAGER),
        lambda ledger: ledger.approve_charge_change(CHARGE, "write-off", TREASURER),
        SamePerson,
        ("charge.change_approved",),
    ),
    Example(
        "refuse_charge_change",
        (make, propose_extension),
        lambda ledger: ledger.refuse_charge_change(CHARGE, "it can be paid", MANAGER),
        lambda ledger: ledger.refuse_charge_change(NOBODYS, "it can be paid", MANAGER),
        Unknown,
        ("charge.change_refused",),
    ),
    Example(
        "stop_charge",
        (add_creditor, make_savings, make),
        lambda ledger: ledger.stop_charge(SAVINGS, "left the SACCO", TREASURER),
        lambda ledger: ledger.stop_charge(CHARGE, "enough", TREASURER),
        WrongState,
        ("charge.stopped",),
    ),
]

CHARGE_RULES = [
    Example(
        "add_creditor",
        (),
        add_creditor,
        lambda ledger: ledger.add_creditor("UNITY", "Unity SACCO", "shares", TREASURER),
        BadValue,
        ("cooperative.creditor_added",),
    ),
    Example(
        "propose_standing_charge",
        (),
        propose_standing,
        lambda ledger: ledger.propose_standing_charge(STANDING, standing_terms(centre="NYE"), TREASURER),
        Unknown,
        ("cooperative.standing_charge_proposed",),
    ),
    Example(
        "approve_standing_charge",
        (propose_standing,),
        approve_standing,
        lambda ledger: ledger.approve_standing_charge(STANDING, TREASURER),
        SamePerson,
        ("cooperative.standing_charge_approved",),
    ),
    Example(
        "refuse_standing_charge",
        (propose_standing,),
        lambda ledger: ledger.refuse_standing_charge(STANDING, "too much", MANAGER),
        lambda ledger: ledger.refuse_standing_charge(NOBODYS, "too much", MANAGER),
        Unknown,
        ("cooperative.standing_charge_refused",),
    ),
    Example(
        "end_standing_charge",
        (propose_standing, approve_standing),
        lambda ledger: ledger.end_standing_charge(STANDING, date(2026, 12, 31), "own lorry", MANAGER),
        lambda ledger: ledger.propose_standing_charge(STANDING, standing_terms(rate=160), TREASURER),
        DifferentContent,
        ("cooperative.standing_charge_ended",),
    ),
    Example(
        "propose_deduction_rules",
        (),
        propose_rules,
        lambda ledger: ledger.propose_deduction_rules(rules(max_share_percent=Decimal(101)), DAY, TREASURER),
        BadValue,
        ("cooperative.deduction_rules_proposed",),
    ),
    Example(
        "approve_deduction_rules",
        (propose_rules,),
        lambda ledger: ledger.approve_deduction_rules(RULES, MANAGER),
        lambda ledger: ledger.approve_deduction_rules(RULES, TREASURER),
        SamePerson,
        ("cooperative.deduction_rules_approved",),
    ),
    Example(
        "refuse_deduction_rules",
        (propose_rules,),
        lambda ledger: ledger.refuse_deduction_rules(RULES, "too hard", MANAGER),
        lambda ledger: ledger.refuse_deduction_rules(NOBODYS, "too hard", MANAGER),
        Unknown,
        ("cooperative.deduction_rules_refused",),
    ),
    Example(
        "set_statutory_cap",
        (),
        lambda ledger: ledger.set_statutory_cap(StatutoryCap("vet", 50, DAY, "Gazette notice 1"), MANAGER),
        lambda ledger: ledger.set_statutory_cap(StatutoryCap("milk", 50, DAY, "Gazette notice 1"), MANAGER),
        BadValue,
        ("cooperative.statutory_cap_set",),
    ),
    Example(
        "pay_remittance",
        (add_creditor,),
        remit,
        lambda ledger: remit(ledger, cents=90_001),
        BadValue,
        ("remittance.paid",),
    ),
]
