"""Reading single values out of M-Pesa's results: codes, amounts, instants, parties, in all their spellings.

A detail that cannot be read is None: whether a member was paid must not hang on the spelling of a date.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from numbers import Number

from imbuto.errors import BadValue
from imbuto.values import NAIROBI, parse_msisdn

Parameters = list[tuple[str, object]]
"""Key and value in the order given. Keys are without spaces; one key may come twice."""

_AMOUNT = re.compile(r"-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,6})?", re.ASCII)
_DOTTED, _COMPACT = "%d.%m.%Y %H:%M:%S", "%Y%m%d%H%M%S"
DEEPEST = 16


def body_of(raw: bytes) -> object:
    """The JSON of a callback's body, whatever its type is called. Raises BadValue.

    A name in an odd encoding must not hide a payment: what is no UTF-8 in it is replaced. An object that
    says something twice, a number that is none and endless nesting are no callback.
    """
    try:
        text = raw.decode("utf-8-sig", "replace")
        body = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _unreadable("This is no JSON.") from error
    if _is_deeper(body, DEEPEST):
        raise _unreadable("This is nested too deeply.")
    return body


def _unreadable(sentence: str) -> BadValue:
    return BadValue("body", "(not shown)", sentence, "Send M-Pesa's result unchanged.")


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _is_deeper(value: object, left: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return inner is not None and (left == 0 or any(_is_deeper(one, left - 1) for one in inner))


def result_of(body: object) -> dict[str, object] | None:
    """The `Result` object of a callback, or the body itself where a result comes bare; None when there is
    none."""
    if not isinstance(body, dict):
        return None
    result = member(body, "Result")
    if isinstance(result, dict):
        return result
    return body if result is None and member(body, "ResultCode") is not None else None


def member(holder: Mapping[str, object], name: str) -> object:
    """What an object has under a name, in whatever spelling of capitals; None when it has nothing."""
    if name in holder:
        return holder[name]
    return next((value for key, value in holder.items() if key.lower() == name.lower()), None)


def word(value: object) -> str:
    """Text or a number as text, trimmed and without control characters; anything else is empty. The numbers 0
    and 0.0 are both `0`."""
    if isinstance(value, str):
        return value.strip() if value.isprintable() else _printable(value).strip()
    if isinstance(value, bool) or not isinstance(value, Number):
        return ""
    return str(value).removesuffix(".0")


def _printable(text: str) -> str:
    """Without what no database and no printer takes: control characters and halves of characters."""
    return "".join(" " if one in "\n\r\t" else one for one in text if _fits(one))


def _fits(letter: str) -> bool:
    return letter in "\n\r\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cf")


def needed(result: dict[str, object], name: str) -> str:
    """A code or id that every callback has. Raises BadValue naming it."""
    text = word(member(result, name))
    if not text:
        raise BadValue(name, "(missing)", f"A result of M-Pesa needs {name}.", "Send it unchanged.")
    return text


def parameters(result: dict[str, object]) -> Parameters:
    """The result's parameters: a list, one bare object, or nothing; a `Value` may be missing. Some senders
    leave out the inner holder."""
    holder = member(result, "ResultParameters")
    given = member(holder, "ResultParameter") if isinstance(holder, dict) else holder
    if given is None and isinstance(holder, dict) and "Key" in holder:
        given = holder
    return list(_pairs(given if isinstance(given, list) else [given]))


def _pairs(items: list[object]) -> Iterator[tuple[str, object]]:
    for item in items:
        if isinstance(item, dict) and (key := member(item, "Key")) is not None:
            # Older captures print `Originator Conversation ID` with spaces.
            yield word(key).replace(" ", ""), member(item, "Value")


def find(given: Parameters, key: str) -> object:
    """The first value under a key, in whatever spelling of capitals; None when it is absent."""
    return next((value for name, value in given if name.lower() == key.lower()), None)


def cents(value: object) -> int | None:
    """Shillings with up to two decimals, number or text, as integer cents."""
    text = word(value)
    if not _AMOUNT.fullmatch(text):
        return None
    exact = Decimal(text.replace(",", "")) * 100
    return int(exact) if exact == exact.to_integral_value() else None


def shillings(value: object) -> int | None:
    """A whole amount of shillings; None when there are cents in it."""
    amount = cents(value)
    return amount // 100 if amount is not None and amount % 100 == 0 else None


def amount(given: Parameters, *keys: str) -> int | None:
    """The whole shillings under any of these keys; None when none is told, or two that differ."""
    wanted = {key.lower() for key in keys}
    told = {shillings(value) for name, value in given if name.lower() in wanted and value is not None}
    return told.pop() if len(told) == 1 else None


def charge_cents(value: object) -> int | None:
    """`Fee For B2C Payment|KES|22.40`, or several joined by `&`, as one sum of cents."""
    pieces = [piece.split("|") for piece in word(value).split("&") if piece.strip()]
    amounts = [cents(piece[2]) if len(piece) > 2 else None for piece in pieces]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def instant(value: object) -> datetime | None:
    """`dd.mm.yyyy HH:MM:SS` or `yyyymmddHHMMSS`, East Africa Time, as an instant in UTC."""
    text = word(value)
    try:
        naive = datetime.strptime(text, _DOTTED if "." in text else _COMPACT)  # noqa: DTZ007 - placed here
        return naive.replace(tzinfo=NAIROBI).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def party(value: object) -> tuple[str | None, str | None]:
    """`254708374149 - JANE DOE` or `0708374149 - JANE DOE` as number (2547…) and name; None if absent."""
    first, separator, rest = word(value).partition(" - ")
    try:
        return parse_msisdn(first), rest.strip() or None
    except BadValue:
        name = rest if separator else first
        return None, name.strip() or None


def receipt(*values: object) -> str | None:
    """The first receipt that is given at all."""
    return next((text for text in map(word, values) if text), None)
