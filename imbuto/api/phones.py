"""What a farmer texts back: `1` agrees with the last weighing, `2 8.5` says it was 8.5 litres.

Forgiving of case, spaces and the decimal comma, and of the words people use instead of the figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from imbuto.errors import BadValue
from imbuto.values import parse_litres

_YES = ("1", "NDIYO", "NDIO", "SAWA", "YES", "OK", "OKAY", "Y")
_NO = re.compile(
    r"(?:2|HAPANA|LA|NO)(?:[\s:;=-]+(?P<litres>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:L|LT|LTR|LTRS|LITA|LITRES?|LITERS?)?)?",
    re.ASCII,
)
_OUTER = " \t\r\n.!,"


@dataclass(frozen=True)
class Answer:
    """Agreed, or not: then with the litres the farmer claims, if any were said."""

    agrees: bool
    litres: Decimal | None = None


def read_answer(text: str) -> Answer | None:
    """What the text means; None when it is no answer to a weighing (SALIO, a greeting)."""
    words = text.strip(_OUTER).upper()
    if words in _YES:
        return Answer(agrees=True)
    match = _NO.fullmatch(words)
    if match is None:
        return None
    if match["litres"] is None:
        return Answer(agrees=False)
    try:
        return Answer(False, parse_litres(match["litres"].replace(",", "."), allow_zero=True))
    except BadValue:
        return None
