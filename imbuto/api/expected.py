"""Who is expected with milk: whom the books of the centres know to come on such days, without those who are
suspended or gone. Whoever brought milk at any centre is not missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from imbuto.api.parts import views
from imbuto.projections.pages import Page, page_of, read_cursor

Centre = str | Sequence[str] | None


class Expectation(NamedTuple):
    """The numbers of the members who usually come, and of those who did not yet."""

    members: frozenset[str]
    missing: frozenset[str]


def expected(day: date, centre: Centre = None, shift: str | None = None) -> Expectation:
    """Of one centre, of several or of all; of one shift or of the whole day."""
    usual = views().centres.usual(day, centre, shift) - views().members.absent()
    return Expectation(usual, usual - views().centres.brought_on(day, shift))


def missing_page(
    day: date, centre: Centre = None, shift: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[str]:
    """The numbers of the missing, in order."""
    after = read_cursor(cursor, str)
    numbers = sorted(one for one in expected(day, centre, shift).missing if not after or one > after[0])
    return page_of(numbers[: limit + 1], limit, lambda number: (number,))
