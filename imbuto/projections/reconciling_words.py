"""The kinds of differences between the ledger and M-Pesa: a stable name, what it means, what to do.

One visible table: docs and answers print it, and a test holds it whole.
"""

from __future__ import annotations

_OUTCOME = (
    "One official sends the offered body to POST /payouts/{id}/outcome, another approves it after looking "
    "at the statement."
)
_ASK = "Ask M-Pesa's business care with receipt, time and amount."

KINDS: dict[str, tuple[str, str]] = {
    "paid_twice": (
        "M-Pesa's statement has two payments for one payout.",
        (
            "Stop payments (POST /payments/stop), tell the manager, and ask M-Pesa which number "
            "received the second. What was paid too much is a charge of the member, or is sent back "
            "by hand."
        ),
    ),
    "failed_here_completed_there": (
        "The ledger says failed, M-Pesa's statement says completed.",
        ("Do not pay it again; hold it if it waits to be sent. " + _OUTCOME),
    ),
    "unsent_here_completed_there": (
        (
            "Not sent by us, and yet such a payment is on M-Pesa's statement: somebody may have paid "
            "it on the portal."
        ),
        ("Hold it at once (POST /payouts/{id}/hold), find out who paid, then settle it on that evidence."),
    ),
    "unknown_here_completed_there": (
        "Nobody knew what became of it; M-Pesa's statement says completed.",
        ("It is asked about and will most likely end by itself. Once it is in review: " + _OUTCOME),
    ),
    "unknown_here_failed_there": (
        "Nobody knew what became of it; M-Pesa's statement says that it failed.",
        ("It is asked about and will most likely end by itself. Once it is in review: " + _OUTCOME),
    ),
    "unknown_here_absent_there": (
        (
            "Nobody knows what became of it, and a statement that covers a day from its sending has "
            "no such payment."
        ),
        (
            "Check that the statement was exported without a filter. Then, in review, two officials "
            "may say not_paid."
        ),
    ),
    "not_on_statement": (
        "The ledger says paid; M-Pesa's statement, which covers that time, has no such receipt.",
        ("Check that the statement was exported without a filter, and is of this account. " + _ASK),
    ),
    "not_paid_here": (
        "M-Pesa's statement has a payment that fits no payout of ours.",
        (
            "Find out who made it on the portal. If it was rightful, book it with a voucher that "
            "names the receipt."
        ),
    ),
    "other_amount": (
        "Receipt and payout fit, the amounts do not.",
        (_ASK + " Put the member's account right with an adjustment."),
    ),
    "other_receipt": (
        "The payment is on the statement under another receipt than the ledger has.",
        (
            "Compare the two: one was typed wrongly or belongs to another payment. Note the right one"
            " in a voucher's text."
        ),
    ),
    "paid_here_failed_there": (
        "The ledger says paid, M-Pesa's statement says that it failed.",
        ("Ask the member whether the money came. " + _ASK + " If it did not come, pay it by an adjustment."),
    ),
    "taken_back": (
        "M-Pesa has taken back a payment that the ledger has as paid.",
        ("Ask M-Pesa why. The member is owed the money again: an adjustment pays it with the next run."),
    ),
    "receipt_twice": (
        "One receipt stands for two payments.",
        "Look at both stories: one of them was settled with the wrong receipt.",
    ),
    "other_fee": (
        "M-Pesa took another fee than was booked.",
        (
            "Book what is more or less with a voucher. If all differ, the tariff has changed: tell "
            "whoever runs Imbuto."
        ),
    ),
    "unbooked_line": (
        "Money came or went that is no payment of ours, and it is not in the books.",
        "Book it: POST /vouchers with the receipt as reference, approved by another official.",
    ),
    "contradiction": (
        ("M-Pesa said two things that cannot both be true about one payment, and nobody has settled it."),
        (
            "Compare with the statement. Two officials say what is true: POST /payouts/{id}/outcome "
            "(`stands` leaves a paid one paid)."
        ),
    ),
    "callback_not_in_ledger": (
        "M-Pesa told us of a payment, the message was taken in, and the ledger does not know it.",
        (
            "Stop payments (POST /payments/stop): an older copy of the ledger may have been put back. See "
            "“After a backup is put back” in docs/payments.md."
        ),
    ),
    "callback_held": (
        "A message in M-Pesa's name came from an address that is not M-Pesa's.",
        (
            "The payout is asked about by itself. If the address is M-Pesa's own, a manager accepts "
            "it: POST /callbacks/{number}/acceptance, and the operator adds it to "
            "DARAJA_CALLBACK_SOURCES."
        ),
    ),
    "callback_waiting": (
        "A message of M-Pesa was received and is not applied yet.",
        "It is tried again each minute. If it stays, tell whoever runs Imbuto.",
    ),
    "callback_unreadable": (
        "A message of M-Pesa could not be read.",
        "The payout is asked about by itself. Tell whoever runs Imbuto.",
    ),
    "float_lower": (
        "Less is in the float than payments, fees and top-ups explain.",
        (
            "Look for a payment or transfer made on the portal, and for fees: bring in the statement "
            "of that day."
        ),
    ),
    "float_higher": (
        "More is in the float than payments, fees and top-ups explain.",
        ("Look for a top-up that is not booked, or a payment that M-Pesa took back: bring in the statement."),
    ),
    "statement_missing": (
        "No statement of M-Pesa is brought in for that day.",
        (
            "Export it on the portal (organisation statement, all transactions, the whole day) and "
            "bring it in."
        ),
    ),
    "statement_short": (
        "The statements brought in do not cover the whole day.",
        ("Export the whole day, from 00:00:00 to 23:59:59, and bring it in: what overlaps is counted once."),
    ),
}
"""Name → (what it means, what to do), the gravest first."""

GRAVITY = {kind: place for place, kind in enumerate(KINDS)}


def what_to_do(kind: str) -> str:
    return KINDS[kind][1]
