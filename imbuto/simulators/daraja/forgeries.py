"""Results that M-Pesa did not send, or sent in error: a stranger's, or a contradiction."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

OTHER_PHONE = "254799999999"
OTHER_ID = "00000000-0000-4000-8000-00000000f0f0"
INVENTED_RECEIPT = "ZZ9"
"""How an invented receipt begins; no true one begins so."""

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
    kept = [one for one in told if kind != "receipt" or one["Key"] != "TransactionReceipt"]
    for one in kept:
        if kind == "amount" and one["Key"] == "TransactionAmount":
            one["Value"] += 1_000
        if kind == "party" and one["Key"] == "ReceiverPartyPublicName":
            one["Value"] = f"{OTHER_PHONE} - SOMEBODY ELSE"
    result["ResultParameters"]["ResultParameter"] = kept
    return body
