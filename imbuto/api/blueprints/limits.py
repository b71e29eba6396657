"""What good milk is: limits proposed by one official and approved by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.quality import Limits, LimitSets, NewLimits, Preset
from imbuto.ledger import FORMULAS, KS_EAS_67, KS_EAS_67_FORMULA, KS_EAS_67_NAME, KS_EAS_67_TEXT

blueprint = Blueprint("limits", "What good milk is, dated, with the grade that each limit earns.")


@blueprint.route("/limits")
@permit("quality.read")
@blueprint.response(200, LimitSets)
def list_limits() -> Any:
    """All sets of limits, the latest first"""
    sets = ledger().cooperative().limit_sets.values()
    return {"items": sorted(sets, key=lambda one: one.effective_from, reverse=True)}


@blueprint.route("/limits", methods=["POST"])
@permit("limits.propose")
@blueprint.arguments(NewLimits)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_limits(given: dict[str, Any]) -> Any:
    """Propose limits from a day on; another official approves them"""
    what = given["name"], given["effective_from"], given["formula"], tuple(given["limits"])
    return made(ledger().propose_limits(given["id"], *what, by()), f"/api/v1/limits/{given['id']}")


@blueprint.route("/limits/preset")
@permit("quality.read")
@blueprint.response(200, Preset)
def see_preset() -> Any:
    """Limits to begin with, after KS EAS 67: verify each figure before you propose them"""
    return {
        "name": KS_EAS_67_NAME,
        "text": KS_EAS_67_TEXT,
        "formula": KS_EAS_67_FORMULA,
        "limits": KS_EAS_67,
        "formulas": list(FORMULAS.values()),
    }


@blueprint.route("/limits/<uuid:id>")
@permit("quality.read")
@blueprint.response(200, Limits)
def see_limits(id: UUID) -> Any:
    """One set of limits"""
    return ledger().cooperative().limit_set(id)


@blueprint.route("/limits/<uuid:id>/approval", methods=["POST"])
@permit("limits.approve")
@blueprint.response(200, Receipt)
def approve_limits(id: UUID) -> Any:
    """Approve limits that another official proposed"""
    return receipt(ledger().approve_limits(id, by()))


@blueprint.route("/limits/<uuid:id>/refusal", methods=["POST"])
@permit("limits.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_limits(given: dict[str, Any], id: UUID) -> Any:
    """Decline proposed limits, with the reason"""
    return receipt(ledger().refuse_limits(id, given["reason"], by()))
