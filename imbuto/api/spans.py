"""Days put together into the days, weeks or months of a chart, beside the same of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from imbuto.api.parts import views
from imbuto.values import in_year

Centre = Sequence[str] | None
SPANS = ("day", "week", "month")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_YEAR_OF_WEEKS = 52 * _WEEK
_SUMMED = ("deliveries", "centilitres", "rejected_centilitres", "value_cents")


def production(first: date, last: date, by: str, centre: Centre) -> list[dict[str, Any]]:
    """One line for each span from the first day to the last, also for those without milk."""
    lines = {start: _line(start, end, centre) for start, end in spans(first, last, by)}
    for day in views().centres.produced(first, last, centre):
        line = lines[max(start_of(day.day, by), first)]
        for name in _SUMMED:
            line[name] += getattr(day, name)
    _beside(lines, first, last, by, centre)
    return list(lines.values())


def _line(start: date, end: date, centre: Centre) -> dict[str, Any]:
    return {
        "start": start,
        "members": views().centres.members_in(start, end, centre),
        "last_year_centilitres": None,
        **dict.fromkeys(_SUMMED, 0),
    }


def _beside(lines: dict[date, dict[str, Any]], first: date, last: date, by: str, centre: Centre) -> None:
    """Adds the litres of the year before, where any are known: weeks beside those 52 weeks before, so that
    weekdays meet; days and months beside the same dates."""
    began, ended = _before(first, by), _before(last + _DAY, by) - _DAY
    for day in views().centres.produced(began, ended, centre):
        line = lines[max(start_of(min(_after(day.day, by), last), by), first)]
        line["last_year_centilitres"] = (line["last_year_centilitres"] or 0) + day.centilitres


def _before(day: date, by: str) -> date:
    return day - _YEAR_OF_WEEKS if by == "week" else in_year(day, day.year - 1)


def _after(day: date, by: str) -> date:
    return day + _YEAR_OF_WEEKS if by == "week" else in_year(day, day.year + 1)


def spans(first: date, last: date, by: str) -> Iterator[tuple[date, date]]:
    """The first and the last day of each span, cut off at both ends."""
    start = first
    while start <= last:
        after = _next(start_of(start, by), by)
        yield start, min(after - _DAY, last)
        start = after


def start_of(day: date, by: str) -> date:
    """The first day of the week (Monday) or month in which the day lies, or the day itself."""
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day


def _next(start: date, by: str) -> date:
    if by == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + (_WEEK if by == "week" else _DAY)
