"""The periods of each rhythm tile the calendar, and each has its own code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.errors import BadValue
from imbuto.values import PAY_RHYTHMS, RHYTHMS, Period

DAYS = st.dates(date(2001, 1, 1), date(2900, 12, 31))
SPANS = [rhythm for rhythm in PAY_RHYTHMS if rhythm != "run"]


@given(DAYS, st.sampled_from(RHYTHMS))
def test_the_periods_of_a_rhythm_follow_one_another_without_gap_or_overlap(day: date, rhythm: str) -> None:
    period = Period.containing(day, rhythm)
    assert period.start <= day <= period.end
    assert (period.rhythm, Period.parse(period.code)) == (rhythm, period)
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.rhythm == period.previous.rhythm == rhythm
    assert period.next.previous == period
    assert all(
        Period.containing(period.start + timedelta(days=days), rhythm) == period
        for days in range((period.end - period.start).days + 1)
    )


@given(DAYS)
def test_no_two_rhythms_share_a_code(day: date) -> None:
    assert len({Period.containing(day, rhythm).code for rhythm in RHYTHMS}) == len(RHYTHMS)


@pytest.mark.parametrize(
    ("code", "start", "end", "said"),
    [
        ("2026-11-a", "2026-11-01", "2026-11-15", "1–15 Nov 2026"),
        ("2026-02", "2026-02-01", "2026-02-28", "1–28 Feb 2026"),
        ("2026-11-1", "2026-11-01", "2026-11-10", "1–10 Nov 2026"),
        ("2026-11-2", "2026-11-11", "2026-11-20", "11–20 Nov 2026"),
        ("2028-02-3", "2028-02-21", "2028-02-29", "21–29 Feb 2028"),
        ("2026-W45", "2026-11-02", "2026-11-08", "2–8 Nov 2026"),
        ("2020-W53", "2020-12-28", "2021-01-03", "28 Dec–3 Jan 2021"),
    ],
)
def test_a_code_says_its_days(code: str, start: str, end: str, said: str) -> None:
    period = Period.parse(code)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (period.code, str(period)) == (code.upper(), said)


@pytest.mark.parametrize(
    "code",
    [
        "2026-13",
        "2026-00",
        "2026-11-4",
        "2026-11-0",
        "2026-W00",
        "2026-W54",
        "2021-W53",
        "2026-W5",
        "1999-01",
    ],
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(BadValue) as refused:
        Period.parse(code)
    assert refused.value.field == "period"


def test_days_that_are_no_period_have_no_rhythm() -> None:
    with pytest.raises(BadValue, match="no period"):
        _ = Period(date(2026, 11, 1), date(2026, 11, 14)).rhythm
    with pytest.raises(BadValue, match="no rhythm"):
        Period.containing(date(2026, 11, 1), "fortnight")


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("2026-11-A", set()),
        ("2026-11-B", {"month"}),
        ("2026-09", {"month", "quarter"}),
        ("2026-06-3", {"month", "quarter", "half-year"}),
        ("2026-12-B", {"month", "quarter", "half-year", "year"}),
        ("2026-W44", {"month"}),
        ("2026-W45", set()),
    ],
)
def test_a_period_knows_which_spans_end_in_it(code: str, ends: set[str]) -> None:
    period = Period.parse(code)
    assert {span for span in SPANS if period.contains_end_of(span)} == ends
    assert period.contains_end_of("run")
    with pytest.raises(BadValue):
        period.contains_end_of("decade")


@given(st.lists(st.sampled_from(RHYTHMS), min_size=1, max_size=12), DAYS, st.sampled_from(SPANS))
def test_over_changing_rhythms_each_span_ends_once(rhythms: list[str], day: date, span: str) -> None:
    """Runs follow one another, whatever the rhythm is; each month, quarter … ends in exactly one of them."""
    closed, first = day, day
    ended = 0
    for rhythm in rhythms:
        period = Period.containing(closed + timedelta(days=1), rhythm)
        ended += period.contains_end_of(span, since=closed + timedelta(days=1))
        closed = period.end
    days = [first + timedelta(days=number + 1) for number in range((closed - first).days)]
    ends = [one for one in days if Period.containing(one, "month").end == one and _ends(span, one)]
    assert ended == min(ended, len(ends))
    assert (ended == 0) == (not ends)


def _ends(span: str, day: date) -> bool:
    return day.month % {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[span] == 0
