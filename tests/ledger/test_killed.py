"""Processes killed -9 while they record: what was acknowledged is there, once, and the store is sound."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

from imbuto.ledger import Ledger
from tests.ledger.crew import recorded_by_victims
from tests.ledger.examples import opened

VICTIMS = 4
LONGEST_SECONDS = 0.05


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    is_file = "SQLITE_DBNAME" in either
    rounds = 5 if is_file else 2
    chance = random.Random(11)
    acknowledged = [
        id
        for _ in range(rounds)
        for id in recorded_by_victims(
            VICTIMS, tmp_path, either, [chance.uniform(0, LONGEST_SECONDS) for _ in range(VICTIMS)]
        )
    ]
    assert len(acknowledged) >= rounds * VICTIMS
    with opened(tmp_path, either) as ledger:
        facts = [(position, fact) for position, fact in ledger.facts(0, 100_000)]
    recorded = Counter(fact.originator_id for _, fact in facts if fact.TOPIC == "delivery.recorded")
    assert set(acknowledged) <= set(recorded)
    assert set(recorded.values()) == {1}
    cans = Counter((fact.date, fact.can) for _, fact in facts if fact.TOPIC == "delivery.recorded")
    assert set(cans.values()) == {1}, "a claim was given twice"
    if is_file:
        assert [position for position, _ in facts] == list(range(1, len(facts) + 1))
        _require_sound(either["SQLITE_DBNAME"])


def _require_sound(file: str) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        owners = {row[0] for row in connection.execute("SELECT originator_id FROM claims")}
        stories = {
            row[0]
            for row in connection.execute(
                "SELECT originator_id FROM stored_events WHERE topic = 'delivery.recorded'"
            )
        }
    connection.close()
    assert owners == stories, "a claim and its fact are written together"
