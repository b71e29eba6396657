"""What becomes of one kept callback, recorded by the ledger's verbs, each of which says a thing once."""

from __future__ import annotations

import logging
from uuid import UUID

from imbuto.errors import BadValue, Refusal, Unknown
from imbuto.gateways.daraja_answers import read_balance, read_result
from imbuto.gateways.daraja_codes import QUEUE_TIMEOUT
from imbuto.gateways.redaction import shorten
from imbuto.inbox.claims import Claim, record_claim
from imbuto.inbox.reading import claim_in, parsed
from imbuto.ledger import Ledger, member_id
from imbuto.security.kept_callback import Posted, Settled
from imbuto.values import CENTS_PER_SHILLING, By

UNKNOWN_SOURCE = "unknown-source"
UNREADABLE = "unreadable"
"""Our words, where M-Pesa's result has no code that could be believed."""

log = logging.getLogger(__name__)


def become_of(posted: Posted, ledger: Ledger, by: By) -> Settled:
    """Records what follows from a callback and tells what became of it. May be done again at any time: it
    records nothing twice. Raises Busy."""
    if posted.address.topic == "payout":
        return _of_payout(posted, ledger, by)
    if not _is_believed(posted):
        return _held_from_a_stranger(posted)
    try:
        return (
            _of_float(posted, ledger, by)
            if posted.address.topic == "float"
            else _of_top_up(posted, ledger, by)
        )
    except BadValue as unread:
        return _unreadable(posted, unread)
    except Refusal as refusal:
        return _refused(posted, refusal)


def _of_payout(posted: Posted, ledger: Ledger, by: By) -> Settled:
    try:
        payout = ledger.payout(UUID(posted.address.about))
    except Unknown:
        log.error("callback %d is held: its payout is not known here", posted.number)
        return Settled(posted, "held", "no such payout is known here; was an older backup restored?")
    subject = member_id(payout.member).hex
    is_present = posted.address.attempt == payout.attempt
    if not _is_believed(posted):
        if is_present:
            ledger.lose_sight_of_payout(payout.id, UNKNOWN_SOURCE, "news came from an unknown address", by)
        return _held_from_a_stranger(posted)
    if posted.address.kind == "status-timeout":
        return Settled(posted, "applied", "our question timed out; it is asked again", subject)
    try:
        claim = claim_in(posted)
    except BadValue as unread:
        if is_present:
            ledger.lose_sight_of_payout(payout.id, UNREADABLE, "news came that cannot be read", by)
        return _unreadable(posted, unread, subject)
    return _recorded(posted, ledger, claim, by, subject)


def _recorded(posted: Posted, ledger: Ledger, claim: Claim, by: By, subject: str) -> Settled:
    """What came from a stranger and was accepted by one person is a report, and no answer to our question."""
    address = posted.address
    assert address.attempt is not None
    question = address.question if posted.trusted else None
    try:
        record_claim(ledger, UUID(address.about), address.attempt, claim, by, question)
    except Refusal as refusal:
        return _refused(posted, refusal, subject)
    return Settled(posted, "applied", f"{claim.verdict} ({shorten(claim.code)[:40]})", subject)


def _of_float(posted: Posted, ledger: Ledger, by: By) -> Settled:
    """The balance goes to the till. A notice that the question timed out tells none: it is asked again."""
    balance, question = read_balance(parsed(posted)), posted.address.question
    if posted.address.kind == "result" and question is not None:
        available, charges = balance.utility_available_cents, balance.charges_cents
        ledger.see_float(question, available, charges, balance.code, by)
    return Settled(posted, "applied", f"balance ({shorten(balance.code)[:40]})")


def _of_top_up(posted: Posted, ledger: Ledger, by: By) -> Settled:
    result, id = read_result(parsed(posted)), UUID(posted.address.about)
    if posted.address.kind == "timeout":
        ledger.lose_sight_of_top_up(id, QUEUE_TIMEOUT, "M-Pesa's queue gave up waiting", by)
        return Settled(posted, "applied", "M-Pesa's queue gave up waiting")
    cents = None if result.amount_shillings is None else result.amount_shillings * CENTS_PER_SHILLING
    ledger.record_top_up_result(
        id, result.verdict, result.code, result.description, result.receipt, by, cents=cents
    )
    return Settled(posted, "applied", f"{result.verdict} ({shorten(result.code)[:40]})")


def _is_believed(posted: Posted) -> bool:
    return posted.trusted or posted.accepted_by is not None


def _held_from_a_stranger(posted: Posted) -> Settled:
    """Not applied by itself: whoever knows the address is not M-Pesa for that."""
    log.error(
        "CALLBACK %d IS HELD: it came from %s, which is not in DARAJA_CALLBACK_SOURCES. M-Pesa is asked "
        "instead. If that is your own proxy, set IMBUTO_TRUSTED_PROXIES.",
        posted.number,
        posted.source or "an address that is not known",
    )
    return Settled(posted, "held", "it came from an address that is not known to be M-Pesa's")


def _refused(posted: Posted, refusal: Refusal, subject: str | None = None) -> Settled:
    """The ledger does not take it: people look. Raises what is worth another try."""
    if refusal.transient:
        raise refusal
    log.error("callback %d is held: %s", posted.number, refusal.sentence)
    return Settled(posted, "held", refusal.sentence, subject)


def _unreadable(posted: Posted, unread: BadValue, subject: str | None = None) -> Settled:
    log.error("callback %d cannot be read: %s", posted.number, unread.sentence)
    return Settled(posted, "unreadable", unread.sentence, subject)
