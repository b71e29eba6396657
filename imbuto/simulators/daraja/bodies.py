"""The bodies that Daraja sends: immediate replies, results, and the flat echo of a queue time-out."""

from __future__ import annotations

import sqlite3
import uuid
from datetime import datetime
from typing import Any

from imbuto.simulators.clock import dotted, packed

from .rules import DESCRIPTIONS, DONE

QUEUE_ITEM = {
    "Key": "QueueTimeoutURL",
    "Value": "https://internalapi.safaricom.co.ke/mpesa/b2cresults/v1/submit",
}
REASONS = {
    "BusinessPayment": "Business Payment to Customer via API",
    "SalaryPayment": "Salary Payment via API",
    "PromotionPayment": "Promotion Payment via API",
}
STATUSES = {"accepted": "Authorized", "paid": "Completed", "failed": "Declined", "expired": "Expired"}


def accepted(originator_id: str, conversation_id: str) -> dict[str, Any]:
    """The immediate reply. ResponseCode "0" means taken into the queue, never paid."""
    return {
        "ConversationID": conversation_id,
        "OriginatorConversationID": originator_id,
        "ResponseCode": "0",
        "ResponseDescription": "Accept the service request successfully.",
    }


def payment_result(payment: sqlite3.Row) -> dict[str, Any]:
    """The outcome of one payment. A failure has a TransactionID but no ResultParameters."""
    result = _result(
        payment["result_code"], payment["originator_id"], payment["conversation_id"], payment["receipt"]
    )
    if payment["result_code"] == DONE:
        completed = datetime.fromisoformat(payment["completed_at"])
        result["ResultParameters"] = _parameters(
            {
                "TransactionAmount": payment["shillings"],
                "TransactionReceipt": payment["receipt"],
                "B2CRecipientIsRegisteredCustomer": "Y",
                "B2CChargesPaidAccountAvailableFunds": funds(payment["charges_cents"]),
                "ReceiverPartyPublicName": f"{payment['msisdn']} - {payment['name']}",
                "TransactionCompletedDateTime": dotted(completed),
                "B2CUtilityAccountAvailableFunds": funds(payment["float_cents"]),
                "B2CWorkingAccountAvailableFunds": 0,
            }
        )
    return {"Result": result | {"ReferenceData": {"ReferenceItem": QUEUE_ITEM}}}


def status_result(
    payment: sqlite3.Row | None, code: str, ids: tuple[str, str], occasion: str
) -> dict[str, Any]:
    """What is known of a payment. ResultCode speaks of the query; TransactionStatus speaks of the payment."""
    result = _result(code, *ids, payment["receipt"] if payment else "0000000000")
    if payment is not None:
        result["ResultParameters"] = _parameters(_status(payment))
    item = {"Key": "Occasion", "Value": occasion} if occasion else {"Key": "Occasion"}
    return {"Result": result | {"ReferenceData": {"ReferenceItem": item}}}


def _status(payment: sqlite3.Row) -> dict[str, Any]:
    requested = datetime.fromisoformat(payment["requested_at"])
    settled = payment["completed_at"]
    return {
        "DebitPartyName": f"{payment['party_a']} - Dairy cooperative",
        "CreditPartyName": f"{payment['msisdn']} - {payment['name']}",
        "OriginatorConversationID": payment["originator_id"],
        "InitiatedTime": packed(requested),
        "DebitAccountType": "Utility Account",
        "DebitPartyCharges": f"Fee For B2C Payment|KES|{money(payment['fee_shillings'] * 100)}",
        "CreditPartyCharges": None,
        "TransactionReason": None,
        "ReasonType": REASONS[payment["command"]],
        "TransactionStatus": STATUSES[payment["state"]],
        "FinalisedTime": packed(datetime.fromisoformat(settled)) if settled else None,
        "Amount": payment["shillings"],
        "ConversationID": payment["conversation_id"],
        "ReceiptNo": payment["receipt"] if settled else None,
    }


def balance_result(
    float_cents: int, charges_cents: int, code: str, ids: tuple[str, str], moment: datetime
) -> dict[str, Any]:
    """Four accounts joined by ``&``, each ``name|currency|current|available|reserved|uncleared``."""
    result = _result(code, *ids, uuid.uuid4().hex[:10].upper())
    if code == DONE:
        accounts = (
            ("Working Account", 0),
            ("Utility Account", float_cents),
            ("Charges Paid Account", charges_cents),
            ("Organization Settlement Account", 0),
        )
        lines = (f"{name}|KES|{money(cents)}|{money(cents)}|0.00|0.00" for name, cents in accounts)
        result["ResultParameters"] = _parameters(
            {"AccountBalance": "&".join(lines), "BOCompletedTime": packed(moment)}
        )
    return {"Result": result | {"ReferenceData": {"ReferenceItem": QUEUE_ITEM}}}


def money(cents: int) -> str:
    """Two decimals, no thousands separator."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def funds(cents: int) -> int | str:
    """A number when it is whole shillings, else a string: the real gateway sends both kinds."""
    return money(cents) if cents % 100 else cents // 100


def _result(code: str, originator_id: str, conversation_id: str, receipt: str) -> dict[str, Any]:
    return {
        "ResultType": 0,
        "ResultCode": int(code) if code.isdigit() else code,
        "ResultDesc": DESCRIPTIONS[code],
        "OriginatorConversationID": originator_id,
        "ConversationID": conversation_id,
        "TransactionID": receipt,
    }


def _parameters(values: dict[str, Any]) -> dict[str, Any]:
    """A parameter without a value has no Value at all, as in the real captures."""
    return {
        "ResultParameter": [
            {"Key": key} if value is None else {"Key": key, "Value": value} for key, value in values.items()
        ]
    }
