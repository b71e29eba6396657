"""Whatever may stand on a statement has words, in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from imbuto.ledger import ADJUSTMENT_KINDS, CHARGE_KINDS, OPENING_SAVINGS
from imbuto.papers.statement_words import MONTHS, SHIFTS, TEXTS

LANGUAGES = sorted(TEXTS)
BESIDE_THE_ACCOUNT = {OPENING_SAVINGS}
"""Adjustments that are no entry on the milk account, and so on no statement."""


def kinds_in(language: str, family: str) -> set[str]:
    """The kinds that have words: of `charge-levy`, levy."""
    return {name.removeprefix(f"{family}-") for name in TEXTS[language] if name.startswith(f"{family}-")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_charge_has_words_and_no_other(language: str) -> None:
    assert kinds_in(language, "charge") == set(CHARGE_KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_adjustment_on_the_milk_account_has_words_and_no_other(language: str) -> None:
    assert kinds_in(language, "adjustment") == set(ADJUSTMENT_KINDS) - BESIDE_THE_ACCOUNT


def test_both_languages_say_the_same_things_of_the_same_figures() -> None:
    assert LANGUAGES == ["en", "sw"] == sorted(SHIFTS) == sorted(MONTHS)
    assert list(TEXTS["sw"]) == list(TEXTS["en"])
    for name, english in TEXTS["en"].items():
        assert filled_in(TEXTS["sw"][name]) == filled_in(english), name
    assert all(text.strip() for words in TEXTS.values() for text in words.values())


def filled_in(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}
