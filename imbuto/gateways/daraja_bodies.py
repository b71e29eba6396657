"""The bodies of our requests to Daraja, field by field, in Daraja's own spelling.

Source: Daraja B2C v3 `paymentrequest`, Transaction Status v1, Account Balance v1, B2C Account Top Up. The
fields of a payment that is checked against the payee's national ID follow a public live integration: verify
with Safaricom before switching it on.
"""

from __future__ import annotations

from imbuto.errors import BadValue
from imbuto.gateways.daraja_codes import MAX_SHILLINGS, MIN_SHILLINGS
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.values import parse_msisdn

ORGANISATION_SHORTCODE = "4"
NATIONAL_ID = "01"
SHORTEST_REMARKS, LONGEST_REMARKS = 2, 100
LARGEST_TOP_UP_SHILLINGS = 500_000_000

Body = dict[str, object]
Wording = tuple[str, str, str]
"""Remarks, and where to report the result and a queue time-out."""


def payment(
    given: DarajaCredentials,
    originator_conversation_id: str,
    amount_shillings: int,
    msisdn: str,
    wording: Wording,
    id_number: str | None,
) -> Body:
    """Raises BadValue for what M-Pesa would not take."""
    checked: Body = {"IDType": NATIONAL_ID, "IDNumber": id_number} if id_number else {}
    return {
        "OriginatorConversationID": originator_conversation_id,
        "InitiatorName": given.initiator_name,
        "SecurityCredential": given.security_credential,
        "CommandID": "BusinessPayment",
        "Amount": _payable(amount_shillings),
        "PartyA": given.shortcode,
        "PartyB": parse_msisdn(msisdn, "msisdn"),
        **checked,
        **_remarks_and_urls(*wording),
    }


def query(given: DarajaCredentials, command: str, extra: Body, wording: Wording) -> Body:
    return {
        "Initiator": given.initiator_name,
        "SecurityCredential": given.security_credential,
        "CommandID": command,
        "PartyA": given.shortcode,
        "IdentifierType": ORGANISATION_SHORTCODE,
        **extra,
        **_remarks_and_urls(*wording),
    }


def top_up(given: DarajaCredentials, amount_shillings: int, reference: str, wording: Wording) -> Body:
    """From the working account of one shortcode into the account of ours that pays out. "Reciever" is
    Daraja's spelling."""
    if isinstance(amount_shillings, bool) or not 1 <= amount_shillings <= LARGEST_TOP_UP_SHILLINGS:
        raise BadValue(
            "amount_shillings", amount_shillings, "This is no top-up.", "Give whole shillings, 1 or more."
        )
    return {
        "Initiator": given.initiator_name,
        "SecurityCredential": given.security_credential,
        "CommandID": "BusinessPayToBulk",
        "SenderIdentifierType": ORGANISATION_SHORTCODE,
        "RecieverIdentifierType": ORGANISATION_SHORTCODE,
        "Amount": amount_shillings,
        "PartyA": given.top_up_shortcode or given.shortcode,
        "PartyB": given.shortcode,
        "AccountReference": reference,
        **_remarks_and_urls(*wording),
    }


def _payable(amount_shillings: int) -> int:
    if isinstance(amount_shillings, bool) or not MIN_SHILLINGS <= amount_shillings <= MAX_SHILLINGS:
        raise BadValue(
            "amount_shillings",
            amount_shillings,
            f"M-Pesa pays KES {MIN_SHILLINGS} to {MAX_SHILLINGS:,} at a time.",
            "Carry a smaller amount forward, and split a larger one.",
        )
    return amount_shillings


def _remarks_and_urls(remarks: str, result_url: str, timeout_url: str) -> Body:
    words = " ".join(remarks.split())[:LONGEST_REMARKS]
    if len(words) < SHORTEST_REMARKS:
        raise BadValue("remarks", remarks, "Remarks have at least two characters.", "Say what is paid.")
    return {"Remarks": words, "QueueTimeOutURL": timeout_url, "ResultURL": result_url}
