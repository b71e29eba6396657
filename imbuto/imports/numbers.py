"""Numbers as people and machines write them: with a decimal comma, with thousands parted, with a unit."""

from __future__ import annotations

import re
from decimal import Decimal

from imbuto.errors import BadValue
from imbuto.values import plain_decimal

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d{1,6})?", re.ASCII)
_SPACED_THOUSANDS = re.compile(r"[1-9]\d{0,2}( \d{3})+([.,]\d{1,2})?", re.ASCII)
_DOTTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d{1,2}", re.ASCII)
_DECIMAL_COMMA = re.compile(r"\d{1,6},\d{1,2}", re.ASCII)
_UNIT = re.compile(r"(?<=\d) ?(?P<unit>[a-z]+|%|°c)\.?$", re.IGNORECASE)


def number(text: str, field: str, units: frozenset[str] = frozenset()) -> Decimal:
    """A non-negative number; `8,5` is 8.5, `1,250.5` is 1250.5; a unit may follow when it is in `units`.

    A single comma with three digits after it parts thousands, as in Kenya; the bounds of each column catch
    the rest.
    """
    found = _UNIT.search(text)
    if found and found["unit"].casefold() in units:
        text = text[: found.start()]
    return plain_decimal(_without_grouping(text), field)


def has_comma(text: str) -> bool:
    """Whether the number had a comma that was read in one of two possible ways, so that a person may look."""
    return "," in text


def _without_grouping(text: str) -> str:
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    if _SPACED_THOUSANDS.fullmatch(text):
        return text.replace(" ", "").replace(",", ".")
    if _DOTTED_THOUSANDS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text


def within(amount: Decimal, least: str, most: str, text: str, field: str) -> Decimal:
    """The amount, or a refusal that names the bounds."""
    if not Decimal(least) <= amount <= Decimal(most):
        raise BadValue(
            field, text, f"This must lie between {least} and {most}.", "Check the number and the column."
        )
    return amount
