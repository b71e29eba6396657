"""The catch-up: folds new facts into all read models, in batches, rows and bookmarks in one transaction.

A projection that cannot fold a fact stops alone and says which one; the others go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from sqlalchemy import Table

from imbuto.aggregates.base import Fact
from imbuto.projections import bookmarks
from imbuto.projections.bookmarks import Bookmark
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows, TableText
from imbuto.projections.store import ViewsStore, Writing

BATCH = 2_000
Numbered = tuple[int, Fact]
_log = structlog.get_logger("imbuto.projections")


class Source(Protocol):
    """The facts in the order of their positions."""

    def facts(self, after: int, limit: int) -> Sequence[Numbered]: ...
    def position(self) -> int: ...


@dataclass(frozen=True)
class Failure:
    """A fact that a projection could not fold."""

    projection: str
    position: int
    topic: str
    reason: str

    def report(self) -> None:
        """At error level: somebody must look."""
        _log.error("projection stopped", **vars(self))

    def __str__(self) -> str:
        return f"{self.projection} cannot fold {self.topic} at position {self.position}: {self.reason}"


class FoldFailed(Exception):
    """Some projection could not fold some fact: fold again with care, to find out which."""


def fold(projection: type[ReadModel], facts: Sequence[Numbered], rows: Rows) -> None:
    """Applies the facts that the projection cares for."""
    for table in set(projection.OWN_ROWS.values()):
        own = (fact.originator_id.bytes for _, fact in facts if projection.OWN_ROWS.get(type(fact)) is table)
        rows.table(table).expect(own)
    handlers = projection.HANDLERS
    for position, fact in facts:
        handler = handlers.get(type(fact))
        if handler is not None:
            handler(fact, position, rows)


def fold_carefully(
    store: ViewsStore,
    writing: Writing,
    projection: type[ReadModel],
    texts: Mapping[Table, TableText],
    facts: Sequence[Numbered],
) -> Failure | None:
    """Fact by fact, each behind a savepoint, to keep what can be folded and to name what cannot."""
    for position, fact in facts:
        writing.run("SAVEPOINT fact")
        try:
            rows = Rows(texts, writing)
            fold(projection, [(position, fact)], rows)
            rows.flush(writing)
        except Exception as error:
            if store.is_about_the_house(error):
                raise
            writing.run("ROLLBACK TO SAVEPOINT fact")
            return Failure(projection.NAME, position, fact.TOPIC, f"{type(error).__name__}: {error}")
        writing.run("RELEASE SAVEPOINT fact")
    return None


class CatchUp:
    """Brings the live views up to the source. Threads take turns; processes wait for the write lock."""

    def __init__(self, store: ViewsStore, source: Source, projections: Sequence[type[ReadModel]]) -> None:
        self._store = store
        self._source = source
        self._projections = projections
        self._texts = {p: {table: TableText(table, table.name) for table in p.TABLES} for p in projections}
        self._turn = threading.Lock()
        self._reached = 0

    def catch_up(self, upto: int | None = None) -> None:
        """Returns when every projection that has not stopped is at least at `upto` (None: at the source's
        end)."""
        target = self._source.position() if upto is None else upto
        while self._reached < target:
            with self._turn:
                # Whoever had the turn before may have folded our facts too.
                if self._reached < target and not self._step(target):
                    return

    def _step(self, target: int) -> bool:
        """One batch in one transaction; False when there is nothing left to fold."""
        try:
            with self._store.writing() as writing:
                reached = self._fold_batch(writing, target, self._fold_together)
        except FoldFailed:
            with self._store.writing() as writing:
                reached = self._fold_batch(writing, target, self._fold_apart)
        # Committed: that much is known without asking the bookmarks again.
        self._reached = max(self._reached, reached or 0)
        return reached is not None

    def _fold_batch(self, writing: Writing, target: int, fold_all: _FoldAll) -> int | None:
        """The position that all who take part have come to by this batch; None when nothing is left."""
        marks = bookmarks.read_bookmarks(writing)
        standing = {p: marks[p.NAME].position for p in self._projections if _takes_part(p, marks)}
        after = min(standing.values(), default=target)
        self._reached = max(self._reached, after)
        if after >= target:
            return None
        facts = self._source.facts(after, BATCH)
        # Those that lag come level with the next first, then all go on together.
        ahead = min((position for position in standing.values() if position > after), default=None)
        if ahead is not None:
            facts = [numbered for numbered in facts if numbered[0] <= ahead]
        if not facts:
            return None
        fold_all(writing, [p for p, position in standing.items() if position == after], facts)
        return facts[-1][0]

    def _fold_together(
        self, writing: Writing, group: Sequence[type[ReadModel]], facts: Sequence[Numbered]
    ) -> None:
        try:
            for projection in group:
                rows = Rows(self._texts[projection], writing)
                fold(projection, facts, rows)
                rows.flush(writing)
        except Exception as error:
            if self._store.is_about_the_house(error):
                raise
            raise FoldFailed from error
        bookmarks.advance(writing, [projection.NAME for projection in group], facts[-1][0])

    def _fold_apart(
        self, writing: Writing, group: Sequence[type[ReadModel]], facts: Sequence[Numbered]
    ) -> None:
        """One projection after the other: those that fail stop at their last good fact."""
        for projection in group:
            failure = fold_carefully(self._store, writing, projection, self._texts[projection], facts)
            if failure is None:
                bookmarks.advance(writing, [projection.NAME], facts[-1][0])
                continue
            bookmarks.advance(writing, [projection.NAME], failure.position - 1)
            bookmarks.stop(writing, projection.NAME, failure.position, failure.topic, failure.reason)
            failure.report()


_FoldAll = Callable[[Writing, Sequence[type[ReadModel]], Sequence[Numbered]], None]


def _takes_part(projection: type[ReadModel], marks: Mapping[str, Bookmark]) -> bool:
    """A stopped projection waits for a restart; rows of another version are another release's business."""
    mark = marks.get(projection.NAME)
    return mark is not None and not mark.stopped and mark.version == projection.VERSION
