"""What each fact changed, in words; and how things stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from imbuto.aggregates import FACTS, Member
from imbuto.audit.about import KINDS, PARTS, is_part, thing_id
from imbuto.audit.families import families_of
from imbuto.audit.readable import fields_of, label, state_of
from imbuto.audit.story import Change, Since, standing, steps_of
from imbuto.audit.veil import HIDDEN, stored_as_seen, veiled
from imbuto.audit.words import words_of
from imbuto.bootstrap import Parts
from imbuto.errors import Unknown
from imbuto.values import ERASED, Personal, derive_id
from tests.ledger.stored_facts import MAPPER, SUBJECT, example, sparse_example

from .conftest import can

FARMER = "Wanjiku Kamau"


def hidden(field: str, words: str) -> None:
    return None


def test_of_the_first_fact_all_is_told_that_it_said(dairy: Parts) -> None:
    step = steps_of("delivery", dairy.ledger.story(can("0001", 3)))[0]
    told = {one.field: one.after for one in step.changed}
    assert {one.before for one in step.changed} == {None}
    assert (told["litres"], told["price per litre"], told["value"]) == ("8.5 l", "KES 50.00", "KES 425.00")
    assert (told["date"], told["member"], told["state"]) == ("3 Oct 2026", "0001", "recorded")
    assert "grade" not in told


def test_a_later_fact_tells_what_it_changed_and_no_more(dairy: Parts) -> None:
    step = steps_of("delivery", dairy.ledger.story(can("0001", 3)))[1]
    assert Change("litres", "8.5 l", "9 l") in step.changed
    assert Change("value", "KES 425.00", "KES 450.00") in step.changed
    assert not {"member", "date", "centre"} & {one.field for one in step.changed}


def test_a_price_is_told_from_the_cooperatives_story_and_the_cooperative_whole(dairy: Parts) -> None:
    price = str(derive_id("test-price"))
    whole = dairy.ledger.story(thing_id("price", price))
    own = [(position, fact) for position, fact in whole if is_part(fact, "price", price.upper())]
    proposed, approved = steps_of("price", own)
    assert Change("price per litre", None, "KES 50.00") in proposed.changed
    assert approved.changed == [Change("state", "proposed", "approved")]
    assert len(steps_of("cooperative", whole)) == len(whole) > len(own)


def test_a_thing_stands_as_it_stood_then_and_what_changed_since_is_told(dairy: Parts) -> None:
    facts = dairy.ledger.story(can("0002", 2))
    then = standing("delivery", facts, day=date(2026, 10, 2))
    assert then is not None
    assert (then.fields["state"], then.fields["litres"]) == ("disputed", "12 l")
    assert Since("litres", "12 l", "11 l") in then.since
    assert Since("state", "disputed", "resolved") in then.since
    now = standing("delivery", facts, position=dairy.ledger.position())
    assert now is not None
    assert (now.fields["litres"], now.since) == ("11 l", [])
    assert standing("delivery", facts, day=date(2026, 10, 1)) is None
    assert standing("delivery", facts, position=facts[0][0] - 1) is None


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_every_fact_there_is_can_be_told_veiled_and_belongs_to_a_family(topic: str) -> None:
    fact = example(FACTS[topic])
    told = {**fields_of(sparse_example(FACTS[topic])), **fields_of(fact)}
    assert len(told) == len({label(name) for name in vars(fact)} - _HEADER_LABELS)
    assert all(text is None or text for text in told.values())
    shrouded = veiled(fact, hidden)
    words = " ".join([words_of(shrouded), *(text or "" for text in fields_of(shrouded).values())])
    assert FARMER not in words
    assert families_of(topic)


_HEADER_LABELS = {
    "originator id", "originator version", "recorded at", "happened at", "who", "channel", "request",
}  # fmt: skip


def test_every_kind_of_thing_has_a_state_from_its_first_breath() -> None:
    for kind in KINDS.values():
        assert all(text is None or text for text in state_of(kind(UUID(int=1))).values())


def test_things_are_found_by_id_members_and_officials_by_number_too() -> None:
    number = thing_id("member", "0001")
    assert thing_id("member", str(number)) == number
    assert thing_id("staff", "S001") != thing_id("access", "staff:S001")
    assert {thing_id(kind, "KIA") for kind in PARTS} == {thing_id("cooperative", "any")}
    assert thing_id("till", "now") == thing_id("till", "then")
    for kind, id in (("delivery", "0001"), ("cow", "0001")):
        with pytest.raises(Unknown):
            thing_id(kind, id)


def test_a_veil_covers_names_and_free_words_and_what_is_gone_stays_gone() -> None:
    suspended = example(FACTS["member.suspended"])
    assert words_of(veiled(suspended, hidden)) == f"suspended: {HIDDEN}"
    registered = example(FACTS["member.registered"])
    seen = vars(veiled(registered, lambda field, words: words if field == "name" else None))
    assert (seen["name"].text, seen["phone"].text, seen["account_bank"]) == (FARMER, HIDDEN, HIDDEN)
    left = replace(example(Member.Left), reason=Personal(SUBJECT, None))
    assert vars(veiled(left, lambda field, words: "found again"))["reason"].text == ERASED
    parts = example(FACTS["statement.drawn"])
    assert {one.text for one in vars(veiled(parts, hidden))["deductions"]} == {HIDDEN}


def test_the_stored_text_is_as_stored_but_for_words_in_the_clear() -> None:
    fact = example(FACTS["member.suspended"])
    sealed = MAPPER.to_stored_event(fact).state.decode()
    assert stored_as_seen(fact.TOPIC, sealed, hidden) == sealed
    clear = '{"who":"staff:S001","number":"0042","reason":"drinks"}'
    assert stored_as_seen(fact.TOPIC, clear, lambda field, words: words) == clear
    assert stored_as_seen(fact.TOPIC, clear, hidden) == clear.replace("drinks", HIDDEN)
