"""Many days at one look: production, quality, members whose milk grows or falls, how soon runs are paid. Each
as JSON, or as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from imbuto.api.access import centres_to_list, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.names import names_as_seen
from imbuto.api.parts import ledger, views
from imbuto.api.plain import Schema
from imbuto.api.schemas.insights import (
    MemberMilkList,
    MembersArgs,
    ProductionArgs,
    ProductionList,
    QualityArgs,
    QualityList,
    TimelinessArgs,
    TimelinessList,
)
from imbuto.api.spans import production
from imbuto.api.tables import AS_TABLES, form_asked, in_form
from imbuto.papers.table import Cell, Table
from imbuto.projections.centre_insights import Grown
from imbuto.projections.payout_answers import PaidOfRun
from imbuto.projections.settlement_answers import RunAnswer
from imbuto.values import business_date

blueprint = Blueprint("insights", "Production, quality, members and pay over many days.")
_ORDERS: Mapping[str, Callable[[Grown], tuple[int, str]]] = {
    "top": lambda one: (-one.centilitres, one.member),
    "falling": lambda one: (one.change, one.member),
    "rising": lambda one: (-one.change, one.member),
}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "production": (
        "start",
        "centilitres",
        "rejected_centilitres",
        "members",
        "deliveries",
        "value_cents",
        "last_year_centilitres",
    ),
    "quality": (
        "code",
        "name",
        "centilitres",
        "rejected_centilitres",
        "rejected_share",
        "tested",
        "fat_percent",
        "snf_percent",
        "failed_tests",
    ),
    "members": ("number", "name", "centre", "centilitres", "before_centilitres", "change_percent"),
    "timeliness": (
        "period",
        "cut_off_day",
        "approved_at",
        "paid_first_at",
        "paid_last_at",
        "days_to_first",
        "days_to_last",
        "paid",
        "unpaid",
        "cents",
    ),
}
"""The columns of each table, in order."""
_NOT_PAID = PaidOfRun(0, 0, 0, None, None)
_Question = Callable[[dict[str, Any]], Any]


def _asked_for(
    name: str, args: type[Schema], answer: type[Schema], permission: str = "dashboard.read"
) -> Callable[[_Question], _Question]:
    """One of the tables, for whoever may see it: as JSON or in another form."""

    def put_up(question: _Question) -> _Question:
        told = blueprint.doc(**AS_TABLES)(blueprint.response(200, answer)(question))
        asked = permit(permission)(blueprint.arguments(args, location="query")(told))
        put: _Question = blueprint.route(f"/insights/{name}")(asked)
        return put

    return put_up


@_asked_for("production", ProductionArgs, ProductionList)
def see_production(asked: dict[str, Any]) -> Any:
    """Milk, members and value by day, week or month, beside the year before"""
    form, centres = form_asked(asked), centres_to_list("dashboard.read", asked.get("centre"))
    lines = production(asked["day_from"], asked["day_to"], asked["by"], centres)
    return in_form(form, {"items": lines}, lambda: _table("production", asked, lines))


@_asked_for("quality", QualityArgs, QualityList)
def see_quality(asked: dict[str, Any]) -> Any:
    """How good the milk was, by centre or by route"""
    form, centres = form_asked(asked), centres_to_list("dashboard.read", None)
    names = _names_of_places(asked["by"])
    found = views().centres.quality(asked["by"], asked["day_from"], asked["day_to"], centres)
    lines = [
        {**vars(one), "name": names.get(one.code, one.code), "rejected_share": one.rejected_share}
        for one in found
    ]
    return in_form(form, {"items": lines}, lambda: _table("quality", asked, lines))


@_asked_for("members", MembersArgs, MemberMilkList)
def see_members_milk(asked: dict[str, Any]) -> Any:
    """The members with most milk, or whose milk falls or rises most against as many days before"""
    form, centres = form_asked(asked), centres_to_list("dashboard.read", asked.get("centre"))
    grown = views().centres.grown(asked["day_from"], asked["day_to"], centres)
    lines = _members(_first(grown, asked["order"], asked["limit"]))
    return in_form(form, {"items": lines}, lambda: _table("members", asked, lines))


@_asked_for("timeliness", TimelinessArgs, TimelinessList, "runs.read")
def see_timeliness(asked: dict[str, Any]) -> Any:
    """How many days after its last day each run was paid"""
    form = form_asked(asked)
    runs = views().settlements.calendar()[: -asked["limit"] - 1 : -1]
    paid = views().payouts.paid_by_run([run.id for run in runs])
    lines = [_timeliness(run, paid.get(run.id, _NOT_PAID)) for run in runs]
    return in_form(form, {"items": lines}, lambda: _table("timeliness", {}, lines))


def _names_of_places(by: str) -> Mapping[str, str]:
    if by == "centre":
        return views().centres.names()
    return {code: route.name for code, route in ledger().cooperative().routes.items()}


def _first(grown: Sequence[Grown], order: str, limit: int) -> list[Grown]:
    """Who lost nothing does not fall, and who gained nothing does not rise."""
    signs = {"top": 1, "falling": -1, "rising": 1}
    wanted = [one for one in grown if (one.centilitres if order == "top" else one.change) * signs[order] > 0]
    return sorted(wanted, key=_ORDERS[order])[:limit]


def _members(grown: Sequence[Grown]) -> list[dict[str, Any]]:
    members = views().members.many([one.member for one in grown])
    names = names_as_seen(members)
    return [
        {
            "number": one.member,
            "name": names[one.member],
            "centre": members[one.member].centre,
            "centilitres": one.centilitres,
            "before_centilitres": one.before_centilitres,
            "change_percent": one.change_percent,
        }
        for one in grown
    ]


def _timeliness(run: RunAnswer, paid: PaidOfRun) -> dict[str, Any]:
    return {
        "period": run.period,
        "cut_off_day": run.period_end,
        "approved_at": run.approved_at,
        "paid_first_at": paid.first_at,
        "paid_last_at": paid.last_at,
        "days_to_first": _days_after(run.period_end, paid.first_at),
        "days_to_last": _days_after(run.period_end, paid.last_at),
        "paid": paid.paid,
        "unpaid": paid.unpaid,
        "cents": paid.cents,
    }


def _days_after(day: date, instant: datetime | None) -> int | None:
    return None if instant is None else (business_date(instant) - day).days


def _table(what: str, asked: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Table:
    """The lines as they are, litres and amounts as figures with their unit in the heading."""
    days = [asked[name].isoformat() for name in ("day_from", "day_to") if name in asked]
    names = _COLUMNS[what]
    rows = [[_cell(name, line[name]) for name in names] for line in lines]
    return Table("-".join([what, *days]), [_heading(name) for name in names], rows)


def _heading(name: str) -> str:
    if name.endswith("centilitres"):
        return f"{name.removesuffix('centilitres')}litres"
    return f"{name.removesuffix('cents')}KES" if name.endswith("cents") else name


def _cell(name: str, value: Any) -> Cell:
    if value is not None and name.endswith(("centilitres", "cents")):
        return Decimal(value).scaleb(-2)
    return value.isoformat() if isinstance(value, datetime) else value
