"""The rebuild: folds the whole history into shadow tables beside the live ones, compares, and switches at
once.

Readers see the old rows until the switch. A rebuild that is killed leaves the live rows untouched; what
it left behind is cleared away by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table

from imbuto.projections import bookmarks
from imbuto.projections.bookmarks import Bookmark
from imbuto.projections.definition import create_index, create_table
from imbuto.projections.folding import CatchUp, Source, fold
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows, TableText
from imbuto.projections.store import ViewsStore, Writing

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


@dataclass
class _Work:
    """One projection on its way to be rebuilt."""

    projection: type[ReadModel]
    live: Bookmark | None
    texts: dict[Table, TableText]
    rows: Rows = field(init=False)
    differing: dict[str, int] | None = None

    def __post_init__(self) -> None:
        self.rows = Rows(self.texts, None)

    @property
    def generation(self) -> int:
        return self.live.generation + 1 if self.live else 1


class Rebuild:
    """Rebuilds some projections together."""

    def __init__(
        self, store: ViewsStore, source: Source, live: CatchUp, projections: Sequence[type[ReadModel]]
    ) -> None:
        self._store = store
        self._source = source
        self._live = live
        self._projections = projections
        self._position = 0

    def run(self, progress: Progress | None = None) -> list[Rebuilt]:
        """Folds, compares, switches. The caller holds the rebuild lock."""
        with self._store.writing() as writing:
            works = self._begin(writing)
        try:
            self._fold_history(works, progress)
            self._make_indexes(works)
            self._compare(works)
            with self._store.writing() as writing:
                self._fold_rest(writing, works)
                for work in works:
                    self._switch(writing, work)
        except BaseException:
            with self._store.writing() as writing:
                _drop_shadows(writing, self._projections)
            raise
        return [Rebuilt(work.projection.NAME, self._position, work.differing) for work in works]

    def _begin(self, writing: Writing) -> list[_Work]:
        _drop_shadows(writing, self._projections)
        marks = bookmarks.read_bookmarks(writing)
        works = []
        for projection in self._projections:
            texts = {table: TableText(table, table.name + SHADOW) for table in projection.TABLES}
            works.append(_Work(projection, marks.get(projection.NAME), texts))
            for table, shadow in texts.items():
                writing.run(create_table(table, shadow.name, self._store.engine.dialect))
        return works

    # --------------------------------------------------------------- fold

    def _fold_history(self, works: Sequence[_Work], progress: Progress | None) -> None:
        """In batches, each its own transaction, so that the live catch-up goes on in between."""
        target = self._source.position()
        while self._position < target:
            with self._store.writing() as writing:
                if not self._fold_batch(writing, works):
                    break
            if progress is not None:
                progress(self._position, max(target, self._position))

    def _fold_rest(self, writing: Writing, works: Sequence[_Work]) -> None:
        while self._fold_batch(writing, works):
            pass

    def _fold_batch(self, writing: Writing, works: Sequence[_Work]) -> bool:
        facts = self._source.facts(self._position, REBUILD_BATCH)
        if not facts:
            return False
        for work in works:
            work.rows.go_on(writing)
            fold(work.projection, facts, work.rows)
            work.rows.flush(writing)
        self._position = facts[-1][0]
        return True

    def _make_indexes(self, works: Sequence[_Work]) -> None:
        """After the rows, because sorting once is faster than sorting in row by row."""
        for work in works:
            for table, shadow in work.texts.items():
                for index in sorted(table.indexes, key=lambda index: str(index.name)):
                    with self._store.writing() as writing:
                        writing.run(create_index(index, shadow.name, work.generation))

    # ------------------------------------------------------------ compare

    def _compare(self, works: Sequence[_Work]) -> None:
        """Counts the rows that differ at one position, in one look that keeps nobody from writing."""
        comparable = [work for work in works if _is_comparable(work)]
        if not comparable:
            return
        with self._store.reading() as look:
            for _ in range(_TRIES_TO_MEET):
                if self._begin_look_at_one_position(look, works, comparable):
                    break
            else:
                return
            for work in comparable:
                work.differing = self._count_differences(look, work)

    def _begin_look_at_one_position(
        self, look: Connection, works: Sequence[_Work], comparable: Sequence[_Work]
    ) -> bool:
        """False when the live rows went on in between. The look begins while nobody can write."""
        with self._store.writing() as writing:
            self._fold_rest(writing, works)
        self._live.catch_up(self._position)
        with self._store.writing() as writing:
            marks = bookmarks.read_bookmarks(writing)
            if any(marks[work.projection.NAME].position != self._position for work in comparable):
                return False
            look.exec_driver_sql("SELECT count(*) FROM bookmarks").scalar_one()
        return True

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

    def _switch(self, writing: Writing, work: _Work) -> None:
        """The rebuilt rows become the live ones, with their bookmark."""
        for name in work.live.tables.split(",") if work.live else []:
            writing.run(f"DROP TABLE IF EXISTS {name}")
        for table, shadow in work.texts.items():
            writing.run(f"ALTER TABLE {shadow.name} RENAME TO {table.name}")
        projection = work.projection
        tables = ",".join(table.name for table in projection.TABLES)
        bookmarks.save(
            writing,
            Bookmark(projection.NAME, projection.VERSION, self._position, work.generation, tables),
        )


def _is_comparable(work: _Work) -> bool:
    live = work.live
    return live is not None and not live.stopped and live.version == work.projection.VERSION


def _drop_shadows(writing: Writing, projections: Sequence[type[ReadModel]]) -> None:
    for projection in projections:
        for table in projection.TABLES:
            writing.run(f"DROP TABLE IF EXISTS {table.name}{SHADOW}")
