"""Which postings a question about the books is about: ranges of positions and days, and the order by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_

from imbuto.projections.posting import PER_POSITION, postings

Condition = ColumnElement[bool]
P = postings.c
DEBITS = func.coalesce(func.sum(case((P.cents > 0, P.cents), else_=0)), 0)
CREDITS = func.coalesce(func.sum(case((P.cents < 0, -P.cents), else_=0)), 0)


_NOBODY: ColumnElement[str] = literal_column("''")


def equal(**wanted: str | None) -> list[Condition]:
    """Those columns have these values; None leaves one open."""
    found: list[Condition] = [P[name] == value for name, value in wanted.items() if value is not None]
    # SQLite takes an index of some rows only where it sees that these are meant: a parameter does not tell.
    return found + [P[name] != _NOBODY for name in ("member", "creditor") if wanted.get(name)]


def of_positions(first: int | None, last: int | None) -> list[Condition]:
    """Both included; None leaves an end open."""
    found: list[Condition] = [] if first is None else [P.id >= first * PER_POSITION]
    return found if last is None else [*found, P.id < (last + 1) * PER_POSITION]


def of_days(first: date | None, last: date | None, day: Any = P.day) -> list[Condition]:
    """Both included; None leaves an end open."""
    found: list[Condition] = [] if first is None else [day >= first]
    return found if last is None else [*found, day <= last]


def by_day_behind(question: Select[Any], after: Sequence[Any] | None) -> Select[Any]:
    """In the order of days, and of positions within a day; behind the last one seen."""
    if after:
        day, id = after
        question = question.where(P.day >= day, or_(P.day > day, P.id > id))
    return question.order_by(P.day, P.id)


def until(last: Sequence[Any]) -> Condition:
    """Up to the last one seen, in the order of days."""
    day, id = last
    return and_(P.day <= day, or_(P.day < day, P.id <= id))
