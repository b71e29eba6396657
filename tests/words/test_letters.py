"""The words about the way in fit one plain segment, whatever is put in."""

from __future__ import annotations

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.words import letters

LINK = "https://".ljust(letters.LONGEST_LINK, "x")
SECRET = "S" * 24
LONGEST_OFFICIAL = "S00000000000042"


@pytest.mark.parametrize("language", ["sw", "en"])
def test_every_letter_is_one_plain_segment(language: str) -> None:
    texts = [
        letters.invitation(language, LINK),
        letters.recovery(language, LINK),
        letters.sign_in_code(language),
        letters.access_recovered(language, "KIA/000000000042"),
        letters.pin_blocked(language, "KIA/000000000042", 1),
        letters.pin_blocked(language, "KIA/000000000042", 128),
        letters.pin_changed(language, "KIA/000000000042"),
        letters.pin_changed(language, "KIA/000000000042", removed=True),
        letters.browser_added(language, "KIA/000000000042"),
        letters.access_changed(language, "factor-set", LONGEST_OFFICIAL),
        letters.access_changed(language, "factor-removed", LONGEST_OFFICIAL),
        letters.access_changed(language, "factor-removal-proposed", LONGEST_OFFICIAL),
        letters.access_changed(language, "password-changed", LONGEST_OFFICIAL),
        letters.access_changed(language, "recovery-codes-made", LONGEST_OFFICIAL),
    ]
    sent = [text.replace(letters.SECRET, SECRET) for text in texts]
    assert [segments(text) for text in sent] == [1] * len(sent)
    assert all(is_gsm7(text) for text in sent)
    assert [SECRET in text for text in sent] == [True] * 3 + [False] * 11


def test_a_secret_in_a_link_stands_behind_the_fragments_mark() -> None:
    for text in (letters.invitation("en", LINK), letters.recovery("sw", LINK)):
        link = next(word for word in text.split() if word.startswith(LINK))
        assert link.partition("#")[0] == LINK


def test_both_languages_say_the_same_things() -> None:
    assert letters.TEXTS["sw"].keys() == letters.TEXTS["en"].keys()
