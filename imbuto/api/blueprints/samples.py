"""Samples: what the laboratory found, of one delivery or of a can that members share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, centres_to_list, permit, require_centre
from imbuto.api.answers import made
from imbuto.api.blueprint import Blueprint
from imbuto.api.elsewhere import heard
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.quality import Sample, SampleArgs, SampleIn, SamplePage
from imbuto.ledger import Readings, SampleOf

blueprint = Blueprint("samples", "Results that come later than the milk.")


@blueprint.route("/samples", methods=["POST"])
@permit("quality.sample")
@blueprint.arguments(SampleIn)
@blueprint.already(Receipt, "Was recorded already, the same.")
@blueprint.response(201, Receipt)
def record_sample(given: tuple[UUID, dict[str, Any], Readings]) -> Any:
    """Record a sample; the milk is judged and priced anew, and the farmer told of what changes"""
    id, said, readings = given
    about, deliveries = _about(said)
    require_centre("quality.sample", about.centre)
    more = {"reference": said["reference"], "taken_at": said["taken_at"]}
    with heard("quality.sample"):
        saved = ledger().record_sample(id, about, readings, deliveries, by(), **more)
    return made(saved, f"/api/v1/samples/{id}")


@blueprint.route("/samples")
@permit("quality.read")
@blueprint.arguments(SampleArgs, location="query")
@blueprint.response(200, SamplePage)
def list_samples(asked: dict[str, Any]) -> Any:
    """The samples, those of the newest milk first"""
    centres = centres_to_list("quality.read", asked.pop("centre", None))
    return answer_page(views().samples.page(centre=centres, **asked))


@blueprint.route("/samples/<uuid:id>")
@permit("quality.read")
@blueprint.response(200, Sample)
def see_sample(id: UUID) -> Any:
    """One sample and what followed from it"""
    sample = views().samples.get(id)
    require_centre("quality.read", sample.centre)
    return sample


def _about(said: dict[str, Any]) -> tuple[SampleOf, list[UUID]]:
    """What the sample is of, and the deliveries that it speaks of."""
    if "delivery" in said:
        delivery = ledger().delivery(said["delivery"])
        about = SampleOf(delivery.centre, delivery.date, delivery.shift, delivery=delivery.id)
        return about, [delivery.id]
    about = SampleOf(said["centre"], said["date"], said["shift"], container=said["container"])
    return about, views().deliveries.in_can(said["container"], said["centre"], said["date"], said["shift"])
