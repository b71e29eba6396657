"""Canonical callbacks as M-Pesa sends them; a test names only what matters to it."""

from __future__ import annotations

from typing import Any

ORIGINATOR = "0b6c1f4e-0d53-4b6f-9a39-6f2f6a3c9f10"
CONVERSATION = "AG_20261103_7012f3c1a9be55d0e2aa"
SUCCESS = {
    "TransactionAmount": 1250,
    "TransactionReceipt": "TK34AB9XYZ",
    "B2CRecipientIsRegisteredCustomer": "Y",
    "B2CChargesPaidAccountAvailableFunds": -1540,
    "ReceiverPartyPublicName": "254712345678 - WANJIKU KAMAU",
    "TransactionCompletedDateTime": "03.11.2026 11:45:50",
    "B2CUtilityAccountAvailableFunds": 98750.25,
    "B2CWorkingAccountAvailableFunds": 0,
}
STATUS = {
    "DebitPartyName": "600000 - Dairy cooperative",
    "CreditPartyName": "254712345678 - WANJIKU KAMAU",
    "OriginatorConversationID": ORIGINATOR,
    "InitiatedTime": 20261103114548,
    "DebitAccountType": "Utility Account",
    "DebitPartyCharges": "Fee For B2C Payment|KES|5.00",
    "ReasonType": "Business Payment to Customer via API",
    "TransactionStatus": "Completed",
    "FinalisedTime": 20261103114550,
    "Amount": 1250,
    "ReceiptNo": "TK34AB9XYZ",
}
ECHO = {
    "InitiatorName": "coop-api",
    "SecurityCredential": "c2VhbGVk",
    "CommandID": "BusinessPayment",
    "Amount": 1250,
    "PartyA": "600000",
    "PartyB": "254712345678",
    "Remarks": "Milk 2026-10-B",
    "OriginatorConversationID": ORIGINATOR,
}


def listed(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Parameters as `Key`/`Value` pairs; one whose value is None has no Value, as in the captures."""
    return [{"Key": key} if value is None else {"Key": key, "Value": value} for key, value in given.items()]


def callback(given: object = None, **changes: Any) -> dict[str, Any]:
    """A callback with these result parameters (as a list, an object, or none), and changed members."""
    result = {
        "ResultType": 0,
        "ResultCode": 0,
        "ResultDesc": "The service request is processed successfully.",
        "OriginatorConversationID": ORIGINATOR,
        "ConversationID": CONVERSATION,
        "TransactionID": "TK34AB9XYZ",
        "ReferenceData": {"ReferenceItem": {"Key": "QueueTimeoutURL", "Value": "https://internal/submit"}},
    }
    if given is not None:
        result["ResultParameters"] = {"ResultParameter": given}
    result.update(changes)
    return {"Result": {key: value for key, value in result.items() if value is not ...}}


def success(**changes: Any) -> dict[str, Any]:
    """A paid payment, with changed parameters."""
    return callback(listed({**SUCCESS, **changes}))


def status(**changes: Any) -> dict[str, Any]:
    """The answer to a status query, with changed parameters."""
    return callback(listed({**STATUS, **changes}), OriginatorConversationID="51222-99881-1")


def failure(code: object, **changes: Any) -> dict[str, Any]:
    """A failed payment: it has a receipt and no parameters."""
    return callback(ResultCode=code, ResultDesc="It was not possible.", **changes)
