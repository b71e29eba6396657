"""Prices: proposed by one official, approved by another; what a litre is worth, and by which rule."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, caller, permit, require_centre, require_own
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.matrix import DESCRIBED, matrix_file, uploaded_cells
from imbuto.api.parts import ledger, views
from imbuto.api.pricing import price_of_delivery, quote
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.prices import (
    MatrixArgs,
    NewMatrixPrice,
    NewPrice,
    PriceOfDelivery,
    Prices,
    PriceWithMatrix,
    Quote,
    QuoteArgs,
    proposal_of,
)
from imbuto.ledger import PriceRules

blueprint = Blueprint("prices", "What a litre of milk is worth.")
_ONE = "/prices/<uuid:id>"


@blueprint.route("/prices")
@permit("prices.read")
@blueprint.response(200, Prices)
def list_prices() -> Any:
    """All prices, the latest first"""
    prices = ledger().cooperative().prices.values()
    return {"items": sorted(prices, key=lambda price: price.effective_from, reverse=True)}


@blueprint.route("/prices", methods=["POST"])
@permit("prices.propose")
@blueprint.arguments(NewPrice)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_price(given: dict[str, Any]) -> Any:
    """Propose a price with its rules from a day on; another official approves it"""
    return made(ledger().propose_price(**given, by=by()), f"/api/v1/prices/{given['price_id']}")


@blueprint.route("/prices/matrix", methods=["POST"])
@permit("prices.propose")
@blueprint.arguments(NewMatrixPrice, location="upload")
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_matrix(given: dict[str, Any]) -> Any:
    """Propose a price whose fat × SNF matrix is in a CSV or XLSX file; a bad cell refuses all of it"""
    rules = PriceRules.of(matrix=uploaded_cells(given["file"]), text=given["text"])
    saved = ledger().propose_price(**proposal_of(given, rules), by=by())
    return made(saved, f"/api/v1/prices/{given['id']}")


@blueprint.route("/prices/quote")
@permit("prices.read", own="own.read")
@blueprint.arguments(QuoteArgs, location="query")
@blueprint.response(200, Quote)
@blueprint.doc(responses={409: "CONFLICT"})
def quote_price(asked: dict[str, Any]) -> Any:
    """What a litre is worth at a centre on a day, by which rule, now or as the ledger knew it then"""
    return quote(**asked)


@blueprint.route(_ONE)
@permit("prices.read")
@blueprint.response(200, PriceWithMatrix)
def see_price(id: UUID) -> Any:
    """One price with its matrix"""
    return ledger().cooperative().price(id)


@blueprint.route(f"{_ONE}/matrix")
@permit("prices.read")
@blueprint.arguments(MatrixArgs, location="query")
@blueprint.doc(responses={200: DESCRIBED})
def download_matrix(asked: dict[str, Any], id: UUID) -> Any:
    """The fat × SNF matrix of a price as CSV or XLSX, as it can be uploaded again"""
    price = ledger().cooperative().price(id)
    name = f"prices-{price.centre or 'all'}-{price.effective_from}"
    return matrix_file(price.rules.matrix, asked.get("format"), name)


@blueprint.route(f"{_ONE}/approval", methods=["POST"])
@permit("prices.approve")
@blueprint.response(200, Receipt)
def approve_price(id: UUID) -> Any:
    """Approve a price that another official proposed"""
    return receipt(ledger().approve_price(id, by()))


@blueprint.route(f"{_ONE}/refusal", methods=["POST"])
@permit("prices.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_price(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed price, with the reason"""
    return receipt(ledger().refuse_price(id, given["reason"], by()))


@blueprint.route("/deliveries/<uuid:id>/price")
@permit("deliveries.read", own="own.read")
@blueprint.response(200, PriceOfDelivery)
def see_price_of_delivery(id: UUID) -> Any:
    """The price of a delivery, the rule that gave it, and what price differences added since"""
    delivery = views().deliveries.get(id)
    require_own("delivery", id, delivery.member)
    if not caller().is_member:
        require_centre("deliveries.read", delivery.centre)
    return price_of_delivery(delivery)
