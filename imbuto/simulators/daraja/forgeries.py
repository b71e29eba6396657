"""Results that M-Pesa did not send, or sent in error: a stranger's, or a contradiction."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row
from typing import Any
from urllib.parse import urlsplit, urlunsplit

OTHER_PHONE = "254799999999"
OTHER_ID = "00000000-0000-4000-8000-00000000f0f0"
INVENTED_RECEIPT = "ZZ9"
"""How an invented receipt begins; no true one begins so."""

AMOUNTS = ("TransactionAmount", "Amount")
PARTIES = ("ReceiverPartyPublicName", "CreditPartyName")
RECEIPTS = ("TransactionReceipt", "ReceiptNo")

FORGERIES = {
    "token": "says paid, at an address that was guessed wrong",
    "failure": "says failed, at an address that was guessed wrong",
    "amount": "says paid, at the right address, with another amount",
    "party": "says paid, at the right address, to another phone",
    "id": "says paid, at the right address, for another payment",
    "receipt": "says paid, at the right address, without any receipt",
    "garbage": "no result at all, at the right address",
}


@dataclass(frozen=True)
class Forgery:
    """Where it is posted, and what."""

    url: str
    body: dict[str, Any]


def pretended(payment: Mapping[str, Any] | Row, code: str, moment: datetime) -> dict[str, Any]:
    """A payment as if this code were true. Who invents a receipt does not know the true one."""
    row = {name: payment[name] for name in payment.keys()}  # noqa: SIM118 - a row of SQLite has no other way
    paid = code == "0"
    changes = {"result_code": code.partition("/")[0], "completed_at": moment.isoformat()}
    return (
        row
        | changes
        | {"state": "paid" if paid else "failed"}
        | ({"receipt": INVENTED_RECEIPT + row["receipt"][3:]} if paid else {})
    )


def forge(kind: str, url: str, paid: dict[str, Any], failed: dict[str, Any]) -> Forgery:
    """A stranger's result, made from what a true one would look like."""
    if kind == "token":
        return Forgery(guessed(url), paid)
    if kind == "failure":
        return Forgery(guessed(url), failed)
    if kind == "garbage":
        return Forgery(url, {"hello": ["world"], "Result": "0"})
    return Forgery(url, _changed(kind, copy.deepcopy(paid)))


def guessed(url: str) -> str:
    """The address with its longest word turned round: nobody can guess it better."""
    parts = urlsplit(url)
    words = parts.path.split("/")
    longest = max(words, key=len)
    turned = (
        longest[::-1] if longest[::-1] != longest else longest[:-1] + ("0" if longest[-1:] != "0" else "1")
    )
    path = "/".join(turned if word == longest else word for word in words)
    return urlunsplit(parts._replace(path=path))


def _changed(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    result = body["Result"]
    told = result["ResultParameters"]["ResultParameter"]
    if kind == "id":
        result["OriginatorConversationID"] = OTHER_ID
    if kind == "receipt":
        result.pop("TransactionID")
    kept = [one for one in told if kind != "receipt" or one["Key"] not in RECEIPTS]
    for one in kept:
        if kind == "amount" and one["Key"] in AMOUNTS:
            one["Value"] += 1_000
        if kind == "party" and one["Key"] in PARTIES:
            one["Value"] = f"{OTHER_PHONE} - SOMEBODY ELSE"
        if kind == "id" and one["Key"] == "OriginatorConversationID":
            one["Value"] = OTHER_ID
    result["ResultParameters"]["ResultParameter"] = kept
    return body
