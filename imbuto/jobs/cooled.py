"""Payouts that were held because a number was new or its name another, let go once that is over.

Nobody needs to remember them: the sweep finds those whose number has cooled for long enough and whose name
two officials have accepted. Whether that is so is decided by the ledger, for each payout at its own release.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.errors import Refusal
from imbuto.jobs.held import by_job
from imbuto.projections.members import MemberAnswer

CAUSES = ("number_changed", "name_mismatch")
"""Holds that end by what becomes of the member, not of the payout."""
PAGE = 200

log = logging.getLogger(__name__)


def cooled(parts: Parts, payout_id: str) -> None:
    """Lets a payout go, if nothing speaks against it any more."""
    id = UUID(payout_id)
    payout = parts.ledger.payout(id)
    if payout.state != "held" or payout.cause not in CAUSES:
        return
    try:
        parts.ledger.release_payout(id, by_job(parts, "cooled", f"cooled-{id}"))
    except Refusal as refusal:
        if refusal.transient:
            raise
        log.info("payout %s stays held: %s", id, refusal.sentence)


def to_let_go(parts: Parts, now: datetime) -> Iterator[UUID]:
    """The held payouts that nothing of the member keeps back at this instant."""
    cooling = timedelta(days=parts.ledger.cooperative().payment_rules.cooling_days)
    for cause in CAUSES:
        cursor: str | None = None
        while True:
            page = parts.views.payouts.work("held", cause, cursor, PAGE)
            members = parts.views.members.many(sorted({payout.member for payout in page.items}))
            for payout in page.items:
                member = members.get(payout.member)
                if member is not None and _may_be_paid(member, now - cooling):
                    yield payout.id
            cursor = page.next
            if cursor is None:
                break


def _may_be_paid(member: MemberAnswer, changed_before: datetime) -> bool:
    has_number = member.pay_channel != "mpesa" or member.payee is not None
    has_cooled = member.changed_at is None or member.changed_at <= changed_before
    return member.active and has_number and has_cooled and not member.name_differs
