"""Where a member's money goes: another number, another way, a name that M-Pesa tells. Two officials each."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, permit, require_centre_of_member
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, views
from imbuto.api.private import as_seen
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.payees import (
    AcceptedPayee,
    Channel,
    PayeeAnswer,
    PayoutPhone,
    SeenChannel,
    SeenPayee,
)

blueprint = Blueprint("payees", "Where a member's money goes.")
_MEMBER = "/members/<number:number>"


@blueprint.route(f"{_MEMBER}/payee")
@permit("payees.read", own="own.read")
@blueprint.response(200, PayeeAnswer)
def see_payee(number: str) -> Any:
    """Where a member's money goes, what is proposed about it, and why nothing is paid there now"""
    require_centre_of_member("payees.read", number)
    shown = as_seen(views().members.get(number))
    places = {"payee": shown.payee, "changed_at": shown.changed_at}
    return {**vars(shown), **places, "hold": ledger().hold_on(number, by())}


@blueprint.route(f"{_MEMBER}/payout-phone-change", methods=["POST"])
@permit("members.change")
@blueprint.arguments(PayoutPhone)
@blueprint.response(200, Receipt)
def propose_payout_phone(given: dict[str, Any], number: str) -> Any:
    """Propose a number for money alone; the numbers until now are told, and another official approves it"""
    require_centre_of_member("members.change", number)
    return receipt(ledger().propose_payout_phone(number, given["payout_phone"], by()))


@blueprint.route(f"{_MEMBER}/payout-phone-change/approval", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(PayoutPhone)
@blueprint.response(200, Receipt)
def approve_payout_phone(given: dict[str, Any], number: str) -> Any:
    """Approve the payout number that another official proposed; payments to it wait until it has cooled"""
    return receipt(ledger().approve_payout_phone(number, given["payout_phone"], by()))


@blueprint.route(f"{_MEMBER}/payout-phone-change/refusal", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_payout_phone(given: dict[str, Any], number: str) -> Any:
    """Refuse a proposed payout number"""
    return receipt(ledger().refuse_payout_phone(number, given["reason"], by()))


@blueprint.route(f"{_MEMBER}/payee-acceptance", methods=["POST"])
@permit("members.change")
@blueprint.arguments(AcceptedPayee)
@blueprint.response(200, Receipt)
def propose_payee_acceptance(given: dict[str, Any], number: str) -> Any:
    """Say why a number of which M-Pesa told another name is right; another official approves it"""
    require_centre_of_member("members.change", number)
    return receipt(ledger().propose_payee_acceptance(number, given["phone"], given["reason"], by()))


@blueprint.route(f"{_MEMBER}/payee-acceptance/approval", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(SeenPayee)
@blueprint.response(200, Receipt)
def accept_payee(given: dict[str, Any], number: str) -> Any:
    """Accept the number that another official vouches for; payouts held for its name may be let go"""
    return receipt(ledger().accept_payee(number, given["phone"], by()))


@blueprint.route(f"{_MEMBER}/channel", methods=["POST"])
@permit("members.change")
@blueprint.arguments(Channel)
@blueprint.response(200, Receipt)
def propose_channel(given: dict[str, Any], number: str) -> Any:
    """Propose to pay a member by M-Pesa, bank or cash; another official approves it"""
    require_centre_of_member("members.change", number)
    channel = given.pop("pay_channel")
    return receipt(ledger().propose_channel(number, channel, by(), **given))


@blueprint.route(f"{_MEMBER}/channel/approval", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(SeenChannel)
@blueprint.response(200, Receipt)
def approve_channel(given: dict[str, Any], number: str) -> Any:
    """Approve the way of payment that another official proposed; a new account has to cool like a number"""
    channel = given.pop("pay_channel")
    return receipt(ledger().approve_channel(number, channel, by(), **given))


@blueprint.route(f"{_MEMBER}/channel/refusal", methods=["POST"])
@permit("members.approve_number_change")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_channel(given: dict[str, Any], number: str) -> Any:
    """Refuse a proposed way of payment"""
    return receipt(ledger().refuse_channel(number, given["reason"], by()))
