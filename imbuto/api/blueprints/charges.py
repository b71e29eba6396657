"""Charges of members: made one by one or in a batch, paid beside the milk, changed by two officials."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit, require_own
from imbuto.api.answers import made, receipt, story
from imbuto.api.batch import answer_each
from imbuto.api.blueprint import Blueprint
from imbuto.api.charge_warnings import warnings_of_charge, warnings_of_payment
from imbuto.api.incoming import LARGEST_BATCH_BYTES
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.charges import (
    ChangeIn,
    ChargeArgs,
    ChargeBatch,
    ChargeIn,
    ChargePage,
    ChargeWithStory,
    KindSums,
    MemberArg,
    PaymentIn,
    ReceiptWithWarnings,
    SeenChange,
    StateArgs,
)
from imbuto.api.schemas.deliveries import Outcomes
from imbuto.ledger import ChargeChange, ChargePayment, NewCharge
from imbuto.projections.charge_answers import ChargeAnswer
from imbuto.projections.pages import Page

blueprint = Blueprint("charges", "What members owe beside their milk.")
_ONE = "/charges/<uuid:id>"


@blueprint.route("/charges")
@permit("charges.read")
@blueprint.arguments(ChargeArgs, location="query")
@blueprint.response(200, ChargePage)
def list_charges(asked: dict[str, Any]) -> Any:
    """Charges, the latest first"""
    return _page(views().charges.page(**asked))


@blueprint.route("/charges", methods=["POST"])
@permit("charges.make")
@blueprint.arguments(ChargeIn)
@blueprint.already(ReceiptWithWarnings, "Was made already.")
@blueprint.response(201, ReceiptWithWarnings)
def make_charge(given: tuple[UUID, NewCharge]) -> Any:
    """Make a charge: the member owes from now on. What looks unusual is warned of, not refused"""
    id, new = given
    warnings = warnings_of_charge(new.member, new.terms)
    told, status, headers = made(ledger().make_charge(new, by()), f"/api/v1/charges/{id}")
    return {**told, "warnings": warnings}, status, headers


@blueprint.route("/charges/batch", methods=["POST"])
@permit("charges.make")
@blueprint.arguments(ChargeBatch, largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Outcomes)
def make_charges(given: dict[str, Any]) -> Any:
    """Make up to 1,000 charges; each has its own outcome"""
    return answer_each(given["items"], lambda items: ledger().make_charges([new for _, new in items], by()))


@blueprint.route("/charges/kinds")
@permit("charges.read")
@blueprint.arguments(MemberArg, location="query")
@blueprint.response(200, KindSums)
def sum_charges(asked: dict[str, Any]) -> Any:
    """The sums of each kind of charge"""
    return {"items": views().charges.kinds(asked.get("member"))}


@blueprint.route(_ONE)
@permit("charges.read", own="own.read")
@blueprint.response(200, ChargeWithStory)
def see_charge(id: UUID) -> Any:
    """One charge with each part taken of it and its story"""
    charge = views().charges.get(id)
    require_own("charge", id, charge.member)
    takings = views().charges.takings(id)
    return {**_shown(charge), "takings": takings, "story": story(ledger().story(id))}


@blueprint.route(f"{_ONE}/payment", methods=["POST"])
@permit("charges.make")
@blueprint.arguments(PaymentIn)
@blueprint.response(200, ReceiptWithWarnings)
def pay_charge(payment: ChargePayment, id: UUID) -> Any:
    """Record what the member paid directly; the same reference again is the same payment"""
    saved = ledger().pay_charge(id, payment, by())
    return {**receipt(saved), "warnings": warnings_of_payment()}


@blueprint.route(f"{_ONE}/change", methods=["POST"])
@permit("charges.propose_change")
@blueprint.arguments(ChangeIn)
@blueprint.response(200, Receipt)
def propose_charge_change(change: ChargeChange, id: UUID) -> Any:
    """Propose to extend a charge, to write it off or to cancel it; another official approves"""
    return receipt(ledger().propose_charge_change(id, change, by()))


@blueprint.route(f"{_ONE}/change/approval", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(SeenChange)
@blueprint.response(200, Receipt)
def approve_charge_change(seen: ChargeChange, id: UUID) -> Any:
    """Approve the change that another official proposed, naming it as it was seen"""
    return receipt(ledger().approve_charge_change(id, seen.change, by(), seen=seen))


@blueprint.route(f"{_ONE}/change/refusal", methods=["POST"])
@permit("charges.approve")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_charge_change(given: dict[str, Any], id: UUID) -> Any:
    """Decline the proposed change, with the reason"""
    return receipt(ledger().refuse_charge_change(id, given["reason"], by()))


@blueprint.route(f"{_ONE}/stop", methods=["POST"])
@permit("charges.make")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def stop_charge(given: dict[str, Any], id: UUID) -> Any:
    """End an open-ended charge, with the reason"""
    return receipt(ledger().stop_charge(id, given["reason"], by()))


@blueprint.route("/members/<number:number>/charges")
@permit("charges.read", own="own.read")
@blueprint.arguments(StateArgs, location="query")
@blueprint.response(200, ChargePage)
def list_charges_of_member(asked: dict[str, Any], number: str) -> Any:
    """What the member owes, the latest first"""
    views().members.get(number)
    return _page(views().charges.page(member=number, **asked))


def _page(page: Page[ChargeAnswer]) -> Any:
    return answer_page(Page([_shown(charge) for charge in page.items], page.next))


def _shown(charge: ChargeAnswer) -> dict[str, Any]:
    """The charge with its rate in its own measure: money, or percent."""
    rate, share = _measured(charge.basis, charge.rate)
    proposed_rate, proposed_share = _measured(charge.proposed_basis, charge.proposed_rate)
    return {
        **vars(charge),
        "rate_cents": rate,
        "share_percent": share,
        "proposed_rate_cents": proposed_rate,
        "proposed_share_percent": proposed_share,
    }


def _measured(basis: str | None, rate: int | None) -> tuple[int | None, Decimal | None]:
    if basis == "share" and rate is not None:
        return None, Decimal(rate).scaleb(-2)
    return (rate, None) if basis in ("run", "litre") else (None, None)
