"""Days and times of day as people and machines write them; the day stands before the month, always."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from imbuto.errors import BadValue
from imbuto.values import EARLIEST_DATE, NAIROBI

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KISWAHILI = ("jan", "feb", "mac", "apr", "mei", "jun", "jul", "ago", "sep", "okt", "nov", "des")
_MONTHS = {word: month for words in (_ENGLISH, _KISWAHILI) for month, word in enumerate(words, start=1)}
"""The first three letters of the months in English and Kiswahili."""
_CLOCK = r"(?:[T ,]+(?P<clock>\d{1,2}[:.]\d{2}\S*(?: ?[ap]\.?m\.?)?))?"
_WEEKDAY = r"(?:[a-z]{3,9},? )?"
_DATE_FORMS = [
    re.compile(form + _CLOCK, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        _WEEKDAY
        + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]?(?P<word>[a-z]{3,9})\.?,?[ -]?(?P<year>\d{4}|\d{2})",
        r"(?P<word>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?, ?(?P<year>\d{4})",
    )
]
_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
_DATE_HELP = "Write it like 2026-10-12 or 12-10-26, the day first."
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)? ?([ap])?\.?(?:m\.?)?", re.ASCII | re.IGNORECASE
)


def day(
    text: str, field: str, today: date, *, earliest: date = EARLIEST_DATE, past_century: bool = False
) -> tuple[date, time | None]:
    """A date, day first unless the year leads, and the time where one follows it.

    A month beyond 12 is refused, never turned into a day. Two digits of a year belong to this century; with
    `past_century` to the last one when the date would otherwise lie in the future.
    """
    found = next(filter(None, (form.fullmatch(text) for form in _DATE_FORMS)), None)
    if found is None:
        raise BadValue(field, text, "This is not a date.", _no_date_help(text))
    parts = found.groupdict()
    clock: time | None
    if parts["clock"] and _OFFSET.search(parts["clock"]):
        read, clock = _instant(text, field)
    else:
        read = _calendar_day(parts, text, field)
        clock = moment(parts["clock"], field) if parts["clock"] else None
    if past_century and read > today and len(parts["year"]) == 2:
        read = _made(read.year - 100, read.month, read.day, text, field)
    if read > today:
        raise BadValue(
            field, text, "This date lies in the future.", f"Today is {today.isoformat()}. {_DATE_HELP}"
        )
    if read < earliest:
        raise BadValue(field, text, f"This date lies before {earliest.year}.", "Check the year.")
    return read, clock


def moment(text: str, field: str = "time") -> time:
    """A time of day: 06:30, 6.30 pm, 18:30:05."""
    found = _TIME.fullmatch(text)
    if found:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        half = (found[4] or "").casefold()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise BadValue(field, text, "This is not a time of day.", "Write it like 06:30.")


def _calendar_day(parts: dict[str, str | None], text: str, field: str) -> date:
    year, day_of_month = parts["year"] or "", int(parts["day"] or 0)
    word = parts.get("word")
    month = _MONTHS.get(word[:3].casefold(), 0) if word else int(parts["month"] or 0)
    return _made(int(year) + (2000 if len(year) == 2 else 0), month, day_of_month, text, field)


def _made(year: int, month: int, day_of_month: int, text: str, field: str) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise BadValue(field, text, "There is no such day in the calendar.", _DATE_HELP) from None


def _instant(text: str, field: str) -> tuple[date, time]:
    """An instant with its offset, as the wall clock in Nairobi showed it."""
    try:
        local = datetime.fromisoformat(text.replace(" ", "T", 1)).astimezone(NAIROBI)
    except (ValueError, OverflowError):
        raise BadValue(field, text, "This is not a date.", _DATE_HELP) from None
    return local.date(), local.time().replace(microsecond=0)


def _no_date_help(text: str) -> str:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return "This is Excel's own day count: format the column as a date and save again."
    return _DATE_HELP
