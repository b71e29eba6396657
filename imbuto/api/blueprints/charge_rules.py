"""What is taken from everybody, and how much may be taken: proposed by one official, approved by another."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.charge_warnings import warnings_of_rules, warnings_of_standing
from imbuto.api.parts import ledger
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.charge_rules import (
    EndIn,
    RulesIn,
    RulesList,
    StandingCharges,
    StandingIn,
    StatutoryCapIn,
    StatutoryCaps,
)
from imbuto.api.schemas.charges import ReceiptWithWarnings
from imbuto.ledger import DeductionRules, StandingTerms, StatutoryCap

blueprint = Blueprint("charge-rules", "Standing charges, deduction rules, the law's caps.")
_STANDING = "/standing-charges/<uuid:id>"
_RULES = "/deduction-rules/<uuid:id>"


@blueprint.route("/standing-charges")
@permit("charges.read")
@blueprint.response(200, StandingCharges)
def list_standing_charges() -> Any:
    """All standing charges, the latest first"""
    return {"items": list(reversed(ledger().cooperative().standing_charges.values()))}


@blueprint.route("/standing-charges", methods=["POST"])
@permit("charges.propose_change")
@blueprint.arguments(StandingIn)
@blueprint.already(ReceiptWithWarnings, "Was proposed already.")
@blueprint.response(201, ReceiptWithWarnings)
def propose_standing_charge(given: tuple[UUID, StandingTerms]) -> Any:
    """Propose a charge of everybody, a litre or a run; one over the law's cap is warned of"""
    id, terms = given
    saved = ledger().propose_standing_charge(id, terms, by())
    told, status, headers = made(saved, "/api/v1/standing-charges")
    return {**told, "warnings": warnings_of_standing(id, terms)}, status, headers


@blueprint.route(f"{_STANDING}/approval", methods=["POST"])
@permit("charges.approve")
@blueprint.response(200, ReceiptWithWarnings)
def approve_standing_charge(id: UUID) -> Any:
    """Approve a standing charge that another official proposed"""
    saved = ledger().approve_standing_charge(id, by())
    terms = ledger().cooperative().standing_charges[id].terms
    return {**receipt(saved), "warnings": warnings_of_standing(id, terms)}


@blueprint.route(f"{_STANDING}/refusal", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_standing_charge(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed standing charge, with the reason"""
    return receipt(ledger().refuse_standing_charge(id, given["reason"], by()))


@blueprint.route(f"{_STANDING}/end", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(EndIn)
@blueprint.response(200, Receipt)
def end_standing_charge(given: dict[str, Any], id: UUID) -> Any:
    """End a standing charge with a day: periods that end later are free of it"""
    return receipt(ledger().end_standing_charge(id, given["last_day"], given["reason"], by()))


@blueprint.route("/deduction-rules")
@permit("charges.read")
@blueprint.response(200, RulesList)
def list_deduction_rules() -> Any:
    """All rules of how much one run may take, the latest first"""
    return {"items": list(reversed(ledger().cooperative().deduction_rules.values()))}


@blueprint.route("/deduction-rules", methods=["POST"])
@permit("charges.propose_change")
@blueprint.arguments(RulesIn)
@blueprint.already(ReceiptWithWarnings, "Were proposed already.")
@blueprint.response(201, ReceiptWithWarnings)
def propose_deduction_rules(given: tuple[UUID, tuple[DeductionRules, date]]) -> Any:
    """Propose how much one run may take; another official approves"""
    rules, day = given[1]
    told, status, headers = made(
        ledger().propose_deduction_rules(rules, day, by()), "/api/v1/deduction-rules"
    )
    caps = {cap.kind: cap.cents_per_litre for cap in rules.caps}
    return {**told, "warnings": warnings_of_rules(caps, day)}, status, headers


@blueprint.route(f"{_RULES}/approval", methods=["POST"])
@permit("charges.approve")
@blueprint.response(200, Receipt)
def approve_deduction_rules(id: UUID) -> Any:
    """Approve deduction rules that another official proposed"""
    return receipt(ledger().approve_deduction_rules(id, by()))


@blueprint.route(f"{_RULES}/refusal", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_deduction_rules(given: dict[str, Any], id: UUID) -> Any:
    """Decline proposed deduction rules, with the reason"""
    return receipt(ledger().refuse_deduction_rules(id, given["reason"], by()))


@blueprint.route("/statutory-caps")
@permit("charges.read")
@blueprint.response(200, StatutoryCaps)
def list_statutory_caps() -> Any:
    """What the law allows a litre, the latest first. What came with Imbuto is to be verified"""
    caps = ledger().cooperative().statutory_caps
    return {"items": sorted(caps, key=lambda cap: (cap.effective_from, cap.kind), reverse=True)}


@blueprint.route("/statutory-caps", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(StatutoryCapIn)
@blueprint.already(Receipt, "Was entered already.")
@blueprint.response(201, Receipt)
def set_statutory_cap(cap: StatutoryCap) -> Any:
    """Enter what the law allows a litre from a day on, with its source"""
    return made(ledger().set_statutory_cap(cap, by()), "/api/v1/statutory-caps")
