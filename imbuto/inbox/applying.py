"""What becomes of one kept callback, recorded by the ledger's verbs, each of which says a thing once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from imbuto.errors import BadValue, Refusal, Unknown
from imbuto.gateways.daraja_answers import read_balance
from imbuto.gateways.redaction import shorten
from imbuto.inbox.claims import Claim, record_claim
from imbuto.inbox.reading import claim_in, parsed
from imbuto.ledger import Ledger, member_id
from imbuto.security.callback_book import Posted
from imbuto.values import By

UNKNOWN_SOURCE = "unknown-source"
UNREADABLE = "unreadable"
"""Our words, where M-Pesa's result has no code that could be believed."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fate:
    """The state a callback comes to and why; `subject` is the hex id of the member it is about."""

    state: str
    note: str = ""
    subject: str | None = None


def become_of(posted: Posted, ledger: Ledger, by: By) -> Fate:
    """Records what follows from a callback and tells what became of it. May be done again at any time: it
    records nothing twice. Raises Busy."""
    if posted.address.topic == "payout":
        return _of_payout(posted, ledger, by)
    if not _is_believed(posted):
        return _held_from_a_stranger(posted)
    try:
        return _of_float(posted)
    except BadValue as unread:
        return _unreadable(posted, unread)


def _of_payout(posted: Posted, ledger: Ledger, by: By) -> Fate:
    try:
        payout = ledger.payout(UUID(posted.address.about))
    except Unknown:
        log.error("callback %d is held: its payout is not known here", posted.number)
        return Fate("held", "no such payout is known here; was an older backup restored?")
    subject = member_id(payout.member).hex
    is_present = posted.address.attempt == payout.attempt
    if not _is_believed(posted):
        if is_present:
            ledger.lose_sight_of_payout(payout.id, UNKNOWN_SOURCE, "news came from an unknown address", by)
        return _held_from_a_stranger(posted)
    if posted.address.kind == "status-timeout":
        return Fate("applied", "our question timed out; the next one is asked by the clock", subject)
    try:
        claim = claim_in(posted)
    except BadValue as unread:
        if is_present:
            ledger.lose_sight_of_payout(payout.id, UNREADABLE, "news came that cannot be read", by)
        return _unreadable(posted, unread, subject)
    return _recorded(posted, ledger, claim, by, subject)


def _recorded(posted: Posted, ledger: Ledger, claim: Claim, by: By, subject: str) -> Fate:
    address = posted.address
    assert address.attempt is not None
    try:
        record_claim(ledger, UUID(address.about), address.attempt, claim, by, address.question)
    except Refusal as refusal:
        if refusal.transient:
            raise
        log.error("callback %d is held: %s", posted.number, refusal.sentence)
        return Fate("held", refusal.sentence, subject)
    return Fate("applied", f"{claim.verdict} ({shorten(claim.code)[:40]})", subject)


def _of_float(posted: Posted) -> Fate:
    balance = read_balance(parsed(posted))
    log.info("utility account: %s cents available (%s)", balance.utility_available_cents, balance.code)
    return Fate("applied", f"balance ({shorten(balance.code)[:40]})")


def _is_believed(posted: Posted) -> bool:
    return posted.trusted or posted.accepted_by is not None


def _held_from_a_stranger(posted: Posted) -> Fate:
    """Not applied by itself: whoever knows the address is not M-Pesa for that."""
    log.error(
        "CALLBACK %d IS HELD: it came from %s, which is not in DARAJA_CALLBACK_SOURCES. M-Pesa is asked "
        "instead. If that is your own proxy, set IMBUTO_TRUSTED_PROXIES.",
        posted.number,
        posted.source or "an address that is not known",
    )
    return Fate("held", "it came from an address that is not known to be M-Pesa's")


def _unreadable(posted: Posted, unread: BadValue, subject: str | None = None) -> Fate:
    log.error("callback %d cannot be read: %s", posted.number, unread.sentence)
    return Fate("unreadable", unread.sentence, subject)
