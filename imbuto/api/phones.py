"""What a farmer texts: `1` agrees with the last weighing, `2 8.5` says it was 8.5 litres, `SALIO` asks.

Forgiving of case, spaces, commas, full stops and thanks, and of the words people use instead of the figures.
The receipt's code, anywhere in the text, says which weighing is meant: `1 K7Q2AB`, `K7Q2AB 2 8.5`. What could
mean two things (`2.8`: 2 and 8 litres, or 2.8 litres) means nothing, and is asked about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from imbuto.errors import BadValue
from imbuto.values import CODE_LENGTH, CODE_LETTERS, parse_litres

_AGREED = r"(?:1|NDIYO|NDIO|NDYO|SAWA|YES|OK|OKAY|Y|NAKUBALI)"
_YES = re.compile(rf"{_AGREED}(?:[\s.,:;=-]+(?:{_AGREED}|KUKUBALI|CONFIRM|AGREE))?", re.ASCII)
_UNIT = r"(?:L|LT|LTR|LTRS|LITA|LITRES?|LITERS?)"
_APART = r"(?:[\s:;=*/-]+|\s*[.,]\s+|[.,](?=\d{1,4}[.,]\d))"
"""What stands between the 2 and the litres. A comma or full stop without a space counts only before a number
that has one of its own: otherwise it may be the decimal one."""
_NO = re.compile(
    rf"(?:2|HAPANA|LA|NO|NAPINGA)(?:{_APART}(?:{_UNIT}\s*)?(?P<litres>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*{_UNIT}?)?",
    re.ASCII,
)
_CODE = re.compile(rf"(?<![A-Z0-9])#?(?!HAPANA)([{CODE_LETTERS}]{{{CODE_LENGTH}}})(?![A-Z0-9])", re.ASCII)
_OUTER = " \t\r\n.!,:;=-"
_THANKS = re.compile(r"\b(?:AH?SANTE(?:NI)?(?: SANA)?|TAFADHALI|THANKS|THANK YOU|PLEASE)\b", re.ASCII)
_QUESTIONS = {
    "balance": ("SALIO", "BALANCE", "BAL", "SALIO LANGU", "MY BALANCE"),
    "help": ("MSAADA", "HELP", "INFO"),
    "stop": ("STOP", "SIMAMISHA", "ACHA", "STOP SMS", "UNSUBSCRIBE"),
    "start": ("ANZA", "START", "ANZA SMS", "START SMS"),
    "language": ("LUGHA", "LANGUAGE"),
    "sw": ("KISWAHILI", "SWAHILI", "LUGHA KISWAHILI", "LANGUAGE KISWAHILI", "LANGUAGE SWAHILI"),
    "en": ("ENGLISH", "KIINGEREZA", "LUGHA ENGLISH", "LUGHA KIINGEREZA", "LANGUAGE ENGLISH"),
}
_BY_WORD = {word: question for question, words in _QUESTIONS.items() for word in words}


@dataclass(frozen=True)
class Answer:
    """Agreed, or not: then with the litres the farmer claims, if any were said. `code` is the receipt's."""

    agrees: bool
    litres: Decimal | None = None
    code: str | None = None


def read_answer(text: str) -> Answer | None:
    """What the text means; None when it is no answer to a weighing (SALIO, a greeting)."""
    words = _THANKS.sub(" ", _plain(text))
    codes = set(_CODE.findall(words))
    if len(codes) > 1:
        return None
    code = codes.pop() if codes else None
    words = _CODE.sub(" ", words).strip(_OUTER)
    if _YES.fullmatch(words):
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
    """What the text asks for: balance, help, stop, start, language (the other one), sw or en."""
    words = " ".join(re.split(r"[\s.,:;=-]+", _THANKS.sub(" ", _plain(text)))).strip(_OUTER + "?")
    return _BY_WORD.get(words)


def _plain(text: str) -> str:
    """In capitals, without what stands around it; figures of any script are figures."""
    return unicodedata.normalize("NFKC", text).strip(_OUTER).upper()
