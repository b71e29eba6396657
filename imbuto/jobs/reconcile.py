"""Each morning, and whenever a statement is brought in: a day's payments are laid beside what M-Pesa says.

What is found is recorded by kind and said aloud in the log. The list itself, with what to do about each, is
`GET /reconciliations/{day}`; nothing is settled here.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.jobs.held import by_job
from imbuto.values import business_date

MOST_DAYS = 62
"""So many days of one statement are compared, the latest: two months, which no payment waits for."""
QUIET = frozenset({"statement_missing", "statement_short"})
"""Kinds that every morning brings: a note, not an alarm."""
log = logging.getLogger(__name__)


def reconcile_yesterday(parts: Parts, slot: str) -> None:
    """Compares the day that is over."""
    _reconcile(parts, business_date(parts.clock()) - timedelta(days=1))


def reconcile_statement(parts: Parts, statement: str) -> None:
    """Compares the days that a statement covers."""
    parts.views.catch_up()
    covers = parts.views.reconciliations.statement(UUID(statement))
    first, last = business_date(covers.first), business_date(covers.last)
    for back in range(min((last - first).days + 1, MOST_DAYS)):
        _reconcile(parts, last - timedelta(days=back))


def _reconcile(parts: Parts, day: date) -> None:
    position = parts.ledger.position()
    found = parts.compare(day)
    if not (found.payments or found.lines or found.differences):
        return
    parts.ledger.make_reconciliation(found.found, position, by_job(parts, "reconcile", day.isoformat()))
    for one in found.counts:
        level = logging.INFO if one.kind in QUIET else logging.ERROR
        log.log(level, "PAYMENTS DIFFER %s: %s x %d", day, one.kind, one.count)
