"""What a clerk's device at a centre needs: the members to recognise without a network, and how far the day
is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, request

from imbuto.api.access import caller, permit, require_centre
from imbuto.api.blueprint import Blueprint
from imbuto.api.expected import expected
from imbuto.api.paging import link_to_next
from imbuto.api.parts import now, views
from imbuto.api.private import as_seen
from imbuto.api.schemas.cooperative import read_code
from imbuto.api.schemas.roster import ROSTER_PAGE, CentreToday, RosterArgs, RosterPage, TodayArgs
from imbuto.errors import Unknown
from imbuto.projections.members import MemberAnswer
from imbuto.projections.usual_milk import UsualMilk
from imbuto.values import SHIFTS, business_date

blueprint = Blueprint("roster", "A centre's members and its day, for the device of a clerk.")
_NOTHING_NEW = {304: {"description": "The page is as the `If-None-Match` knows it."}}


@blueprint.route("/centres/<code>/roster")
@permit("deliveries.record")
@blueprint.arguments(RosterArgs, location="query")
@blueprint.doc(responses=_NOTHING_NEW)
@blueprint.response(200, RosterPage)
def see_roster(asked: dict[str, Any], code: str) -> Any:
    """The members of a centre by number, with what they usually bring: 500 a page

    To be kept on the device. It speaks of the days before today, so a page asked for again the same day with
    its ETag in `If-None-Match` mostly answers 304.
    """
    centre = _centre(code)
    page = views().members.page(centre=centre, cursor=asked.get("cursor"), limit=ROSTER_PAGE)
    numbers = [member.number for member in page.items]
    milk = views().deliveries.usual_milk(numbers, business_date(now()))
    items = [_entry(as_seen(member), milk.get(member.number, UsualMilk())) for member in page.items]
    return {"items": items, "next": page.next}, 200, link_to_next(page.next)


@blueprint.route("/recording/<code>/today")
@permit("deliveries.record")
@blueprint.arguments(TodayArgs, location="query")
@blueprint.response(200, CentreToday)
def see_recording(asked: dict[str, Any], code: str) -> Any:
    """How far a centre's day or shift is: deliveries, litres, and members of those expected"""
    centre, shift = _centre(code), asked.get("shift")
    day: date = asked.get("date", business_date(now()))
    milk = views().centres.milk_of(day, day, centre, shift)
    return {**vars(milk), "expected": len(expected(day, centre, shift).members)}


def _centre(code: str) -> str:
    """Raises Unknown, or NotPermitted for a clerk who works elsewhere."""
    centre = read_code(code)
    require_centre("deliveries.record", centre)
    if centre not in views().centres.names():
        raise Unknown("centre", centre)
    return centre


def _entry(member: MemberAnswer, milk: UsualMilk) -> Mapping[str, Any]:
    knows = caller().may("members.read")
    return {
        "number": member.number,
        "name": member.name if knows else None,
        "state": _state(member),
        "centre": member.centre,
        "phone": member.phone if knows else None,
        "usual": {shift: milk.usual_of(shift) for shift in SHIFTS},
        "last_day": milk.last_day,
    }


def _state(member: MemberAnswer) -> str:
    if member.left_on is not None:
        return "left"
    return "suspended" if member.suspended else "active"


def keep_for_the_device(response: Response) -> Response:
    """An answer that the device has already is not sent again."""
    if response.status_code == 200 and request.endpoint == "roster.see_roster":
        response.add_etag()
        response.make_conditional(request)
    return response


blueprint.after_request(keep_for_the_device)
