"""What M-Pesa decides about an accepted payment: the result code, its words, and the limits behind it."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHILLINGS = 10
MOST_SHILLINGS = 250_000
FULL_WALLET_SHILLINGS = 500_000
DAILY_SHILLINGS = 500_000

DONE = "0"
KEPT = "100000000"
"""Not decided yet: M-Pesa keeps the payment and makes it later."""
DESCRIPTIONS = {
    DONE: "The service request is processed successfully.",
    "1": "The balance is insufficient for the transaction.",
    "2": "Declined due to limit rule: less than the minimum transaction amount.",
    "3": "Declined due to limit rule: greater than the maximum transaction amount.",
    "4": "Declined due to limit rule: would exceed the daily transfer limit.",
    "5": "Declined due to limit rule: would exceed the minimum balance.",
    "6": "Unresolved primary party.",
    "7": "Unresolved receiver party.",
    "8": "Declined due to limit rule: would exceed the maximum balance.",
    "11": "The debit party is in an invalid state.",
    "12": "The credit account is invalid.",
    "13": "Unresolved debit account.",
    "14": "Unresolved credit account.",
    "15": "Duplicate detected.",
    "17": "Internal failure.",
    "18": "The initiator credential check failed.",
    "20": "Unresolved initiator.",
    "21": "The initiator is not allowed to initiate this request.",
    "22": "Initiator to receiver permission check failed.",
    "24": "Missing mandatory fields.",
    "25": "Invalid request parameters.",
    "26": "Traffic blocking condition is in place: the system is too busy.",
    "29": "Invalid command.",
    "2001": "The initiator information is invalid.",
    "2006": "Declined due to account rule: the account status does not allow this transaction.",
    "2028": "The request is not permitted according to product assignment.",
    "2040": (
        "Credit Party customer type (Unregistered or Registered Customer) can't be supported by the service."
    ),
    "8006": "The security credential is locked.",
    "R000002": "The transaction receipt number does not exist.",
    "SFC_IC0003": "The operator does not exist.",
    KEPT: "The request is cached and waiting to be sent again.",
    "100000001": "The system is overloaded.",
    "100000002": "Throttling error.",
    "100000004": "Internal server error.",
    "100000005": "Invalid input value.",
    "100000007": "The service is abnormal.",
    "100000009": "The API is abnormal.",
    "100000010": "Insufficient permission.",
    "100000011": "The request rate exceeds the limit.",
}
UNDOCUMENTED = "A result that nobody has documented."

BEHAVIOURS = (
    "ok",
    "not_registered",
    "invalid_number",
    "wallet_full",
    "lost_callback",
    "late_callback",
    "duplicate_callback",
    "timeout_after_accept",
    "timeout_before_accept",
    "system_error",
    "queue_timeout",
    "throttled_once",
)

FAILING_BEHAVIOURS = {"not_registered": "2040", "invalid_number": "SFC_IC0003", "wallet_full": "8"}


def description(code: str) -> str:
    """M-Pesa's words for a result code."""
    return DESCRIPTIONS.get(code, UNDOCUMENTED)


@dataclass(frozen=True)
class Standing:
    """All that the decision about one payment depends on; whole shillings, but for the float.

    ``scripted`` is the result code that was ordered for it; empty for none.
    """

    amount_shillings: int
    scripted: str
    initiator_code: str
    own_shortcode: bool
    float_cents: int
    wallet_shillings: int
    received_today_shillings: int


def decide(standing: Standing) -> str:
    """The result code: who asks is looked at first, then the amount, the payee, the money."""
    amount = standing.amount_shillings
    checks = (
        (standing.initiator_code != DONE, standing.initiator_code),
        (not standing.own_shortcode, "2028"),
        (amount < LEAST_SHILLINGS, "2"),
        (amount > MOST_SHILLINGS, "3"),
        (bool(standing.scripted), standing.scripted),
        (standing.wallet_shillings + amount > FULL_WALLET_SHILLINGS, "8"),
        (standing.received_today_shillings + amount > DAILY_SHILLINGS, "4"),
        (amount * 100 > standing.float_cents, "1"),
    )
    return next((code for refused, code in checks if refused), DONE)
