"""Topping up the float. M-Pesa takes no id of ours with it, so it is sent once: the intent is recorded before
the call, and whoever finds the intent later asks people, not M-Pesa.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from imbuto.aggregates import TopUp
from imbuto.bootstrap import Parts
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    NotSent,
    Rejected,
    SendOutcome,
    Stopped,
    Throttled,
    Unknown,
)
from imbuto.jobs import till_gate, witness
from imbuto.jobs.held import by_job
from imbuto.values import CENTS_PER_SHILLING, By

SILENT_AFTER = timedelta(hours=1)
"""So long after its send a top-up of which nothing was heard is left to people."""

log = logging.getLogger(__name__)


def top_up(parts: Parts, top_up_id: str) -> None:
    """Sends an approved top-up, once. While our credential is not proven it waits."""
    id = UUID(top_up_id)
    if parts.ledger.top_up(id).state != "approved" or not witness.is_whole(parts):
        return
    if parts.ledger.till().is_put_back or not till_gate.may_ask(parts):
        return
    submitted = parts.ledger.submit_top_up(id, _by(parts, id))
    if submitted is None:
        return
    witness.remember(parts, submitted)
    outcome = parts.daraja.top_up(
        submitted.cents // CENTS_PER_SHILLING,
        submitted.reference,
        "Top up of the payout float",
        parts.top_up_callback(id, "result"),
        parts.top_up_callback(id, "timeout"),
    )
    log.info("top-up %s is sent: %s", id, outcome)
    _record(parts, submitted, outcome)
    till_gate.heed(parts, outcome)


def top_up_silent(parts: Parts, top_up_id: str) -> None:
    """Nothing was heard of it: two officials look at M-Pesa's statement."""
    id = UUID(top_up_id)
    parts.ledger.lose_sight_of_top_up(
        id, "no-answer", "M-Pesa did not say what became of it.", _by(parts, id)
    )


def silent_since(now: datetime) -> datetime:
    return now - SILENT_AFTER


def _record(parts: Parts, sent: TopUp, outcome: SendOutcome) -> None:
    """What certainly was not taken has failed: a new one is proposed by people, never sent by the house."""
    by, ledger = _by(parts, sent.id), parts.ledger
    match outcome:
        case Accepted(conversation_id):
            ledger.accept_top_up(sent.id, conversation_id, by)
        case AlreadyAccepted():
            ledger.lose_sight_of_top_up(sent.id, "duplicate", "M-Pesa says that it has it already.", by)
        case Unknown(code, reason):
            ledger.lose_sight_of_top_up(sent.id, code, reason, by)
        case NotSent(reason):
            ledger.record_top_up_result(sent.id, "failed", "not-sent", reason, None, by)
        case Rejected(code, reason) | Stopped(code, reason) | Throttled(code, reason, _):
            ledger.record_top_up_result(sent.id, "failed", code, reason, None, by)


def _by(parts: Parts, id: UUID) -> By:
    return by_job(parts, "till", f"top-up-{id}")
