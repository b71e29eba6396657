"""What every read model is: a name, a version, its tables, a visible table from fact to handler, and
questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Connection, Select, Table
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.base import Fact
from imbuto.projections.rows import Rows

Handler = Callable[[Any, int, Rows], None]
"""Folds one fact, recorded at a position, into the rows of one projection. Pure: no clock, no network."""

Shape = TypeVar("Shape")


class Reader(Protocol):
    """Where questions look: one consistent look at the views, blocking nobody."""

    def reading(self) -> AbstractContextManager[Connection]: ...


class ReadModel:
    """A projection and its questions. Raise VERSION when the meaning of rows changes: it then rebuilds
    itself."""

    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    TABLES: ClassVar[Sequence[Table]]
    HANDLERS: ClassVar[Mapping[type[Fact], Handler]]
    OWN_ROWS: ClassVar[Mapping[type[Fact], Table]] = {}
    """Facts whose handler asks this table for the row with the fact's own id: a batch reads them together."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def _all(self, question: Select[Any]) -> list[RowMapping]:
        with self._reader.reading() as connection:
            return list(connection.execute(question).mappings())

    def _first(self, question: Select[Any]) -> RowMapping | None:
        with self._reader.reading() as connection:
            return connection.execute(question).mappings().first()

    def _values(self, question: Select[Any]) -> list[Any]:
        """The only column of each row."""
        with self._reader.reading() as connection:
            return list(connection.execute(question).scalars())


def codes(centre: str | Sequence[str]) -> list[str]:
    """The codes of one centre, or of several."""
    return [centre] if isinstance(centre, str) else list(centre)


def shaped(shape: type[Shape], row: Mapping[str, Any] | RowMapping) -> Shape:
    """The answer whose fields are named like the row's columns; other columns are left out."""
    known = _FIELDS.get(shape)
    if known is None:
        known = _FIELDS[shape] = [field.name for field in fields(shape) if field.init]  # type: ignore[arg-type]
    return shape(**{name: row[name] for name in known if name in row})


_FIELDS: dict[type, list[str]] = {}
