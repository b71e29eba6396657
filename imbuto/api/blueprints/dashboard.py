"""The figures of the day, the trend of the days, and who takes part."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import now, views
from imbuto.api.schemas.dashboard import (
    DayArgs,
    Participation,
    ParticipationArgs,
    Today,
    Trend,
    TrendArgs,
)
from imbuto.values import business_date

blueprint = Blueprint("dashboard", "Totals of days and centres.")


@blueprint.route("/dashboard/today")
@permit("dashboard.read")
@blueprint.arguments(DayArgs, location="query")
@blueprint.response(200, Today)
def see_today(asked: dict[str, Any]) -> Any:
    """The milk of a day by centre and shift"""
    today = views().centres.today(asked.get("date", business_date(now())))
    return {**vars(today), "members_registered": views().members.count()}


@blueprint.route("/dashboard/trends")
@permit("dashboard.read")
@blueprint.arguments(TrendArgs, location="query")
@blueprint.response(200, Trend)
def see_trends(asked: dict[str, Any]) -> Any:
    """The milk of some days, one by one"""
    return {"items": views().centres.trends(**asked)}


@blueprint.route("/dashboard/participation")
@permit("dashboard.read")
@blueprint.arguments(ParticipationArgs, location="query")
@blueprint.response(200, Participation)
def see_participation(asked: dict[str, Any]) -> Any:
    """How many members brought milk in a period, or in some days"""
    period = asked.get("period")
    first, last = (period.start, period.end) if period else (asked["day_from"], asked["day_to"])
    found = views().centres.participation(first, last)
    registered = views().members.count()
    return {**vars(found), "date_from": first, "date_to": last, "members_registered": registered}
