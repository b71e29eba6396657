"""M-Pesa's tables: result codes of a payment, error codes of a request, and the limits of one payment.

Source: Daraja B2C v3, Daraja AccountBalance and the older portal's table. A code that is not listed says
nothing about the money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal["paid", "failed", "unknown"]

MIN_SHILLINGS = 10
MAX_SHILLINGS = 250_000
"""Least and most of one B2C payment, in whole shillings."""
FLOAT_SHORT = "1"
"""The result code of an empty utility account: top up and go on; no credential is wrong."""
QUEUE_TIMEOUT = "queue-timeout"
"""Our word for M-Pesa's queue time-out notice, which has no code. It is no proof of failure."""


@dataclass(frozen=True)
class ResultMeaning:
    """What a result code says about one payment, and whether the next payments would meet the same."""

    meaning: str
    verdict: Verdict
    stops_batch: bool


_PAID: Final = "paid"
_FAILED: Final = "failed"
_ASK: Final = "unknown"
_STOP, _GO_ON = True, False
_ROWS: tuple[tuple[str, str, Verdict, bool], ...] = (
    ("0", "paid", _PAID, _GO_ON),
    ("1", "the utility account is short of funds", _FAILED, _STOP),
    ("2", "below the least amount of KES 10", _FAILED, _GO_ON),
    ("3", "above the most that one payment may carry", _FAILED, _GO_ON),
    ("4", "would exceed the daily transfer limit", _FAILED, _GO_ON),
    ("5", "would exceed the minimum balance of our account", _FAILED, _STOP),
    ("6", "our shortcode is not known", _FAILED, _STOP),
    ("7", "the receiving number is not known", _FAILED, _GO_ON),
    ("8", "the member's M-Pesa wallet would be too full", _FAILED, _GO_ON),
    ("11", "our shortcode is in an invalid state", _FAILED, _STOP),
    ("12", "the receiving account is invalid", _FAILED, _GO_ON),
    ("13", "our account is not known", _FAILED, _STOP),
    ("14", "the receiving account is not known", _FAILED, _GO_ON),
    # A duplicate means that an earlier send of the same id arrived: that one may have paid.
    ("15", "a payment of this id arrived before", _ASK, _GO_ON),
    ("17", "internal failure of M-Pesa", _ASK, _GO_ON),
    ("18", "the initiator's credential was refused", _FAILED, _STOP),
    ("20", "the initiator is not known", _FAILED, _STOP),
    ("21", "the initiator has no B2C role", _FAILED, _STOP),
    ("22", "the initiator is not active or not permitted", _FAILED, _STOP),
    ("24", "fields are missing in our request", _FAILED, _STOP),
    ("25", "our request has invalid parameters", _FAILED, _STOP),
    ("26", "M-Pesa is too busy and did not take it", _FAILED, _GO_ON),
    ("29", "our request has an invalid command", _FAILED, _STOP),
    # Every further try with a wrong password brings the lock (8006) nearer.
    ("2001", "the initiator's name, password or certificate is wrong", _FAILED, _STOP),
    ("2006", "the account's status forbids it", _FAILED, _STOP),
    ("2028", "our shortcode has no B2C product", _FAILED, _STOP),
    ("2040", "the receiving number is not registered for M-Pesa", _FAILED, _GO_ON),
    ("8006", "the initiator's credential is locked", _FAILED, _STOP),
    ("SFC_IC0003", "the receiving number is invalid or not on M-Pesa", _FAILED, _GO_ON),
    # Kept by M-Pesa and sent later: it will be paid, and must never be sent under a new id.
    ("100000000", "kept by M-Pesa, to be sent later", _ASK, _GO_ON),
    ("100000001", "M-Pesa is overloaded and did not take it", _FAILED, _GO_ON),
    ("100000002", "M-Pesa throttled it", _FAILED, _GO_ON),
    ("100000004", "internal error of M-Pesa", _ASK, _GO_ON),
    ("100000005", "our request has an invalid input", _FAILED, _GO_ON),
    ("100000007", "M-Pesa's service is abnormal", _ASK, _GO_ON),
    ("100000009", "M-Pesa's interface is abnormal", _ASK, _GO_ON),
    ("100000010", "our app has no permission", _FAILED, _STOP),
    ("100000011", "M-Pesa's rate limit was exceeded", _FAILED, _GO_ON),
)

RESULT_CODES: dict[str, ResultMeaning] = {
    code: ResultMeaning(meaning, verdict, stops) for code, meaning, verdict, stops in _ROWS
}
_UNLISTED = ResultMeaning("a code that is not listed", "unknown", stops_batch=False)


def result_meaning(code: str) -> ResultMeaning:
    """What a result code means. An unlisted one is unknown: ask, and never take it for a failure."""
    return RESULT_CODES.get(code, _UNLISTED)


# ------------------------------------------------------------------ answers to a request

Treatment = Literal["accepted", "rejected", "stopped", "throttled", "token", "unknown"]

ERROR_CODES: dict[str, Treatment] = {
    "400.002.02": "rejected",  # invalid field
    "400.002.05": "rejected",  # invalid payload
    "400.003.02": "rejected",  # invalid field, of a query
    "401.002.01": "token",
    "404.001.03": "token",
    "400.003.01": "token",
    "401.003.01": "token",
    "404.003.01": "stopped",  # wrong path or header
    "404.001.01": "stopped",
    "404.001.04": "stopped",
    "404.002.01": "stopped",
    "405.001": "stopped",  # method not allowed
    "400.008.01": "stopped",  # OAuth: not Basic
    "400.008.02": "stopped",  # OAuth: bad grant type
    "500.003.02": "throttled",  # spike arrest, system busy
    "500.003.03": "throttled",  # quota
    # The same family as a result code, given at once instead of later.
    "100000000": "accepted",
    "100000001": "throttled",
    "100000002": "throttled",
    "100000004": "unknown",
    "100000005": "rejected",
    "100000007": "unknown",
    "100000009": "unknown",
    "100000010": "stopped",
    "100000011": "throttled",
}
"""What to do about a Daraja `errorCode` or a `ResponseCode` other than 0. Unlisted: unknown."""

ERROR_FAMILIES_BY_MESSAGE = frozenset(
    {"500.002.1001", "00.002.1001", "500.001.1001", "00.001.1001", "500.003.1001", "00.003.1001"}
)
"""Codes that carry several meanings and are told apart by their message alone."""
DUPLICATE_MESSAGE = "duplicate originatorconversationid"
"""Daraja has this id already: the earlier send was accepted."""
CONFIGURATION_MESSAGES = ("merchant does not exist", "wrong credentials")
REJECTION_MESSAGES = ("bad request - invalid",)

APIGEE_FAULTS: dict[str, Treatment] = {
    "invalid_access_token": "token",
    "invalidaccesstoken": "token",
    "access_token_expired": "token",
    "accesstokenexpired": "token",
    # A product that is not ticked on the portal looks like a token problem, and stays one after a refresh.
    "invalidapicallasnoapiproductmatchfound": "token",
    "spikearrestviolation": "throttled",
    "quotaviolation": "throttled",
}
"""The last part of an Apigee `fault.detail.errorcode`, in lower case."""

THROTTLE_SECONDS = 5
QUOTA_SECONDS = 60
QUOTA_CODES = frozenset({"500.003.03", "quotaviolation"})
