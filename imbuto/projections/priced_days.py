"""The milk of some days with what it was priced at: what a proposed price is held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, String, and_, case, func, select, type_coerce

from imbuto.projections.delivery_tables import book, disputes
from imbuto.projections.readmodel import ReadModel

Priced = tuple[str, str, str, int, int, str | None, str | None, str | None]
"""Member, centre, day, hundredths of a litre, cents, grade, fat and SNF. Day and readings are texts: there
are hundreds of thousands of such lines, and few different days and readings among them."""
_AT_ONCE = 5_000


class PricedDays(ReadModel):
    """A part of the delivery book's questions."""

    def priced(self, day_from: date, day_to: date, centres: Sequence[str] | None = None) -> Iterator[Priced]:
        """Every accepted delivery of these days (both included), of these centres or of all. What counts:
        without what an open dispute holds back."""
        question = _COUNTED.where(book.c.day >= day_from, book.c.day <= day_to)
        if centres is not None:
            question = question.where(book.c.centre.in_(centres))
        with self._reader.reading() as look:
            for row in look.execution_options(yield_per=_AT_ONCE).execute(question):
                yield tuple(row)


def _held(column: Column[int]) -> ColumnElement[int]:
    return case((_IS_DISPUTED, func.coalesce(column, 0)), else_=0)


def _text(name: str) -> ColumnElement[str]:
    """As it is stored."""
    return type_coerce(book.c[name], String)


_IS_DISPUTED = book.c.state == "disputed"
_COUNTED: Select[Any] = (
    select(
        book.c.member,
        book.c.centre,
        _text("day"),
        book.c.centilitres - _held(disputes.c.held_centilitres),
        book.c.value_cents - _held(disputes.c.held_cents),
        *map(_text, ("grade", "fat_percent", "snf_percent")),
    )
    .outerjoin_from(book, disputes, and_(disputes.c.delivery == book.c.id, _IS_DISPUTED))
    .where(book.c.state != "voided", book.c.rejection_reason.is_(None))
)
