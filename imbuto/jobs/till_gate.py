"""The gate before every call to M-Pesa: may a payment be sent now, may M-Pesa be asked now, and what its answer
means for all the calls after it.
"""

from __future__ import annotations

from imbuto.aggregates import Payout
from imbuto.bootstrap import Parts
from imbuto.gateways.daraja_outcomes import SendOutcome


def may_pay(parts: Parts, payout: Payout) -> bool:
    """Whether this payment may be submitted now. Waits for its turn; False while payments wait for anything.
    Raises errors.Busy when the turn does not come."""
    return parts.ledger.till().may_pay


def may_ask(parts: Parts) -> bool:
    """Whether M-Pesa may be asked something now. Raises errors.Busy when the turn does not come."""
    return parts.ledger.till().may_ask


def heed(parts: Parts, outcome: SendOutcome) -> None:
    """Whatever the next call would meet too slows, pauses or stops all of them."""


def heed_result(parts: Parts, code: str, reason: str) -> None:
    """What a result's code says about the payments after it: ours is wrong, or the float is empty."""
