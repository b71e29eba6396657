"""Sending money by M-Pesa. An M-Pesa payment cannot be recalled, and silence is never failure.

The intent is recorded before the call, under an id that was fixed before; every send of an attempt carries
that id, so M-Pesa itself refuses a second one. Only the first send of an attempt can say that nothing was
queued: after a send whose fate is unknown, "not taken" is true of the later send alone.
"""

from __future__ import annotations

import logging
import time
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.bootstrap import Parts
from imbuto.errors import Busy
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
from imbuto.jobs.held import by_job
from imbuto.jobs.pace import Pace, Pause
from imbuto.projections.payouts import may_be_resent
from imbuto.values import CENTS_PER_SHILLING

CALLS_PER_SECOND = 5
"""Daraja publishes no limit; facts about its throttling say to begin here."""
LONGEST_WAIT_SECONDS = 20
STOPPED_SECONDS = 300
"""A wrong credential is not tried at once again: Safaricom locks it after a few tries (result 8006)."""
UNREACHABLE_SECONDS = 30
ALREADY_QUEUED = "already queued"
"""What stands for the conversation id when M-Pesa only says that it has this id already."""

log = logging.getLogger(__name__)


def send(parts: Parts, payout_id: str) -> None:
    """Sends a requested payout. Does nothing when it is held, sent or ended, or while payments are paused."""
    id = UUID(payout_id)
    payout = parts.ledger.payout(id)
    if payout.state != "requested" or not _may_call(parts):
        return
    submitted = parts.ledger.submit_payout(id, by_job(parts, "pay", f"send-{id}"))
    if submitted is None:
        return
    _record_first(parts, submitted, _call(parts, submitted))


def send_again(parts: Parts, payout_id: str) -> None:
    """Sends the very same attempt again, when a crash left open whether it was sent at all. An old one is
    only asked about."""
    payout = parts.ledger.payout(UUID(payout_id))
    if payout.state == "submitted" and _may_resend(parts, payout) and _may_call(parts):
        _record_again(parts, payout, _call(parts, payout))


def ask(parts: Parts, payout_id: str, question: str) -> None:
    """Finds out what became of a payout; the answer comes as a callback. Each question is put once.

    Of an attempt that M-Pesa never acknowledged it may know nothing, and its status says nothing: so while it
    is young it is first sent again under its own id, which M-Pesa either takes or knows already.
    """
    id = UUID(payout_id)
    if parts.ledger.payout(id).questions >= int(question) or not _may_call(parts):
        return
    payout = parts.ledger.ask_about_payout(id, int(question), by_job(parts, "pay", f"ask-{id}-{question}"))
    if payout is None:
        return
    if _was_never_taken(parts, payout):
        outcome = _call(parts, payout)
        _record_again(parts, payout, outcome)
        if not isinstance(outcome, AlreadyAccepted | Unknown | Rejected):
            return
    _ask_status(parts, payout)


def _was_never_taken(parts: Parts, payout: Payout) -> bool:
    if payout.state != "outcome_unknown" or not _may_resend(parts, payout):
        return False
    return parts.views.payouts.get(payout.id).accepted_at is None


def _may_resend(parts: Parts, payout: Payout) -> bool:
    """Whether the number is known, and the send so young that M-Pesa remembers its id."""
    parts.views.catch_up()
    return _has_number(payout) and may_be_resent(parts.views.payouts.get(payout.id), parts.clock())


def _ask_status(parts: Parts, payout: Payout) -> None:
    outcome = parts.daraja.ask_status(
        str(payout.attempt_id),
        _remarks(payout),
        parts.payout_callback(payout.id, payout.attempt, "status"),
        parts.payout_callback(payout.id, payout.attempt, "status-timeout"),
    )
    log.info("payout %s is asked about: %s", payout.id, outcome)
    _brake(parts, outcome)


def give_up(parts: Parts, payout_id: str) -> None:
    """Every question stayed unanswered for a day: two officials decide on evidence."""
    by = by_job(parts, "pay", f"give-up-{payout_id}")
    parts.ledger.put_payout_to_review(UUID(payout_id), "M-Pesa did not say what became of it.", by)


def brake(parts: Parts, payout_id: str, version: str) -> None:
    """A payment failed for a cause that is ours (an empty float, a wrong or locked credential): the next ones
    would fail too, so all wait. Old news stops nobody."""
    for _, fact in parts.ledger.story(UUID(payout_id)):
        if fact.originator_version != int(version) or not isinstance(fact, Payout.Failed):
            continue
        # Another machine's clock may be ahead of ours: nothing is younger than now.
        age_seconds = max(int((parts.clock() - fact.recorded_at).total_seconds()), 0)
        if age_seconds < STOPPED_SECONDS:
            _stop(parts, STOPPED_SECONDS - age_seconds, fact.code, fact.reason)


