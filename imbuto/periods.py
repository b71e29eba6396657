"""The calendar in Nairobi: business dates, midnights, and the periods that pay runs are made for.

A cooperative pays by one rhythm: each half of a month, each month, each ten days or each week. The periods of
a rhythm follow one another without a gap, and each has a code that people can read aloud.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from imbuto.errors import BadValue

NAIROBI = ZoneInfo("Africa/Nairobi")

RHYTHMS = ("half-month", "month", "ten-days", "week")
"""How often a cooperative makes a pay run."""
PAY_RHYTHMS = ("run", "month", "quarter", "half-year", "year")
"""How often a member is paid: at each run, or when such a span has ended."""

_MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_FIRST_DAYS = {"half-month": (1, 16), "month": (1,), "ten-days": (1, 11, 21)}
_PARTS = {"half-month": "AB", "ten-days": "123"}
_CODE = re.compile(r"(\d{4})-(?:W(\d{2})|(\d{2})(?:-([AB123]))?)", re.ASCII)


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def business_date(instant: datetime) -> date:
    """The date on the wall calendar in Nairobi at that instant."""
    return instant.astimezone(NAIROBI).date()


def in_year(day: date, year: int) -> date:
    """The same date in another year; of 29 February the 28th where there is none."""
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def nairobi_midnight(day: date) -> datetime:
    """The instant at which `day` begins in Nairobi, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=NAIROBI).astimezone(UTC)


@dataclass(frozen=True, order=True)
class Period:
    """The days of one pay run by the calendar, both ends included.

    2026-11-A and -B: the 1st to the 15th, and the 16th to the month's end. 2026-11: the month. 2026-11-1, -2
    and -3: the 1st to the 10th, the 11th to the 20th, the 21st to the end. 2026-W45: Monday to Sunday of that
    ISO week.
    """

    start: date
    end: date

    @classmethod
    def containing(cls, day: date, rhythm: str = "half-month") -> Period:
        """The period of that rhythm in which the day lies. Raises BadValue for a rhythm that is none."""
        require_rhythm(rhythm)
        if rhythm == "week":
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=6))
        firsts = _FIRST_DAYS[rhythm]
        part = sum(first <= day.day for first in firsts)
        end = firsts[part] - 1 if part < len(firsts) else _days_in(day)
        return cls(day.replace(day=firsts[part - 1]), day.replace(day=end))

    @classmethod
    def parse(cls, code: str, field: str = "period") -> Period:
        """Reads a code such as `2026-11-A`, `2026-11`, `2026-11-3` or `2026-W45`. Raises BadValue."""
        match = _CODE.fullmatch(str(code).strip().upper())
        try:
            if match is None or not 2000 <= int(match[1]) <= 2999:
                raise ValueError(code)
            return cls._read(int(match[1]), match[2], match[3], match[4])
        except ValueError as error:
            raise BadValue(
                field,
                code,
                "This is not a period.",
                "Write 2026-11-A for the 1st to the 15th, B after; 2026-11, 2026-11-1 to -3, or 2026-W45.",
            ) from error

    @classmethod
    def _read(cls, year: int, week: str | None, month: str, part: str | None) -> Period:
        if week is not None:
            return cls.containing(date.fromisocalendar(year, int(week), 1), "week")
        if part is None:
            return cls.containing(date(year, int(month), 1), "month")
        rhythm = "half-month" if part in "AB" else "ten-days"
        first = _FIRST_DAYS[rhythm][_PARTS[rhythm].index(part)]
        return cls.containing(date(year, int(month), first), rhythm)

    @property
    def rhythm(self) -> str:
        """By its days: no two rhythms have a period in common. Raises BadValue for other days."""
        return _rhythm_of(self)

    @property
    def code(self) -> str:
        rhythm = self.rhythm
        if rhythm == "week":
            year, week, _ = self.start.isocalendar()
            return f"{year:04d}-W{week:02d}"
        if rhythm == "month":
            return f"{self.start:%Y-%m}"
        return f"{self.start:%Y-%m}-{_PARTS[rhythm][_FIRST_DAYS[rhythm].index(self.start.day)]}"

    @property
    def previous(self) -> Period:
        """The period of the same rhythm that ends the day before this one begins."""
        return Period.containing(self.start - timedelta(days=1), self.rhythm)

    @property
    def next(self) -> Period:
        """The period of the same rhythm that begins the day after this one ends."""
        return Period.containing(self.end + timedelta(days=1), self.rhythm)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the period, in UTC."""
        return nairobi_midnight(self.end + timedelta(days=1))

    def contains_end_of(self, span: str, since: date | None = None) -> bool:
        """Whether the last day of such a span (run, month, quarter, half-year, year) lies in the period.

        `since` is the first day that no run before has closed, where that is known: a span that ended in a
        period for which no run was made still counts, and none counts twice.
        """
        if span == "run":
            return True
        require_pay_rhythm(span)
        return _end_of(span, since or self.start) <= self.end

    def __str__(self) -> str:
        if (self.start.year, self.start.month) == (self.end.year, self.end.month):
            return f"{self.start.day}–{self.end.day} {self.end:%b %Y}"
        return f"{self.start.day} {self.start:%b}–{self.end.day} {self.end:%b %Y}"


@lru_cache(maxsize=256)
def _rhythm_of(period: Period) -> str:
    """Remembered, because every statement of a run asks for it."""
    for rhythm in RHYTHMS:
        if Period.containing(period.start, rhythm) == period:
            return rhythm
    days = f"{period.start} to {period.end}"
    raise BadValue("period", days, "These days are no period.", "Check the days.")


def require_rhythm(rhythm: str) -> None:
    if rhythm not in RHYTHMS:
        raise BadValue("rhythm", rhythm, "This is no rhythm of pay runs.", f"Choose {_listed(RHYTHMS)}.")


def require_pay_rhythm(rhythm: str) -> None:
    if rhythm not in PAY_RHYTHMS:
        raise BadValue("rhythm", rhythm, "This is no pay rhythm.", f"Choose {_listed(PAY_RHYTHMS)}.")


def _end_of(span: str, day: date) -> date:
    """The last day of the month, quarter, half-year or year in which the day lies."""
    months = _MONTHS_OF[span]
    last = day.replace(day=1, month=(day.month - 1) // months * months + months)
    return last.replace(day=_days_in(last))


def _days_in(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
