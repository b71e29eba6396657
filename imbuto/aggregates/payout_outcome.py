"""What two officials may say became of a payout that M-Pesa leaves open, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass

from imbuto.errors import BadValue

OUTCOMES = ("paid", "not_paid")
LONGEST_RECEIPT = 40
LONGEST_EVIDENCE = 200


@dataclass(frozen=True)
class Outcome:
    """`receipt`: M-Pesa's, or the reference of the channel that paid instead (a bank slip, a signed cash
    voucher). `evidence`: where it can be looked up. `by_whom` proposed it."""

    outcome: str
    receipt: str | None
    evidence: str
    by_whom: str


def checked_outcome(outcome: str, receipt: str | None, evidence: str, by_whom: str) -> Outcome:
    """The outcome, if it says all that it must. Raises BadValue."""
    receipt, evidence = (receipt or "").strip() or None, evidence.strip()
    if outcome not in OUTCOMES:
        raise BadValue("outcome", outcome, "An outcome is paid or not_paid.", "Choose one of them.")
    if outcome == "paid" and receipt is None:
        raise BadValue("receipt", "", "What was paid has a receipt.", "Give its number.")
    if outcome == "not_paid" and receipt is not None:
        raise BadValue("receipt", receipt, "What was not paid has no receipt.", "Leave it out.")
    if receipt is not None and len(receipt) > LONGEST_RECEIPT:
        raise BadValue("receipt", receipt, f"A receipt has at most {LONGEST_RECEIPT} letters.", "Shorten it.")
    if not 0 < len(evidence) <= LONGEST_EVIDENCE:
        raise BadValue(
            "evidence",
            evidence,
            f"The evidence is named in 1 to {LONGEST_EVIDENCE} letters.",
            "Say where it can be looked up.",
        )
    return Outcome(outcome, receipt, evidence, by_whom)
