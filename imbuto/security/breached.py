"""Passwords that are no secret: those that many people have, patterns of the keyboard, and one's own name.

The list (breached.txt.gz) names some 30,000 from breaches, with its source and licence at its head. It is
held in memory, because no password of ours may travel to a service that would look it up.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from imbuto.errors import BadValue

LIST = Path(__file__).parent / "breached.txt.gz"
SHORTEST_SECRET = 8
"""So many letters must be left of a password without the words that everybody knows of its owner."""
LEAST_DIFFERENT = 5
SHORTEST_WORD = 4
_ROWS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_NEIGHBOURS = {pair for row in _ROWS for one in (row, row[::-1]) for pair in pairwise(one)}
_DIGITS_FOR_LETTERS = str.maketrans("013457", "oleast")
_SIGNS_FOR_LETTERS = str.maketrans("@$!|", "asil")


def require_secret(password: str) -> None:
    """Raises BadValue for a password that guessers try first, which is not repeated."""
    if is_guessable(password):
        raise _refused(
            "This password is among those that are guessed first.", "Choose another one, such as four words."
        )


def require_unknown(password: str, known: Iterable[str]) -> None:
    """Raises BadValue for a password that is little more than what everybody may know of its owner: number,
    phone, name, the cooperative's name."""
    if leans_on(password, known):
        raise _refused(
            "This password is little more than what everybody knows of you.",
            "Leave out your number, your phone, your name and the cooperative's.",
        )


def is_guessable(password: str) -> bool:
    """Whether it is in the list, whatever digits and signs are around or for its letters; or a pattern."""
    return any(_is_common(core) or _is_pattern(core) for core in _cores(password))


def leans_on(password: str, known: Iterable[str]) -> bool:
    """Whether too little is left of it without these words."""
    left = squeezed(password)
    for word in sorted({squeezed(word) for word in (*known, "imbuto")}, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            left = left.replace(word, "")
    return left != squeezed(password) and len(left) < SHORTEST_SECRET


def squeezed(text: str) -> str:
    """Its letters and digits alone: small, composed, without blanks, however they were typed."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _cores(password: str) -> set[str]:
    """What is left of a password when one looks past its decoration."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    spelt = {squeezed(plain), squeezed(plain.translate(_SIGNS_FOR_LETTERS))}
    spelt |= {one.translate(_DIGITS_FOR_LETTERS) for one in spelt} | {_without_digits(one) for one in spelt}
    spelt |= {_without_digits(one).translate(_DIGITS_FOR_LETTERS) for one in spelt}
    return spelt


def _without_digits(text: str) -> str:
    return text.strip("0123456789")


def _is_common(core: str) -> bool:
    return not core or core in _common()


def _is_pattern(core: str) -> bool:
    """Few letters, one piece again and again, or a walk along the keyboard, the alphabet or the digits."""
    if core.isdigit() or len(set(core)) < LEAST_DIFFERENT or core in (core + core)[1:-1]:
        return True
    steps = sum(pair in _NEIGHBOURS for pair in pairwise(core))
    return steps >= 0.75 * (len(core) - 1)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    with gzip.open(LIST, "rt", encoding="utf-8") as lines:
        return frozenset(line.rstrip("\n") for line in lines if not line.startswith("#"))


def _refused(sentence: str, remedy: str) -> BadValue:
    return BadValue("password", "(not shown)", sentence, remedy)
