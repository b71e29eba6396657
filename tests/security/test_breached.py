"""Passwords that guessers try first are no passwords, however they are dressed up."""

from __future__ import annotations

import gzip

import pytest

from imbuto.errors import BadValue
from imbuto.security.breached import LIST, is_guessable, leans_on, require_secret, require_unknown, squeezed

KNOWN = ["Kiambaa Dairy", "S004", "254712345678", "0712345678", "712345678", "Wanjiku", "Kamau"]


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "PASSWORD!!!!",
        "p@ssw0rd2026",
        "ⓟassword１２３４",
        "123456789012",
        "254712345678",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "lkjihgfedcba",
        "aaaaaaaaaaaaa",
        "abcabcabcabc",
        "maziwamaziwa",
        "Safaricom2026",
        "iloveyou!!!!",
        "  letmein  123",
        "............",
    ],
)
def test_what_is_guessed_first_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(BadValue) as refused:
        require_secret(password)
    assert password not in f"{refused.value} {refused.value.details}"


@pytest.mark.parametrize(
    "password",
    ["maziwa ya asubuhi", "milk in the morning", "çok güzel ☕ süt", "vXq2-mmk9-Lp0t", "ng'ombe wanne weusi"],
)
def test_four_words_or_chance_are_taken(password: str) -> None:
    require_secret(password)
    require_unknown(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "Kiambaa Dairy 26",
        "S004-S004-S004",
        "0712345678 ab",
        "+254 712 345678",
        "wanjiku.kamau7",
        "imbuto imbuto 1",
    ],
)
def test_what_everybody_knows_of_one_is_no_secret(password: str) -> None:
    with pytest.raises(BadValue):
        require_unknown(password, KNOWN)


def test_a_known_word_in_a_long_password_does_no_harm() -> None:
    assert not leans_on("imbuto na ng'ombe wanne", KNOWN)


def test_the_list_is_as_it_is_compared_and_says_where_it_is_from() -> None:
    lines = gzip.decompress(LIST.read_bytes()).decode().splitlines()
    head, words = (
        [one for one in lines if one.startswith("#")],
        [one for one in lines if not one.startswith("#")],
    )
    assert "MIT licence" in " ".join(head)
    assert words == sorted(set(words))
    assert len(words) > 30_000
    assert all(squeezed(word) == word for word in words)
    assert all(is_guessable(word) for word in words[::1000])
