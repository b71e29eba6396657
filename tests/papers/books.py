"""A rich month in the books: facts of every kind that moves value, for several members and creditors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from imbuto.aggregates import Fact
from imbuto.aggregates.delivery import Delivery
from tests.history import History
from tests.projections.test_booking import BOOKED

MONTH = date(2026, 11, 1)
LAST = date(2026, 11, 30)


def rich_month(members: int = 5) -> History:
    """Milk each day for each member, and each day every example of a booking, for members in turn."""
    history = History()
    for day in (MONTH + timedelta(days=number) for number in range(30)):
        for member in range(members):
            history.recorded.append(_milk(day, f"{member:04d}", 45_000 + 37 * member + day.day))
        for number, (_, fact, _) in enumerate(BOOKED):
            history.recorded.append(_of(fact, day, f"{number % members:04d}"))
    return history


def _milk(day: date, member: str, cents: int) -> Fact:
    recorded = next(fact for name, fact, _ in BOOKED if name == "recorded")
    return _of(replace(recorded, value_cents=cents), day, member)


def _of(fact: Fact, day: date, member: str) -> Fact:
    """The same on another day, for another member."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    changes: dict[str, Any] = {"recorded_at": at, "originator_id": UUID(int=day.toordinal())}
    if hasattr(fact, "member"):
        changes["member"] = member
    if hasattr(fact, "day"):
        changes["day"] = day
    if isinstance(fact, Delivery.Recorded):
        changes["date"] = day
    return replace(fact, **changes)
