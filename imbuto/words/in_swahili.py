"""The house's English sentences in Kiswahili: by template, from the catalogues beside this module.

A line of `swahili/*.toml` is `"English template" = "Kiswahili template"`. A template is the string in the
code with each value that is put in replaced by {1}, {2}, … in order of appearance. {1!} in the Kiswahili
is put in as it stands: names that a file or a request has to have. A test derives the templates from the
code and says which have no line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from imbuto.words.texts import MONTHS, SHIFTS

LONGEST = 2000
"""What is longer is no sentence, and is not searched."""
MOST_SENTENCES = 8
"""So many ends of sentences are looked at where several may stand one after the other."""
DEEPEST, MOST_LOOKS = 24, 150
"""So deep sentences may lie in one another, and so many values are looked up for one: what people type may
have no end of them."""
MOST_WORDS = 4
"""So many ends of a value are tried for one that is known: "bulk figure" before "bulk"."""
_PLACE = re.compile(r"\{(\d+)\}")
_PUT = re.compile(r"\{(\d+)(!?)\}")
_JOINED = {" or ": " au ", " and ": " na "}
_JOINT = re.compile(f"({'|'.join(_JOINED)})")
_MARKS = ("; ", ", ")
_DAYS = {**dict(zip(MONTHS["en"], MONTHS["sw"], strict=True)), **SHIFTS["sw"]}
_OF_A_DAY = re.compile(
    f"(?<=\\d )(?:{'|'.join(MONTHS['en'])})(?= \\d)|(?<= \\d{{4}} )(?:{'|'.join(SHIFTS['sw'])})\\b"
)
"""As in "3 Oct 2026 AM"."""
_NEXT_SENTENCE = re.compile(r"(?<=[.?!…]) (?=\S)")


@dataclass(slots=True)
class Patience:
    """How much has been looked for one sentence."""

    looks: int = 0
    depth: int = 0

    @property
    def is_over(self) -> bool:
        return self.looks >= MOST_LOOKS or self.depth >= DEEPEST


def in_swahili(sentence: str, patience: Patience | None = None) -> str:
    """The sentence in Kiswahili, with its values put in; unchanged where no line of a catalogue fits it."""
    patience = patience or Patience()
    if not sentence or len(sentence) > LONGEST or patience.is_over:
        return sentence
    patience.looks += 1
    patience.depth += 1
    put = _put(sentence, patience)
    patience.depth -= 1
    return put or sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a catalogue with places for values."""

    literals: tuple[str, ...]
    """What stands before, between and behind the places."""
    places: tuple[int, ...]
    swahili: str

    @classmethod
    def of(cls, english: str, swahili: str) -> Line:
        parts = _PLACE.split(english)
        return cls(tuple(parts[::2]), tuple(int(place) for place in parts[1::2]), swahili)

    @property
    def weight(self) -> int:
        return sum(map(len, self.literals))

    def values_in(self, sentence: str, known: Container[str] = ()) -> list[str] | None:
        """What stands in the places, each as short as it can be, or a little longer where that is `known`;
        None where the sentence is another one.

        The leftmost find of each literal decides it, so that it takes no longer for whatever a value holds.
        """
        first, *between, last = self.literals
        end = len(sentence) - len(last)
        if not sentence.startswith(first) or not sentence.endswith(last) or end < len(first):
            return None
        values, start = [], len(first)
        for literal in between:
            ends = list(islice(_finds(sentence, literal, start, end), MOST_WORDS))
            if not ends:
                return None
            found = next((one for one in ends if sentence[start:one] in known), ends[0])
            values.append(sentence[start:found])
            start = found + len(literal)
        return [*values, sentence[start:end]]

    def filled(self, values: Sequence[str], patience: Patience) -> str:
        given = dict(zip(self.places, values, strict=True))

        def put(place: re.Match[str]) -> str:
            value = given[int(place[1])]
            return _as_it_stands(value) if place[2] else _value(value, patience)

        return _PUT.sub(put, self.swahili)


