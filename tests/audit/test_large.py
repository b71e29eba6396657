"""A hundred thousand facts, of three years of a middling cooperative, are read and printed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from imbuto.aggregates import Delivery
from imbuto.audit import Replay, printed
from imbuto.ledger import Ledger, sqlite
from imbuto.ledger.personal import NoKeys
from imbuto.stores import read_only
from imbuto.values import derive_id

FACTS = 100_000


@pytest.mark.slow
def test_a_hundred_thousand_facts_are_no_burden(tmp_path: Path) -> None:
    path = tmp_path / "events.sqlite"
    ledger = Ledger(sqlite.environment(path), NoKeys())
    stored = [ledger.mapper.to_stored_event(milk(number)) for number in range(FACTS)]
    ledger.recorder.insert_events(stored)
    ledger.close()
    with read_only(path) as log:
        replay = Replay(log)
        lines = sum(1 for _ in printed(replay))
    assert lines > FACTS
    assert (replay.totals.deliveries, replay.totals.milk_cents) == (FACTS, FACTS * 8 * 5000)


def milk(number: int) -> Delivery.Recorded:
    at = datetime(2026, 1, 1, 4, tzinfo=UTC) + timedelta(minutes=number)
    return Delivery.Recorded(
        originator_id=derive_id("large", number), originator_version=1, recorded_at=at, happened_at=at,
        who="staff:S001", channel="office", request="r", member=f"{number % 500:04d}", centre="KB",
        date=date(2026, 1, 1), shift="AM", can=1, litres=Decimal(8), kilograms=None, density=None,
        lactometer=None, temperature_c=None, alcohol=None, organoleptic=None, fat_percent=None,
        snf_percent=None, rejection_reason=None, device=None, price_id=None, price_cents_per_litre=5000,
        value_cents=40000, unusual=False, confirm_by=at,
    )  # fmt: skip
