"""The catch-up: folds new facts into all read models, in batches, rows and bookmarks in one transaction.

A projection that cannot fold a fact stops alone and says which one; the others go on.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
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


def fold(projection: type[ReadModel], facts: Sequence[Numbered], rows: Rows) -> None:
    """Applies the facts that the projection cares for."""
    handlers = projection.HANDLERS
    for position, fact in facts:
        handler = handlers.get(type(fact))
        if handler is not None:
            handler(fact, position, rows)


def live_texts(projection: type[ReadModel]) -> dict[Table, TableText]:
    return {table: TableText(table, table.name) for table in projection.TABLES}


@dataclass(frozen=True)
class _Failure:
    projection: str
    position: int
    topic: str
    reason: str


class CatchUp:
    """Brings the live views up to the source. Threads take turns; processes wait for the write lock."""

    def __init__(self, store: ViewsStore, source: Source, projections: Sequence[type[ReadModel]]) -> None:
        self._store = store
        self._source = source
        self._projections = projections
        self._texts = {projection: live_texts(projection) for projection in projections}
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
        failures: list[_Failure] = []
        try:
            with self._store.writing() as writing:
                going_on = self._fold_batch(writing, target, None)
        except Exception as error:
            if self._store.is_about_the_house(error) or not isinstance(error, _FoldFailed):
                raise
            with self._store.writing() as writing:
                going_on = self._fold_batch(writing, target, failures)
        for failure in failures:
            _log.error("projection stopped", **vars(failure))
        return going_on

    def _fold_batch(self, writing: Writing, target: int, failures: list[_Failure] | None) -> bool:
        marks = bookmarks.read_bookmarks(writing)
        standing = {p: marks[p.NAME].position for p in self._projections if _takes_part(p, marks)}
        after = min(standing.values(), default=target)
        self._reached = max(self._reached, after)
        if after >= target:
            return False
        group = [projection for projection, position in standing.items() if position == after]
        facts = self._source.facts(after, BATCH)
        # Those that lag come level with the next first, then all go on together.
        ahead = min((position for position in standing.values() if position > after), default=None)
        if ahead is not None:
            facts = [numbered for numbered in facts if numbered[0] <= ahead]
        if not facts:
            return False
        if failures is None:
            self._fold_together(writing, group, facts)
        else:
            group = [p for p in group if self._fold_carefully(writing, p, facts, failures)]
        bookmarks.advance(writing, [projection.NAME for projection in group], facts[-1][0])
        return True

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
            raise _FoldFailed from error

    def _fold_carefully(
        self,
        writing: Writing,
        projection: type[ReadModel],
        facts: Sequence[Numbered],
        failures: list[_Failure],
    ) -> bool:
        """Fact by fact, each behind a savepoint, to keep what can be folded and to find what cannot."""
        for number, (position, fact) in enumerate(facts):
            writing.run("SAVEPOINT fact")
            try:
                rows = Rows(self._texts[projection], writing)
                fold(projection, [(position, fact)], rows)
                rows.flush(writing)
            except Exception as error:
                if self._store.is_about_the_house(error):
                    raise
                writing.run("ROLLBACK TO SAVEPOINT fact")
                reason = f"{type(error).__name__}: {error}"
                failures.append(_Failure(projection.NAME, position, fact.TOPIC, reason))
                bookmarks.stop(writing, projection.NAME, position, fact.TOPIC, reason)
                if number > 0:
                    bookmarks.advance(writing, [projection.NAME], facts[number - 1][0])
                return False
            writing.run("RELEASE SAVEPOINT fact")
        return True


class _FoldFailed(Exception):
    """Some projection could not fold some fact: fold again with care, to find out which."""


def _takes_part(projection: type[ReadModel], marks: Mapping[str, Bookmark]) -> bool:
    """A stopped projection waits for a restart; rows of another version are another release's business."""
    mark = marks.get(projection.NAME)
    return mark is not None and not mark.stopped and mark.version == projection.VERSION
