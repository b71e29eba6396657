"""Vouchers: what an official books by hand, and another approves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.books import VoucherArgs, VoucherIn, VoucherPage, VoucherWithStory

blueprint = Blueprint("vouchers", "Entries put into the books by hand, by two officials.")


@blueprint.route("/vouchers")
@permit("journal.read")
@blueprint.arguments(VoucherArgs, location="query")
@blueprint.response(200, VoucherPage)
def list_vouchers(asked: dict[str, Any]) -> Any:
    """Vouchers, the latest first"""
    return answer_page(views().vouchers.page(**asked))


@blueprint.route("/vouchers", methods=["POST"])
@permit("vouchers.propose")
@blueprint.arguments(VoucherIn)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_voucher(given: tuple[UUID, dict[str, Any]]) -> Any:
    """Propose balanced entries of a day: a processor's payment, a float top-up, cash drawn, bank charges"""
    id, voucher = given
    return made(ledger().propose_voucher(id, **voucher, by=by()), f"/api/v1/vouchers/{id}")


@blueprint.route("/vouchers/<uuid:id>")
@permit("journal.read")
@blueprint.response(200, VoucherWithStory)
def see_voucher(id: UUID) -> Any:
    """One voucher with its story"""
    return {**vars(views().vouchers.get(id)), "story": story(ledger().story(id))}


@blueprint.route("/vouchers/<uuid:id>/approval", methods=["POST"])
@permit("vouchers.approve")
@blueprint.response(200, Receipt)
def approve_voucher(id: UUID) -> Any:
    """Put a voucher into the books that another official proposed"""
    return receipt(ledger().approve_voucher(id, by()))


@blueprint.route("/vouchers/<uuid:id>/refusal", methods=["POST"])
@permit("vouchers.approve")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def refuse_voucher(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed voucher, with the reason"""
    return receipt(ledger().refuse_voucher(id, given["reason"], by()))
