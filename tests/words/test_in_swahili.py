"""Every sentence that may reach a screen has its line in Kiswahili, and every line its sentence."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest

from imbuto.aggregates.charge_terms import CHARGE_KINDS
from imbuto.aggregates.disputes import DISPUTE_REASONS
from imbuto.api.problems import HTTP, STATUS
from imbuto.words.in_swahili import catalogue_lines, in_swahili
from tests.words import sentences

LINES = catalogue_lines()
CATALOGUES = sorted(
    one.name for one in files("imbuto.words").joinpath("swahili").iterdir() if one.name.endswith(".toml")
)
ROOMS = sorted({"/".join(module.split("/")[:2]) for module in sentences.modules()})
PLACE = re.compile(r"\{\d+\}")
PUT = re.compile(r"\{(\d+)!?\}")


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_line(room: str) -> None:
    """For one room: `-k imbuto/aggregates`. The lines to fill in: `python -m tests.words.sentences ROOM`."""
    assert sentences.missing(room) == {}


def test_every_word_of_a_fact_has_its_line() -> None:
    """A fact's words are put together from templates that need be no sentences."""
    said = sentences.facts_words()
    assert len(said) > 200
    assert {text: module for text, module in said.items() if text not in LINES} == {}


def test_every_title_of_a_problem_has_its_line() -> None:
    titles = {title for _, title in STATUS.values()} | {title for _, title, _, _ in HTTP.values()}
    assert {title for title in titles if title not in LINES} == set()


def test_no_line_is_dead() -> None:
    """A state `outcome_unknown` is shown as `outcome unknown` in places."""
    rooms = [(module, sentences.strings_of) for module in sentences.modules()]
    rooms += [(module, sentences.views_of) for module in sentences.modules("imbuto/api/blueprints")]
    said = {text for module, found_in in rooms for text in found_in(module)}
    assert {line for line in LINES if not {line, line.replace(" ", "_")} & said} == set()


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_both_sides_of_a_line_have_the_same_places(catalogue: str) -> None:
    lines = sentences.lines_of(catalogue)
    assert {en: sw for en, sw in lines.items() if _put(sw) - set(PLACE.findall(en))} == {}
    left_out = {en for en, sw in lines.items() if set(_values(en)) - _put(sw)}
    assert left_out - sentences.SAYS_THE_SAME_WITHOUT == set()


def _put(swahili: str) -> set[str]:
    return {f"{{{place}}}" for place in PUT.findall(swahili)}


def _values(english: str) -> list[str]:
    """The places of values. A plural's ending, `second{2}`, is none: Kiswahili has no such one."""
    return PLACE.findall(re.sub(r"(?<=[a-z])\{\d+\}", "", english))


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_a_line_is_of_plain_characters_and_ends_as_its_sentence_does(catalogue: str) -> None:
    odd = {}
    for english, swahili in sentences.lines_of(catalogue).items():
        plain = all(unicodedata.category(letter)[0] in "LNPSZM" or letter == "\n" for letter in swahili)
        ends = english[-1] not in ".?!…" or swahili[-1:] in (".", "?", "!", "…", "}")
        if not (plain and ends and swahili.strip() and swahili == unicodedata.normalize("NFC", swahili)):
            odd[english] = swahili
    assert odd == {}


def test_no_two_lines_have_the_same_shape() -> None:
    shapes: dict[str, list[str]] = {}
    for catalogue in CATALOGUES:
        for english in sentences.lines_of(catalogue):
            shapes.setdefault(PLACE.sub("{}", english), []).append(f"{catalogue}: {english}")
    assert [twice for twice in shapes.values() if len(twice) > 1] == []


def test_no_line_is_all_places() -> None:
    """It would fit every sentence. A mark between values may stand, where it stays as it is."""
    bare = {en: sw for en, sw in LINES.items() if not re.search(r"[A-Za-z]{2}", PLACE.sub("", en))}
    assert [en for en, sw in bare.items() if en != sw or not PLACE.sub("", en).strip()] == []


def test_a_catalogue_is_short_enough_to_be_read() -> None:
    folder = files("imbuto.words").joinpath("swahili")
    lengths = {name: len(folder.joinpath(name).read_text("utf-8").splitlines()) for name in CATALOGUES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_a_password_is_a_nenosiri() -> None:
    assert [sw for sw in LINES.values() if "nywila" in sw.lower()] == []


@pytest.mark.parametrize("english", ["You are not signed in.", "There is no {1} {2}."])
def test_the_derivation_finds_what_is_said(english: str) -> None:
    assert english in sentences.sentences("imbuto/errors.py")


def test_values_are_put_in_and_looked_up_themselves() -> None:
    assert in_swahili("There is no member 0042.") == "Hakuna mwanachama 0042."
    assert in_swahili("There is no member member.") == "Hakuna mwanachama mwanachama."


@pytest.mark.parametrize(
    ("english", "names"),
    [
        ("The fields are: id, member, centre.", "id, member, centre"),
        (f"Write one of {', '.join(CHARGE_KINDS)}.", ", ".join(CHARGE_KINDS)),
        (f"Choose of {', '.join(DISPUTE_REASONS)}.", ", ".join(DISPUTE_REASONS)),
        ("Choose half-month, month or week.", "half-month, month au week"),
    ],
)
def test_what_has_to_be_written_so_is_not_put_in_other_words(english: str, names: str) -> None:
    """In the words of a screen nobody could send it."""
    said = in_swahili(english)
    assert said != english
    assert names in said


def test_sentences_one_after_the_other_are_put_one_by_one() -> None:
    both = in_swahili("You are not signed in. Ask another official to do it.")
    assert both == f"{in_swahili('You are not signed in.')} {in_swahili('Ask another official to do it.')}"
    assert "You" not in both
    assert "Ask" not in both


def test_what_no_line_knows_stays_as_it_is() -> None:
    for sentence in ("", "Nobody ever said this.", "x" * 5000, "{1}", "There is no"):
        assert in_swahili(sentence) == sentence
