"""The rebuild: folds the whole history into shadow tables beside the live ones, compares, and switches at
once.

Readers see the old rows until the switch. A rebuild that is killed leaves the live rows untouched; what
it left behind is cleared away by the next. Where no projection has a bookmark yet there is nothing live to
stand beside: the tables bear their own names from the first, for SQLite reads its whole schema again for
every table that is renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from imbuto.errors import Busy, WrongState
from imbuto.projections import bookmarks
from imbuto.projections.bookmarks import Bookmark
from imbuto.projections.definition import create_index, create_table
from imbuto.projections.folding import CatchUp, Failure, FoldFailed, Numbered, Source, fold, fold_carefully
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows, TableText
from imbuto.projections.store import Looking, ViewsStore, Writing

REBUILD_BATCH = 5_000
_TRIES_TO_MEET = 50
SHADOW = "__shadow"
Progress = Callable[[int, int], None]
"""Told after each batch: the position reached, and the position to reach."""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found: how many rows of each table differ from the live ones. Empty when none does, None
    when the live rows could not be compared (another version, or stopped)."""

    name: str
    position: int
    differing: dict[str, int] | None


def _cannot_fold(failure: Failure) -> WrongState:
    return WrongState(
        f"The projection {failure}.",
        "The live rows stay as they are. Mend the projection, then rebuild it.",
        **vars(failure),
    )


@dataclass
class _Work:
    """One projection on its way to be rebuilt. With a failure it goes no further."""

    projection: type[ReadModel]
    live: Bookmark | None
    texts: dict[Table, TableText]
    rows: Rows
    differing: dict[str, int] | None = None
    failure: Failure | None = None

    @property
    def generation(self) -> int:
        return self.live.generation + 1 if self.live else 1


