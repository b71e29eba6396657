"""Facts found by topic, thing, person and day, the newest first, and never more looked at than is allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from imbuto.audit.explorer import Asked, find
from imbuto.bootstrap import Parts
from imbuto.ledger import Ledger, member_id, sqlite
from imbuto.ledger.looking_back import LookingBack
from imbuto.ledger.personal import NoKeys
from imbuto.values import business_date, derive_id

from .conftest import MANAGER, can
from .test_large import milk


def positions(dairy: Parts, **asked: Any) -> list[int]:
    return [stored.id for stored, _ in find(LookingBack(dairy.ledger), Asked(**asked)).facts]


def every(dairy: Parts, **asked: Any) -> list[int]:
    """By hand, over all that is recorded: what should be found."""
    wanted = Asked(**asked)
    return [
        position
        for position, fact in reversed(dairy.ledger.facts(0, 1_000))
        if (wanted.topic is None or fact.TOPIC in wanted.topics)
        and wanted.who in (None, fact.who)
        and (wanted.first_day or date.min) <= business_date(fact.recorded_at) <= (wanted.last_day or date.max)
        and position < wanted.before
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"topic": "delivery"},
        {"topic": "delivery.recorded"},
        {"who": MANAGER},
        {"who": MANAGER, "topic": "cooperative"},
        {"first_day": date(2026, 10, 2)},
        {"last_day": date(2026, 10, 2)},
        {"first_day": date(2026, 10, 3), "last_day": date(2026, 10, 16), "topic": "settlement"},
        {"before": 9},
    ],
)
def test_what_is_found_is_what_there_is(dairy: Parts, asked: dict[str, Any]) -> None:
    found = positions(dairy, limit=1_000, **asked)
    assert found
    assert found == every(dairy, limit=1_000, **asked)


def test_nothing_is_found_of_a_topic_a_person_or_a_thing_that_is_not(dairy: Parts) -> None:
    for asked in ({"topic": "deliver"}, {"who": "staff:S0"}, {"things": [uuid4()]}, {"things": []}):
        assert positions(dairy, **asked) == []


def test_a_things_facts_are_found_by_its_id_and_a_prices_in_the_cooperatives(dairy: Parts) -> None:
    log = LookingBack(dairy.ledger)
    story = [position for position, _ in dairy.ledger.story(can("0002", 2))]
    assert positions(dairy, things=[can("0002", 2)]) == story[::-1]
    both = sorted([*story, *(position for position, _ in dairy.ledger.story(member_id("0001")))])
    assert positions(dairy, things=[can("0002", 2), member_id("0001")]) == both[::-1]
    found = find(log, Asked(things=[derive_id("test-price")]))
    assert [stored.topic for stored, _ in found.facts] == [
        "cooperative.price_approved", "cooperative.price_proposed",
    ]  # fmt: skip
    assert positions(dairy, things=[can("0002", 2)], who=MANAGER) == story[-1:]


@pytest.mark.parametrize("asked", [{}, {"topic": "delivery"}, {"things": [can("0002", 2)]}])
def test_page_after_page_gives_all_without_gaps_or_repeats(dairy: Parts, asked: dict[str, Any]) -> None:
    log, before, told = LookingBack(dairy.ledger), 10**9, []
    while True:
        found = find(log, Asked(limit=2, before=before, **asked), most=3)
        told += [stored.id for stored, _ in found.facts]
        if found.next is None:
            break
        assert found.next < before
        before = found.next
    assert told == positions(dairy, limit=1_000, **asked)


def test_a_search_ends_early_and_says_how_far_it_came(tmp_path: Path) -> None:
    ledger = Ledger(sqlite.environment(tmp_path / "events.sqlite"), NoKeys())
    ledger.recorder.insert_events([ledger.mapper.to_stored_event(milk(number)) for number in range(5_000)])
    log = LookingBack(ledger)
    found = find(log, Asked(topic="member"), most=1_000)
    assert (found.facts, found.scanned_to, found.next) == ([], 4_001, 4_001)
    end = find(log, Asked(topic="member", before=900), most=1_000)
    assert (end.facts, end.scanned_to, end.next) == ([], 1, None)
    day = find(log, Asked(first_day=date(2026, 1, 2), last_day=date(2026, 1, 2), limit=3))
    assert [business_date(fact.recorded_at) for _, fact in day.facts] == [date(2026, 1, 2)] * 3
    # From seven in the morning of the first day on, one a minute: the second day ends behind the 2,460th.
    assert [stored.id for stored, _ in day.facts] == [2_460, 2_459, 2_458]
    ledger.close()
