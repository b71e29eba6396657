"""Top-ups: money moved at M-Pesa into the account that pays out, by two officials."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.payments import (
    TopUpArgs,
    TopUpIn,
    TopUpOutcome,
    TopUpOutcomeIn,
    TopUpPage,
    TopUpWithStory,
)

blueprint = Blueprint("top-ups", "The float topped up from M-Pesa's working account.")


@blueprint.route("/top-ups")
@permit("payouts.read")
@blueprint.arguments(TopUpArgs, location="query")
@blueprint.response(200, TopUpPage)
def list_top_ups(asked: dict[str, Any]) -> Any:
    """Top-ups, the latest first"""
    return answer_page(views().top_ups.page(**asked))


@blueprint.route("/top-ups", methods=["POST"])
@permit("top_ups.propose")
@blueprint.arguments(TopUpIn)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_top_up(given: dict[str, Any]) -> Any:
    """Propose to move whole shillings from M-Pesa's working account into the float"""
    saved = ledger().propose_top_up(given["id"], given["amount"], given["reference"], by())
    return made(saved, f"/api/v1/top-ups/{given['id']}")


@blueprint.route("/top-ups/<uuid:id>")
@permit("payouts.read")
@blueprint.response(200, TopUpWithStory)
def see_top_up(id: UUID) -> Any:
    """One top-up with its story"""
    return {**vars(views().top_ups.get(id)), "story": story(ledger().story(id))}


@blueprint.route("/top-ups/<uuid:id>/approval", methods=["POST"])
@permit("top_ups.approve")
@blueprint.response(200, Receipt)
def approve_top_up(id: UUID) -> Any:
    """Let a top-up go that another official proposed; it is sent to M-Pesa once"""
    return receipt(ledger().approve_top_up(id, by()))


@blueprint.route("/top-ups/<uuid:id>/refusal", methods=["POST"])
@permit("top_ups.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_top_up(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed top-up, with the reason"""
    return receipt(ledger().refuse_top_up(id, given["reason"], by()))


@blueprint.route("/top-ups/<uuid:id>/outcome", methods=["POST"])
@permit("top_ups.propose")
@blueprint.arguments(TopUpOutcomeIn)
@blueprint.response(200, Receipt)
def propose_top_up_outcome(given: dict[str, Any], id: UUID) -> Any:
    """Say on evidence what became of a top-up that M-Pesa did not answer"""
    return receipt(ledger().propose_top_up_outcome(id, given["outcome"], given["evidence"], by()))


@blueprint.route("/top-ups/<uuid:id>/outcome/approval", methods=["POST"])
@permit("top_ups.approve")
@blueprint.arguments(TopUpOutcome)
@blueprint.response(200, Receipt)
def approve_top_up_outcome(given: dict[str, Any], id: UUID) -> Any:
    """Agree with what another official said became of a top-up, naming it"""
    return receipt(ledger().approve_top_up_outcome(id, given["outcome"], by()))
