"""M-Pesa's result codes of a payment: what each means, whether money moved, what the treasurer sees and does.

Source: Daraja B2C v3, Daraja AccountBalance and the older portal's table. A code that is not listed says
nothing about the money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal["paid", "failed", "unknown"]
Again = Literal["", "topped-up", "tomorrow", "soon", "mended"]
"""When a failure that is nobody's is tried again by itself: once the float is topped up, the next morning, in
a quarter of an hour, or once what is wrong at our side is mended. Empty: never."""


@dataclass(frozen=True)
class ResultMeaning:
    """What a result code says about one payment, and whether the next payments would meet the same. `sees`
    and `do` are the treasurer's: how it looks, and what there is to do."""

    meaning: str
    verdict: Verdict
    stops_batch: bool
    again: Again = ""
    sees: str = "Its outcome is unknown; M-Pesa is asked."
    do: str = "Wait for M-Pesa's answer. After a day of silence it is in review: compare with the portal."


_PAID: Final = "paid"
_FAILED: Final = "failed"
_ASK: Final = "unknown"
_STOP, _GO_ON = True, False

_STOPPED = "All payments are stopped; this one failed and waits to be sent again."
_UNPAID = "Failed for this member."
_NUMBER = "Ask the member for the right number or another way to be paid; two officials change it; try again."
_LATER = "Failed for now; sent again by itself within a quarter of an hour, five times at most."
_WAIT = "Nothing. If it happens all day, ask Safaricom."
_ASKED = "Its outcome is unknown; M-Pesa is asked."
_PATIENCE = "Wait for M-Pesa's answer. After a day of silence it is in review: compare with the portal."
_CALL_SUPPORT = "Send the code to whoever looks after Imbuto; resume payments when it is mended."

