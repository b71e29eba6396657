"""Results in other shapes than documented: what captures, SDKs and other people's logs have shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Result = dict[str, Any]
RECEIPT_KEYS = ("TransactionReceipt", "ReceiptNo")


def deform(shape: str, body: dict[str, Any]) -> dict[str, Any]:
    """The body of a result in this shape. What says nothing of it (a flat echo) stays as it is."""
    if "Result" not in body:
        return body
    return {"Result": SHAPES[shape](dict(body["Result"]))}


def _parameters(result: Result) -> list[dict[str, Any]]:
    holder = result.get("ResultParameters", {})
    return [dict(one) for one in holder.get("ResultParameter", [])]


def _with(result: Result, parameters: object) -> Result:
    if "ResultParameters" in result:
        result["ResultParameters"] = {"ResultParameter": parameters}
    return result


def _strings(result: Result) -> Result:
    """Every code and value as text."""
    told = [one | ({"Value": str(one["Value"])} if "Value" in one else {}) for one in _parameters(result)]
    text = {name: str(result[name]) for name in ("ResultType", "ResultCode")}
    return _with(result | text, told)


def _bare(result: Result) -> Result:
    """A single parameter, as an object instead of a list: the receipt or the status, or the first."""
    told = _parameters(result)
    named = [one for one in told if one["Key"] in (*RECEIPT_KEYS, "TransactionStatus", "AccountBalance")]
    return _with(result, (named or told or [{}])[0])


def _no_values(result: Result) -> Result:
    """Parameters whose Value is missing, but for the few that matter most."""
    kept = (*RECEIPT_KEYS, "TransactionStatus", "TransactionAmount", "Amount", "AccountBalance")
    return _with(result, [one if one["Key"] in kept else {"Key": one["Key"]} for one in _parameters(result)])


def _no_receipt(result: Result) -> Result:
    """Without TransactionID; a payment's parameters still name the receipt."""
    result.pop("TransactionID", None)
    return result


def _local_party(result: Result) -> Result:
    """``0712… - NAME`` instead of ``254712… - NAME``, as in the production capture."""
    told = _parameters(result)
    for one in told:
        if one["Key"] in ("ReceiverPartyPublicName", "CreditPartyName"):
            one["Value"] = "0" + str(one.get("Value", "")).removeprefix("254")
    return _with(result, told)


def _spaced(result: Result) -> Result:
    """``Originator Conversation ID`` with spaces, as in older captures of a status answer."""
    told = _parameters(result)
    for one in told:
        one["Key"] = {"OriginatorConversationID": "Originator Conversation ID"}.get(one["Key"], one["Key"])
        one["Key"] = {"ConversationID": "Conversation ID"}.get(one["Key"], one["Key"])
    return _with(result, told)


def _misprint(result: Result) -> Result:
    """The receiver as a second DebitPartyName, as the portal's own sample of a status answer has it."""
    told = _parameters(result)
    for one in told:
        one["Key"] = {"CreditPartyName": "DebitPartyName"}.get(one["Key"], one["Key"])
    return _with(result, told)


def _reordered(result: Result) -> Result:
    """The parameters from the last to the first, and things that nobody has documented among them."""
    return _with(result, [{"Key": "Undocumented", "Value": {"a": [1]}}, *reversed(_parameters(result))])


def _references(result: Result) -> Result:
    """ReferenceItem as a list."""
    held = result.get("ReferenceData", {}).get("ReferenceItem", {})
    result["ReferenceData"] = {"ReferenceItem": [held, {"Key": "Occasion"}]}
    return result


def _no_references(result: Result) -> Result:
    """No ReferenceData at all."""
    result.pop("ReferenceData", None)
    return result


def _more(result: Result) -> Result:
    """ResultType 1: there is more to come (and nothing comes)."""
    return result | {"ResultType": 1}


def _decimals(result: Result) -> Result:
    """Amounts as numbers with decimals: 1200.0."""
    told = _parameters(result)
    for one in told:
        if isinstance(one.get("Value"), int) and "Amount" in one["Key"]:
            one["Value"] = float(one["Value"])
    return _with(result, told)


SHAPES: dict[str, Callable[[Result], Result]] = {
    "strings": _strings,
    "bare": _bare,
    "no_values": _no_values,
    "no_receipt": _no_receipt,
    "local_party": _local_party,
    "spaced": _spaced,
    "misprint": _misprint,
    "reordered": _reordered,
    "references": _references,
    "no_references": _no_references,
    "decimals": _decimals,
    "more": _more,
}
