"""Another's data, to be asked for by whoever should not have it.

Member 0042 of centre MUG, with words and figures that stand nowhere else, and something of every kind that
has an id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from imbuto.ledger import access_id

from .dairy import JOB, Dairy

NUMBER = "0042"
PRIVATE = ("29387465", "Baraka Wekesa", "254733111942", "0770042613")
"""National id, next of kin, account."""
PERSONAL = ("Zawadi", "254799042042", *PRIVATE)
FIGURES = ("738.45", "16.41", "133.77")
"""What 16.41 litres are worth, and a charge."""
MEMBER = {
    "number": NUMBER,
    "name": "Zawadi Kiptanui",
    "centre": "MUG",
    "phone": "254799042042",
    "national_id": PRIVATE[0],
    "next_of_kin_name": PRIVATE[1],
    "next_of_kin_phone": PRIVATE[2],
    "pay_channel": "bank",
    "account_bank": "EXB01",
    "account_number": PRIVATE[3],
    "account_name": "Zawadi Kiptanui",
}


def brings_about(dairy: Dairy) -> dict[str, str]:
    """Makes all of it; the ids by the first part of the addresses under which they stand."""
    dairy.post("clerk", "/members", MEMBER)
    charge = {
        "id": str(uuid4()),
        "member": NUMBER,
        "kind": "advance",
        "text": "school fees of Zawadi",
        "amount": {"amount": "133.77", "currency": "KES"},
        "basis": "all",
        "starts": "2026-12-16",
    }
    dairy.post("treasurer", "/charges", charge)
    adjustment = {
        "id": str(uuid4()),
        "member": NUMBER,
        "kind": "correction",
        "amount": {"amount": "1.00", "currency": "KES"},
        "day": "2026-11-10",
        "reason": "Zawadi's can",
    }
    dairy.post("treasurer", "/adjustments", adjustment)
    delivery = dairy.record(member=NUMBER, centre="MUG", litres="16.41", date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("manager", f"/settlements/{run}/approval")
    unpaid = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], JOB)
    sample = {"id": str(uuid4()), "delivery": delivery, "fat_percent": "3.9"}
    dairy.ask("clerk", "POST", "/samples", sample)
    return {
        "deliveries": delivery,
        "charges": charge["id"],  # type: ignore[dict-item]
        "adjustments": adjustment["id"],  # type: ignore[dict-item]
        "settlements": str(run),
        "payouts": str(dairy.parts.views.payouts.page(run=run).items[0].id),
        "samples": str(sample["id"]),
        "access": str(access_id(f"member:{NUMBER}")),
    }


OF_NOBODY = {
    "prices",
    "price-differences",
    "limits",
    "bulk",
    "standing-charges",
    "deduction-rules",
    "pay-files",
    "payment-rules",
    "top-ups",
    "vouchers",
    "callbacks",
}
"""Under these stand things that are no member's. A new kind is entered here or among the ids above."""
NAMES_A_MEMBER = {"member", "number", "login", "members"}
NAMES_A_PHONE = {"phone", "payout_phone", "query"}
NAMES_A_DELIVERY = {"delivery", "about"}


def renamed(body: Any, ids: dict[str, str]) -> Any:
    """The body with the other's ids wherever it takes one, at any depth."""
    if isinstance(body, list):
        return [renamed(part, ids) for part in body]
    if not isinstance(body, dict):
        return body
    return {name: _of_another(name, value, ids) for name, value in body.items()}


def _of_another(name: str, value: Any, ids: dict[str, str]) -> Any:
    if name in NAMES_A_MEMBER and isinstance(value, str):
        return NUMBER
    if name in NAMES_A_PHONE and isinstance(value, str):
        return MEMBER["phone"]
    if name in NAMES_A_DELIVERY and isinstance(value, str):
        return ids["deliveries"]
    return renamed(value, ids)


def fields_of(
    schema: dict[str, Any], shapes: dict[str, Any], seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """All names of fields that a schema of the OpenAPI document has, at any depth."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name not in seen:
            yield from fields_of(shapes[name], shapes, seen | {name})
        return
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from fields_of(inner, shapes, seen)
    for part in [schema.get("items", {}), *schema.get("allOf", []), *schema.get("anyOf", [])]:
        if part:
            yield from fields_of(part, shapes, seen)


def tells(text: str, words: tuple[str, ...], sent: Any) -> list[str]:
    """Which of these words stand in an answer without having been sent."""
    plain = text
    if text[:1] in "{[":
        plain = json.dumps(json.loads(text), ensure_ascii=False)
    asked = json.dumps(sent, ensure_ascii=False)
    return [word for word in words if word in plain and word not in asked]


def uuid_of_nothing() -> str:
    return str(UUID(int=4711))
