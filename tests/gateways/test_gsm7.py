"""How many parts of an SMS a text costs."""

from __future__ import annotations

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # An escaped letter does not fit into the last single place of a part.
        ("a" * 152 + "€" + "a" * 152, 3),
        ("’" * 70, 1),
        ("’" * 71, 2),
        ("’" * 134, 2),
        ("’" * 135, 3),
        ("🐄" * 35, 1),
        ("🐄" * 36, 2),
        ("’" * 66 + "🐄" + "’" * 66, 3),
    ],
)
def test_the_parts_are_counted_as_the_networks_do(text: str, parts: int) -> None:
    assert segments(text) == parts


@pytest.mark.parametrize("text", ["Umepeleka lita 8.5 leo. Risiti K7Q2", "100% [sawa] ~ €5\n", "ÄÖÜß ñ é à"])
def test_plain_texts_are_gsm7(text: str) -> None:
    assert is_gsm7(text)


@pytest.mark.parametrize("text", ["“8.5”", "8.5 – 9", "Ngũgĩ", "`", "ç", "\t", "🥛"])
def test_one_letter_outside_the_alphabet_changes_the_whole_text(text: str) -> None:
    assert not is_gsm7(text)
