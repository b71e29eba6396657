"""Payouts: looked at, held back, released, tried again, settled by two officials. Sending them is a job's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by, permit
from imbuto.api.answers import receipt, story
from imbuto.api.blueprint import Blueprint
from imbuto.api.looking import looked_at
from imbuto.api.paging import answer_page
from imbuto.api.parts import ledger, views
from imbuto.api.run_groups import groups_of
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.payouts import (
    PayoutArgs,
    PayoutPage,
    PayoutSummary,
    PayoutWithStory,
    ProposedOutcome,
    RunArgs,
    SeenOutcome,
    SeenRelease,
)

blueprint = Blueprint("payouts", "Money on its way to the members.")


@blueprint.route("/payouts")
@permit("payouts.read")
@blueprint.arguments(PayoutArgs, location="query")
@blueprint.response(200, PayoutPage)
def list_payouts(asked: dict[str, Any]) -> Any:
    """Payouts, the latest first"""
    return answer_page(views().payouts.page(**asked))


@blueprint.route("/payouts/summary")
@permit("payouts.read")
@blueprint.arguments(RunArgs, location="query")
@blueprint.response(200, PayoutSummary)
def sum_payouts(asked: dict[str, Any]) -> Any:
    """A run's payouts by state, and by group against what was approved"""
    run = views().settlements.get(asked["run"])
    sums = views().payouts.summary(asked["run"])
    states = [{"state": name, "count": one.count, "cents": one.cents} for name, one in sorted(sums.items())]
    total = {
        "count": sum(one.count for one in sums.values()),
        "cents": sum(one.cents for one in sums.values()),
    }
    return {"run": asked["run"], "states": states, **total, **groups_of(run)}


@blueprint.route("/payouts/<uuid:id>")
@permit("payouts.read")
@blueprint.response(200, PayoutWithStory)
def see_payout(id: UUID) -> Any:
    """One payout with its story"""
    payout = views().payouts.get(id)
    looked_at(payout.member)
    return {**vars(payout), "story": story(ledger().story(id))}


@blueprint.route("/payouts/<uuid:id>/hold", methods=["POST"])
@permit("payouts.release")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def hold_payout(given: dict[str, Any], id: UUID) -> Any:
    """Keep an unsent payout back"""
    return receipt(ledger().hold_payout(id, given["reason"], by()))


@blueprint.route("/payouts/<uuid:id>/release", methods=["POST"])
@permit("payouts.release")
@blueprint.response(200, Receipt)
def release_payout(id: UUID) -> Any:
    """Let a held payout go, to the member's number as it is now"""
    return receipt(ledger().release_payout(id, by()))


@blueprint.route("/payouts/<uuid:id>/release/proposal", methods=["POST"])
@permit("payouts.release")
@blueprint.response(200, Receipt)
def propose_release(id: UUID) -> Any:
    """Propose to let a payout go that a changed number, another name or a limit keeps"""
    return receipt(ledger().propose_release(id, by()))


@blueprint.route("/payouts/<uuid:id>/release/approval", methods=["POST"])
@permit("payouts.approve_outcome")
@blueprint.arguments(SeenRelease)
@blueprint.response(200, Receipt)
def approve_release(given: dict[str, Any], id: UUID) -> Any:
    """Let a payout go that another official proposed to let go, naming the version that was seen"""
    return receipt(ledger().release_payout(id, by(), seen=given["version"]))


@blueprint.route("/payouts/<uuid:id>/retry", methods=["POST"])
@permit("payouts.release")
@blueprint.response(200, Receipt)
def retry_payout(id: UUID) -> Any:
    """Try again after a definite failure, under a new id"""
    return receipt(ledger().retry_payout(id, by()))


@blueprint.route("/payouts/<uuid:id>/outcome", methods=["POST"])
@permit("payouts.release")
@blueprint.arguments(ProposedOutcome)
@blueprint.response(200, Receipt)
def propose_outcome(given: dict[str, Any], id: UUID) -> Any:
    """Say what became of a payout that is held, in review or failed"""
    return receipt(ledger().propose_payout_outcome(id, **given, by=by()))


@blueprint.route("/payouts/<uuid:id>/outcome/approval", methods=["POST"])
@permit("payouts.approve_outcome")
@blueprint.arguments(SeenOutcome)
@blueprint.response(200, Receipt)
def approve_outcome(given: dict[str, Any], id: UUID) -> Any:
    """Approve what another proposed, naming what was seen, which settles it"""
    return receipt(ledger().approve_payout_outcome(id, **given, by=by()))
