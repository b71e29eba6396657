"""From a kept body, in whatever shape, to what it says. Nothing is recorded here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import read_result, read_status
from imbuto.gateways.daraja_fields import body_of
from imbuto.inbox.claims import Claim
from imbuto.security.kept_callback import Posted

PAYMENT_KINDS = ("result", "timeout", "status")
FORGOTTEN = "the person it is about was forgotten, or IMBUTO_SECRET was another one then"


@dataclass(frozen=True)
class SeenClaim:
    """A callback about a payment, as far as it can be read, for whoever compares books: without names and
    numbers. `verdict` is paid, failed or unknown; amounts are whole shillings, funds are cents."""

    number: int
    received_at: datetime
    state: str
    about: str
    attempt: int | None
    kind: str
    verdict: str
    code: str
    receipt: str | None = None
    shillings: int | None = None
    fee_cents: int | None = None
    float_cents: int | None = None
    completed_at: datetime | None = None


def claim_in(posted: Posted) -> Claim:
    """What a callback about a payment says. Raises BadValue naming what cannot be read."""
    body = parsed(posted)
    if posted.address.kind == "status":
        return Claim.of_status(read_status(body))
    result = read_result(body)
    return Claim.of_timeout(result) if posted.address.kind == "timeout" else Claim.of_result(result)


def parsed(posted: Posted) -> object:
    """The body's JSON. Raises BadValue."""
    if posted.body is None:
        raise BadValue("body", "(not shown)", f"It cannot be read any more: {FORGOTTEN}.", "Nothing to do.")
    return body_of(posted.body)


def seen_claim(posted: Posted) -> SeenClaim | None:
    """What a kept callback about a payment says; None of one that cannot be read or is about no payment."""
    address = posted.address
    if address.topic != "payout" or address.kind not in PAYMENT_KINDS:
        return None
    try:
        claim = claim_in(posted)
    except BadValue:
        return None
    return SeenClaim(
        number=posted.number,
        received_at=posted.received_at,
        state=posted.state,
        about=address.about,
        attempt=address.attempt,
        kind=address.kind,
        verdict=claim.verdict,
        code=claim.code,
        receipt=claim.receipt,
        shillings=claim.shillings,
        fee_cents=claim.fee_cents,
        float_cents=claim.float_cents,
        completed_at=claim.completed_at,
    )
