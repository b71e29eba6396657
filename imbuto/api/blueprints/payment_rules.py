"""Payment rules: how much may leave by M-Pesa at once, proposed by one official and approved by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.payments import PaymentRulesIn, PaymentRulesList
from imbuto.ledger import PaymentRules

blueprint = Blueprint("payment-rules", "The most in one payment, for one member in a day, in one run.")


@blueprint.route("/payment-rules")
@permit("payouts.read")
@blueprint.response(200, PaymentRulesList)
def list_payment_rules() -> Any:
    """The limits in force, and all that were proposed, the latest first"""
    cooperative = ledger().cooperative()
    proposed = reversed(cooperative.proposed_payment_rules.values())
    return {"in_force": cooperative.payment_rules, "items": list(proposed)}


@blueprint.route("/payment-rules", methods=["POST"])
@permit("payment_rules.propose")
@blueprint.arguments(PaymentRulesIn)
@blueprint.already(Receipt, "Were proposed already.")
@blueprint.response(201, Receipt)
def propose_payment_rules(given: tuple[UUID, PaymentRules]) -> Any:
    """Propose how much may leave by M-Pesa at once; another official approves"""
    id, rules = given
    return made(ledger().propose_payment_rules(id, rules, by()), "/api/v1/payment-rules")


@blueprint.route("/payment-rules/<uuid:id>/approval", methods=["POST"])
@permit("payment_rules.approve")
@blueprint.response(200, Receipt)
def approve_payment_rules(id: UUID) -> Any:
    """Approve payment rules that another official proposed: they hold at once"""
    return receipt(ledger().approve_payment_rules(id, by()))


@blueprint.route("/payment-rules/<uuid:id>/refusal", methods=["POST"])
@permit("payment_rules.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_payment_rules(given: dict[str, Any], id: UUID) -> Any:
    """Decline proposed payment rules, with the reason"""
    return receipt(ledger().refuse_payment_rules(id, given["reason"], by()))
