"""Values of facts and of things as people read them: each field a plain name, each value a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from imbuto.aggregates import Fact
from imbuto.aggregates.base import Aggregate
from imbuto.values import NAIROBI, Money, Period, Personal

Readable = dict[str, str | None]
_HEADER = frozenset(Fact.__dataclass_fields__)
_NOT_TOLD = frozenset({"id", "version"})
MOST_LETTERS = 2_000
MOST_PARTS = 40


def fields_of(fact: Fact) -> Readable:
    """What a fact says, apart from who, when and of what."""
    said = ((name, value) for name, value in vars(fact).items() if name not in _HEADER)
    return {label(name): text_of(name, value) for name, value in said}


def state_of(thing: Aggregate) -> Readable:
    """How a thing stands. A fact that it keeps is told by when it was recorded, and by those of its fields
    that the thing has none of."""
    told: Readable = {}
    kept: list[Fact] = []
    for name, value in vars(thing).items():
        if name.startswith("_") or name in _NOT_TOLD:
            continue
        if isinstance(value, Fact):
            kept.append(value)
            told[label(name)] = text_of(name, value.recorded_at)
        else:
            told[label(name)] = text_of(name, value)
    for fact in kept:
        told = {**fields_of(fact), **told}
    return told


def label(name: str) -> str:
    """`price_cents_per_litre` is "price per litre"."""
    words = name.replace("_cents", "").replace("cents_per", "price_per").replace("centilitres", "litres")
    return "amount" if words == "cents" else words.replace("_", " ")


def text_of(name: str, value: Any) -> str | None:
    """None where there is nothing to say."""
    if value is None:
        return None
    told = _told(name, value)
    if not told:
        return None
    return told if len(told) <= MOST_LETTERS else f"{told[:MOST_LETTERS]}…"


def _told(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and "cents" in name:
        return str(Money(value))
    if isinstance(value, datetime):
        return f"{value.astimezone(NAIROBI):%-d %b %Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%-d %b %Y}"
    if isinstance(value, Decimal):
        return f"{value}{_unit(name)}"
    if isinstance(value, Mapping):
        return _listed([f"{_told('', key)}: {_told(name, one)}" for key, one in value.items()])
    if isinstance(value, set | frozenset):
        return _listed(sorted(_told(name, one) for one in value))
    if isinstance(value, tuple | list):
        return _listed([_told(name, one) for one in value])
    return _of_one(name, value)


def _of_one(name: str, value: Any) -> str:
    if is_dataclass(value) and not isinstance(value, Personal | Period):
        left_out = _HEADER if isinstance(value, Fact) else ()
        parts = ((part, text_of(part, one)) for part, one in vars(value).items() if part not in left_out)
        return ", ".join(f"{label(part)} {told}" for part, told in parts if told is not None)
    return "" if value is None else str(value)


def _unit(name: str) -> str:
    if name.endswith("percent"):
        return " %"
    return " l" if name.endswith("litres") else ""


def _listed(parts: list[str]) -> str:
    more = len(parts) - MOST_PARTS
    return "; ".join(parts[:MOST_PARTS]) + (f"; … and {more} more" if more > 0 else "")
