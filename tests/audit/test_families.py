"""What screens are told to load again after each fact, and whose facts a member hears of."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.aggregates import FACTS
from imbuto.audit.families import ALL, KINDS, MOST_LOOKED_AT, TOPICS, changes, families_of
from imbuto.bootstrap import Parts
from imbuto.ledger import Ledger, sqlite
from imbuto.ledger.looking_back import LookingBack
from imbuto.ledger.personal import NoKeys

from .test_large import milk


@pytest.mark.parametrize(
    ("topic", "families"),
    [
        ("delivery.recorded", ("delivery",)),
        ("delivery.disputed", ("delivery", "dispute")),
        ("settlement.prepared", ("settlement",)),
        ("payout.paid", ("payout",)),
        ("cooperative.price_approved", ("price",)),
        ("cooperative.standing_charge_ended", ("charge",)),
        ("cooperative.founded", ("cooperative",)),
        ("till.stopped", ("till",)),
    ],
)
def test_a_fact_belongs_to_what_it_may_change_on_a_screen(topic: str, families: tuple[str, ...]) -> None:
    assert families_of(topic) == families


def test_no_line_of_the_tables_is_for_nothing() -> None:
    assert {topic.partition(".")[0] for topic in FACTS} == set(KINDS)
    for beginning in TOPICS:
        assert any(topic.startswith(beginning) for topic in FACTS), beginning


def test_what_changed_since_is_told_and_nothing_when_nothing_did(dairy: Parts) -> None:
    log, end = LookingBack(dairy.ledger), dairy.ledger.position()
    assert changes(log, end).families == []
    assert changes(log, None).families == []
    assert changes(log, end - 1).families == ["payout"]
    assert changes(log, end - 1).position == end
    assert {"delivery", "dispute", "price", "member", "staff"} <= set(changes(log, 0).families)


def test_a_member_hears_of_the_members_own_facts_alone(dairy: Parts) -> None:
    log, end = LookingBack(dairy.ledger), dairy.ledger.position()
    assert changes(log, 0, "0001").families == ["delivery", "member", "payout", "settlement", "statement"]
    assert "dispute" in changes(log, 0, "0002").families
    assert changes(log, 0, "0099").families == []
    assert changes(log, end - 1, "0002").families == []
    assert changes(log, end - 1, "0001").families == ["payout"]


def test_too_much_and_a_ledger_that_is_shorter_than_it_was_may_have_changed_all(tmp_path: Path) -> None:
    ledger = Ledger(sqlite.environment(tmp_path / "events.sqlite"), NoKeys())
    count = MOST_LOOKED_AT + 1
    ledger.recorder.insert_events([ledger.mapper.to_stored_event(milk(number)) for number in range(count)])
    log = LookingBack(ledger)
    assert changes(log, 0).families == [ALL]
    assert changes(log, 1).families == ["delivery"]
    assert changes(log, count + 1).families == [ALL]
    assert changes(log, 0, "0001").families == [ALL]
    ledger.close()
