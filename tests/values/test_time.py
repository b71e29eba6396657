"""Periods are calendar halves of a month, and every day is a day in Nairobi."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from imbuto.errors import BadValue
from imbuto.values import NAIROBI, Period, business_date, nairobi_midnight, utc_now

DAYS = st.dates(date(2000, 1, 17), date(2900, 12, 31))


@pytest.mark.parametrize(
    ("day", "code", "start", "end"),
    [
        ("2026-11-01", "2026-11-A", 1, 15),
        ("2026-11-15", "2026-11-A", 1, 15),
        ("2026-11-16", "2026-11-B", 16, 30),
        ("2026-12-31", "2026-12-B", 16, 31),
        ("2026-02-28", "2026-02-B", 16, 28),
        ("2028-02-29", "2028-02-B", 16, 29),
    ],
)
def test_a_day_lies_in_one_half_of_its_month(day: str, code: str, start: int, end: int) -> None:
    period = Period.containing(date.fromisoformat(day))
    assert (period.code, period.start.day, period.end.day) == (code, start, end)


@given(DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(day: date) -> None:
    period = Period.containing(day)
    assert period.start <= day <= period.end
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period
    assert period.previous < period < period.next
    assert Period.parse(period.code) == period


@pytest.mark.parametrize(
    "code", ["", "2026-11-", "2026-13-A", "2026-00-B", "2026-11-C", "1999-12-B", "3000-01-A"]
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(BadValue):
        Period.parse(code)


def test_a_period_ends_at_midnight_in_nairobi() -> None:
    assert Period.parse("2026-11-a").ends_at == datetime(2026, 11, 15, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-15T20:59:59+00:00", date(2026, 11, 15)),
        ("2026-11-15T21:00:00+00:00", date(2026, 11, 16)),
        ("2026-11-16T02:00:00+09:00", date(2026, 11, 15)),
    ],
)
def test_the_business_date_is_the_wall_calendar_of_nairobi(instant: str, day: date) -> None:
    assert business_date(datetime.fromisoformat(instant)) == day


@given(DAYS)
def test_a_day_begins_at_its_midnight_in_nairobi(day: date) -> None:
    midnight = nairobi_midnight(day)
    assert business_date(midnight) == day
    assert business_date(midnight - timedelta(microseconds=1)) == day - timedelta(days=1)
    assert midnight.astimezone(NAIROBI).hour == 0


@freeze_time("2026-11-16T06:00:00Z")
def test_now_is_an_aware_instant_in_utc() -> None:
    assert utc_now() == datetime(2026, 11, 16, 6, tzinfo=UTC)
    assert utc_now().utcoffset() == timedelta(0)
