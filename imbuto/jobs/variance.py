"""Each morning: yesterday's milk that is missing, or too much, said aloud in the log.

The list itself, where managers answer, is `GET /variance/alarms`; this only sees to it that a cooperative
which watches its logs hears of a difference on the day after, and of one that stays unanswered.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from imbuto.bootstrap import Parts
from imbuto.projections.variance_days import Answered
from imbuto.values import business_date

REMEMBERED = timedelta(days=30)
"""An alarm older than that is spoken of no more; it stays in the list."""
log = logging.getLogger(__name__)


def watch_variance(parts: Parts, slot: str) -> None:
    """Warns of yesterday's open alarms one by one, and says how many older ones wait. Saves nothing."""
    parts.views.catch_up()
    today = business_date(parts.clock())
    yesterday = today - timedelta(days=1)
    waiting = parts.views.variance.alarms(today - REMEMBERED, yesterday, today, state="open")
    fresh = [one for one in waiting if one.day == yesterday]
    for one in fresh:
        log.warning("MILK VARIANCE %s %s: %s", one.day, _place(one), one.alarm.code)
    if older := len(waiting) - len(fresh):
        log.warning("older alarms of milk variance that wait for an answer: %d", older)


def _place(one: Answered) -> str:
    if one.route is not None:
        return f"route {one.route}"
    return f"centre {one.centre}" if one.centre is not None else "the whole cooperative"
