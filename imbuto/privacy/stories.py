"""All facts that tell of one member: of the member, and of everything that belongs to the member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from imbuto.aggregates import Fact
from imbuto.ledger import Ledger, access_id, member_id
from imbuto.projections import Views
from imbuto.projections.pages import Page

AT_ONCE = 500


def stories_of(ledger: Ledger, views: Views, number: str) -> list[tuple[int, Fact]]:
    """The facts with their positions, in the ledger's order."""
    ids = ids_of_member(views, number)
    found: list[tuple[int, Fact]] = []
    for start in range(0, len(ids), AT_ONCE):
        found.extend(ledger.stories(ids[start : start + AT_ONCE]))
    return sorted(found, key=lambda numbered: numbered[0])


def ids_of_member(views: Views, number: str) -> list[UUID]:
    """The ids of the member and of everything that belongs to the member."""
    return list(dict.fromkeys(_ids(views, number)))


def _ids(views: Views, number: str) -> Iterator[UUID]:
    yield member_id(number)
    yield access_id(f"member:{number}")
    pages: tuple[Callable[..., Page[Any]], ...] = (
        views.deliveries.page,
        views.adjustments.page,
        views.charges.page,
        views.payouts.page,
        views.messages.page,
    )
    for page in pages:
        yield from (thing.id for thing in all_of(page, member=number))
    yield from (statement.id for statement in all_of(views.settlements.statements_of_member, number))


def all_of(page: Callable[..., Page[Any]], *asked: Any, **named: Any) -> Iterator[Any]:
    """Every item of all pages."""
    cursor: str | None = None
    while True:
        found = page(*asked, **named, cursor=cursor, limit=AT_ONCE)
        yield from found.items
        if (cursor := found.next) is None:
            return
