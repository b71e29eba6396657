"""One text about several weighings: a day's or a week's receipts, and what still waits for an answer.

One segment where it can be, three at most. Each weighing stands there with its code, by which it alone can be
disputed; where that is too long only the litres of each day, and at last only the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import NAIROBI, receipt_code
from imbuto.words import fitting
from imbuto.words.texts import SHORT_SHIFTS, TEXTS

MOST_SEGMENTS = 3


@dataclass(frozen=True)
class Weighed:
    """One weighing as it stands when it is told; rejected milk does not count."""

    id: UUID
    day: date
    shift: str
    litres: Decimal
    rejected: bool = False


def digest(language: str, member: str, id: UUID, milk: Sequence[Weighed], *, shared_phone: bool) -> str:
    """The receipts of `milk`, in one text with the id `id`. An answer from a phone that members share names
    its code."""
    ordered = sorted(milk, key=lambda one: (one.day, one.shift))
    for lines in (_with_codes(language, ordered), _by_day(language, ordered)):
        text = _filled(language, "digest", member, id, ordered, shared_phone, lines=lines)
        if segments(text) <= MOST_SEGMENTS:
            return text
    return _filled(language, "digest-short", member, id, ordered, shared_phone)


def reminder(
    language: str, member: str, id: UUID, milk: Sequence[Weighed], until: datetime, *, shared_phone: bool
) -> str:
    """That this milk has no answer yet, and until when one counts."""
    last = until.astimezone(NAIROBI)
    shown = f"{fitting.day(language, last.date())} {last:%H:%M}"
    return _filled(language, "reminder", member, id, milk, shared_phone, until=shown)


def which_of(language: str, milk: Sequence[Weighed]) -> str:
    """Asks which of several weighings is disputed, with as many codes as one segment holds."""
    text = TEXTS[language]["which-of"]
    for place, one in enumerate(sorted(milk, key=lambda one: (one.day, one.shift), reverse=True)):
        line = f"{'; ' if place else ''}{fitting.day(language, one.day)} {_line(language, one)}"
        if len(text) + len(line) <= fitting.LONGEST:
            text += line
    return text


def _filled(
    language: str,
    kind: str,
    member: str,
    id: UUID,
    milk: Sequence[Weighed],
    shared_phone: bool,
    **more: str,
) -> str:
    texts, code = TEXTS[language], receipt_code(id)
    answer = texts["answer-all-shared" if shared_phone else "answer-all"].format(code=code)
    text = texts[kind].format(
        span=_span(language, [one.day for one in milk]),
        count=len(milk),
        total=fitting.litres(sum((one.litres for one in milk if not one.rejected), Decimal(0))),
        member=member,
        **{"answer-all": answer},
        **more,
    )
    assert is_gsm7(text), "the words of a message are plain"
    return text


def _with_codes(language: str, milk: Sequence[Weighed]) -> str:
    """`16 Nov AM 8.5 K7Q2AB, PM 6 M3XY7Z`: the day once, and not at all where there is but one."""
    several = len({one.day for one in milk}) > 1
    days = []
    for day, of_day in groupby(milk, key=lambda one: one.day):
        weighed = ", ".join(_line(language, one) for one in of_day)
        days.append(f"{fitting.day(language, day)} {weighed}" if several else weighed)
    return "; ".join(days)


def _line(language: str, one: Weighed) -> str:
    mark = [TEXTS[language]["rejected-mark"]] if one.rejected else []
    return " ".join(
        [SHORT_SHIFTS[language][one.shift], fitting.litres(one.litres), *mark, receipt_code(one.id)]
    )


def _by_day(language: str, milk: Sequence[Weighed]) -> str:
    days = []
    for day, of_day in groupby(milk, key=lambda one: one.day):
        accepted = sum((one.litres for one in of_day if not one.rejected), Decimal(0))
        days.append(f"{fitting.day(language, day)} {fitting.litres(accepted)}")
    return ", ".join(days)


def _span(language: str, days: Sequence[date]) -> str:
    """16 Nov, or 10-16 Nov, or 30 Nov-6 Dec."""
    first, last = min(days), max(days)
    if first == last:
        return fitting.day(language, last)
    begin = str(first.day) if first.month == last.month else fitting.day(language, first)
    return f"{begin}-{fitting.day(language, last)}"
