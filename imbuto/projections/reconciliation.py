"""A day's payments beside what M-Pesa says: what was brought in and compared, and the comparison itself.

The rows are folded here from the facts; M-Pesa's callbacks, which are no facts, are handed in by who asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlalchemy.engine import RowMapping

from imbuto.errors import Unknown
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.reconciliation_book import HANDLERS
from imbuto.projections.reconciliation_tables import (
    TABLES,
    attempts,
    booked,
    doubts,
    gauges,
    lines,
    payouts,
    reconciliations,
    statements,
)
from imbuto.projections.reconciling import compare
from imbuto.projections.reconciling_rows import (
    ELSEWHERE,
    UNKNOWN,
    UNSENT,
    Booked,
    Comparison,
    Contradiction,
    DayRows,
    Gauge,
    Line,
    Sent,
    Told,
)
from imbuto.values import NAIROBI

AROUND = timedelta(days=3)
"""So far from the day M-Pesa may date what belongs to it."""
OLDEST_GAUGE = timedelta(days=10)
"""An answer about the float that is older is no ground for a sum."""
_AT_ONCE = 500


@dataclass(frozen=True)
class KindSum:
    """So many differences of one kind, and the money in them."""

    kind: str
    count: int
    cents: int


@dataclass(frozen=True)
class ReconciledDay:
    """The latest comparison of a day, as it was recorded."""

    day: date
    until_position: int
    payments: int
    payments_cents: int
    lines: int
    covered: bool
    counts: list[KindSum]
    made_by: str
    made_at: datetime
    position: int


@dataclass(frozen=True)
class StatementStanding:
    """A statement of M-Pesa that was brought in, from when to when it covers the account, and its sums."""

    id: UUID
    name: str
    digest: str
    first: datetime
    last: datetime
    lines: int
    in_cents: int
    out_cents: int
    imported_by: str
    imported_at: datetime
    position: int


class Reconciliations(ReadModel):
    """The view of what was compared, and the comparison of a day as it stands now."""

    NAME = "reconciliations"
    VERSION = 2
    TABLES = TABLES
    HANDLERS = HANDLERS

    # -------------------------------------------------------------- what was done

    def page(self, *, cursor: str | None = None, limit: int = 50) -> Page[ReconciledDay]:
        """The days that were compared, the latest first."""
        limit = checked_limit(limit)
        question = select(reconciliations).order_by(reconciliations.c.day.desc()).limit(limit + 1)
        if after := read_cursor(cursor, date):
            question = question.where(reconciliations.c.day < after[0])
        return page_of([_day(row) for row in self._all(question)], limit, lambda one: (one.day,))

    def made(self, day: date) -> ReconciledDay | None:
        """The latest comparison of that day; None where there was none."""
        row = self._first(select(reconciliations).where(reconciliations.c.day == day))
        return _day(row) if row else None

    def statements(self, *, cursor: str | None = None, limit: int = 50) -> Page[StatementStanding]:
        """The statements that were brought in, the latest first."""
        limit = checked_limit(limit)
        question = select(statements).order_by(statements.c.position.desc()).limit(limit + 1)
        if after := read_cursor(cursor, int):
            question = question.where(statements.c.position < after[0])
        found = [shaped(StatementStanding, row) for row in self._all(question)]
        return page_of(found, limit, lambda one: (one.position,))

    def statement(self, id: UUID) -> StatementStanding:
        """One of them. Raises Unknown."""
        row = self._first(select(statements).where(statements.c.id == id))
        if row is None:
            raise Unknown("M-Pesa statement", id)
        return shaped(StatementStanding, row)

    # -------------------------------------------------------------- the comparison

    def compare(self, day: date, now: datetime, told: Iterable[Told] = ()) -> Comparison:
        """That day's payments beside M-Pesa's statements, callbacks (`told`) and float, as they stand."""
        return compare(self.day_rows(day, now, told))

    def day_rows(self, day: date, now: datetime, told: Iterable[Told] = ()) -> DayRows:
        """All that belongs to that day or may belong to it, in one look at the views."""
        begins, ends = bounds_of(day)
        with self._reader.reading() as look:
            seen = _gauges(look, begins, ends)
            known = _lines(look, lines.c.at.between(begins - AROUND, ends + AROUND))
            since = min([begins - AROUND, *(gauge.at - timedelta(hours=1) for gauge in seen)])
            found = _sent(look, _around(since, ends))
            of_day = {line.receipt for line in known if begins <= line.at < ends}
            found += _sent_with(look, of_day - {one.receipt for one in found})
            receipts = {
                one.receipt for one in found if one.receipt and one.paid_at and begins <= one.paid_at < ends
            }
            known = _lines_with(look, receipts - {line.receipt for line in known}) + known
            return DayRows(
                day=day,
                begins=begins,
                ends=ends,
                now=now,
                sent=tuple(found),
                lines=tuple(known),
                covered=_covered(look, begins, ends),
                booked=_booked(look, since, ends + AROUND),
                told=tuple(told),
                contradictions=_doubts(look, begins - AROUND, ends + AROUND),
                gauges=seen,
            )


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The instants at which a day begins and ends in Nairobi."""
    begins = datetime.combine(day, time.min, NAIROBI).astimezone(UTC)
    return begins, begins + timedelta(days=1)


