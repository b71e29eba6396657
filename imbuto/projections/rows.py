"""Rows in hand while facts are folded: read once, changed in memory, written together at the end of a batch.

Rows are plain dictionaries from column to stored form (see columns.py). A handler that changes a row it
got says so with `put`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from imbuto.projections.store import Looking, Writing

Row = dict[str, Any]
_REMEMBERED_CELLS = 400_000
"""How much of one table is remembered from batch to batch in a rebuild: some tens of megabytes."""
_ASKED_AT_ONCE = 500


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
        self._where_key = f"WHERE {key}"
        self._first_key = f"WHERE {_quoted(self.key_columns)[0]} IN"

    def update(self, columns: Sequence[str]) -> str:
        """Changes these columns of one row."""
        changes = ", ".join(f"{column} = ?" for column in _quoted(columns))
        return f"UPDATE {self.name} SET {changes} {self._where_key}"  # noqa: S608

    def select_many(self, count: int) -> str:
        """So many rows by their keys, where the key is one column."""
        return f"{self.select} {self._first_key} ({', '.join('?' * count)})"

    def key_values(self, key: Any) -> tuple[Any, ...]:
        return key if len(self.key_columns) > 1 else (key,)


class TableRows:
    """The rows of one table during one batch."""

    def __init__(self, text: TableText, looking: Looking) -> None:
        self._text = text
        self._looking = looking
        self._known: dict[Any, Row | None] = {}
        self._changed: dict[Any, Row] = {}
        self._cells: dict[Any, Row] = {}
        self._deleted: set[Any] = set()
        self._added: list[Row] = []
        self._appended: list[tuple[Any, ...]] = []
        self._key_of = text.key_of
        self.add = self._added.append
        self.append = self._appended.append

    add: Callable[[Row], None]
    """Takes a row with a key that never was: append only, not seen by `get` or `where` of this batch."""
    append: Callable[[tuple[Any, ...]], None]
    """As `add`, with the values in the order of the columns: for rows that are made by the million."""

    def get(self, *key: Any) -> Row | None:
        """The row with that primary key, or None. The same dictionary each time."""
        known = key if len(key) > 1 else key[0]
        if known in self._known:
            return self._known[known]
        found = self._looking.all(self._text.get, key)
        self._known[known] = row = self._read(found[0]) if found else None
        return row

    def _read(self, values: Sequence[Any]) -> Row:
        row = dict(zip(self._text.columns, values, strict=True))
        if self._cells:
            row.update(self._cells.get(self._key_of(row), {}))
        return row

    def expect(self, keys: Iterable[Any]) -> None:
        """Reads the rows that will be asked for, many in one question, where the key is one column. Alone,
        each question costs more than the folding of its row."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._known]
        for start in range(0, len(missing), _ASKED_AT_ONCE):
            asked = missing[start : start + _ASKED_AT_ONCE]
            self._known.update(dict.fromkeys(asked))
            # Always as many marks, so that the database prepares one statement only.
            padded = asked + asked[-1:] * (_ASKED_AT_ONCE - len(asked)) if start else asked
            for values in self._looking.all(self._text.select_many(len(padded)), padded):
                row = self._read(values)
                self._known[self._key_of(row)] = row

    def put(self, row: Row) -> None:
        """Takes a new or changed row."""
        key = self._key_of(row)
        self._known[key] = self._changed[key] = row
        if self._deleted:
            self._deleted.discard(key)
        if self._cells:
            self._cells.pop(key, None)

    def change(self, key: Any, cells: Row) -> None:
        """Changes some cells of a row that is there, without reading it; not seen by `where` of this batch.

        The other columns are not written again, so that only the indexes of these are touched: silence about
        a delivery changes two columns of forty-seven, and two indexes of eight. Raises LookupError, here or
        when written, where there is no such row.
        """
        row = self._known.get(key)
        if row is None and key in self._known:
            raise LookupError(f"{self._text.name} has no row {key!r}")
        if row is not None:
            row.update(cells)
        if key not in self._changed:
            self._cells.setdefault(key, {}).update(cells)

    def delete(self, *key: Any) -> None:
        known = key if len(key) > 1 else key[0]
        self._known[known] = None
        self._changed.pop(known, None)
        self._cells.pop(known, None)
        self._deleted.add(known)

    def where(self, **equal: Any) -> list[Row]:
        """The rows whose columns have these values, in the order of their keys. The columns should be
        indexed."""
        condition = " AND ".join(f"{column} = ?" for column in _quoted(list(equal)))
        found = self._looking.all(f"{self._text.select} WHERE {condition}", tuple(equal.values()))
        for values in found:
            row = self._read(values)
            self._known.setdefault(self._key_of(row), row)
        return [row for _, row in sorted(self._matching(equal))]

    def rewrite(self, change: Callable[[Row], Row], **equal: Any) -> None:
        """Changes cells of all rows whose columns have these values, of those added in this batch too.
        `change` answers the new cells of a row, none where it stays; a key never changes."""
        for row in self.where(**equal):
            if cells := change(row):
                self.put({**row, **cells})
        for row in self._added:
            if _has(row, equal):
                row.update(change(row))
        for place, values in enumerate(self._appended):
            row = dict(zip(self._text.columns, values, strict=True))
            if _has(row, equal) and (cells := change(row)):
                self._appended[place] = self._text.values_of({**row, **cells})

    def _matching(self, equal: Mapping[str, Any]) -> Iterator[tuple[Any, Row]]:
        for key, row in self._known.items():
            if row is not None and _has(row, equal):
                yield key, row

    def flush(self, writing: Writing) -> None:
        """Writes what changed, each row once."""
        if self._deleted:
            writing.run_many(self._text.delete, [self._text.key_values(key) for key in self._deleted])
        if self._added:
            writing.run_many(self._text.insert, list(map(self._text.values_of, self._added)))
        if self._appended:
            writing.run_many(self._text.insert, self._appended)
        if self._changed:
            writing.run_many(self._text.upsert, list(map(self._text.values_of, self._changed.values())))
        if self._cells:
            self._flush_cells(writing)

    def _flush_cells(self, writing: Writing) -> None:
        alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for key, cells in self._cells.items():
            alike.setdefault(tuple(cells), []).append((*cells.values(), *self._text.key_values(key)))
        for columns, rows in alike.items():
            if writing.run_many(self._text.update(columns), rows) != len(rows):
                raise LookupError(f"{self._text.name} has not all the rows that were to be changed")

    def go_on(self) -> None:
        """After a flush is committed, the next batch. Nobody else may write this table in between."""
        self._deleted.clear()
        self._added.clear()
        self._appended.clear()
        self._changed.clear()
        self._cells.clear()
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


def _has(row: Row, equal: Mapping[str, Any]) -> bool:
    return all(row[column] == value for column, value in equal.items())


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _values_of(columns: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Takes the values of the columns out of a row, always as a tuple."""
    if len(columns) == 1:
        return lambda row: (row[columns[0]],)
    values_of: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*columns)
    return values_of
