"""Whether the name that M-Pesa tells of a number can be the name in the register.

M-Pesa tells a name once a payment has arrived, in capitals, in another order, with initials, shortened or
masked with stars. The register has what somebody wrote on a form. The same person is rarely the same text:
so words are compared, and what both sides leave out is forgiven. What is not forgiven is another name.

    full   every word of one side has its word on the other, and at least one is the same word
    part   some word is the same, or every word could be
    none   nothing fits: two officials look before more is paid there
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FULL, PART, NONE = "full", "part", "none"
MATCHES = (FULL, PART, NONE)
PARTICLES = frozenset({"wa", "arap", "ole", "nyar", "bin", "binti", "bint", "ibn", "al", "el"})
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "rev", "hon", "eng", "mzee", "mama", "baba"})
SHORTENED = 3
"""So many letters must be left of a word at the end of which M-Pesa has cut the name."""
LONGEST = 100
"""So much is compared of a name that comes from outside."""
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9`\u00b4]")
_NOT_OF_A_WORD = re.compile(r"[^\w*]|[\d_]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_MASK = re.compile(r"\*+")


def match_of_names(registered: str, told: str) -> str:
    """`full`, `part` or `none`: how well the name that M-Pesa told fits the one in the register."""
    ours, theirs = _words(registered), _words(told[:LONGEST])
    ours, theirs = _joined(ours, theirs), _joined(theirs, ours)
    ours, theirs = _names_alone(ours), _names_alone(theirs)
    if not ours or not theirs:
        return NONE
    same = _same(ours, theirs)
    likely = _likely(_without(ours, same), _without(theirs, same), theirs[-1])
    fitting = len(same) + likely
    if same and fitting == min(len(ours), len(theirs)) and (fitting > 1 or len(ours) == len(theirs)):
        return FULL
    if same or (likely == len(theirs) and _letters(theirs) >= SHORTENED):
        return PART
    return NONE


def says_something(told: str) -> bool:
    """Whether there is a letter in it: a name of stars alone says nothing about anybody."""
    return any(letter.isalpha() for letter in told)


def _words(name: str) -> list[str]:
    """The words without case, accents, apostrophes and doubled letters; a star stands for hidden letters."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _NOT_OF_A_WORD.sub(" ", _APOSTROPHES.sub("", plain))
    words = (_DOUBLED.sub(r"\1", _MASK.sub("*", word)) for word in plain.split())
    return [word for word in words if word != "*"]


def _joined(words: list[str], others: Sequence[str]) -> list[str]:
    """Two words in a row that the other side writes as one are one: `ole Kina` and `Olekina`."""
    joined: list[str] = []
    for word in words:
        if joined and _DOUBLED.sub(r"\1", joined[-1] + word) in others and word not in others:
            joined[-1] = _DOUBLED.sub(r"\1", joined[-1] + word)
        else:
            joined.append(word)
    return joined


def _names_alone(words: list[str]) -> list[str]:
    """Without titles and the little words between names, unless there is nothing else."""
    return [word for word in words if word not in PARTICLES | TITLES] or words


def _same(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The words of more than one letter that both have, each as often as both have it."""
    left, same = list(theirs), []
    for word in ours:
        if len(word) > 1 and "*" not in word and word in left:
            left.remove(word)
            same.append(word)
    return same


def _without(words: Sequence[str], taken: Sequence[str]) -> list[str]:
    left = list(words)
    for word in taken:
        left.remove(word)
    return left


def _likely(ours: Sequence[str], theirs: Sequence[str], last: str) -> int:
    """How many of the remaining words can be paired with one that they may stand for."""
    pairs: dict[int, int] = {}

    def place(our: int, tried: set[int]) -> bool:
        for their, word in enumerate(theirs):
            if their in tried or not _may_be(ours[our], word, shortened=word == last):
                continue
            tried.add(their)
            if their not in pairs or place(pairs[their], tried):
                pairs[their] = our
                return True
        return False

    return sum(place(our, set()) for our in range(len(ours)))


def _may_be(ours: str, theirs: str, *, shortened: bool) -> bool:
    """Whether one word can stand for the other: an initial, a masked word, or one cut at its end."""
    if len(ours) == 1 or len(theirs) == 1:
        return ours[0] == theirs[0]
    if "*" in theirs:
        return _is_masked(theirs, ours)
    return shortened and len(theirs) >= SHORTENED and ours.startswith(theirs)


def _is_masked(masked: str, word: str) -> bool:
    """Whether the word fits between and around the stars. Found from left to right, once: the name comes from
    outside, and no pattern of stars may take long."""
    first, *middle, last = masked.split("*")
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    place, end = len(first), len(word) - len(last)
    for part in middle:
        place = word.find(part, place, end)
        if place < 0:
            return False
        place += len(part)
    return True


def _letters(words: Sequence[str]) -> int:
    """How many letters can be read beside initials: those alone point at nobody."""
    readable = (len(word.replace("*", "")) for word in words)
    return sum(letters for letters in readable if letters > 1)
