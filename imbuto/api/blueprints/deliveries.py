"""Milk taken in: recorded by a clerk, one by one or as a device's queue; listed; shown with its story."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, caller, centres_to_list, permit, require_centre, require_own
from imbuto.api.answers import made, receipt, story
from imbuto.api.batch import record_each
from imbuto.api.blueprint import Blueprint
from imbuto.api.elsewhere import heard
from imbuto.api.incoming import LARGEST_BATCH_BYTES
from imbuto.api.names import with_names
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.restriction import milk_as_seen
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.deliveries import (
    Batch,
    BookPage,
    CorrectionIn,
    DeliveryArgs,
    DeliveryWithStory,
    Outcomes,
    WeighingIn,
)
from imbuto.api.telling import story_as_seen
from imbuto.ledger import Weighing

blueprint = Blueprint("deliveries", "Milk taken in, and the changes of its record.")


@blueprint.route("/deliveries", methods=["POST"])
@permit("deliveries.record")
@blueprint.arguments(WeighingIn)
@blueprint.already(Receipt, "Was recorded already, the same.")
@blueprint.response(201, Receipt)
def record_delivery(given: tuple[UUID, Weighing]) -> Any:
    """Record a delivery"""
    id, weighing = given
    require_centre("deliveries.record", weighing.centre)
    usual = views().deliveries.usual_litres(weighing.member)
    with heard("deliveries.record"):
        saved = ledger().record_delivery(id, weighing, by(), usual_litres=usual)
    return made(saved, f"/api/v1/deliveries/{id}")


@blueprint.route("/deliveries/batch", methods=["POST"])
@permit("deliveries.record")
@blueprint.arguments(Batch, largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Outcomes)
def record_deliveries(given: dict[str, Any]) -> Any:
    """Record up to 1,000 deliveries, each with its own outcome"""
    return record_each(given["items"])


@blueprint.route("/deliveries")
@permit("deliveries.read")
@blueprint.arguments(DeliveryArgs, location="query")
@blueprint.response(200, BookPage)
def list_deliveries(asked: dict[str, Any]) -> Any:
    """The delivery book, the newest first"""
    centres = centres_to_list("deliveries.read", asked.pop("centre", None))
    only = {name: asked.pop(name, None) == "yes" for name in ("unusual", "rejected")}
    return answer_page(with_names(views().deliveries.page(centre=centres, **asked, **only)))


@blueprint.route("/deliveries/<uuid:id>")
@permit("deliveries.read", own="own.read")
@blueprint.response(200, DeliveryWithStory)
def see_delivery(id: UUID) -> Any:
    """One delivery with its story"""
    delivery = views().deliveries.get(id)
    require_own("delivery", id, delivery.member)
    if not caller().is_member:
        require_centre("deliveries.read", delivery.centre)
    seen = milk_as_seen(delivery, views().members.get(delivery.member))
    return {**vars(seen), "story": story(story_as_seen(id, delivery.member))}


@blueprint.route("/deliveries/<uuid:id>/correction", methods=["POST"])
@permit("deliveries.correct")
@blueprint.arguments(CorrectionIn)
@blueprint.response(200, Receipt)
def correct_delivery(given: dict[str, Any], id: UUID) -> Any:
    """Mend a slip before the cut-off; the farmer is told and may answer again"""
    delivery = ledger().delivery(id)
    require_centre("deliveries.correct", delivery.centre)
    wanted = (given["litres"], given["rejection_reason"], given["reason"])
    usual = views().deliveries.usual_litres(delivery.member, apart_from=id)
    return receipt(ledger().correct_delivery(id, *wanted, by(), usual_litres=usual, meant=given["meant"]))


@blueprint.route("/deliveries/<uuid:id>/void", methods=["POST"])
@permit("deliveries.correct")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def void_delivery(given: dict[str, Any], id: UUID) -> Any:
    """The weighing never was: recorded twice, or for the wrong member"""
    require_centre("deliveries.correct", ledger().delivery(id).centre)
    return receipt(ledger().void_delivery(id, given["reason"], by()))
