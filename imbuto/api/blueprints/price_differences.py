"""Price differences: proposed by one official, approved by another; a job grants each member theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.price_differences import (
    DifferenceArgs,
    DifferenceOfMemberPage,
    NewPriceDifference,
    PriceDifferencePage,
    PriceDifferenceWithStory,
)
from imbuto.ledger import Difference
from imbuto.projections.price_differences import DifferenceAnswer

blueprint = Blueprint("price-differences", "Retro price changes and bonuses.")
_ONE = "/price-differences/<uuid:id>"


@blueprint.route("/price-differences")
@permit("prices.read")
@blueprint.arguments(DifferenceArgs, location="query")
@blueprint.response(200, PriceDifferencePage)
def list_price_differences(asked: dict[str, Any]) -> Any:
    """Price differences, the latest first"""
    return answer_page(views().price_differences.page(**asked))


@blueprint.route("/price-differences", methods=["POST"])
@permit("differences.propose")
@blueprint.arguments(NewPriceDifference)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_price_difference(given: tuple[UUID, Difference, bool]) -> Any:
    """Propose a retro price or a bonus on milk that was priced already"""
    id, terms, another = given
    saved = ledger().propose_price_difference(id, terms, by(), another=another)
    return made(saved, f"/api/v1/price-differences/{saved.id}")


@blueprint.route(_ONE)
@permit("prices.read")
@blueprint.response(200, PriceDifferenceWithStory)
def see_price_difference(id: UUID) -> Any:
    """One price difference with its story"""
    found: DifferenceAnswer = views().price_differences.get(id)
    return {**vars(found), "takes_back": found.takes_back, "story": story(ledger().story(id))}


@blueprint.route(f"{_ONE}/approval", methods=["POST"])
@permit("differences.approve")
@blueprint.response(200, Receipt)
def approve_price_difference(id: UUID) -> Any:
    """Approve a difference that another official proposed, for the milk as it stands now"""
    return receipt(ledger().approve_price_difference(id, by()))


@blueprint.route(f"{_ONE}/refusal", methods=["POST"])
@permit("differences.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_price_difference(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed difference, with the reason"""
    return receipt(ledger().refuse_price_difference(id, given["reason"], by()))


@blueprint.route(f"{_ONE}/members")
@permit("balances.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, DifferenceOfMemberPage)
def list_members_of_difference(asked: dict[str, Any], id: UUID) -> Any:
    """What each member got, by number"""
    views().price_differences.get(id)
    return answer_page(views().price_differences.members(id, **asked))
