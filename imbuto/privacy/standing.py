"""How a member stands, for the question whether the person may be forgotten: from the views."""

from __future__ import annotations

from collections.abc import Iterator

from imbuto.ledger import Standing
from imbuto.projections import Views
from imbuto.values import Money


def standing_of(views: Views, number: str) -> Standing:
    """The last day on which milk or money was booked, and in words what is still open. Raises Unknown."""
    return Standing(views.journal.last_day_of(number), tuple(_unsettled(views, number)))


def _unsettled(views: Views, number: str) -> Iterator[str]:
    balance = views.balances.get(number)
    if balance.held_cents or balance.held_centilitres:
        yield "a dispute is open"
    if balance.on_way_cents:
        yield f"{Money(balance.on_way_cents)} is in payouts that have not ended"
    for total in views.journal.member_ledger(number, limit=1).accounts:
        if total.balance_cents:
            yield f"{total.name}: {_owed(total.balance_cents)}"
    if views.adjustments.page(state="proposed", member=number, limit=1).items:
        yield "an adjustment waits for approval"


def _owed(cents: int) -> str:
    """A member's account holds debits less credits: what the member is owed is below zero."""
    money = Money(abs(cents))
    return f"{money} owed by the member" if cents > 0 else f"{money} owed to the member"
