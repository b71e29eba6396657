"""What was once stored is readable for ever: a golden file per fact and version, upcasters where needed."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from imbuto.aggregates import AGGREGATES, FACTS, Fact
from imbuto.ledger import transcoding
from tests.ledger.stored_facts import (
    FOLDER,
    HEADER,
    MAPPER,
    OLDER,
    example,
    file_of,
    golden_text,
    sparse_example,
    stored,
)

ALL = [pytest.param(fact, id=fact.TOPIC) for fact in FACTS.values()]


@pytest.mark.parametrize("fact", ALL)
def test_a_stored_fact_reads_as_the_same_fact(fact: type[Fact]) -> None:
    assert MAPPER.to_domain_event(stored(file_of(fact))) == example(fact)


@pytest.mark.parametrize("fact", ALL)
def test_a_fact_is_stored_in_the_same_bytes(fact: type[Fact]) -> None:
    assert MAPPER.to_stored_event(example(fact)) == stored(file_of(fact))
    assert golden_text(example(fact)) == file_of(fact).read_text(encoding="utf-8")


@pytest.mark.parametrize("fact", ALL)
def test_a_field_that_is_lost_renamed_or_added_without_a_new_version_is_noticed(fact: type[Fact]) -> None:
    """The stored words are exactly the class's fields: no more, no fewer, in their order."""
    state = json.loads(stored(file_of(fact)).state)
    assert list(state) == [field.name for field in fields(fact) if field.name not in HEADER]


@pytest.mark.parametrize("file", sorted(OLDER.glob("*.json")), ids=lambda file: file.stem)
def test_a_fact_stored_before_it_grew_is_read_with_the_defaults_of_what_it_lacks(file: Path) -> None:
    old = stored(file)
    fact: Any = MAPPER.to_domain_event(old)
    whole, kept = example(type(fact)), json.loads(old.state)
    for field in fields(fact):
        known = field.name in HEADER or field.name in kept
        assert getattr(fact, field.name) == (getattr(whole, field.name) if known else field.default)


@pytest.mark.parametrize("fact", ALL)
def test_empty_fields_stay_empty(fact: type[Fact]) -> None:
    sparse = sparse_example(fact)
    assert MAPPER.to_domain_event(MAPPER.to_stored_event(sparse)) == sparse


@pytest.mark.parametrize("fact", ALL)
def test_a_fact_stored_before_a_field_existed_reads_with_the_fields_default(fact: type[Fact]) -> None:
    kept = stored(file_of(fact))
    state = json.loads(kept.state)
    later = {one.name: one.default for one in fields(fact) if one.default is not MISSING}
    older = {name: value for name, value in state.items() if name not in later}
    read = MAPPER.to_domain_event(replace(kept, state=json.dumps(older).encode()))
    assert {name: getattr(read, name) for name in later} == later


def test_every_fact_has_its_file_and_no_file_is_left_over() -> None:
    known = {file_of(fact).name for fact in FACTS.values()}
    older = {
        f"{fact.TOPIC}.v{version}.json" for fact in FACTS.values() for version in range(1, fact.class_version)
    }
    assert {file.name for file in FOLDER.iterdir()} == known | older


def test_a_topic_belongs_to_one_fact_and_says_its_aggregate() -> None:
    written = [(aggregate.KIND, fact.TOPIC) for aggregate in AGGREGATES for fact in aggregate.facts()]
    assert len({topic for _, topic in written}) == len(written) == len(FACTS)
    assert [topic for kind, topic in written if not topic.startswith(f"{kind}.")] == []


@pytest.mark.parametrize("fact", ALL)
def test_two_facts_stay_two_when_read_back(fact: type[Fact]) -> None:
    """Every field takes part: none is forgotten on the way to the store."""
    whole = MAPPER.to_domain_event(MAPPER.to_stored_event(example(fact)))
    assert vars(whole).keys() == {field.name for field in fields(fact)}


# ----------------------------------------------------------------- a new version


@dataclass(frozen=True, kw_only=True)
class Milked(Fact):
    """A fact in its second version: litres were once called `amount`, in hundredths."""

    TOPIC: ClassVar[str] = "cow.milked"
    class_version: ClassVar[int] = 3

    litres: str
    udder: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["litres"] = f"{state.pop('amount') // 100}"

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["udder"] = "unknown"


@pytest.fixture
def milked(monkeypatch: pytest.MonkeyPatch) -> type[Milked]:
    monkeypatch.setitem(FACTS, Milked.TOPIC, Milked)
    monkeypatch.setitem(transcoding._FIELDS, Milked, transcoding._fields_of(Milked))
    return Milked


@pytest.mark.parametrize(
    "old",
    [
        {"amount": 850},
        {"litres": "8", "class_version": 2},
        {"litres": "8", "udder": "unknown", "class_version": 3},
    ],
)
def test_a_fact_of_any_version_reads_as_the_present_one(milked: type[Milked], old: dict[str, Any]) -> None:
    wanted = milked(**HEADER, **_frame(example(FACTS["member.reinstated"])), litres="8", udder="unknown")
    kept = MAPPER.to_stored_event(wanted)
    frame = {name: value for name, value in json.loads(kept.state).items() if name in _frame(wanted)}
    before = type(kept)(*_heading(kept), json.dumps({**frame, **old}).encode())
    assert MAPPER.to_domain_event(before) == wanted
    assert json.loads(kept.state)["class_version"] == 3


def _frame(fact: Fact) -> dict[str, Any]:
    return {f.name: getattr(fact, f.name) for f in fields(Fact) if f.name not in HEADER}


def _heading(kept: Any) -> tuple[Any, ...]:
    return kept.originator_id, kept.originator_version, kept.topic