# ------------------------------------------------------------------ one send


def _call(parts: Parts, payout: Payout) -> SendOutcome:
    assert payout.msisdn is not None
    assert payout.amount_cents % CENTS_PER_SHILLING == 0, "a statement's net is whole shillings"
    return parts.daraja.pay(
        str(payout.attempt_id),
        payout.amount_cents // CENTS_PER_SHILLING,
        str(payout.msisdn),
        _remarks(payout),
        parts.payout_callback(payout.id, payout.attempt, "result"),
        parts.payout_callback(payout.id, payout.attempt, "timeout"),
    )


def _record_first(parts: Parts, payout: Payout, outcome: SendOutcome) -> None:
    """No earlier send of this attempt is open, so what was not taken now was never taken."""
    by = by_job(parts, "pay", f"send-{payout.id}")
    match outcome:
        case Rejected(code, reason):
            parts.ledger.record_payment_failure(payout.id, payout.attempt_id, code, reason, by)
        case Throttled(code, reason, _) | Stopped(code, reason):
            parts.ledger.defer_payout(payout.id, code, reason, by)
        case NotSent(reason):
            parts.ledger.defer_payout(payout.id, "not-sent", reason, by)
        case _:
            _record_taken(parts, payout, outcome)
    _brake(parts, outcome)
    if isinstance(outcome, Throttled):
        raise Busy("M-Pesa asks us to slow down.")


def _record_again(parts: Parts, payout: Payout, outcome: SendOutcome) -> None:
    """An earlier send may have arrived: whatever is not an acceptance leaves the outcome unknown."""
    by = by_job(parts, "pay", f"send-again-{payout.id}")
    match outcome:
        case Rejected(code, reason) | Throttled(code, reason, _) | Stopped(code, reason):
            parts.ledger.lose_sight_of_payout(payout.id, code, reason, by)
        case NotSent(reason):
            parts.ledger.lose_sight_of_payout(payout.id, "not-sent", reason, by)
        case _:
            _record_taken(parts, payout, outcome)
    _brake(parts, outcome)


def _record_taken(parts: Parts, payout: Payout, outcome: SendOutcome) -> None:
    by = by_job(parts, "pay", f"send-{payout.id}")
    match outcome:
        case Accepted(conversation_id):
            parts.ledger.accept_payout(payout.id, conversation_id, by)
        case AlreadyAccepted():
            parts.ledger.accept_payout(payout.id, ALREADY_QUEUED, by)
        case Unknown(code, reason):
            parts.ledger.lose_sight_of_payout(payout.id, code, reason, by)


def _brake(parts: Parts, outcome: SendOutcome) -> None:
    """Whatever the next call would meet too stops all workers for a while."""
    match outcome:
        case Stopped(code, reason):
            _stop(parts, STOPPED_SECONDS, code, reason)
        case Throttled(code, reason, seconds):
            _pause(parts).begin(seconds, f"{code} {reason}")
        case NotSent(reason):
            log.error("no payment goes out for %d s: %s", UNREACHABLE_SECONDS, reason)
            _pause(parts).begin(UNREACHABLE_SECONDS, reason)


def _stop(parts: Parts, seconds: int, code: str, reason: str) -> None:
    log.error("PAYMENTS STOPPED for %d s: %s %s. Mend it.", seconds, code, reason)
    _pause(parts).begin(seconds, f"{code} {reason}")


def _may_call(parts: Parts) -> bool:
    """Waits for this call's turn; False while payments are paused, or when the turn does not come."""
    pace = Pace(parts.redis, "imbuto:pay:pace", CALLS_PER_SECOND)
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while not _pause(parts).left_seconds():
        wait_seconds = pace.wait_seconds()
        if not wait_seconds:
            return True
        if time.monotonic() + wait_seconds > until:
            raise Busy("Too many payments wait for their turn.")
        time.sleep(wait_seconds)
    return False


def _pause(parts: Parts) -> Pause:
    return Pause(parts.redis, "imbuto:pay:pause")


def _has_number(payout: Payout) -> bool:
    """False when the member never had a number, or was forgotten."""
    return payout.msisdn is not None and payout.msisdn.text is not None


def _remarks(payout: Payout) -> str:
    return f"Milk {payout.period} member {payout.member}"
