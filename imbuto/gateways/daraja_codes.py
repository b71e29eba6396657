"""M-Pesa's tables: error codes of a request, what each means to the treasurer, and the limits of one
payment. The result codes of a payment are in daraja_results.

Source: Daraja B2C v3, Daraja AccountBalance. A code that is not listed says nothing about the money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from imbuto.gateways.daraja_results import AGAIN_CODES as AGAIN_CODES
from imbuto.gateways.daraja_results import RESULT_CODES as RESULT_CODES
from imbuto.gateways.daraja_results import Again as Again
from imbuto.gateways.daraja_results import ResultMeaning as ResultMeaning
from imbuto.gateways.daraja_results import Verdict as Verdict
from imbuto.gateways.daraja_results import result_meaning as result_meaning

MIN_SHILLINGS = 10
MAX_SHILLINGS = 250_000
"""Least and most of one B2C payment, in whole shillings."""
FLOAT_SHORT = "1"
"""The result code of an empty utility account: top up and go on; no credential is wrong."""
QUEUE_TIMEOUT = "queue-timeout"
"""Our word for M-Pesa's queue time-out notice, which has no code. It is no proof of failure."""


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

THROTTLE_SECONDS = 1
"""A spike passes in a second; the rate takes care of the next one."""
QUOTA_SECONDS = 60
QUOTA_CODES = frozenset({"500.003.03", "quotaviolation"})

# ------------------------------------------------------------------ in the treasurer's words


@dataclass(frozen=True)
class Advice:
    """How M-Pesa's answer to our own request looks, and what there is to do."""

    sees: str
    do: str


ADVICE: dict[Treatment, Advice] = {
    "accepted": Advice("Queued by M-Pesa, which is not paid.", "Wait for the result."),
    "rejected": Advice(
        "Failed at once: M-Pesa refused our request and did not take it.",
        "Look at the member's number and the amount, mend it and try again. If all seems right, tell whoever "
        "looks after Imbuto.",
    ),
    "stopped": Advice(
        "All payments are stopped; M-Pesa did not take this one, and it is sent again.",
        "Whoever looks after Imbuto mends the settings (keys, products, address); then resume payments.",
    ),
    "throttled": Advice(
        "M-Pesa is busy and did not take it; it is sent again by itself, and all go slower.",
        "Nothing. If it lasts, ask Safaricom which rate is allowed.",
    ),
    "token": Advice(
        "M-Pesa refused our access; it is asked for a new one by itself.",
        "If it lasts, look at the app's key, secret and products on the Daraja portal.",
    ),
    "unknown": Advice("Its outcome is unknown; M-Pesa is asked.", "Wait for M-Pesa's answer."),
}
"""By what is done about an answer to a request."""
DUPLICATE_ADVICE = Advice("M-Pesa has this payment already; its result is awaited.", "Nothing.")
"""Of "Duplicate OriginatorConversationID.", which shares its code with failures of M-Pesa."""


def error_advice(code: str) -> Advice:
    """What an error code of a request means to the treasurer; an unlisted one leaves the outcome open."""
    return ADVICE[ERROR_CODES.get(code, "unknown")]
