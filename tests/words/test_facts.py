"""What a fact says in one line is all Kiswahili to whoever asks for it, whatever the fact leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

import pytest

from imbuto.aggregates import FACTS, Fact
from imbuto.audit.words import words_of
from imbuto.words.in_swahili import in_swahili
from tests.ledger.stored_facts import example

ENGLISH = re.compile(
    r"(?<![`“\w])(the|of|to|from|at|by|and|for|is|was|with|as|a|in|no|not|each|all|"
    r"paid|held|litre|share|run|none|on|off|milk|payout|payment|proposed|approved|refused)(?![\w”`'])"
)
"""Small words that no line of Kiswahili has; the examples' own words have none of them either."""
OTHER: dict[str, tuple[Any, ...]] = {
    "basis": ("all", "share", "litre", "run"),
    "change": ("extend", "cancel", "write-off"),
    "pay_channel": ("bank", "cash", "mpesa"),
    "outcome": ("paid", "not_paid", "stands", "upheld"),
    "how": ("own", "recovery", "operator"),
    "code": ("0",),
}
EMPTY: dict[type, tuple[Any, ...]] = {str: (None, ""), int: (0, 1), bool: (False, True), tuple: ((),)}
HEADER = {field.name for field in fields(Fact)}


def variants(of: type[Fact]) -> Iterator[str]:
    """The words of the fact in full, without each of its fields, and with what else a field may say."""
    whole = example(of)
    yield words_of(whole)
    for name, value in vars(whole).items():
        if name in HEADER:
            continue
        for said in (*EMPTY.get(type(value), (None,)), *OTHER.get(name, ())):
            # Not every field may be empty; what cannot be told is told of no fact.
            with suppress(AttributeError, TypeError, ValueError, ArithmeticError):
                yield words_of(replace(whole, **{name: said}))


@pytest.mark.parametrize("topic", FACTS)
def test_a_fact_is_told_in_kiswahili_whatever_it_leaves_out(topic: str) -> None:
    told = {words: in_swahili(words) for words in variants(FACTS[topic])}
    assert {en: sw for en, sw in told.items() if sw == en or ENGLISH.search(sw)} == {}


def test_what_people_typed_stays_as_they_typed_it() -> None:
    assert (
        in_swahili("price refused: too low, and nobody asked") == "bei imekataliwa: too low, and nobody asked"
    )


def test_a_days_month_and_shift_are_put_in_a_list_and_in_a_sentence() -> None:
    said = in_swahili("milk 3 Oct 2026 PM at C1: 8.5 l at KES 45.00, unusual")
    assert said == "maziwa 3 Okt 2026 jioni, kituo C1: lita 8.5 kwa KES 45.00, si kawaida"
    assert in_swahili("official S001 is now clerk, manager") == "afisa S001 sasa ni karani, meneja"


@pytest.mark.parametrize(
    "typed", ["x" + ", unusual" * 200, "a ; " * 400, "grade a " * 240, "price refused: " * 130]
)
def test_whatever_people_type_has_an_end(typed: str) -> None:
    assert in_swahili(typed)
