"""From what M-Pesa claims about a payout to the fact that is recorded.

Paid only when the amount and, where it is named, the payee fit what was sent in that very attempt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from imbuto.errors import BadValue
from imbuto.gateways.daraja_answers import PaymentResult, StatusResult
from imbuto.gateways.daraja_blame import is_ours
from imbuto.gateways.daraja_codes import QUEUE_TIMEOUT, result_meaning
from imbuto.gateways.daraja_tariff import fee_cents
from imbuto.ledger import Ledger, Payout
from imbuto.values import CENTS_PER_SHILLING, By, business_date

LONGEST_RECEIPT = 40
KEPT = "100000000"
SETTLES_NOTHING = (QUEUE_TIMEOUT, KEPT)
"""What an honest M-Pesa says before the end that it tells later. After any other unclear result an end is
asked about."""


@dataclass(frozen=True)
class Claim:
    """What a callback says about the attempt whose address it came to. `attempt_id` is what the body itself
    names, None when it names none."""

    attempt_id: str | None
    verdict: str
    code: str
    reason: str
    evidence: str
    receipt: str | None = None
    shillings: int | None = None
    fee_cents: int | None = None
    msisdn: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    completed_at: datetime | None = None
    float_cents: int | None = None
    """What is left in the account that pays out."""
    status: str = ""
    """M-Pesa's word for how the payment stands, in the answer to a question."""
    is_answer: bool = True
    """False when M-Pesa did not even look for the payment."""

    @classmethod
    def of_result(cls, result: PaymentResult) -> Self:
        return cls(
            attempt_id=result.originator_conversation_id or None,
            verdict=result.verdict,
            code=result.code,
            reason=result.description,
            evidence="callback",
            receipt=result.receipt,
            shillings=result.amount_shillings,
            msisdn=result.party_msisdn,
            name=result.party_name,
            completed_at=result.completed_at,
            float_cents=result.utility_funds_cents,
        )

    @classmethod
    def of_timeout(cls, result: PaymentResult) -> Self:
        """A queue time-out, in whatever shape it comes, says nothing about the payment: it is asked about."""
        attempt_id = result.originator_conversation_id or None
        return cls(attempt_id, "unknown", QUEUE_TIMEOUT, "M-Pesa's queue gave up waiting", "callback")

    @classmethod
    def of_status(cls, result: StatusResult) -> Self:
        return cls(
            attempt_id=result.originator_conversation_id,
            verdict=result.verdict,
            code=result.code,
            reason=result.status or result.description,
            evidence="status",
            receipt=result.receipt,
            shillings=result.amount_shillings,
            fee_cents=result.fee_cents,
            msisdn=result.party_msisdn,
            name=result.party_name,
            completed_at=result.completed_at,
            status=result.status,
            is_answer=result.is_answer,
        )


def record_claim(
    ledger: Ledger, id: UUID, number: int, claim: Claim, by: By, question: int | None = None
) -> None:
    """Records what the claim, that came to the address of the nth attempt, makes of the payout. It is about
    that attempt and no other; `question` is the one it answers, where its address says so. A repetition is
    quiet.

    Only the answer to a question that we put, at the address made for it, is evidence that M-Pesa looked the
    payment up: whoever has learned the address for results could else declare a payment failed."""
    payout = ledger.payout(id)
    attempt = payout.attempt_numbered(number)
    is_result = claim.evidence == "callback"
    if attempt != payout.attempt_id or not 1 <= (question or 0) <= payout.questions:
        claim, question = replace(claim, evidence="callback"), None
    if attempt is None or (claim.attempt_id or str(attempt)).lower() != str(attempt):
        _contradict(ledger, id, claim, "it names another payment than the one it was asked about", by)
    elif claim.verdict == "paid" and claim.shillings is not None:
        _paid(ledger, payout, attempt, claim.shillings, claim, by)
    elif claim.verdict == "failed":
        # The code of an answered question is the question's own; what failed is told by its word.
        code = claim.status or claim.code
        ledger.record_payment_failure(id, attempt, code, claim.reason, by, evidence=claim.evidence)
    elif question is not None:
        _answered(ledger, id, attempt, question, claim, by)
    elif attempt == payout.attempt_id:
        reason = "paid was said without an amount" if claim.verdict == "paid" else claim.reason
        if is_result and claim.code not in SETTLES_NOTHING:
            ledger.hear_unclear_result(id, attempt, claim.code, reason, by)
        else:
            ledger.lose_sight_of_payout(id, claim.code, reason, by)
    elif claim.verdict == "paid":
        _contradict(ledger, id, claim, "an earlier attempt was paid, it says, without an amount", by)


def _answered(ledger: Ledger, id: UUID, attempt: UUID, question: int, claim: Claim, by: By) -> None:
    """M-Pesa's answer without an end of the payment."""
    if claim.is_answer:
        ledger.answer_status(id, attempt, question, claim.code, claim.status or None, claim.reason, by)
    elif is_ours(claim.code):
        reason = claim.reason or result_meaning(claim.code).meaning
        ledger.stop_payments("credential", claim.code, reason, by)


def _paid(ledger: Ledger, payout: Payout, attempt: UUID, shillings: int, claim: Claim, by: By) -> None:
    sent_shillings = payout.amount_cents // CENTS_PER_SHILLING
    payee = payout.msisdn.text if payout.msisdn else None
    if shillings != sent_shillings:
        _contradict(
            ledger, payout.id, claim, f"the amount is {shillings}, not {sent_shillings} shillings", by
        )
    elif claim.msisdn and payee and claim.msisdn != payee:
        _contradict(ledger, payout.id, claim, "another number was paid", by)
    else:
        _booked(ledger, payout, attempt, claim, by)


def _booked(ledger: Ledger, payout: Payout, attempt: UUID, claim: Claim, by: By) -> None:
    """The payment, and whose name M-Pesa has for the number."""
    receipt = (claim.receipt or "")[:LONGEST_RECEIPT]
    ledger.record_payment(
        payout.id,
        attempt,
        receipt,
        _fee(claim, payout.amount_cents, by),
        claim.completed_at,
        claim.evidence,
        by,
        float_cents=claim.float_cents,
    )
    payee = payout.msisdn.text if payout.msisdn else None
    if payee and claim.name and ledger.payout(payout.id).receipt == receipt:
        ledger.see_payee(payout.member, payee, claim.name, payout.id, by)


def _fee(claim: Claim, amount_cents: int, by: By) -> int:
    """The fee as M-Pesa told it, if it can be one; else by the tariff."""
    if claim.fee_cents is not None and 0 <= claim.fee_cents <= amount_cents:
        return claim.fee_cents
    return _tariff(amount_cents // CENTS_PER_SHILLING, by)


def _tariff(shillings: int, by: By) -> int:
    """M-Pesa's fee by its tariff; nothing below what the tariff knows."""
    try:
        return fee_cents(shillings, business_date(by.at))
    except BadValue:
        return 0


def _contradict(ledger: Ledger, id: UUID, claim: Claim, reason: str, by: By) -> None:
    receipt = claim.receipt[:LONGEST_RECEIPT] if claim.receipt else None
    ledger.contradict_payout(id, claim.verdict, claim.code, receipt, reason, by)
