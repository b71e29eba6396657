"""The home of an official: the day's milk beside other days', who is missing, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from imbuto.api.access import caller, centres_to_list, permit
from imbuto.api.approvals import to_approve
from imbuto.api.blueprint import Blueprint
from imbuto.api.expected import expected, missing_page
from imbuto.api.names import names_as_seen
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, now, views
from imbuto.api.schemas.home import Home, HomeArgs, MissingArgs, MissingPage
from imbuto.gateways.daraja_tariff import cost_cents
from imbuto.projections.centres import CentreMilk
from imbuto.projections.pages import Page
from imbuto.projections.usual_milk import MONTH
from imbuto.values import Period, business_date, in_year

blueprint = Blueprint("home", "A day at one look.")
WEEK = timedelta(days=7)
Centres = Sequence[str] | None


@blueprint.route("/dashboard/home")
@permit("dashboard.read")
@blueprint.arguments(HomeArgs, location="query")
@blueprint.response(200, Home)
def see_home(asked: dict[str, Any]) -> Any:
    """A day at one look: its milk beside other days', and what waits for somebody"""
    day, centres = asked.get("date", business_date(now())), centres_to_list("dashboard.read", None)
    today = views().centres.today(day, centres)
    expectation = expected(day, centres)
    return {
        "date": day,
        "today": today.total,
        "same_weekday": _other_day(day - WEEK, centres),
        "last_year": _other_day(in_year(day, day.year - 1), centres),
        "centres": _centres(today.centres, views().centres.litres_by_centre(day - WEEK, centres)),
        "expected": {"members": len(expectation.members), "missing": len(expectation.missing)},
        "disputes": views().deliveries.disputes_standing(centres),
        "messages": views().messages.telling(now() - WEEK),
        "float": _float() if caller().may("payouts.read") else None,
        "next_pay": _next_pay(day),
        "run": _run() if caller().may("runs.read") else None,
        "approvals": to_approve(),
    }


@blueprint.route("/dashboard/missing")
@permit("dashboard.read")
@blueprint.arguments(MissingArgs, location="query")
@blueprint.response(200, MissingPage)
def list_missing(asked: dict[str, Any]) -> Any:
    """Members who usually bring milk on such a day and did not yet, by number

    Usually: on at least 10 of the 14 days before, at the centre and in the shift asked about. Who is
    suspended or left is not expected, and who brought milk at another centre is not missing.
    """
    day, shift = asked.pop("date", business_date(now())), asked.pop("shift", None)
    centres = centres_to_list("dashboard.read", asked.pop("centre", None))
    page = missing_page(day, centres, shift, **asked)
    return answer_page(Page(_missing(page.items, day, shift), page.next))


def _missing(numbers: Sequence[str], day: date, shift: str | None) -> list[dict[str, Any]]:
    members = views().members.many(numbers)
    names = names_as_seen(members)
    milk = views().deliveries.usual_milk(numbers, day, shift)
    return [
        {
            "number": number,
            "name": names[number],
            "centre": members[number].centre,
            "usual_litres": milk[number].usual,
            "last_day": milk[number].last_day,
            "days_of_last_30": milk[number].days_since(day - MONTH),
        }
        for number in numbers
    ]


def _other_day(day: date, centres: Centres) -> dict[str, Any]:
    milk = views().centres.milk_of(day, day, centres)
    return {**vars(milk), "date": day, "known": milk.deliveries > 0}


def _centres(found: Sequence[CentreMilk], before: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "code": centre.code,
            "name": centre.name,
            "shifts": [{"shift": shift, **vars(milk)} for shift, milk in centre.shifts.items()],
            "same_weekday_centilitres": before.get(centre.code, 0),
        }
        for centre in found
    ]


def _float() -> dict[str, Any]:
    at = now()
    needed = cost_cents(views().payouts.waiting(at).amounts, business_date(at))
    return {**vars(views().till.get()), "needed_cents": needed}


def _next_pay(day: date) -> dict[str, Any]:
    """The clock opens a run on the day after its period."""
    period = Period.containing(day, ledger().cooperative().rhythm)
    return {"period": period.code, "cut_off_day": period.end, "pay_day": period.end + timedelta(days=1)}


def _run() -> Any:
    runs = views().settlements.calendar()
    return runs[-1] if runs else None