def _finds(sentence: str, literal: str, start: int, end: int) -> Iterator[int]:
    """Where the literal stands, from left to right."""
    found = sentence.find(literal, start, end)
    while found >= 0:
        yield found
        found = sentence.find(literal, found + 1, end)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All lines: those without places by their text, the others by their first letter."""

    exact: dict[str, str]
    beginning: dict[str, list[Line]]

    def line_for(self, sentence: str) -> tuple[Line, list[str]] | None:
        """The line that fits the whole sentence, of several the one with most literal text; its values."""
        for line in self.beginning.get(sentence[:1], self.beginning[""]):
            values = line.values_in(sentence)
            if values is not None:
                return line, line.values_in(sentence, self.exact) or values
        return None


@cache
def catalogue() -> Catalogue:
    """Read once, when the first sentence is asked for."""
    lines = catalogue_lines()
    placed = [Line.of(*line) for line in lines.items() if _PLACE.search(line[0])]
    placed.sort(key=lambda line: -line.weight)
    letters = {line.literals[0][:1] for line in placed} | {""}
    beginning = {
        letter: [line for line in placed if line.literals[0][:1] in ("", letter)] for letter in letters
    }
    return Catalogue({en: sw for en, sw in lines.items() if not _PLACE.search(en)}, beginning)


def _put(sentence: str, patience: Patience) -> str | None:
    """None where no line fits. Nothing is kept: a value may be a person's name.

    Several sentences one after the other are put one by one where no line fits all of them, or where one
    does only because a value of it swallows whole sentences.
    """
    if sentence in catalogue().exact:
        return catalogue().exact[sentence]
    found = catalogue().line_for(sentence)
    if found is None or any(_NEXT_SENTENCE.search(value) for value in found[1]):
        apart = _one_by_one(sentence, patience)
        if apart is not None:
            return apart
    return found[0].filled(found[1], patience) if found else None


def _one_by_one(sentence: str, patience: Patience) -> str | None:
    for end in islice(_NEXT_SENTENCE.finditer(sentence), MOST_SENTENCES):
        first = _put_one(sentence[: end.start()], patience)
        if first is not None:
            return f"{first} {in_swahili(sentence[end.end() :], patience)}"
    return None


def _value(value: str, patience: Patience) -> str:
    """A value is put too: a word, several, a list, a day, or a sentence that goes on inside another with a
    small letter, or begins it with a capital one."""
    put = in_swahili(value, patience)
    if put != value or not value:
        return put
    words = _JOINT.split(value)
    if len(words) > 1 and all(word in catalogue().exact for word in words[::2]):
        return "".join(_JOINED.get(word) or catalogue().exact[word] for word in words)
    turned = value[0].swapcase() + value[1:]
    whole = in_swahili(turned, patience)
    if whole != turned:
        return (whole[0].upper() if value[0].isupper() else whole[0].lower()) + whole[1:]
    return _listed(value, patience)


def _as_it_stands(value: str) -> str:
    """But for what joins the last two names of a list."""
    return _JOINT.sub(lambda joint: _JOINED[joint[0]], value)


def _listed(value: str, patience: Patience) -> str:
    """The parts of a list one by one; of what is none, the names of months and shifts behind a day."""
    mark = next((mark for mark in _MARKS if mark in value), None)
    if mark is not None:
        return mark.join(_value(part, patience) for part in value.split(mark))
    return _OF_A_DAY.sub(lambda found: _DAYS[found[0]], value)


def _put_one(sentence: str, patience: Patience) -> str | None:
    if sentence in catalogue().exact:
        return catalogue().exact[sentence]
    found = catalogue().line_for(sentence)
    return found[0].filled(found[1], patience) if found else None


def catalogue_lines() -> dict[str, str]:
    """English to Kiswahili, of all files together."""
    return dict(read_lines())


def read_lines() -> Iterator[tuple[str, str]]:
    """The lines of one file after the other."""
    for file in sorted(files("imbuto.words").joinpath("swahili").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            yield from tomllib.loads(file.read_text("utf-8")).items()
