"""What decides about messages: the cooperative's rules, each member's choice, and what a month costs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from imbuto.api.access import by, permit, require_centre_of_member
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.message_costs import costs_of
from imbuto.api.parts import ledger, now
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.messages import (
    USUAL,
    MessageChoice,
    MessageChoiceAnswer,
    MessageCosts,
    MessageRules,
    MonthArgs,
)
from imbuto.ledger import MessageRules as Rules
from imbuto.ledger import month_of

blueprint = Blueprint("message_rules", "How receipts come, quiet hours, and what messages cost.")
_MEMBER = "/members/<number:number>/messages"


@blueprint.route("/cooperative/message-rules")
@permit("centres.read", own="own.read")
@blueprint.response(200, MessageRules)
def see_message_rules() -> Any:
    """The rules of messages in force"""
    return ledger().cooperative().message_rules


@blueprint.route("/cooperative/message-rules", methods=["PUT"])
@permit("settings.manage")
@blueprint.arguments(MessageRules)
@blueprint.response(200, Receipt)
def set_message_rules(rules: Rules) -> Any:
    """Set how receipts come, quiet hours, and what a month may cost, at once"""
    return receipt(ledger().set_message_rules(rules, by()))


@blueprint.route(_MEMBER)
@permit("members.read", own="own.read")
@blueprint.response(200, MessageChoiceAnswer)
def see_message_choice(number: str) -> Any:
    """Which messages a member wants"""
    require_centre_of_member("members.read", number)
    member, rules = ledger().member(number), ledger().cooperative().message_rules
    chosen, hours = member.receipts, rules.hours_for(member.nights)
    return {
        "receipts": chosen or USUAL,
        "in_force": chosen or rules.receipts,
        "push": member.push,
        **asdict(member.nights),
        "hours_in_force": hours and dict(zip(("begins", "ends"), hours, strict=True)),
    }


@blueprint.route(_MEMBER, methods=["PUT"])
@permit("members.change", own="own.change")
@blueprint.arguments(MessageChoice)
@blueprint.response(200, Receipt)
def choose_messages(given: dict[str, Any], number: str) -> Any:
    """Choose how and when messages come; the member hears of it when an official does"""
    require_centre_of_member("members.change", number)
    receipts = None if given["receipts"] == USUAL else given["receipts"]
    return receipt(ledger().choose_messages(number, receipts, given["push"], by(), given["nights"]))


@blueprint.route("/messages/costs")
@permit("messages.read")
@blueprint.arguments(MonthArgs, location="query")
@blueprint.response(200, MessageCosts)
def see_message_costs(asked: dict[str, Any]) -> Any:
    """What a month's messages cost, by kind, with limit and forecast"""
    return costs_of(asked.get("month") or month_of(now()))
