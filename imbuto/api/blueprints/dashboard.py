"""The figures of the day, the trend of the days, and who takes part."""

from __future__ import annotations

from datetime import date
from typing import Any

from imbuto.api.access import centres_to_list, permit
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
from imbuto.api.tables import AS_TABLES, form_asked, in_form
from imbuto.papers.table import Table
from imbuto.projections.centres import Participation as TakingPart
from imbuto.values import business_date

blueprint = Blueprint("dashboard", "Totals of days and centres.")


@blueprint.route("/dashboard/today")
@permit("dashboard.read")
@blueprint.arguments(DayArgs, location="query")
@blueprint.response(200, Today)
def see_today(asked: dict[str, Any]) -> Any:
    """The milk of a day by centre and shift"""
    centres = centres_to_list("dashboard.read", None)
    today = views().centres.today(asked.get("date", business_date(now())), centres)
    return {**vars(today), "members_registered": views().members.count(centre=centres)}


@blueprint.route("/dashboard/trends")
@permit("dashboard.read")
@blueprint.arguments(TrendArgs, location="query")
@blueprint.response(200, Trend)
def see_trends(asked: dict[str, Any]) -> Any:
    """The milk of some days, one by one"""
    centres = centres_to_list("dashboard.read", asked.pop("centre", None))
    return {"items": views().centres.trends(centre=centres, **asked)}


@blueprint.route("/dashboard/participation")
@permit("dashboard.read")
@blueprint.arguments(ParticipationArgs, location="query")
@blueprint.doc(**AS_TABLES)
@blueprint.response(200, Participation)
def see_participation(asked: dict[str, Any]) -> Any:
    """How many members brought milk in a period, or in some days"""
    form, period = form_asked(asked), asked.get("period")
    first, last = (period.start, period.end) if period else (asked["day_from"], asked["day_to"])
    centres = centres_to_list("dashboard.read", None)
    found = views().centres.participation(first, last, centres)
    registered = views().members.count(centre=centres)
    answer = {**vars(found), "date_from": first, "date_to": last, "members_registered": registered}
    return in_form(form, answer, lambda: _by_centre(found, first, last))


def _by_centre(found: TakingPart, first: date, last: date) -> Table:
    """One line per centre at which somebody brought milk."""
    names = views().centres.names()
    rows = [(code, names.get(code, code), members) for code, members in sorted(found.by_centre.items())]
    return Table(f"participation-{first}-{last}", ["centre", "name", "members"], rows)
