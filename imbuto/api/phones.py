"""What a farmer texts: `1` agrees with the last weighing, `2 8.5` says it was 8.5 litres, `SALIO` asks.

Forgiving of case, spaces and the decimal comma, and of the words people use instead of the figures. The
receipt's code, anywhere in the text, says which weighing is meant: `1 K7Q2AB`, `K7Q2AB 2 8.5`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from imbuto.errors import BadValue
from imbuto.values import CODE_LENGTH, CODE_LETTERS, parse_litres

_YES = ("1", "NDIYO", "NDIO", "SAWA", "YES", "OK", "OKAY", "Y")
_NO = re.compile(
    r"(?:2|HAPANA|LA|NO)(?:[\s:;=-]+(?P<litres>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:L|LT|LTR|LTRS|LITA|LITRES?|LITERS?)?)?",
    re.ASCII,
)
_CODE = re.compile(rf"(?<![A-Z0-9])#?(?!HAPANA)([{CODE_LETTERS}]{{{CODE_LENGTH}}})(?![A-Z0-9])", re.ASCII)
_OUTER = " \t\r\n.!,:;=-"
_QUESTIONS = {"SALIO": "balance", "BALANCE": "balance", "MSAADA": "help", "HELP": "help"}


@dataclass(frozen=True)
class Answer:
    """Agreed, or not: then with the litres the farmer claims, if any were said. `code` is the receipt's."""

    agrees: bool
    litres: Decimal | None = None
    code: str | None = None


def read_answer(text: str) -> Answer | None:
    """What the text means; None when it is no answer to a weighing (SALIO, a greeting)."""
    words = text.strip(_OUTER).upper()
    codes = set(_CODE.findall(words))
    if len(codes) > 1:
        return None
    code = codes.pop() if codes else None
    words = _CODE.sub(" ", words).strip(_OUTER)
    if words in _YES:
        return Answer(True, None, code)
    match = _NO.fullmatch(words)
    if match is None:
        return None
    if match["litres"] is None:
        return Answer(False, None, code)
    try:
        return Answer(False, parse_litres(match["litres"].replace(",", "."), allow_zero=True), code)
    except BadValue:
        return None


def read_question(text: str) -> str | None:
    """`balance` or `help` when the text asks for it."""
    return _QUESTIONS.get(text.strip(_OUTER + "?").upper())
