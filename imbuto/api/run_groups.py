"""A run's payouts in five groups that must add up to what was approved:

    paid + failed + unknown + held + unsent = approved, in count and in cents

Parts of a split payment are counted each. What is approved and not asked for yet (a job is at it) is unsent.
What was approved comes from the run and its statements, the groups from the payouts: two views that must
agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from imbuto.api.parts import views
from imbuto.projections.settlements import RunAnswer

GROUPS = ("paid", "failed", "unknown", "held", "unsent")
_GROUP_OF = {"paid": "paid", "failed": "failed", "held": "held", "requested": "unsent"}
_LOOKS = 3
_MONEY_MOVES = ("approved", "completed")


def groups_of(run: RunAnswer) -> dict[str, Any]:
    """The groups, what was approved, and whether they add up; nothing before the approval."""
    if run.state not in _MONEY_MOVES:
        return {"groups": [], "approved": None, "balanced": None}
    for _ in range(_LOOKS):
        found = _look(run)
        if found["balanced"]:
            break
    return found


def _look(run: RunAnswer) -> dict[str, Any]:
    """One look. Payments go on meanwhile, so that the two views may be of different moments."""
    payable = views().settlements.payable(run.id)
    sums = _sums(run.id)
    sums["unsent"] = (sums["unsent"][0] + payable.left, sums["unsent"][1] + payable.left_cents)
    count = payable.statements + views().payouts.further_parts(run.id)
    groups = [{"group": name, "count": sums[name][0], "cents": sums[name][1]} for name in GROUPS]
    total = sum(sums[name][0] for name in GROUPS), sum(sums[name][1] for name in GROUPS)
    return {
        "groups": groups,
        "approved": {"count": count, "cents": run.net_cents},
        "balanced": total == (count, run.net_cents),
    }


def _sums(run: UUID) -> dict[str, tuple[int, int]]:
    """Count and cents by group; every state between sent and ended is unknown."""
    sums = dict.fromkeys(GROUPS, (0, 0))
    found: Mapping[str, Any] = views().payouts.summary(run)
    for state, one in found.items():
        name = _GROUP_OF.get(state, "unknown")
        sums[name] = (sums[name][0] + one.count, sums[name][1] + one.cents)
    return sums
