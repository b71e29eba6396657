"""Whose fault a code of M-Pesa is: ours, the float's, or nobody's; and whether it shows that our credential
is right.

Source: the result codes of daraja_codes. A code that is not listed blames nobody and proves nothing.
"""

from __future__ import annotations

from imbuto.gateways.daraja_codes import APIGEE_FAULTS, ERROR_CODES, FLOAT_SHORT, result_meaning

FLOAT_CODES = frozenset({FLOAT_SHORT, "5"})
"""The account that pays out is empty, or would fall below its minimum."""
NOT_LOOKED_AT = frozenset({"26", "100000001", "100000002", "100000005", "100000011"})
"""Turned away before anybody looked at our credential."""


def is_ours(code: str) -> bool:
    """Whether our password, role, shortcode or request is wrong: every further call would meet the same, and
    each brings the lock of the credential nearer."""
    return result_meaning(code).stops_batch and code not in FLOAT_CODES


def is_float_short(code: str) -> bool:
    return code in FLOAT_CODES


def proves_credential(code: str) -> bool:
    """Whether M-Pesa looked at our credential and found it right, whatever it then said of the payment."""
    settled = result_meaning(code).verdict in ("paid", "failed")
    return settled and not is_ours(code) and code not in NOT_LOOKED_AT


def is_about_token(code: str) -> bool:
    """Whether Daraja's front door refused our access token or our app's key. Its door is known to stumble, so
    that once is no proof; the initiator's password was not tried."""
    return (
        ERROR_CODES.get(code) == "token"
        or APIGEE_FAULTS.get(code.rpartition(".")[2].lower()) == "token"
        or code.startswith("http-")
    )
