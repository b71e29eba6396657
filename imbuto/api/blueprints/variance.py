"""Milk after the scale: routes, bulk figures, differences and their alarms, shared cans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from imbuto.api.access import by, caller, centres_to_list, permit, require_centre
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.elsewhere import heard
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, now, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.variance import (
    AlarmArgs,
    Alarms,
    BulkArgs,
    BulkPage,
    CanArgs,
    Cans,
    Explanation,
    NewBulkFigure,
    NewRoute,
    Routes,
    Variance,
    VarianceArgs,
    VarianceFileArgs,
    VarianceLimit,
)
from imbuto.api.tables import AS_TABLES, in_form
from imbuto.errors import NotPermitted
from imbuto.ledger import BulkFigure
from imbuto.papers.variance import variance_table
from imbuto.projections.pages import MAX_PAGE
from imbuto.projections.samples import SampleAnswer
from imbuto.projections.variance import Can
from imbuto.projections.variance_days import PlaceDay
from imbuto.values import business_date

blueprint = Blueprint("variance", "Milk between the scale and the processor.")


@blueprint.route("/routes")
@permit("centres.read")
@blueprint.response(200, Routes)
def list_routes() -> Any:
    """All collectors' rounds"""
    return {"items": [route for _, route in sorted(ledger().cooperative().routes.items())]}


@blueprint.route("/routes", methods=["POST"])
@permit("routes.manage")
@blueprint.arguments(NewRoute)
@blueprint.already(Receipt, "Was open already.")
@blueprint.response(201, Receipt)
def open_route(given: dict[str, Any]) -> Any:
    """Open a collector's round"""
    return made(ledger().open_route(given["code"], given["name"], given["centre"], by()), "/api/v1/routes")


@blueprint.route("/cooperative/variance-limit", methods=["PUT"])
@permit("variance.limit")
@blueprint.arguments(VarianceLimit)
@blueprint.response(200, Receipt)
def set_variance_limit(given: dict[str, Any]) -> Any:
    """Set from which difference of milk on there is an alarm, for days from today on"""
    return receipt(ledger().set_variance_limit(given["percent"], by()))


@blueprint.route("/bulk")
@permit("variance.read")
@blueprint.arguments(BulkArgs, location="query")
@blueprint.response(200, BulkPage)
def list_bulk(asked: dict[str, Any]) -> Any:
    """What was measured after the scale, the latest first"""
    centres = centres_to_list("variance.read", asked.pop("centre", None))
    return answer_page(views().variance.figures(centre=centres, **asked))


@blueprint.route("/bulk", methods=["POST"])
@permit("bulk.record")
@blueprint.arguments(NewBulkFigure)
@blueprint.already(Receipt, "Was recorded already, the same.")
@blueprint.response(201, Receipt)
def record_bulk(given: tuple[UUID, BulkFigure, bool]) -> Any:
    """Record what reached the cooler or the processor, or was rejected, spilled or kept"""
    id, figure, another = given
    _require_place("bulk.record", figure.centre, figure.route)
    with heard("bulk.record"):
        saved = ledger().record_bulk(id, figure, by(), another=another)
    return made(saved, "/api/v1/bulk")


@blueprint.route("/bulk/<uuid:id>/void", methods=["POST"])
@permit("bulk.record")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def void_bulk(given: dict[str, Any], id: UUID) -> Any:
    """A figure was wrong: it counts no longer, and stays in sight with the reason"""
    recorded = ledger().bulk(id).recorded
    _require_place("bulk.record", *(recorded.centre, recorded.route) if recorded else (None, None))
    return receipt(ledger().void_bulk(id, given["reason"], by()))


@blueprint.route("/variance")
@permit("variance.read")
@blueprint.arguments(VarianceArgs, location="query")
@blueprint.response(200, Variance)
def see_variance(asked: dict[str, Any]) -> Any:
    """Collected against cooler and processor, by day: the cooperative, each centre, each route"""
    return {"items": _days(**asked)}


@blueprint.route("/variance/file")
@permit("variance.read")
@blueprint.arguments(VarianceFileArgs, location="query")
@blueprint.doc(**AS_TABLES)
@blueprint.response(200, {"type": "string"}, content_type="text/csv", description="A table, with headings.")
def download_variance(asked: dict[str, Any]) -> Any:
    """The same as a CSV file or a workbook"""
    form, name = asked.pop("format"), f"variance-{asked['day_from']}-{asked['day_to']}"
    return in_form(form, None, lambda: variance_table(_days(**asked), name))


@blueprint.route("/variance/alarms")
@permit("variance.read")
@blueprint.arguments(AlarmArgs, location="query")
@blueprint.response(200, Alarms)
def list_variance_alarms(asked: dict[str, Any]) -> Any:
    """Alarms of some days, open or explained, the newest first"""
    state = asked.pop("state", None)
    found = [alarm for day in _days(**asked) for alarm in day.alarms if state in (None, alarm.state)]
    return {"items": sorted(found, key=lambda alarm: alarm.day, reverse=True)}


@blueprint.route("/variance/explanations", methods=["POST"])
@permit("variance.explain")
@blueprint.arguments(Explanation)
@blueprint.response(200, Receipt)
def explain_variance(given: dict[str, Any]) -> Any:
    """Answer alarms of a place and day; whoever measured there may not"""
    where = given["day"], given["centre"], given["route"]
    views().catch_up()
    place = views().variance.place(given["day"], _today(), given["centre"], given["route"])
    standing = frozenset(one.alarm.code for one in place.alarms) if place else frozenset()
    measured_by = views().variance.measured_by(*where)
    return receipt(
        ledger().explain_variance(
            *where, given["reason"], tuple(given["alarms"]), by(), standing=standing, measured_by=measured_by
        )
    )


@blueprint.route("/cans")
@permit("variance.read")
@blueprint.arguments(CanArgs, location="query")
@blueprint.response(200, Cans)
def list_cans(asked: dict[str, Any]) -> Any:
    """The cans that members shared, with all who poured into each, and their samples"""
    require_centre("variance.read", asked["centre"])
    day = {"day_from": asked["day"], "day_to": asked["day"]}
    samples = views().samples.page(asked["centre"], **day, limit=MAX_PAGE).items
    return {"items": [_with_samples(can, samples) for can in views().variance.cans(**asked)]}


def _with_samples(can: Can, samples: Sequence[SampleAnswer]) -> dict[str, Any]:
    poured = {pour.delivery for pour in can.pours}
    own = [
        one
        for one in samples
        if (one.container, one.shift) == (can.container, can.shift) or one.delivery in poured
    ]
    return {**vars(can), "samples": own}


def _days(
    day_from: date, day_to: date, centre: str | None = None, route: str | None = None
) -> list[PlaceDay]:
    if route is not None:
        _require_place("variance.read", None, route)
        return views().variance.days(day_from, day_to, _today(), route=route)
    return views().variance.days(day_from, day_to, _today(), centres_to_list("variance.read", centre))


def _today() -> date:
    return business_date(now())


def _require_place(permission: str, centre: str | None, route: str | None) -> None:
    """Refuses a clerk who is limited to other centres; the whole cooperative's figures are not theirs. Both
    the centre named and the route's own count."""
    if caller().centres_for(permission) is None:
        return
    home = ledger().cooperative().require_route(route).centre if route is not None else None
    places = [place for place in (centre, home) if place is not None]
    if not places:
        raise NotPermitted("You work at some centres only.", "Name one of them.")
    for place in places:
        require_centre(permission, place)
