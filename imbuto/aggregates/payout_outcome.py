"""What two officials may say became of a payout that M-Pesa leaves open, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from imbuto.errors import BadValue
from imbuto.values import CENTS_PER_SHILLING

OUTCOMES = ("paid", "not_paid", "stands")
"""`stands`: it is paid as recorded, whatever else M-Pesa said since."""
CHANNELS = ("mpesa", "bank", "cash")
LONGEST_RECEIPT = 40
LONGEST_EVIDENCE = 200
LONGEST_SIGNATURE = 60
LARGEST_FEE_CENTS = 10_000 * CENTS_PER_SHILLING


@dataclass(frozen=True)
class Outcome:
    """`receipt`: M-Pesa's, or the reference of the channel that paid instead (a bank slip, a signed cash
    voucher). `evidence`: where it can be looked up. `by_whom` proposed it. `channel`: by which way it was
    paid; `signature`: how the member signed for cash; `fee_cents`: what the bank took for it."""

    outcome: str
    receipt: str | None
    evidence: str
    by_whom: str
    channel: str = "mpesa"
    signature: str | None = None
    fee_cents: int = 0

    def is_seen_as(self, outcome: str, receipt: str | None, channel: str, fee_cents: int) -> bool:
        """Whether this is what an official saw: of what was paid, all that is booked of it."""
        if (self.outcome, self.receipt) != (outcome, receipt):
            return False
        return outcome != "paid" or (self.channel, self.fee_cents) == (channel, fee_cents)


def checked_outcome(outcome: Outcome) -> Outcome:
    """The outcome without needless blanks, if it says all that it must. Raises BadValue."""
    receipt, evidence = (outcome.receipt or "").strip() or None, outcome.evidence.strip()
    signature = (outcome.signature or "").strip() or None
    if outcome.outcome not in OUTCOMES:
        raise BadValue(
            "outcome", outcome.outcome, "An outcome is paid, not_paid or stands.", "Choose one of them."
        )
    _require_fitting_receipt(outcome.outcome, receipt)
    if not 0 < len(evidence) <= LONGEST_EVIDENCE:
        raise BadValue(
            "evidence",
            evidence,
            f"The evidence is named in 1 to {LONGEST_EVIDENCE} letters.",
            "Say where it can be looked up.",
        )
    _require_fitting_way(outcome, signature)
    return replace(outcome, receipt=receipt, evidence=evidence, signature=signature)


def is_plain(receipt: str) -> bool:
    """Whether everybody sees every letter of it: one that only looks like another is no receipt."""
    return receipt.isascii() and receipt.isprintable()


def _require_fitting_receipt(outcome: str, receipt: str | None) -> None:
    if outcome == "paid" and receipt is None:
        raise BadValue("receipt", "", "What was paid has a receipt.", "Give its number.")
    if outcome != "paid" and receipt is not None:
        raise BadValue("receipt", receipt, "Only an outcome paid names a receipt.", "Leave it out.")
    if receipt is not None and len(receipt) > LONGEST_RECEIPT:
        raise BadValue("receipt", receipt, f"A receipt has at most {LONGEST_RECEIPT} letters.", "Shorten it.")
    if receipt is not None and not is_plain(receipt):
        raise BadValue("receipt", receipt, "There is an odd letter in this receipt.", "Type it by hand.")


def _require_fitting_way(outcome: Outcome, signature: str | None) -> None:
    if outcome.channel not in CHANNELS:
        raise BadValue(
            "channel", outcome.channel, "Members are paid by mpesa, bank or cash.", "Choose one of them."
        )
    if signature is not None and (outcome.channel != "cash" or outcome.outcome != "paid"):
        raise BadValue("signature", signature, "Only cash that was paid is signed for.", "Leave it out.")
    if signature is not None and len(signature) > LONGEST_SIGNATURE:
        raise BadValue(
            "signature", signature, f"A signature has at most {LONGEST_SIGNATURE} letters.", "Shorten it."
        )
    if not 0 <= outcome.fee_cents <= (LARGEST_FEE_CENTS if outcome.outcome == "paid" else 0):
        raise BadValue(
            "fee", outcome.fee_cents, "A fee is KES 0 to 10,000, and only of what was paid.", "Look again."
        )
