"""What waits for people among the payouts, in their words: what each list means, and what to do.

One visible table for the answers and for docs/payments.md.
"""

from __future__ import annotations

LISTS: dict[str, tuple[str, str]] = {
    "contradicted": (
        "M-Pesa said two things that cannot both be true.",
        "Compare with M-Pesa's statement; two officials say what is true.",
    ),
    "review": (
        "M-Pesa did not say in a day what became of it.",
        "Look for it on M-Pesa's statement; two officials say paid or not_paid. Never pay it again before.",
    ),
    "proposed": (
        "An official said what became of it, or would let it go.",
        "Another official looks at the evidence, or at the number, and approves it.",
    ),
    "held": ("Kept back before it was sent.", "By its cause."),
    "failed": (
        "M-Pesa did not pay it.",
        "Some are tried again by themselves; else mend the cause by its code, and try it again.",
    ),
    "by_hand": (
        "To be paid by bank or in cash.",
        "Make a pay file for the bank; print the cash list and note each signature as an outcome.",
    ),
    "reported": (
        "An unsigned message said that it failed; M-Pesa itself is being asked.",
        "Wait. It is not paid again before M-Pesa says so.",
    ),
}
"""Name → (what it means, what to do), the most pressing first."""

CAUSES: dict[str, str] = {
    "no_phone": "Give the member a number, or another way to be paid; then release it.",
    "no_account": "Give the member a bank account, or another way to be paid; then release it.",
    "suspended": "Reinstate the member, then release it.",
    "number_changed": "Goes by itself when the days of waiting are over; earlier only by two officials.",
    "name_mismatch": "Make sure whose number it is; two officials accept the name, or release it.",
    "over_limit": "Two officials release it, or pay it by bank.",
    "contradicted": "Compare with M-Pesa's statement; two officials say what became of it.",
    "by_hand": "Whoever held it knows why; release it when that is settled.",
}
"""What to do about a held payout, by its cause."""
