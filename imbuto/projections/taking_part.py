"""Who brings milk: on one day, in some days, and as a rule.

A member is expected who brought milk on at least 10 of the 14 days before. That is counted from the book of
the centres, of one centre and shift or of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, distinct, func, select

from imbuto.projections.centre_book import days, weighed
from imbuto.projections.readmodel import Reader, ReadModel, codes
from imbuto.projections.remembered import Remembered

USUAL_OF = timedelta(days=14)
USUAL_FROM = 10
"""Of so many days before, milk on so many makes a member expected."""
_SETS, _COUNTS = 32, 4096
"""So many answers are remembered: sets of all members are big."""

Centre = str | Sequence[str] | None
Comers = Mapping[tuple[str, str], Set[str]]
"""Members by the centre and shift to which they brought milk."""


class TakingPart(ReadModel):
    """A part of the centres' questions."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._sets, self._counts = Remembered(_SETS), Remembered(_COUNTS)

    def usual(self, day: date, centre: Centre = None, shift: str | None = None) -> frozenset[str]:
        """The numbers of the members who usually bring milk on such a day."""
        first, last = day - USUAL_OF, day - timedelta(days=1)
        within = of_days(weighed, first, last, centre, shift)
        question = select(weighed.c.member).where(*within).group_by(weighed.c.member)
        question = question.having(func.count(distinct(weighed.c.day)) >= USUAL_FROM)
        with self._reader.reading() as look:
            return self._sets.answer(
                ("usual", first, last, _key(centre), shift),
                _sums(look, first, last, centre, shift),
                lambda: frozenset(look.execute(question).scalars()),
            )

    def comers(self, day: date) -> Comers:
        """Who brought milk on a day, by centre and shift."""
        question = select(weighed.c.centre, weighed.c.shift, weighed.c.member)
        question = question.where(*of_days(weighed, day, day))
        with self._reader.reading() as look:
            return self._sets.answer(
                ("comers", day), _sums(look, day, day, None, None), lambda: _parted(look.execute(question))
            )

    def brought_on(self, day: date, shift: str | None = None) -> Set[str]:
        """Who brought milk on a day, wherever it was."""
        return together(self.comers(day), shift=shift)

    def members_in(self, first: date, last: date, centre: Centre = None, shift: str | None = None) -> int:
        """How many different members brought milk from the first day to the last."""
        question = select(func.count(distinct(weighed.c.member)))
        with self._reader.reading() as look:
            return self._counts.answer(
                ("members", first, last, _key(centre), shift),
                _sums(look, first, last, centre, shift),
                lambda: int(
                    look.execute(question.where(*of_days(weighed, first, last, centre, shift))).scalar_one()
                ),
            )


def together(comers: Comers, centre: str | None = None, shift: str | None = None) -> Set[str]:
    """Who came to a centre or to any, in a shift or in any."""
    met = (who for (at, when), who in comers.items() if centre in (None, at) and shift in (None, when))
    return set[str]().union(*met)


def _parted(rows: Iterable[Any]) -> Comers:
    found: dict[tuple[str, str], set[str]] = {}
    for centre, shift, member in rows:
        found.setdefault((centre, shift), set()).add(member)
    return found


def of_days(
    table: Table, first: date, last: date, centre: Centre = None, shift: str | None = None
) -> list[ColumnElement[bool]]:
    """The rows of these days, both included; of one centre, of several or of all."""
    within = [table.c.day >= first, table.c.day <= last]
    if centre is not None:
        within.append(table.c.centre.in_(codes(centre)))
    if shift is not None:
        within.append(table.c.shift == shift)
    return within


def _sums(look: Connection, first: date, last: date, centre: Centre, shift: str | None) -> tuple[Any, ...]:
    """How many deliveries of these days count, and how many were voided: while both stand, the same members
    brought milk on the same days."""
    question = select(func.sum(days.c.deliveries), func.sum(days.c.voided))
    return tuple(look.execute(question.where(*of_days(days, first, last, centre, shift))).one())


def _key(centre: Centre) -> tuple[str, ...] | None:
    return None if centre is None else tuple(codes(centre))
