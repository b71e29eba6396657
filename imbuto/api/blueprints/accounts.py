"""What is a member's own: the balance, the statement of account, the deliveries."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import caller, centres_to_list, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import views
from imbuto.api.schemas.deliveries import DaysArgs, DeliveryPage
from imbuto.api.schemas.members import AccountArgs, AccountPage, BalanceAnswer
from imbuto.api.schemas.settlements import StatementPage

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
    views().members.get(number)
    centres = None if caller().is_member else centres_to_list("deliveries.read", None)
    return answer_page(views().deliveries.page(member=number, centre=centres, **asked))


@blueprint.route(f"{_MEMBER}/statements")
@permit("runs.read", own="own.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, StatementPage)
def list_statements_of_member(asked: dict[str, Any], number: str) -> Any:
    """The member's statements, the latest first"""
    views().members.get(number)
    return answer_page(views().settlements.statements_of_member(number, **asked))
