"""What every fact and every aggregate has in common.

These are plain dataclasses that fulfil the protocols of eventsourcing.domain (DomainEventProtocol,
CanMutateProtocol, CollectEventsProtocol), so that the library's application, repository and recorders
take them as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from imbuto.values import By


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Never changed once recorded; fields are added with an upcaster, never renamed.

    `happened_at` is when it took place, `recorded_at` when the ledger heard of it; both aware UTC.
    """

    TOPIC: ClassVar[str] = ""
    class_version: ClassVar[int] = 1

    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    happened_at: datetime
    who: str
    channel: str
    request: str

    def mutate(self, aggregate: Any) -> Any:
        """Evolves the aggregate by this fact (the library calls it while replaying)."""
        aggregate.version = self.originator_version
        self.apply(aggregate)
        return aggregate

    def apply(self, aggregate: Any) -> None:
        """Assigns what the fact changes. Holds no rule: history must load whatever the rules are now."""


class Aggregate:
    """One thing with a history: its id, its version, and the facts not yet saved."""

    KIND: ClassVar[str] = ""

    def __init__(self, id: UUID) -> None:
        self.id = id
        self.version = 0
        self._pending: list[Fact] = []

    @classmethod
    def facts(cls) -> Iterator[type[Fact]]:
        """The fact classes written inside this aggregate, and inside those that it builds upon."""
        for part in reversed(cls.__mro__):
            for member in vars(part).values():
                if isinstance(member, type) and issubclass(member, Fact):
                    yield member

    @classmethod
    def from_facts(cls, id: UUID, facts: Sequence[Fact]) -> Self:
        """The aggregate as its facts tell."""
        aggregate = cls(id)
        for fact in facts:
            fact.mutate(aggregate)
        return aggregate

    @property
    def has_news(self) -> bool:
        """Whether a decision recorded something that is not yet saved."""
        return bool(self._pending)

    def collect_events(self) -> Sequence[Fact]:
        """Hands over the unsaved facts, once."""
        collected, self._pending = self._pending, []
        return collected

    def _record(self, fact: type[Fact], by: By, happened_at: datetime | None = None, **fields: Any) -> None:
        recorded = fact(
            originator_id=self.id,
            originator_version=self.version + 1,
            recorded_at=by.at,
            happened_at=happened_at or by.at,
            who=by.who,
            channel=by.channel,
            request=by.request,
            **fields,
        )
        recorded.mutate(self)
        self._pending.append(recorded)
