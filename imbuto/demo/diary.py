"""Acts in their order.

A seeding that was interrupted is begun again from the first act: what is in the ledger already is passed
over, so that the history comes out the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from uuid import UUID

from imbuto.errors import Refusal
from imbuto.ledger import Ledger, Saved
from imbuto.values import NAIROBI, By

CHANNEL = "demo"


class Diary:
    """The ledger, and how far the story of each delivery and payout has come."""

    def __init__(self, ledger: Ledger, *, resumed: bool) -> None:
        self.ledger = ledger
        self._resumed = resumed
        self._facts: Counter[UUID] = Counter()

    def is_told(self, id: UUID) -> bool:
        """Whether an earlier seeding got as far as the next act of this story."""
        return self._resumed and len(self.ledger.story(id)) > self._facts[id]

    def told(self, ids: Iterable[UUID], facts: int = 1) -> None:
        """The story of each of these is now so many facts longer."""
        for id in ids:
            self._facts[id] += facts

    def once(self, id: UUID, act: Callable[[], object]) -> None:
        """One act that records one fact, unless it is recorded already."""
        if not self.is_told(id):
            act()
        self.told([id])


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the history, by the clock in Nairobi."""
    return datetime.combine(day, time(hour, minute), NAIROBI).astimezone(UTC)


def by(who: str, at: datetime) -> By:
    """Somebody of the demo at a moment of the history."""
    return By(who, CHANNEL, f"{who} at {at:%Y-%m-%dT%H:%MZ}", at)


def require(outcomes: Iterable[Saved | Refusal]) -> None:
    """A history without gaps: the first refusal ends the seeding."""
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            raise outcome
