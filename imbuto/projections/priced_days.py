"""The milk of some days with what it was priced at: what a proposed price is held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import String, and_, case, func, select, type_coerce

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
        is_open = and_(disputes.c.delivery == book.c.id, book.c.state == "disputed")
        held_litres, held_cents = (
            case((book.c.state == "disputed", func.coalesce(held, 0)), else_=0)
            for held in (disputes.c.held_centilitres, disputes.c.held_cents)
        )
        texts = (type_coerce(book.c[name], String) for name in ("grade", "fat_percent", "snf_percent"))
        question = (
            select(
                book.c.member,
                book.c.centre,
                type_coerce(book.c.day, String),
                book.c.centilitres - held_litres,
                book.c.value_cents - held_cents,
                *texts,
            )
            .outerjoin_from(book, disputes, is_open)
            .where(book.c.day >= day_from, book.c.day <= day_to)
            .where(book.c.state != "voided", book.c.rejection_reason.is_(None))
        )
        if centres is not None:
            question = question.where(book.c.centre.in_(centres))
        with self._reader.reading() as look:
            for row in look.execution_options(yield_per=_AT_ONCE).execute(question):
                yield tuple(row)
