"""How much should be in the float at the end of a day, and whether it is.

M-Pesa tells the float when it is asked, and payments go on meanwhile: what happened within minutes of an
answer may be in it or not, and an open payment may have gone or not. So the sum is a span; only what lies
outside it is a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from imbuto.projections.reconciling_rows import UNKNOWN, DayRows, FloatSum, Gauge, Sent

AROUND = timedelta(minutes=3)
"""So near to an answer nobody knows what was counted in it, and clocks differ."""


def float_sum(rows: DayRows) -> FloatSum | None:
    """The sum from the last answer before the day, or the first within it, to the last within it; None with
    less than two answers."""
    opening, closing = _gauges(rows)
    if opening is None or closing is None or opening.at >= closing.at:
        return None
    has_charges = opening.charges_cents is not None and closing.charges_cents is not None
    begins, ends = opening.at + AROUND, closing.at - AROUND
    came = [one for one in rows.booked if opening.at - AROUND <= one.at <= closing.at + AROUND]
    paid = [one for one in rows.sent if _may_be_between(one, opening.at - AROUND, closing.at + AROUND)]
    sure_came = sum(one.cents for one in came if begins < one.at <= ends)
    sure = [one for one in paid if _is_between(one, begins, ends)]
    sure_paid, sure_fees = sum(one.amount_cents for one in sure), sum(one.fee_cents for one in sure)
    start = opening.available_cents + (opening.charges_cents or 0 if has_charges else 0)
    seen = closing.available_cents + (closing.charges_cents or 0 if has_charges else 0)
    lowest = highest = start + sure_came - sure_paid
    lowest -= sure_fees
    # Fees lie in an account of their own until M-Pesa takes them: where that is not told, either is possible.
    highest -= sure_fees if has_charges else 0
    perhaps = [-(one.amount_cents + one.fee_cents) for one in paid if not _is_between(one, begins, ends)]
    perhaps += [one.cents for one in came if not begins < one.at <= ends]
    still_open = list(_open(rows, closing.at))
    perhaps += [-(one.amount_cents + one.fee_cents) for one in still_open]
    return FloatSum(
        from_at=opening.at,
        until_at=closing.at,
        opening_cents=start,
        came_cents=sure_came,
        paid_cents=sure_paid,
        payments=len(sure),
        fees_cents=sure_fees,
        open_cents=sum(one.amount_cents for one in still_open),
        lowest_cents=lowest + sum(cents for cents in perhaps if cents < 0),
        highest_cents=highest + sum(cents for cents in perhaps if cents > 0),
        seen_cents=seen,
    )


def _gauges(rows: DayRows) -> tuple[Gauge | None, Gauge | None]:
    before = [gauge for gauge in rows.gauges if gauge.at < rows.begins]
    within = [gauge for gauge in rows.gauges if rows.has(gauge.at)]
    opening = max(before, key=_at, default=None) or min(within, key=_at, default=None)
    return opening, max(within, key=_at, default=None)


def _at(gauge: Gauge) -> datetime:
    return gauge.at


def _is_between(one: Sent, begins: datetime, ends: datetime) -> bool:
    """Whether it was certainly paid after `begins` and by `ends`."""
    first = one.completed_at or one.sent_at
    return first is not None and one.paid_at is not None and begins < first and one.paid_at <= ends


def _may_be_between(one: Sent, begins: datetime, ends: datetime) -> bool:
    """Whether it may have been paid then. Where M-Pesa told no time, as of what two officials settled, it
    went at some time between its sending and the day on which the ledger heard of it."""
    if one.paid_at is None or one.paid_at < begins:
        return False
    first = one.completed_at or one.sent_at
    return first is None or first <= ends


def _open(rows: DayRows, until: datetime) -> Iterator[Sent]:
    """What was sent before and has no end, or had none by then: the money may have gone at any time."""
    for one in rows.sent:
        if one.state in UNKNOWN and one.sent_at is not None and one.sent_at <= until + AROUND:
            yield one
