"""What is a member's own: the balance, the statement of account, the deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from imbuto.api.access import caller, centres_to_list, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import now, views
from imbuto.api.restriction import milk_as_seen
from imbuto.api.schemas.deliveries import DaysArgs, DeliveryPage
from imbuto.api.schemas.members import AccountArgs, AccountPage, BalanceAnswer, MilkByMonth
from imbuto.api.schemas.settlements import StatementPage
from imbuto.projections.pages import Page
from imbuto.values import business_date

blueprint = Blueprint("accounts", "What a member brought, is owed and was paid.")
_MEMBER = "/members/<number:number>"


@blueprint.route(f"{_MEMBER}/balance")
@permit("balances.read", own="own.read")
@blueprint.response(200, BalanceAnswer)
def see_balance(number: str) -> Any:
    """What the member has coming"""
    return views().balances.get(number)


@blueprint.route(f"{_MEMBER}/account")
@permit("balances.read", own="own.read")
@blueprint.arguments(AccountArgs, location="query")
@blueprint.response(200, AccountPage)
def see_account(asked: dict[str, Any], number: str) -> Any:
    """The statement of account: each change with the balance after it"""
    views().members.get(number)
    return answer_page(views().balances.account(number, **asked))


@blueprint.route(f"{_MEMBER}/deliveries")
@permit("deliveries.read", own="own.read")
@blueprint.arguments(DaysArgs, location="query")
@blueprint.response(200, DeliveryPage)
def list_deliveries_of_member(asked: dict[str, Any], number: str) -> Any:
    """What the member brought, the newest first"""
    member = views().members.get(number)
    centres = None if caller().is_member else centres_to_list("deliveries.read", None)
    page = views().deliveries.page(member=number, centre=centres, **asked)
    return answer_page(Page([milk_as_seen(one, member) for one in page.items], page.next))


@blueprint.route(f"{_MEMBER}/milk")
@permit("deliveries.read", own="own.read")
@blueprint.response(200, MilkByMonth)
def see_milk_by_month(number: str) -> Any:
    """The member's accepted milk month by month, of two years"""
    views().members.get(number)
    centres = None if caller().is_member else centres_to_list("deliveries.read", None)
    found = views().deliveries.litres_by_month(number, _two_years_before(business_date(now())), centres)
    return {"items": [{"month": month, "centilitres": litres} for month, litres in found.items()]}


@blueprint.route(f"{_MEMBER}/statements")
@permit("runs.read", own="own.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, StatementPage)
def list_statements_of_member(asked: dict[str, Any], number: str) -> Any:
    """The member's statements, the latest first"""
    views().members.get(number)
    return answer_page(views().settlements.statements_of_member(number, **asked))


def _two_years_before(day: date) -> date:
    """The first day of the month after the same of two years ago: 24 months with this one."""
    return date(day.year - 2, day.month + 1, 1) if day.month < 12 else date(day.year - 1, 1, 1)
