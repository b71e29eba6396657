"""Failures that are nobody's: an empty float, a busy M-Pesa, a day's limit, a credential of ours that was
wrong. They are tried again by themselves, under a new id, so that people need only look at what they can
mend.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.gateways.daraja_codes import result_meaning
from imbuto.jobs.held import by_job
from imbuto.ledger import next_opening

SOON = timedelta(minutes=15)


def again(parts: Parts, payout_id: str, attempt: str) -> None:
    """Makes a new attempt after the nth one failed. Does nothing when that was done, when people decide, or
    when it was tried too often. What waits for the float or for our credential is kept back by the till."""
    id = UUID(payout_id)
    payout = parts.ledger.payout(id)
    if payout.attempt != int(attempt) or not payout.may_try_itself:
        return
    code = payout.failure_code or ""
    meaning = result_meaning(code)
    if meaning.again:
        parts.ledger.retry_payout(
            id,
            by_job(parts, "pay", f"again-{id}-{attempt}"),
            not_before=_not_before(meaning.again, parts.clock()),
            cause=code,
            reason=meaning.meaning,
        )


def _not_before(again: str, now: datetime) -> datetime | None:
    """When the next attempt may be sent at the earliest; None: as soon as the till lets it."""
    if again == "tomorrow":
        return next_opening(now)
    return now + SOON if again == "soon" else None
