"""What waits for people among the payouts, and what each code of M-Pesa means to the treasurer."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import views
from imbuto.api.schemas.reconciliation import PayoutCodes, PayoutWork
from imbuto.gateways.daraja_table import code_rows
from imbuto.projections.payout_work_words import CAUSES, LISTS

blueprint = Blueprint("payout-work", "What people must look at, and M-Pesa's codes.")
SHOWN = 50
"""So many payouts of each list are told, the oldest first."""


@blueprint.route("/payouts/work")
@permit("payouts.read")
@blueprint.response(200, PayoutWork)
def see_payout_work() -> Any:
    """What waits for people: reviews, contradictions, proposals, what is held; each with what to do"""
    sums = views().payouts.work_sums()
    return {"items": [_list(name, sums[name]) for name in LISTS if sums[name].count]}


@blueprint.route("/payouts/codes")
@permit("payouts.read")
@blueprint.response(200, PayoutCodes)
def list_payout_codes() -> Any:
    """M-Pesa's codes: what the treasurer sees, what to do, and whether it is tried again by itself"""
    return {"items": code_rows()}


def _list(name: str, total: Any) -> dict[str, Any]:
    means, todo = LISTS[name]
    causes = views().payouts.held_by_cause() if name == "held" else {}
    return {
        "name": name,
        "means": means,
        "todo": todo,
        "count": total.count,
        "cents": total.cents,
        "causes": [
            {"cause": cause, "todo": CAUSES.get(cause, todo), "count": one.count, "cents": one.cents}
            for cause, one in sorted(causes.items())
        ],
        "payouts": views().payouts.work(name, limit=SHOWN).items,
    }
