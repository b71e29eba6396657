"""Sending money by M-Pesa. An M-Pesa payment cannot be recalled, and silence is never failure.

The intent is recorded before the call, under an id that was fixed before; every send of an attempt carries
that id, so M-Pesa itself refuses a second one. Only the first send of an attempt can say that nothing was
queued: after a send whose fate is unknown, "not taken" is true of the later send alone. Before every call the
till's gate is asked, and after it the gate hears what M-Pesa said.
"""

from __future__ import annotations

import logging
from datetime import timedelta
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
from imbuto.jobs import till_gate, witness
from imbuto.jobs.held import by_job
from imbuto.jobs.pay_limits import must_give_way, sent_beside
from imbuto.jobs.till_look import can_be_asked, is_for_people
from imbuto.projections.payouts import may_be_resent
from imbuto.values import CENTS_PER_SHILLING, By

CALL_WITHIN = timedelta(minutes=1)
"""So long after the intent is recorded the call may be made: turns and slow disks take seconds."""
ALREADY_QUEUED = "already queued"
"""What stands for the conversation id when M-Pesa only says that it has this id already."""

log = logging.getLogger(__name__)


def send(parts: Parts, payout_id: str) -> None:
    """Sends a requested payout. Does nothing when it is held, postponed, sent or ended, when it is not
    M-Pesa's to pay, or while payments wait."""
    id = UUID(payout_id)
    payout = parts.ledger.payout(id)
    if not payout.is_due(parts.clock()) or not till_gate.may_pay(parts, payout):
        return
    by = by_job(parts, "pay", f"send-{id}")
    beside = sent_beside(parts, payout)
    submitted = parts.ledger.submit_payout(
        id, by, member_day_cents=beside.day_cents, run_cents=beside.run_cents
    )
    if submitted is None:
        return
    if must_give_way(parts, submitted, beside):
        parts.ledger.defer_payout(id, "limit", "another payment was sent first", by)
        return
    witness.remember(parts, submitted)
    if _is_in_time(parts, by):
        _record_first(parts, submitted, _call(parts, submitted))


def send_again(parts: Parts, payout_id: str) -> None:
    """Sends the very same attempt again, when a crash left open whether it was sent at all. An old one is
    only asked about. That it is open is noted before: its first worker may only be slow, and what it hears
    then is not the end of this send."""
    payout = parts.ledger.payout(UUID(payout_id))
    if payout.state != "submitted" or not _may_resend(parts, payout):
        return
    if till_gate.may_pay(parts, payout):
        by = by_job(parts, "pay", f"send-again-{payout.id}")
        noted = parts.ledger.lose_sight_of_payout(payout.id, "no-answer", "the send was never answered", by)
        if noted.new and _is_in_time(parts, by):
            _record_again(parts, payout, _call(parts, payout))


def ask(parts: Parts, payout_id: str, question: str) -> None:
    """Finds out what became of a payout; the answer comes as a callback. Each question is put once.

    Of an attempt that M-Pesa never acknowledged it may know nothing, and its status says nothing: so while it
    is young it is first sent again under its own id, which M-Pesa either takes or knows already. The turn is
    waited for before anything is recorded: a question that was recorded is not put again.
    """
    id = UUID(payout_id)
    payout = parts.ledger.payout(id)
    if payout.questions >= int(question):
        return
    may_resend = _was_never_taken(parts, payout) and till_gate.may_pay(parts, payout)
    if not may_resend and not till_gate.may_ask(parts):
        return
    by = by_job(parts, "pay", f"ask-{id}-{question}")
    asked = parts.ledger.ask_about_payout(id, int(question), by)
    if asked is None:
        return
    if may_resend and _was_never_taken(parts, asked) and _is_in_time(parts, by):
        outcome = _call(parts, asked)
        _record_again(parts, asked, outcome)
        if not isinstance(outcome, AlreadyAccepted | Unknown | Rejected) or not till_gate.may_ask(parts):
            return
    _ask_status(parts, asked)


def _was_never_taken(parts: Parts, payout: Payout) -> bool:
    """Also not where a result said anything of it: then it was taken."""
    if payout.state != "outcome_unknown" or payout.needs_answer or not _may_resend(parts, payout):
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
        parts.payout_callback(payout.id, payout.attempt, "status", payout.questions),
        parts.payout_callback(payout.id, payout.attempt, "status-timeout", payout.questions),
    )
    log.info("payout %s is asked about: %s", payout.id, outcome)
    till_gate.heed(parts, outcome)


def give_up(parts: Parts, payout_id: str) -> None:
    """Every question stayed unanswered for a day, or none could be put: two officials decide on evidence.
    Not, if M-Pesa said something meanwhile that is to be asked about."""
    id = UUID(payout_id)
    parts.views.catch_up()
    silence = parts.views.payouts.silence_of(id, parts.clock())
    if silence is not None and is_for_people(silence, can_be_asked(parts)):
        by = by_job(parts, "pay", f"give-up-{payout_id}")
        parts.ledger.put_payout_to_review(id, "M-Pesa did not say what became of it.", by)


# ------------------------------------------------------------------ one send


def _is_in_time(parts: Parts, by: By) -> bool:
    """Whether the intent is of this moment. A machine that slept since leaves the call to whoever finds the
    intent: hours later M-Pesa may have forgotten the id, and people may have settled the payment."""
    is_in_time = parts.clock() - by.at <= CALL_WITHIN
    if not is_in_time:
        log.error("a payment was not sent: this machine stood still between its intent and the call")
    return is_in_time


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
        _checked_id(parts, payout),
    )


def _checked_id(parts: Parts, payout: Payout) -> str | None:
    """The member's national ID, where M-Pesa is to check it and the number is the member's own: a number of
    the household is another person's."""
    if not parts.settings.id_checked_path or payout.msisdn is None:
        return None
    member = parts.ledger.member(payout.member)
    is_own = member.phone is not None and member.phone.text == payout.msisdn.text
    known = member.registration.national_id if member.registration else None
    return known.text if is_own and known is not None else None


def _record_first(parts: Parts, payout: Payout, outcome: SendOutcome) -> None:
    """No earlier send of this attempt is open, so what was not taken now was never taken."""
    by = by_job(parts, "pay", f"send-{payout.id}")
    match outcome:
        case Rejected(code, reason):
            parts.ledger.record_payment_failure(
                payout.id, payout.attempt_id, code, reason, by, evidence="reply"
            )
        case Throttled(code, reason, _) | Stopped(code, reason):
            parts.ledger.defer_payout(payout.id, code, reason, by)
        case NotSent(reason):
            parts.ledger.defer_payout(payout.id, "not-sent", reason, by)
        case _:
            _record_taken(parts, payout, outcome)
    till_gate.heed(parts, outcome)
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
    till_gate.heed(parts, outcome)


def _record_taken(parts: Parts, payout: Payout, outcome: SendOutcome) -> None:
    by = by_job(parts, "pay", f"send-{payout.id}")
    match outcome:
        case Accepted(conversation_id):
            parts.ledger.accept_payout(payout.id, conversation_id, by)
        case AlreadyAccepted():
            parts.ledger.accept_payout(payout.id, ALREADY_QUEUED, by)
        case Unknown(code, reason):
            parts.ledger.lose_sight_of_payout(payout.id, code, reason, by)


def _has_number(payout: Payout) -> bool:
    """False when the member never had a number, or was forgotten."""
    return payout.msisdn is not None and payout.msisdn.text is not None


def _remarks(payout: Payout) -> str:
    return f"Milk {payout.period} member {payout.member}"