RESULT_CODES: dict[str, ResultMeaning] = {
    "0": ResultMeaning("paid", _PAID, _GO_ON, "", "Paid, with M-Pesa's receipt.", "Nothing."),
    "1": ResultMeaning(
        "the utility account is short of funds", _FAILED, _STOP, "topped-up",
        "Payments pause; this one is sent again when there is enough.",
        "Top up the utility account, or move money there from the working one. Payments then go on.",
    ),
    "2": ResultMeaning(
        "below the least amount of KES 10", _FAILED, _GO_ON, "", _UNPAID,
        "Pay it in cash, and say so; lesser nets are carried over by themselves.",
    ),
    "3": ResultMeaning(
        "above the most that one payment may carry", _FAILED, _GO_ON, "", _UNPAID,
        "Pay it by bank or in cash, and say so. A net above KES 250,000 is split by itself.",
    ),
    "4": ResultMeaning(
        "would exceed the daily transfer limit", _FAILED, _GO_ON, "tomorrow",
        "Failed for today; sent again by itself the next morning at six.",
        "Nothing. If the member cannot wait, hold it and pay in cash.",
    ),
    "5": ResultMeaning(
        "would exceed the minimum balance of our account", _FAILED, _STOP, "topped-up",
        "Payments pause; this one is sent again when there is enough.",
        "Top up the utility account beyond its minimum balance. They go on by themselves.",
    ),
    "6": ResultMeaning(
        "our shortcode is not known", _FAILED, _STOP, "mended", _STOPPED,
        "Compare the shortcode in the settings with the portal, then resume payments.",
    ),
    "7": ResultMeaning("the receiving number is not known", _FAILED, _GO_ON, "", _UNPAID, _NUMBER),
    "8": ResultMeaning(
        "the member's M-Pesa wallet would be too full", _FAILED, _GO_ON, "", _UNPAID,
        "Ask the member to spend or bank some of it (a wallet holds KES 500,000), then try again.",
    ),
    "11": ResultMeaning(
        "our shortcode is in an invalid state", _FAILED, _STOP, "mended", _STOPPED,
        "Ask Safaricom why the shortcode is not active, then resume payments.",
    ),
    "12": ResultMeaning("the receiving account is invalid", _FAILED, _GO_ON, "", _UNPAID, _NUMBER),
    "13": ResultMeaning(
        "our account is not known", _FAILED, _STOP, "mended", _STOPPED,
        "Ask Safaricom which account the shortcode pays from, then resume payments.",
    ),
    "14": ResultMeaning("the receiving account is not known", _FAILED, _GO_ON, "", _UNPAID, _NUMBER),
    # A duplicate means that an earlier send of the same id arrived: that one may have paid.
    "15": ResultMeaning("a payment of this id arrived before", _ASK, _GO_ON, "", _ASKED, _PATIENCE),
    "17": ResultMeaning("internal failure of M-Pesa", _ASK, _GO_ON, "", _ASKED, _PATIENCE),
    "18": ResultMeaning(
        "the initiator's credential was refused", _FAILED, _STOP, "mended", _STOPPED,
        "Set the API operator's password anew on the portal and in the settings, then resume payments.",
    ),
    "20": ResultMeaning(
        "the initiator is not known", _FAILED, _STOP, "mended", _STOPPED,
        "Compare the API operator's name in the settings with the portal, then resume payments.",
    ),
    "21": ResultMeaning(
        "the initiator has no B2C role", _FAILED, _STOP, "mended", _STOPPED,
        "Give the operator the role ORG B2C API initiator on the portal, then resume payments.",
    ),
    "22": ResultMeaning(
        "the initiator is not active or not permitted", _FAILED, _STOP, "mended", _STOPPED,
        "Let a Business Manager activate the API operator on the portal, then resume payments.",
    ),
    "24": ResultMeaning(
        "fields are missing in our request", _FAILED, _STOP, "mended", _STOPPED, _CALL_SUPPORT
    ),
    "25": ResultMeaning(
        "our request has invalid parameters", _FAILED, _STOP, "mended", _STOPPED, _CALL_SUPPORT
    ),
    "26": ResultMeaning("M-Pesa is too busy and did not take it", _FAILED, _GO_ON, "soon", _LATER, _WAIT),
    "29": ResultMeaning(
        "our request has an invalid command", _FAILED, _STOP, "mended", _STOPPED, _CALL_SUPPORT
    ),
    # Every further try with a wrong password brings the lock (8006) nearer.
    "2001": ResultMeaning(
        "the initiator's name, password or certificate is wrong", _FAILED, _STOP, "mended", _STOPPED,
        "Correct the name, password (valid 90 days) or certificate in the settings, then resume payments.",
    ),
    "2006": ResultMeaning(
        "the account's status forbids it", _FAILED, _STOP, "mended", _STOPPED,
        "Ask Safaricom why the account is not active, then resume payments.",
    ),
    "2028": ResultMeaning(
        "our shortcode has no B2C product", _FAILED, _STOP, "mended", _STOPPED,
        "Ask Safaricom for the B2C product on this shortcode, then resume payments.",
    ),
    "2040": ResultMeaning(
        "the receiving number is not registered for M-Pesa", _FAILED, _GO_ON, "", _UNPAID, _NUMBER
    ),
    "8006": ResultMeaning(
        "the initiator's credential is locked", _FAILED, _STOP, "mended", _STOPPED,
        "A Business Administrator unlocks the operator; set a new password and resume payments.",
    ),
    "SFC_IC0003": ResultMeaning(
        "the receiving number is invalid or not on M-Pesa", _FAILED, _GO_ON, "", _UNPAID, _NUMBER
    ),
    # Kept by M-Pesa and sent later: it will be paid, and must never be sent under a new id.
    "100000000": ResultMeaning(
        "kept by M-Pesa, to be sent later", _ASK, _GO_ON, "", "M-Pesa has it and pays it later.",
        "Wait. Never pay it by another way before it is settled.",
    ),
    "100000001": ResultMeaning(
        "M-Pesa is overloaded and did not take it", _FAILED, _GO_ON, "soon", _LATER, _WAIT
    ),
    "100000002": ResultMeaning("M-Pesa throttled it", _FAILED, _GO_ON, "soon", _LATER, _WAIT),
    "100000004": ResultMeaning("internal error of M-Pesa", _ASK, _GO_ON, "", _ASKED, _PATIENCE),
    "100000005": ResultMeaning(
        "our request has an invalid input", _FAILED, _GO_ON, "", _UNPAID,
        "Look at the member's number and the amount, and try again. If all seems right, tell whoever looks "
        "after Imbuto.",
    ),
    "100000007": ResultMeaning("M-Pesa's service is abnormal", _ASK, _GO_ON, "", _ASKED, _PATIENCE),
    "100000009": ResultMeaning("M-Pesa's interface is abnormal", _ASK, _GO_ON, "", _ASKED, _PATIENCE),
    "100000010": ResultMeaning(
        "our app has no permission", _FAILED, _STOP, "mended", _STOPPED,
        "Tick the B2C product for the app on the Daraja portal, then resume payments.",
    ),
    "100000011": ResultMeaning("M-Pesa's rate limit was exceeded", _FAILED, _GO_ON, "soon", _LATER, _WAIT),
}  # fmt: skip
_UNLISTED = ResultMeaning("a code that is not listed", _ASK, stops_batch=False)


def result_meaning(code: str) -> ResultMeaning:
    """What a result code means. An unlisted one is unknown: ask, and never take it for a failure."""
    return RESULT_CODES.get(code, _UNLISTED)


AGAIN_CODES = tuple(code for code, meaning in RESULT_CODES.items() if meaning.again)
"""The codes of failures that are tried again by themselves."""
