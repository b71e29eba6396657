"""The farmer's answer to a delivery, and what officials make of a dispute."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, caller, centres_to_list, permit, require_own
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.names import with_names
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.deliveries import BookPage, DisputeIn, Resolution
from imbuto.errors import NotPermitted

blueprint = Blueprint("disputes", "The farmer's answer: confirmed, or disputed and decided.")


@blueprint.route("/deliveries/<uuid:id>/confirmation", methods=["POST"])
@permit("deliveries.answer")
@blueprint.response(200, Receipt)
def confirm_delivery(id: UUID) -> Any:
    """The farmer agrees with what was recorded"""
    require_own("delivery", id, ledger().delivery(id).member)
    return receipt(ledger().confirm_delivery(id, by()))


@blueprint.route("/deliveries/<uuid:id>/dispute", methods=["POST"])
@permit("deliveries.answer")
@blueprint.arguments(DisputeIn)
@blueprint.response(200, Receipt)
def dispute_delivery(given: dict[str, Any], id: UUID) -> Any:
    """The farmer disagrees; only the disputed part is held"""
    require_own("delivery", id, ledger().delivery(id).member)
    claim = (given["reason"], given["claimed_litres"], given["note"])
    return receipt(ledger().dispute_delivery(id, *claim, by()))


@blueprint.route("/deliveries/<uuid:id>/dispute/resolution", methods=["POST"])
@permit("disputes.resolve", own="deliveries.answer")
@blueprint.arguments(Resolution)
@blueprint.response(200, Receipt)
def resolve_dispute(given: dict[str, Any], id: UUID) -> Any:
    """A manager who did not record the delivery decides; the farmer may withdraw"""
    member = ledger().delivery(id).member
    require_own("delivery", id, member)
    if caller().is_member and given["outcome"] != "withdrawn":
        raise NotPermitted("A member can only withdraw a dispute.", "An official decides it.")
    decided = (given["outcome"], given["litres"], given["explanation"])
    usual = views().deliveries.usual_litres(member, apart_from=id)
    return receipt(ledger().resolve_dispute(id, *decided, by(), usual_litres=usual, meant=given["meant"]))


@blueprint.route("/disputes")
@permit("deliveries.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, BookPage)
def list_disputes(asked: dict[str, Any]) -> Any:
    """Disputes that wait for a decision, the oldest first"""
    centres = centres_to_list("deliveries.read", None)
    return answer_page(with_names(views().deliveries.disputes(centre=centres, **asked)))
