"""The ledger read from its end, for whoever explores it: stored facts, opened only where they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from eventsourcing.persistence import Notification

from imbuto.aggregates import Fact
from imbuto.errors import Unknown
from imbuto.ledger.book import Book, or_busy
from imbuto.ledger.reading import StoredFact

Stored = Notification
"""A fact as it lies in the store: its position is `id`."""


class LookingBack:
    """Reads alone. Every question raises Busy when the store is silent."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._recorder = book.facts_recorder

    def position(self) -> int:
        return self._book.position()

    def story(self, id: UUID) -> list[tuple[int, Fact]]:
        """All facts of one thing with their positions; empty when there is none."""
        return self._book.story(id)

    def opened(self, stored: Stored) -> Fact:
        """The fact itself, its personal words opened."""
        return cast(Fact, self._book.mapper.to_domain_event(stored))

    @or_busy
    def before(
        self, before: int, down_to: int, limit: int, topics: Sequence[str] = (), holding: bytes | None = None
    ) -> list[Stored]:
        """Facts from a position (excluded) down to another (included), the newest first."""
        return self._recorder.stored_before(before, down_to, limit, topics, holding)

    @or_busy
    def behind(self, after: int, limit: int) -> list[Stored]:
        return self._recorder.stored_behind(after, limit)

    @or_busy
    def newest_of(self, ids: Sequence[UUID], before: int, limit: int) -> list[Stored]:
        """The facts of these things below a position, the newest first."""
        return self._recorder.stored_at(self._recorder.newest_positions(ids, before, limit))

    @or_busy
    def firsts(self, ids: Sequence[UUID]) -> list[Stored]:
        return self._recorder.first_facts(ids)

    @or_busy
    def at(self, position: int) -> StoredFact:
        """The fact at a position, as it is stored too. Raises Unknown."""
        for stored in self._recorder.stored_at([position]):
            return StoredFact(position, stored.topic, stored.state.decode(), self.opened(stored))
        raise Unknown("fact", position)

    @or_busy
    def positions_of(self, id: UUID) -> list[int]:
        return self._recorder.positions_of(id)

    @or_busy
    def counted(self) -> tuple[int, int]:
        """How many facts there are, and the last position."""
        return self._recorder.counted()

    @or_busy
    def gaps(self, limit: int) -> list[tuple[int, int]]:
        return self._recorder.gaps(limit)

    @or_busy
    def is_append_only(self) -> bool:
        """Whether the store itself refuses to change or lose a fact."""
        return self._recorder.is_append_only()
