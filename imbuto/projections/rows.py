"""Rows in hand while facts are folded: read once, changed in memory, written together at the end of a batch.

Rows are plain dictionaries from column to stored form (see columns.py). A handler that changes a row it
got says so with `put`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from imbuto.projections.store import Looking, Writing

Row = dict[str, Any]
_REMEMBERED_CELLS = 400_000
"""How much of one table is remembered from batch to batch in a rebuild: some tens of megabytes."""


class TableText:
    """The SQL text of one table under a given name, and how its keys are taken from a row."""

    def __init__(self, table: Table, name: str) -> None:
        self.name = name
        self.columns = [column.name for column in table.columns]
        self.key_columns = [column.name for column in table.primary_key]
        self.key_of: Callable[[Mapping[str, Any]], Any] = itemgetter(*self.key_columns)
        self.values_of = _values_of(self.columns)
        columns = ", ".join(_quoted(self.columns))
        marks = ", ".join("?" for _ in self.columns)
        key = " AND ".join(f"{column} = ?" for column in _quoted(self.key_columns))
        changes = [
            f"{c} = excluded.{c}" for c in _quoted(self.columns) if c.strip('"') not in self.key_columns
        ]
        on_conflict = f"DO UPDATE SET {', '.join(changes)}" if changes else "DO NOTHING"
        self.select = f"SELECT {columns} FROM {name}"  # noqa: S608 - names come from the tables above
        self.get = f"{self.select} WHERE {key}"
        self.insert = f"INSERT INTO {name} ({columns}) VALUES ({marks})"  # noqa: S608
        self.upsert = f"{self.insert} ON CONFLICT ({', '.join(_quoted(self.key_columns))}) {on_conflict}"
        self.delete = f"DELETE FROM {name} WHERE {key}"  # noqa: S608

    def key_values(self, key: Any) -> tuple[Any, ...]:
        return key if len(self.key_columns) > 1 else (key,)


class TableRows:
    """The rows of one table during one batch."""

    def __init__(self, text: TableText, looking: Looking) -> None:
        self._text = text
        self._looking = looking
        self._known: dict[Any, Row | None] = {}
        self._changed: dict[Any, Row] = {}
        self._deleted: set[Any] = set()
        self._added: list[Row] = []
        self._key_of = text.key_of
        self.add = self._added.append

    add: Callable[[Row], None]
    """Takes a row with a key that never was: append only, not seen by `get` or `where` of this batch."""

    def get(self, *key: Any) -> Row | None:
        """The row with that primary key, or None. The same dictionary each time."""
        known = key if len(key) > 1 else key[0]
        if known in self._known:
            return self._known[known]
        found = self._looking.all(self._text.get, key)
        row = dict(zip(self._text.columns, found[0], strict=True)) if found else None
        self._known[known] = row
        return row

    def put(self, row: Row) -> None:
        """Takes a new or changed row."""
        key = self._key_of(row)
        self._known[key] = self._changed[key] = row
        if self._deleted:
            self._deleted.discard(key)

    def delete(self, *key: Any) -> None:
        known = key if len(key) > 1 else key[0]
        self._known[known] = None
        self._changed.pop(known, None)
        self._deleted.add(known)

    def where(self, **equal: Any) -> list[Row]:
        """The rows whose columns have these values, in the order of their keys. The columns should be
        indexed."""
        condition = " AND ".join(f"{column} = ?" for column in _quoted(list(equal)))
        found = self._looking.all(f"{self._text.select} WHERE {condition}", tuple(equal.values()))
        for values in found:
            row = dict(zip(self._text.columns, values, strict=True))
            self._known.setdefault(self._key_of(row), row)
        return [row for _, row in sorted(self._matching(equal))]

    def _matching(self, equal: Mapping[str, Any]) -> Iterator[tuple[Any, Row]]:
        for key, row in self._known.items():
            if row is not None and all(row[column] == value for column, value in equal.items()):
                yield key, row

    def flush(self, writing: Writing) -> None:
        """Writes what changed, each row once."""
        if self._deleted:
            writing.run_many(self._text.delete, [self._text.key_values(key) for key in self._deleted])
        if self._added:
            writing.run_many(self._text.insert, list(map(self._text.values_of, self._added)))
        if self._changed:
            writing.run_many(self._text.upsert, list(map(self._text.values_of, self._changed.values())))

    def go_on(self) -> None:
        """After a flush is committed, the next batch. Nobody else may write this table in between."""
        self._deleted.clear()
        self._added.clear()
        self._changed.clear()
        if len(self._known) * len(self._text.columns) > _REMEMBERED_CELLS:
            self._known.clear()


class Rows:
    """The rows of one projection during one batch."""

    def __init__(self, tables: Mapping[Table, TableText], looking: Looking) -> None:
        self._tables = {table: TableRows(text, looking) for table, text in tables.items()}
        self.table: Callable[[Table], TableRows] = self._tables.__getitem__

    def flush(self, writing: Writing) -> None:
        for rows in self._tables.values():
            rows.flush(writing)

    def go_on(self) -> None:
        for rows in self._tables.values():
            rows.go_on()


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _values_of(columns: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Takes the values of the columns out of a row, always as a tuple."""
    if len(columns) == 1:
        return lambda row: (row[columns[0]],)
    values_of: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*columns)
    return values_of