def _day(row: RowMapping) -> ReconciledDay:
    counts = [KindSum(**one) for one in json.loads(row["counts"])]
    return shaped(ReconciledDay, {**row, "counts": counts})


# ----------------------------------------------------------------------- rows


def _around(since: datetime, ends: datetime) -> ColumnElement[bool]:
    """Paid or sent about that time, also in another way; unsent, or open, since before."""
    until = ends + AROUND
    return or_(
        attempts.c.paid_at.between(since, until),
        attempts.c.sent_at.between(since, until),
        and_(attempts.c.state.in_((*UNSENT, *UNKNOWN)), attempts.c.since <= until),
        and_(attempts.c.state == ELSEWHERE, attempts.c.ended_at.between(since, until)),
    )


def _sent(look: Connection, where: ColumnElement[bool]) -> list[Sent]:
    """Attempts that went, or may have gone, through M-Pesa."""
    question = (
        select(attempts, payouts.c.member, payouts.c.amount_cents, payouts.c.state.label("payout_state"))
        .join(payouts, payouts.c.id == attempts.c.payout)
        .where(where, or_(attempts.c.channel == "mpesa", attempts.c.state == ELSEWHERE))
        .order_by(attempts.c.since, attempts.c.payout, attempts.c.attempt)
    )
    return [_one_sent(row) for row in look.execute(question).mappings()]


def _one_sent(row: RowMapping) -> Sent:
    ids = {str(row["attempt_id"])} | ({row["conversation"]} if row["conversation"] else set())
    return Sent(**{name: row[name] for name in _SENT}, ids=frozenset(ids))


_SENT = (
    "payout", "attempt", "member", "amount_cents", "state", "payout_state", "last_digits", "sent_at",
    "ended_at", "completed_at", "receipt", "fee_cents",
)  # fmt: skip


def _sent_with(look: Connection, receipts: Iterable[str]) -> list[Sent]:
    return [one for some in _chunks(receipts) for one in _sent(look, attempts.c.receipt.in_(some))]


def _lines(look: Connection, where: ColumnElement[bool]) -> list[Line]:
    question = (
        select(lines, statements.c.name.label("source"))
        .join(statements, statements.c.id == lines.c.statement)
        .where(where)
        .order_by(lines.c.position, lines.c.row)
    )
    return [shaped(Line, row) for row in look.execute(question).mappings()]


def _lines_with(look: Connection, receipts: Iterable[str]) -> list[Line]:
    return [line for some in _chunks(receipts) for line in _lines(look, lines.c.receipt.in_(some))]


def _chunks(receipts: Iterable[str]) -> Iterable[Sequence[str]]:
    asked = sorted(receipts)
    return (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))


def _covered(look: Connection, begins: datetime, ends: datetime) -> tuple[tuple[datetime, datetime], ...]:
    question = select(statements.c.first, statements.c.last).where(
        statements.c.last >= begins - AROUND, statements.c.first <= ends + AROUND
    )
    return tuple((first, last) for first, last in look.execute(question))


def _booked(look: Connection, since: datetime, until: datetime) -> tuple[Booked, ...]:
    question = select(booked).where(booked.c.at.between(since, until)).order_by(booked.c.position)
    return tuple(shaped(Booked, row) for row in look.execute(question).mappings())


def _gauges(look: Connection, begins: datetime, ends: datetime) -> tuple[Gauge, ...]:
    """The last answer before the day, and those within it."""
    question = select(gauges).where(gauges.c.at.between(begins - OLDEST_GAUGE, ends)).order_by(gauges.c.at)
    found = [shaped(Gauge, row) for row in look.execute(question).mappings()]
    before = [gauge for gauge in found if gauge.at < begins]
    return (*before[-1:], *(gauge for gauge in found if gauge.at >= begins))


def _doubts(look: Connection, since: datetime, until: datetime) -> tuple[Contradiction, ...]:
    question = (
        select(doubts, payouts.c.member, payouts.c.amount_cents, payouts.c.state.label("payout_state"))
        .join(payouts, payouts.c.id == doubts.c.payout)
        .where(doubts.c.at.between(since, until))
        .order_by(doubts.c.position)
    )
    return tuple(shaped(Contradiction, row) for row in look.execute(question).mappings())
