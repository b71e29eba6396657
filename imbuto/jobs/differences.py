"""An approved price difference, granted: one adjustment per member, in small steps, quiet when repeated.

What each member gets is a function of the facts up to the difference's cut-off, so that a job that was
interrupted anywhere goes on to the same end, and a correction recorded since changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.price_difference import Difference
from imbuto.bootstrap import Parts
from imbuto.jobs.held import by_job
from imbuto.jobs.views import require_views
from imbuto.ledger import Grant
from imbuto.projections.delivered_days import Brought

CHUNK = 200
"""Members per save."""
NEEDED_VIEWS = ("deliveries", "price_differences")

log = logging.getLogger(__name__)


def grant_difference(parts: Parts, difference: str) -> None:
    """Grants every member what an approved difference gives, then records the sums."""
    id = UUID(difference)
    found = parts.ledger.price_difference(id)
    if found.state != "approved" or found.terms is None:
        return
    require_views(parts, NEEDED_VIEWS)
    by = by_job(parts, "differences", f"grant-{id}")
    others = parts.views.price_differences.in_force(found.terms.date_from, found.terms.date_to)
    members, litres, cents = 0, Decimal(0), 0
    for chunk in _members(parts, found.terms):
        grants = [grant for brought in chunk if (grant := _grant(parts, id, found.terms, brought, others))]
        if not grants:
            continue
        parts.ledger.grant_adjustments(id, [grant for grant, _ in grants], by)
        members += len(grants)
        litres += sum((added for _, added in grants), Decimal(0))
        cents += sum(grant.cents for grant, _ in grants)
    parts.ledger.complete_price_difference(id, members, litres, cents, by)
    log.info("price difference %s: %d members, %s litres, %d cents", id, members, litres, cents)


def _members(parts: Parts, terms: Difference) -> Iterator[list[Brought]]:
    after = ""
    while chunk := parts.views.deliveries.brought(terms.date_from, terms.date_to, terms.centre, after, CHUNK):
        yield chunk
        after = chunk[-1].member


def _grant(
    parts: Parts, id: UUID, terms: Difference, brought: Brought, others: Sequence[UUID]
) -> tuple[Grant, Decimal] | None:
    """One member's grant and the litres it is for; None when it comes to nothing.

    The grant itself brings no litres: the milk is on the account already.
    """
    added = parts.ledger.differences_of(id, brought.deliveries, others)
    cents = sum(one.cents for one in added)
    if not cents:
        return None
    litres = sum((one.litres for one in added), Decimal(0))
    text = f"{terms.name}: {litres} l"
    return Grant(brought.member, terms.kind, Decimal(0), cents, terms.date_to, text), litres
