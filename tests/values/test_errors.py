"""The tree of refusals: each has its own code, a sentence, a remedy, and says whether to try again."""

from __future__ import annotations

from collections.abc import Iterator

from imbuto import errors
from imbuto.errors import BadValue, Busy, Refusal, SamePerson, TooManyTries, Unknown


def tree(of: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for child in of.__subclasses__():
        if child.__module__ == errors.__name__:
            yield child
            yield from tree(child)


def test_every_refusal_has_a_code_of_its_own_and_stands_in_the_drawn_tree() -> None:
    codes = [refusal.code for refusal in tree()]
    assert len(set(codes)) == len(codes)
    assert errors.__doc__ is not None
    assert [r.__name__ for r in tree() if r.__name__ not in errors.__doc__] == []


def test_only_a_busy_part_and_too_many_tries_are_worth_repeating() -> None:
    assert {refusal for refusal in tree() if refusal.transient} == {Busy, TooManyTries}


def test_a_refusal_reads_as_a_sentence_and_a_remedy() -> None:
    assert str(Unknown("member", "0042")) == "There is no member 0042. Check the member's number."
    assert str(Unknown("run", "2026-11-A")).endswith("GET /api/v1/settlements lists all runs.")
    assert str(SamePerson("approve", "proposed")) == (
        "Nobody may approve what they proposed. Ask another official to do it."
    )


def test_a_refusal_carries_its_details() -> None:
    assert BadValue("litres", "x", "s", "r").details == {"field": "litres", "value": "x"}
    assert Unknown("member", 42).details == {"kind": "member", "key": "42"}
