"""Whether the name that M-Pesa tells of a number can be the name in the register. Nobody here exists."""

from __future__ import annotations

import random

import pytest

from imbuto.aggregates.payee_names import FULL, NONE, PART, match_of_names, says_something

TABLE = [
    # the same words
    ("Mary Kamau", "MARY KAMAU", FULL),
    ("Mary Kamau", "Kamau Mary", FULL),
    ("mary  kamau ", " MARY\tKAMAU", FULL),
    ("Mary Kamau", "KAMAU, MARY.", FULL),
    ("Mary Kamau", "MARY/KAMAU", FULL),
    ("Wanjiku", "WANJIKU", FULL),
    # one side has fewer words
    ("Mary Wanjiku Kamau", "MARY KAMAU", FULL),
    ("Mary Kamau", "MARY WANJIKU KAMAU", FULL),
    ("Mary Wanjiku Kamau", "WANJIKU", PART),
    ("Wanjiku", "MARY WANJIKU", PART),
    # initials
    ("Mary Wanjiku Kamau", "MARY W KAMAU", FULL),
    ("Mary W. Kamau", "MARY WANJIKU KAMAU", FULL),
    ("Mary Wanjiku Kamau", "M W KAMAU", FULL),
    ("M. Kamau", "MARY KAMAU", FULL),
    ("M.W. Kamau", "KAMAU MARY", FULL),
    ("Mary Kamau", "M K", NONE),
    ("Mary Kamau", "M", NONE),
    ("Mary Kamau", "J K", NONE),
    ("Mary Kamau", "J KAMAU", PART),
    # apostrophes, accents, hyphens, doubled letters
    ("Ng'ang'a Njeri", "NGANGA NJERI", FULL),
    ("Ng\u2019ang\u2019a Njeri", "NG'ANG'A NJERI", FULL),
    ("W\u0129k\u0169 Njoroge", "WIKU NJOROGE", FULL),
    ("Wanjiru-Kamau Anne", "ANNE WANJIRU KAMAU", FULL),
    ("Mohammed Hassan", "MOHAMED HASAN", FULL),
    ("Anne-Marie Atieno", "ANNEMARIE ATIENO", FULL),
    ("Jos\u00e9 Baraka", "JOSE BARAKA", FULL),
    # the little words between names
    ("Njeri wa Kamau", "NJERI KAMAU", FULL),
    ("Njeri Kamau", "NJERI WA KAMAU", FULL),
    ("Kiprono arap Koech", "KOECH KIPRONO", FULL),
    ("Lemayian ole Kina", "LEMAYIAN OLEKINA", FULL),
    ("Lemayian Olekina", "OLE KINA LEMAYIAN", FULL),
    ("Amina binti Salim", "AMINA SALIM", FULL),
    ("Atieno nyar Alego", "ATIENO ALEGO", FULL),
    ("Wa Ole", "WA OLE", FULL),
    ("Njeri wa Kamau", "ATIENO WA OTIENO", NONE),
    # titles
    ("Mrs Mary Kamau", "MARY KAMAU", FULL),
    ("Mzee Kamau Mwangi", "KAMAU MWANGI", FULL),
    ("Dr. Mary Kamau", "DR OTIENO BARAKA", NONE),
    # cut at the end, or masked
    ("Mary Wanjiku Kamau", "MARY WANJ", FULL),
    ("Wanjiku Muthoni", "WANJIKU MUTHO", FULL),
    ("Wanjiku Muthoni", "WANJIKU MU", PART),
    ("Wanjiku Muthoni", "WANJ", PART),
    ("Wanjiku Muthoni", "MUTHO WANJIKU", PART),
    ("Mary Kamau", "MARY K****", FULL),
    ("Mary Kamau", "M*** K****", NONE),
    ("Mary Kamau", "MA** KAM**", PART),
    ("Mary Kamau", "M**Y K***U", PART),
    ("Mary Kamau", "MARY ****", PART),
    ("Mary Kamau", "J*** O****", NONE),
    ("Mary Kamau", "**** ****", NONE),
    ("Mary Kamau", "2547****678 - MARY KAMAU", FULL),
    # one word in common
    ("Mary Kamau", "MARY OTIENO", PART),
    ("Mary Kamau", "JOHN KAMAU", PART),
    ("Kamau Kamau", "KAMAU MARY", PART),
    # another person
    ("Mary Kamau", "OTIENO BARAKA", NONE),
    ("Wanjiku Njeri", "WANJIRU NJOKI", NONE),
    ("Atieno Achieng", "OTIENO OCHIENG", NONE),
    ("Mary Kamau", "MARYANNE KAMAUTHI", NONE),
    ("Anne Kama", "ANN KAM", NONE),
    ("Jo Li", "JO LI", FULL),
    # nothing to compare
    ("Mary Kamau", "", NONE),
    ("", "MARY KAMAU", NONE),
    ("1234", "MARY KAMAU", NONE),
    ("Baraka \u0416\u0443\u043a", "\u0416\u0423\u041a BARAKA", FULL),
]  # fmt: skip


@pytest.mark.parametrize(("registered", "told", "match"), TABLE)
def test_a_name_fits_in_full_in_part_or_not(registered: str, told: str, match: str) -> None:
    assert match_of_names(registered, told) == match


def test_a_name_of_stars_says_nothing() -> None:
    assert [says_something(told) for told in ("*** ***", "", " - 254712", "M***", "\u041c")] == [
        False,
        False,
        False,
        True,
        True,
    ]


WORDS = ("Mary", "Kamau", "Wanjiku", "wa", "Otieno", "ole", "Kina", "J", "M", "Ng'ang'a", "Anne", "Hassan")


def test_whole_names_match_themselves_and_neither_order_nor_case_matters() -> None:
    dice = random.Random(4)
    for _ in range(500):
        registered = dice.sample(WORDS, dice.randint(1, 4))
        told = [word.upper() for word in dice.sample(WORDS, dice.randint(1, 4))]
        mixed = dice.sample(told, len(told))
        whole = [word for word in registered if len(word) > 1]
        if len(whole) == len(registered):
            assert match_of_names(" ".join(registered), " ".join(dice.sample(whole, len(whole)))) == FULL
        # Joined words count by their neighbours, so these stay out; none of these words can be cut.
        if not {"OLE", "WA"} & set(told) and not {"ole", "wa"} & set(registered):
            assert match_of_names(" ".join(registered), " ".join(told)) == match_of_names(
                " ".join(registered), " ".join(mixed)
            )


def test_any_text_gets_an_answer_at_once() -> None:
    dice = random.Random(5)
    letters = "a*'- \u0301\U0001f404\u0000\u202eZ1\u00df\ufb01"
    for _ in range(500):
        texts = ["".join(dice.choices(letters, k=dice.randint(0, 40))) for _ in range(2)]
        assert match_of_names(*texts) in (FULL, PART, NONE)
    assert match_of_names("ab " * 30, "AB " * 30) == FULL
    assert match_of_names("a" * 50_000 + "b", "a*" * 25_000) == NONE
