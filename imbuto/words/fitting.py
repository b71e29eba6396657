"""How the words of a text are kept plain and within their length, and how figures and days are written."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import Money, Period
from imbuto.words.texts import MONTHS

LONGEST = 160
"""Letters of one segment."""


def fit(template: str, free: str = "", **fields: str) -> str:
    """Fills the template; an official's words are cut to the room that the rest leaves."""
    bare = template.format(free="", **fields)
    words = plain(free).rstrip(".") or "-"
    room = LONGEST - len(bare)
    if len(words) > room:
        words = words[: max(room - 2, 0)].rstrip() + ".." if room >= 2 else ""
    text = template.format(free=words, **fields)
    assert is_gsm7(text), "the words of a message are plain"
    assert segments(text) == 1, "a message is one segment"
    return text


def plain(text: str) -> str:
    """The same words in letters that take one place each in the GSM alphabet; the rest is dropped."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = [letter if is_gsm7(letter) and segments(letter * LONGEST) == 1 else " " for letter in flat]
    return " ".join("".join(kept).split())


def litres(litres: Decimal) -> str:
    """8.5, 12, 0.75: no more digits than the scale showed."""
    return f"{litres.normalize():f}"


def shillings(cents: int) -> str:
    """KES 1,234, with cents only where there are any."""
    return str(Money(cents)).removesuffix(".00")


def amount(cents: int) -> str:
    """1,234.50 or -20, for texts that have named the currency."""
    return shillings(cents).replace("KES ", "")


def span(language: str, period: Period) -> str:
    """1-15 Nov 2026, or 30 Nov-6 Dec 2026."""
    first, last = period.start, period.end
    begin = str(first.day) if first.month == last.month else day(language, first)
    return f"{begin}-{day(language, last)} {last.year}"


def day(language: str, day: date) -> str:
    return f"{day.day} {MONTHS[language][day.month - 1]}"
