"""The limits of a member's day and of a run, when several workers send at once.

What else was sent is looked up before the intent is recorded, and another worker may record its own between
the two. Of two intents one stands first in the ledger: the later one gives way, before its call.
"""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.aggregates import Payout
from imbuto.bootstrap import Parts
from imbuto.values import business_date, nairobi_midnight

AT_ONCE = 500
"""More facts than others record between a look and an intent; behind so many it gives way in any case."""


@dataclass(frozen=True)
class Beside:
    """What else M-Pesa was told to pay, in cents: to the member today, and of the run, if that has a limit.
    `position` is where the ledger stood before the look."""

    day_cents: int
    run_cents: int
    position: int


def sent_beside(parts: Parts, payout: Payout) -> Beside:
    """As it stands now."""
    position, view = parts.ledger.position(), parts.views.payouts
    parts.views.catch_up()
    today = nairobi_midnight(business_date(parts.clock()))
    run_cents = view.sent_of_run(payout.run, but=payout.id) if _most_per_run(parts, payout) else 0
    return Beside(view.sent_to_member(payout.member, today, but=payout.id), run_cents, position)


def must_give_way(parts: Parts, payout: Payout, looked: Beside) -> bool:
    """Whether another payment that counts for a limit was about to be sent between that look and this
    payment's intent, and both together are too much."""
    if not _was_overtaken(parts, payout, looked.position):
        return False
    now, rules = sent_beside(parts, payout), parts.ledger.cooperative().payment_rules
    most_per_run = _most_per_run(parts, payout)
    over_day = now.day_cents and now.day_cents + payout.amount_cents > rules.most_per_member_day_cents
    return bool(over_day) or (most_per_run is not None and now.run_cents + payout.amount_cents > most_per_run)


def _was_overtaken(parts: Parts, payout: Payout, position: int) -> bool:
    is_limited = _most_per_run(parts, payout) is not None
    for _, fact in parts.ledger.facts(position, AT_ONCE):
        if isinstance(fact, Payout.Submitted):
            if fact.originator_id == payout.id:
                return False
            if is_limited or fact.member == payout.member:
                return True
    return True


def _most_per_run(parts: Parts, payout: Payout) -> int | None:
    """The run's limit, unless two officials let this payment go beyond it."""
    if "over_limit" in payout.waived:
        return None
    return parts.ledger.cooperative().payment_rules.most_per_run_cents
