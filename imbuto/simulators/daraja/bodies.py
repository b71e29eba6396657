"""The bodies that Daraja sends: immediate replies, results, and the flat echo of a queue time-out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Row
from typing import Any

from imbuto.simulators.clock import dotted, packed

from .rules import DONE, KEPT, description

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
FINAL_STATUSES = ("Cancelled", "Declined", "Expired", "Completed")


Payment = Mapping[str, Any] | Row
"""A row of the payments' table, or what somebody pretends to be one."""


def accepted(originator_id: str, conversation_id: str, code: str = DONE) -> dict[str, Any]:
    """The immediate reply. ResponseCode "0" means taken into the queue, never paid."""
    return {
        "ConversationID": conversation_id,
        "OriginatorConversationID": originator_id,
        "ResponseCode": code,
        "ResponseDescription": description(code)
        if code == KEPT
        else "Accept the service request successfully.",
    }


def payment_result(payment: Payment) -> dict[str, Any]:
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


def kept_notice(payment: Payment) -> dict[str, Any]:
    """M-Pesa has not decided yet: it keeps the payment and makes it later."""
    result = _result(KEPT, payment["originator_id"], payment["conversation_id"], payment["receipt"])
    return {"Result": result | {"ReferenceData": {"ReferenceItem": QUEUE_ITEM}}}


def status_result(
    payment: Payment | None, code: str, ids: tuple[str, str], occasion: str, says: str | None = None
) -> dict[str, Any]:
    """What is known of a payment. ResultCode speaks of the query; TransactionStatus speaks of the payment.

    ``says`` is a status that is told whatever is true.
    """
    result = _result(code, *ids, payment["receipt"] if payment else "0000000000")
    if payment is not None:
        result["ResultParameters"] = _parameters(_status(payment, says or STATUSES[payment["state"]]))
    item = {"Key": "Occasion", "Value": occasion} if occasion else {"Key": "Occasion"}
    return {"Result": result | {"ReferenceData": {"ReferenceItem": item}}}


def _status(payment: Payment, status: str) -> dict[str, Any]:
    requested = datetime.fromisoformat(payment["requested_at"])
    final = status in FINAL_STATUSES
    settled = (payment["completed_at"] or payment["requested_at"]) if final else ""
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
        "TransactionStatus": status,
        "FinalisedTime": packed(datetime.fromisoformat(settled)) if settled else None,
        "Amount": payment["shillings"],
        "ConversationID": payment["conversation_id"],
        "ReceiptNo": payment["receipt"] if settled else None,
    }


def balance_result(
    cents: tuple[int, int, int], code: str, ids: tuple[str, str], moment: datetime
) -> dict[str, Any]:
    """Four accounts joined by ``&``, each ``name|currency|current|available|reserved|uncleared``.

    The cents are those of the working, the utility and the charges-paid account.
    """
    result = _result(code, *ids, uuid.uuid4().hex[:10].upper())
    if code == DONE:
        names = (
            "Working Account",
            "Utility Account",
            "Charges Paid Account",
            "Organization Settlement Account",
        )
        accounts = zip(names, (*cents, 0), strict=True)
        lines = (f"{name}|KES|{money(held)}|{money(held)}|0.00|0.00" for name, held in accounts)
        result["ResultParameters"] = _parameters(
            {"AccountBalance": "&".join(lines), "BOCompletedTime": packed(moment)}
        )
    return {"Result": result | {"ReferenceData": {"ReferenceItem": QUEUE_ITEM}}}


def top_up_result(
    code: str, ids: tuple[str, str], receipt: str, moved: Mapping[str, Any], moment: datetime
) -> dict[str, Any]:
    """The outcome of a movement from working to utility account: ``shillings``, ``party``, the balances."""
    result = _result(code, *ids, receipt)
    if code == DONE:
        working, utility = money(moved["working_cents"]), money(moved["float_cents"])
        result["ResultParameters"] = _parameters(
            {
                "InitiatorAccountCurrentBalance": f"Working Account|KES|{working}|{working}|0.00|0.00",
                "DebitAccountCurrentBalance": f"Working Account|KES|{working}|{working}|0.00|0.00",
                "CreditAccountBalance": f"Utility Account|KES|{utility}|{utility}|0.00|0.00",
                "Amount": moved["shillings"],
                "TransCompletedTime": packed(moment),
                "DebitPartyCharges": None,
                "ReceiverPartyPublicName": f"{moved['party']} - Dairy cooperative",
                "Currency": "KES",
            }
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
        "ResultDesc": description(code),
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
