"""Which deliveries were brought in some days, by member: where a job finds the milk that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from imbuto.projections.delivery_tables import book
from imbuto.projections.priced_days import PricedDays


@dataclass(frozen=True)
class Brought:
    """All deliveries of one member in the days asked for, whatever became of them, by day."""

    member: str
    deliveries: tuple[UUID, ...]


class DeliveredDays(PricedDays):
    """A part of the delivery book's questions."""

    def brought(
        self, day_from: date, day_to: date, centre: str | None = None, after: str = "", limit: int = 200
    ) -> list[Brought]:
        """The next `limit` members behind the number `after`, each with all their deliveries of these days
        (both included), of one centre or of all."""
        within = [book.c.day >= day_from, book.c.day <= day_to]
        if centre is not None:
            within.append(book.c.centre == centre)
        members = self._values(
            select(book.c.member)
            .where(book.c.member > after, *within)
            .group_by(book.c.member)
            .order_by(book.c.member)
            .limit(limit)
        )
        if not members:
            return []
        found: dict[str, list[UUID]] = {member: [] for member in members}
        question = select(book.c.member, book.c.id).where(
            book.c.member >= members[0], book.c.member <= members[-1], *within
        )
        for row in self._all(question.order_by(book.c.member, book.c.day, book.c.position)):
            if row["member"] in found:
                found[row["member"]].append(row["id"])
        return [Brought(member, tuple(ids)) for member, ids in found.items()]

    def litres_by_month(
        self, member: str, day_from: date, centres: Sequence[str] | None = None
    ) -> dict[str, int]:
        """The member's accepted milk since that day, in hundredths of a litre, by month (2026-11), the oldest
        first; of these centres or of all. A month without milk is not in it."""
        question = select(book.c.day, func.sum(book.c.centilitres).label("centilitres")).where(
            book.c.member == member,
            book.c.day >= day_from,
            book.c.state != "voided",
            book.c.rejection_reason.is_(None),
        )
        if centres is not None:
            question = question.where(book.c.centre.in_(centres))
        found: dict[str, int] = {}
        for row in self._all(question.group_by(book.c.day).order_by(book.c.day)):
            month = f"{row['day']:%Y-%m}"
            found[month] = found.get(month, 0) + int(row["centilitres"])
        return found
