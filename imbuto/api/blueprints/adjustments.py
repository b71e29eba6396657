"""Adjustments: what puts right what a statement has said, by two officials, one by one or as a batch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.looking import looked_at
from imbuto.api.paging import PageArgs, answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.adjustments import (
    AdjustmentArgs,
    AdjustmentBatch,
    AdjustmentPage,
    AdjustmentWithStory,
    BatchPage,
    Decided,
    NewAdjustment,
    SeenBatch,
)
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.errors import WrongState
from imbuto.ledger import AdjustmentContent, Savings

blueprint = Blueprint("adjustments", "Adjustments of members' accounts.")
_ONE = "/adjustments/<uuid:id>"
_BATCH = "/adjustments/batches/<batch>"
CHUNK = 500
"""So many of a batch are decided by one request: a few seconds."""


@blueprint.route("/adjustments")
@permit("adjustments.read")
@blueprint.arguments(AdjustmentArgs, location="query")
@blueprint.response(200, AdjustmentPage)
def list_adjustments(asked: dict[str, Any]) -> Any:
    """Adjustments, the latest first"""
    return answer_page(views().adjustments.page(**asked))


@blueprint.route("/adjustments", methods=["POST"])
@permit("adjustments.propose")
@blueprint.arguments(NewAdjustment)
@blueprint.already(Receipt, "Was proposed already.")
@blueprint.response(201, Receipt)
def propose_adjustment(given: tuple[UUID, AdjustmentContent]) -> Any:
    """Propose to put something right on a member's account; another official approves it"""
    id, content = given
    saved = ledger().propose_adjustment(id, content, by(), savings=_savings(content.kind, content.member))
    return made(saved, f"/api/v1/adjustments/{id}")


@blueprint.route(_ONE)
@permit("adjustments.read")
@blueprint.response(200, AdjustmentWithStory)
def see_adjustment(id: UUID) -> Any:
    """One adjustment with its story"""
    adjustment = views().adjustments.get(id)
    looked_at(adjustment.member)
    return {**vars(adjustment), "story": story(ledger().story(id))}


@blueprint.route(f"{_ONE}/approval", methods=["POST"])
@permit("adjustments.approve")
@blueprint.response(200, Receipt)
def approve_adjustment(id: UUID) -> Any:
    """Approve an adjustment that another official proposed: the next run pays it"""
    found = views().adjustments.get(id)
    return receipt(ledger().approve_adjustment(id, by(), savings=_savings(found.kind, found.member)))


@blueprint.route(f"{_ONE}/refusal", methods=["POST"])
@permit("adjustments.approve")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_adjustment(given: dict[str, Any], id: UUID) -> Any:
    """Decline a proposed adjustment, with the reason"""
    return receipt(ledger().refuse_adjustment(id, given["reason"], by()))


@blueprint.route("/adjustments/batches")
@permit("adjustments.read")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, BatchPage)
def list_batches(asked: dict[str, Any]) -> Any:
    """The batches, the latest first"""
    return answer_page(views().adjustments.batches(**asked))


@blueprint.route(_BATCH)
@permit("adjustments.read")
@blueprint.response(200, AdjustmentBatch)
def see_batch(batch: str) -> Any:
    """One batch: how many adjustments, how much, and how many wait"""
    return views().adjustments.batch(batch)


@blueprint.route(f"{_BATCH}/approval", methods=["POST"])
@permit("adjustments.approve")
@blueprint.arguments(SeenBatch)
@blueprint.response(200, Decided)
def approve_batch(given: dict[str, Any], batch: str) -> Any:
    """Approve up to 500 of a batch, as it was seen; ask again while some are waiting"""
    found = views().adjustments.batch(batch)
    if (found.adjustments, found.cents) != (given["adjustments"], given["amount"]):
        raise WrongState("The batch is not the one you saw.", "Look at it again, and approve what you see.")
    waiting = views().adjustments.waiting_in(batch, CHUNK)
    savings = {one.id: seen for one in waiting if (seen := _savings(one.kind, one.member))}
    ledger().approve_adjustments([one.id for one in waiting], by(), savings=savings)
    return {"decided": len(waiting), "waiting": found.waiting - len(waiting)}


@blueprint.route(f"{_BATCH}/refusal", methods=["POST"])
@permit("adjustments.approve")
@blueprint.arguments(Reason)
@blueprint.response(200, Decided)
def refuse_batch(given: dict[str, Any], batch: str) -> Any:
    """Decline up to 500 of a batch, with the reason; ask again while some are waiting"""
    found, waiting = views().adjustments.batch(batch), views().adjustments.waiting_in(batch, CHUNK)
    for one in waiting:
        ledger().refuse_adjustment(one.id, given["reason"], by())
    return {"decided": len(waiting), "waiting": found.waiting - len(waiting)}


def _savings(kind: str, member: str) -> Savings | None:
    """What the member has saved, which the ledger needs to know to release some of it."""
    if kind != "savings":
        return None
    balance = views().balances.get(member)
    waiting = views().adjustments.waiting_savings_cents(member)
    return Savings(balance.saved_cents, balance.released_cents, waiting)
