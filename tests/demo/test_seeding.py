"""Seeding: the same history for the same last day, whole after any interruption, never over others' books."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from imbuto.bootstrap import Parts
from imbuto.demo import Standing, seed, standing
from imbuto.errors import WrongState
from imbuto.values import By, utc_now
from tests.demo.conftest import TODAY, empty_house

SEALED = ("p", "k", "s")


def history(folder: Path) -> list[tuple[object, ...]]:
    """All facts as they are stored, without what is sealed."""
    connection = sqlite3.connect(f"file:{folder / 'events.sqlite'}?mode=ro", uri=True)
    columns = "position, originator_id, originator_version, topic, state"
    rows = connection.execute(f"SELECT {columns} FROM stored_events ORDER BY position").fetchall()
    connection.close()
    return [(*row[:4], _unsealed(json.loads(row[4]))) for row in rows]


def _unsealed(stored: object) -> object:
    """As it is stored, also in the parts of a fact, but of what is sealed only whose it is."""
    if isinstance(stored, list):
        return [_unsealed(part) for part in stored]
    if not isinstance(stored, dict):
        return stored
    if set(stored) == set(SEALED):
        return stored["p"]
    return {name: _unsealed(value) for name, value in stored.items()}


class PowerCut(BaseException):
    """The house goes dark."""


def cut_after(parts: Parts, facts: int) -> None:
    """Lets the house go dark as soon as so many facts are saved."""
    save: Callable[..., object] = parts.ledger.save

    def saving(*things: object, **options: object) -> object:
        saved = save(*things, **options)
        if parts.ledger.position() >= facts:
            raise PowerCut
        return saved

    parts.ledger.save = saving  # type: ignore[method-assign, assignment]


def test_the_same_last_day_gives_the_same_facts(demo: Parts, tmp_path: Path) -> None:
    with empty_house(tmp_path) as parts:
        seed(parts, TODAY)
    assert history(tmp_path) == history(demo.settings.data)


CUTS = (1, 60, 700, 4400, 4900, 12279, 15711)
"""In the founding, among the members, amid milk, drawing, settling, changes of charges and a bonus."""


@pytest.mark.slow
def test_a_seeding_that_was_cut_again_and_again_becomes_the_same_history(demo: Parts, tmp_path: Path) -> None:
    for cut in CUTS:
        with empty_house(tmp_path) as parts:
            cut_after(parts, cut)
            with pytest.raises(PowerCut):
                seed(parts, TODAY)
            assert standing(parts.ledger) is Standing.UNFINISHED
    with empty_house(tmp_path) as parts:
        seed(parts, date(2026, 12, 24))
        assert standing(parts.ledger) is Standing.COMPLETE
        assert parts.views.journal.check() is None
    assert history(tmp_path) == history(demo.settings.data)


def test_a_whole_demo_stays_as_it_is(demo: Parts) -> None:
    before = demo.ledger.position()
    seed(demo, date(2026, 12, 24))
    assert demo.ledger.position() == before


@pytest.mark.parametrize("today", [date(2026, 3, 16), date(2024, 3, 1)])
@pytest.mark.slow
def test_any_day_can_be_today(tmp_path: Path, today: date) -> None:
    with empty_house(tmp_path) as parts:
        seed(parts, today)
        assert standing(parts.ledger) is Standing.COMPLETE
        assert len(parts.views.settlements.calendar()) == 2
        assert len(parts.views.deliveries.disputes().items) == 2


def test_another_cooperative_s_ledger_is_refused(tmp_path: Path) -> None:
    with empty_house(tmp_path) as parts:
        assert standing(parts.ledger) is Standing.EMPTY
        parts.ledger.found_cooperative("Real Dairy", By("operator:o", "cli", "init", utc_now()))
        assert standing(parts.ledger) is Standing.OTHER
        with pytest.raises(WrongState):
            seed(parts, TODAY)
        assert parts.ledger.position() == 1
