"""What waits for a second official: how much of each kind whoever asks may approve.

What one proposed oneself is not counted, for one may not approve it; nor is anything for two accounts with
one phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from imbuto.api.access import caller
from imbuto.api.parts import ledger, views
from imbuto.projections.pages import MAX_PAGE


class Kind(NamedTuple):
    """Something that two officials decide: its word, the permission of the second, and who proposed each
    that waits."""

    word: str
    permission: str
    proposers: Callable[[], Iterable[str | None]]


def to_approve() -> list[dict[str, Any]]:
    """The kinds of which something waits for whoever asks, and how much."""
    me = caller()
    if views().staff.sharing_phone(me.number):
        return []
    counted = [
        (kind.word, sum(who != me.principal for who in kind.proposers()))
        for kind in KINDS
        if me.may(kind.permission)
    ]
    return [{"kind": word, "count": count} for word, count in counted if count]


def _proposed(name: str) -> Callable[[], Iterable[str | None]]:
    """Who proposed what stands undecided in one of the cooperative's own books."""
    return lambda: [
        one.proposed_by for one in getattr(ledger().cooperative(), name).values() if one.state == "proposed"
    ]


def _listed(view: str) -> Callable[[], Iterable[str | None]]:
    return lambda: [
        one.proposed_by for one in getattr(views(), view).page(state="proposed", limit=MAX_PAGE).items
    ]


def _of_members(*names: str) -> Callable[[], Iterable[str | None]]:
    """Who proposed changes of members' entries, by the names of these columns."""
    return lambda: views().members.proposers(names)


def _charges() -> Iterable[str | None]:
    return [one.proposed_by for one in views().charges.page(proposed=True, limit=MAX_PAGE).items]


def _roles() -> Iterable[str | None]:
    """Nobody approves their own roles either."""
    waiting = views().staff.page(proposed=True, limit=MAX_PAGE).items
    return [one.roles_proposed_by for one in waiting if one.number != caller().number]


def _second_factors() -> Iterable[str | None]:
    """Nobody decides this about themselves."""
    waiting = views().access.open_removals(limit=MAX_PAGE).items
    return [one.proposed_by for one in waiting if one.principal != caller().principal]


def _access() -> Iterable[str | None]:
    return [one.proposed_by for one in views().access.open_recoveries(limit=MAX_PAGE).items]


def _runs() -> Iterable[str | None]:
    """Who opened a run or prepared it approves it no more."""
    me = caller().principal
    waiting = views().settlements.in_state("prepared")
    return [me if me == one.prepared_by else one.opened_by for one in waiting]


def _pay_files() -> Iterable[str | None]:
    return [one.opened_by for one in views().pay_files.page(state="sealed", limit=MAX_PAGE).items]


def _pay_results() -> Iterable[str | None]:
    approved = views().pay_files.page(state="approved", limit=MAX_PAGE).items
    return [one.results_read_by for one in approved if one.results_state == "waiting"]


def _outcomes() -> Iterable[str | None]:
    waiting = views().payouts.work("proposed", limit=MAX_PAGE).items
    return [one.proposed_by or one.release_proposed_by for one in waiting]


def _top_up_outcomes() -> Iterable[str | None]:
    return [one.outcome_by for one in views().top_ups.undecided() if one.outcome_by is not None]


KINDS: tuple[Kind, ...] = (
    Kind("prices", "prices.approve", _proposed("prices")),
    Kind("differences", "differences.approve", _listed("price_differences")),
    Kind("limits", "limits.approve", _proposed("limit_sets")),
    Kind("adjustments", "adjustments.approve", lambda: views().adjustments.proposers()),
    Kind("charges", "charges.approve", _charges),
    Kind("standing-charges", "charges.approve", _proposed("standing_charges")),
    Kind("deduction-rules", "charges.approve", _proposed("deduction_rules")),
    Kind("runs", "runs.approve", _runs),
    Kind("pay-files", "pay_files.approve", _pay_files),
    Kind("pay-results", "pay_files.approve", _pay_results),
    Kind("payouts", "payouts.approve_outcome", _outcomes),
    Kind("payment-rules", "payment_rules.approve", _proposed("proposed_payment_rules")),
    Kind("top-ups", "top_ups.approve", _listed("top_ups")),
    Kind("top-up-outcomes", "top_ups.approve", _top_up_outcomes),
    Kind("phones", "members.approve_number_change", _of_members("phone", "payout_phone")),
    Kind("channels", "members.approve_number_change", _of_members("channel", "acceptance")),
    Kind("access", "members.approve_access", _access),
    Kind("privacy", "privacy.approve", _of_members("lift", "erasure")),
    Kind("roles", "staff.approve", _roles),
    Kind("second-factors", "staff.approve", _second_factors),
    Kind("vouchers", "vouchers.approve", _listed("vouchers")),
)