class Rebuild:
    """Rebuilds some projections together. With `stop_alone`, one that cannot fold a fact ends up stopped
    there, as in the catch-up; without, the rebuild is given up and the live rows stay."""

    def __init__(
        self,
        store: ViewsStore,
        source: Source,
        live: CatchUp,
        projections: Sequence[type[ReadModel]],
        *,
        stop_alone: bool = False,
    ) -> None:
        self._store = store
        self._source = source
        self._live = live
        self._projections = projections
        self._stop_alone = stop_alone
        self._position = 0

    def run(self, progress: Progress | None = None) -> list[Rebuilt]:
        """Folds, compares, switches. The caller holds the rebuild lock."""
        try:
            with self._store.looking() as looking:
                works = self._begin(looking)
                self._fold_history(works, looking, progress)
                self._make_indexes(works)
                self._compare(works, looking)
                self._finish(works, looking)
        except BaseException:
            with self._store.writing() as writing:
                self._clear_away(writing)
            raise
        return [Rebuilt(work.projection.NAME, self._position, work.differing) for work in works]

    def _begin(self, looking: Looking) -> list[_Work]:
        works = []
        with self._store.writing() as writing:
            marks = self._clear_away(writing)
            beside = SHADOW if marks else ""
            for projection in self._projections:
                texts = {table: TableText(table, table.name + beside) for table in projection.TABLES}
                works.append(_Work(projection, marks.get(projection.NAME), texts, Rows(texts, looking)))
                for table, shadow in texts.items():
                    writing.run(create_table(table, shadow.name, self._store.engine.dialect))
        return works

    def _clear_away(self, writing: Writing) -> dict[str, Bookmark]:
        """What a rebuild before this one left behind is dropped. Returns the bookmarks."""
        marks = bookmarks.read_bookmarks(writing)
        for table in (table for projection in self._projections for table in projection.TABLES):
            writing.run(f"DROP TABLE IF EXISTS {table.name}{SHADOW}")
            if not marks:
                writing.run(f"DROP TABLE IF EXISTS {table.name}")
        return marks

    # --------------------------------------------------------------- fold

    def _fold_history(
        self, works: Sequence[_Work], looking: Looking, progress: Progress | None = None
    ) -> None:
        """In batches. The live catch-up writes in between, and while a batch is folded in memory."""
        target = self._source.position()
        while facts := self._next_facts():
            try:
                self._fold_batch(works, facts)
            except FoldFailed:
                self._fold_batch_carefully(works, facts, looking)
            self._position = facts[-1][0]
            if progress is not None:
                progress(self._position, max(target, self._position))

    def _next_facts(self) -> Sequence[Numbered]:
        return self._source.facts(self._position, REBUILD_BATCH)

    def _fold_batch(self, works: Sequence[_Work], facts: Sequence[Numbered]) -> None:
        going = [work for work in works if work.failure is None]
        try:
            for work in going:
                work.rows.go_on()
                fold(work.projection, facts, work.rows)
            with self._store.writing() as writing:
                for work in going:
                    work.rows.flush(writing)
        except Exception as error:
            if self._store.is_about_the_house(error) or isinstance(error, Busy):
                raise
            raise FoldFailed from error

    def _fold_batch_carefully(
        self, works: Sequence[_Work], facts: Sequence[Numbered], looking: Looking
    ) -> None:
        with self._store.writing() as writing:
            self._fold_within(writing, works, facts)
        for work in works:
            # What was remembered of the batch that failed is not true.
            work.rows = Rows(work.texts, looking)

    def _fold_within(self, writing: Writing, works: Sequence[_Work], facts: Sequence[Numbered]) -> None:
        for work in works:
            if work.failure is not None:
                continue
            work.failure = fold_carefully(self._store, writing, work.projection, work.texts, facts)
            if work.failure is not None:
                if not self._stop_alone:
                    raise _cannot_fold(work.failure)
                work.failure.report()

    def _make_indexes(self, works: Sequence[_Work]) -> None:
        """After the rows, because sorting once is faster than sorting in row by row."""
        for work in works:
            for table, shadow in work.texts.items():
                for index in sorted(table.indexes, key=lambda index: str(index.name)):
                    with self._store.writing() as writing:
                        writing.run(create_index(index, shadow.name, work.generation))

    # ------------------------------------------------------------ compare

    def _compare(self, works: Sequence[_Work], looking: Looking) -> None:
        """Counts the rows that differ at one position, in one look that keeps nobody from writing."""
        comparable = [work for work in works if _is_comparable(work)]
        if not comparable:
            return
        for _ in range(_TRIES_TO_MEET):
            self._fold_history(works, looking)
            self._live.catch_up(self._position)
            with self._store.reading() as look:
                if self._begins_at_one_position(look, comparable):
                    for work in comparable:
                        work.differing = self._count_differences(look, work)
                    return

    def _begins_at_one_position(self, look: Connection, works: Sequence[_Work]) -> bool:
        """False when the live rows went on, or stopped, in between. A look sees one moment."""
        live = bookmarks.look_at_bookmarks(look)
        return all(
            live[work.projection.NAME].position == self._position and not live[work.projection.NAME].stopped
            for work in works
        )

    def _count_differences(self, look: Connection, work: _Work) -> dict[str, int]:
        differing = {}
        for table, shadow in work.texts.items():
            questions = self._differences(table, shadow)
            count = sum(look.exec_driver_sql(question).scalar_one() for question in questions)
            if count:
                differing[table.name] = count
        return differing

    def _differences(self, table: Table, shadow: TableText) -> list[str]:
        on = " AND ".join(f'a."{c}" = b."{c}"' for c in shadow.key_columns)
        key = shadow.key_columns[0]
        rest = [c for c in shadow.columns if c not in shadow.key_columns]
        differ = "".join(f' OR a."{c}" {self._store.differs} b."{c}"' for c in rest)
        live, new = table.name, shadow.name
        return [
            f'SELECT count(*) FROM {live} a LEFT JOIN {new} b ON {on} WHERE b."{key}" IS NULL{differ}',  # noqa: S608
            f'SELECT count(*) FROM {new} a LEFT JOIN {live} b ON {on} WHERE b."{key}" IS NULL',  # noqa: S608
        ]

    # ------------------------------------------------------------- switch

    def _finish(self, works: Sequence[_Work], looking: Looking) -> None:
        """Folds the last facts and switches, while nobody can write."""
        self._fold_history(works, looking)
        with self._store.writing() as writing:
            while facts := self._next_facts():
                self._fold_within(writing, works, facts)
                self._position = facts[-1][0]
            for work in works:
                self._switch(writing, work)

    def _switch(self, writing: Writing, work: _Work) -> None:
        """The rebuilt rows become the live ones, with their bookmark."""
        for name in work.live.tables.split(",") if work.live else []:
            writing.run(f"DROP TABLE IF EXISTS {name}")
        for table, shadow in work.texts.items():
            if shadow.name != table.name:
                writing.run(f"ALTER TABLE {shadow.name} RENAME TO {table.name}")
        projection = work.projection
        tables = ",".join(table.name for table in projection.TABLES)
        position = work.failure.position - 1 if work.failure else self._position
        mark = Bookmark(projection.NAME, projection.VERSION, position, work.generation, tables)
        bookmarks.save(writing, mark)
        if failure := work.failure:
            bookmarks.stop(writing, mark.name, failure.position, failure.topic, failure.reason)


def _is_comparable(work: _Work) -> bool:
    live = work.live
    return (
        work.failure is None
        and live is not None
        and not live.stopped
        and live.version == work.projection.VERSION
    )
