"""Answers that many endpoints share: a verb's receipt, a thing's story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.api.fields import money
from imbuto.api.masks import for_whoever_asks
from imbuto.ledger import Saved
from imbuto.values import Personal

_HEADER = {
    "originator_id",
    "originator_version",
    "recorded_at",
    "happened_at",
    "who",
    "channel",
    "request",
}


def receipt(saved: Saved) -> dict[str, Any]:
    """What a verb did."""
    return {
        "id": saved.id,
        "position": saved.position,
        "version": saved.version,
        "status": "recorded" if saved.new else "already-recorded",
    }


def made(saved: Saved, location: str) -> tuple[dict[str, Any], int, dict[str, str]]:
    """201 with the address of what was made; 200 when it had been made before."""
    return receipt(saved), 201 if saved.new else 200, {"Location": location}


def story(facts: Sequence[tuple[int, Any]]) -> list[dict[str, Any]]:
    """Every fact of one thing: who, when, through what, and what it says."""
    return [
        {
            "position": position,
            "version": fact.originator_version,
            "fact": fact.TOPIC,
            "who": fact.who,
            "channel": fact.channel,
            "request": fact.request,
            "happened_at": fact.happened_at,
            "recorded_at": fact.recorded_at,
            "details": details(fact),
        }
        for position, fact in facts
    ]


def details(fact: Any) -> dict[str, Any]:
    """A fact's own fields; `value_cents` becomes the amount `value`, `cents` alone the amount `amount`.
    Private numbers are masked for who may not read them."""
    shown: dict[str, Any] = {}
    for field in fields(fact):
        if field.name in _HEADER:
            continue
        value = getattr(fact, field.name)
        if field.name.endswith("_cents"):
            shown[field.name.removesuffix("_cents")] = money(value)
        elif field.name == "cents":
            shown["amount"] = money(value)
        elif field.name == "price_cents_per_litre":
            shown["price_per_litre"] = money(value)
        else:
            shown[field.name] = _plain(value, field.name)
    return shown


def clear(personal: Personal | None) -> str | None:
    """A personal word, None when it is not there or was erased."""
    return personal.text if personal else None


def _plain(value: Any, name: str = "") -> Any:
    if isinstance(value, Personal):
        return for_whoever_asks(name, value.text)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(part, name) for part in value]
    if is_dataclass(value):
        return {part: _plain(inner, part) for part, inner in vars(value).items()}
    return value
