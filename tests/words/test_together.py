"""One text about several weighings: three plain segments at most, whatever is weighed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import receipt_code
from imbuto.words import together
from imbuto.words.together import MOST_SEGMENTS, Weighed

ID = UUID(int=99)
DAY = date(2026, 11, 16)
UNTIL = datetime(2026, 12, 30, 20, 59, tzinfo=UTC)


def milk(days: int, litres: str = "8.50", *, rejected: bool = False, first: date = DAY) -> list[Weighed]:
    """Two weighings on each of so many days."""
    return [
        Weighed(
            UUID(int=100 + 2 * day + place), first + timedelta(days=day), shift, Decimal(litres), rejected
        )
        for day in range(days)
        for place, shift in enumerate(("AM", "PM"))
    ]


def test_a_day_names_each_weighing_with_its_code_in_one_segment() -> None:
    morning, evening = milk(1)
    text = together.digest("sw", "0042", ID, [evening, morning], shared_phone=False)
    assert text == (
        f"Maziwa 16 Nov: asb 8.5 {receipt_code(morning.id)}, jio 8.5 {receipt_code(evening.id)}. "
        f"Jumla lita 17. Na. 0042. Jibu 1 kukubali yote, 2 lita na msimbo kupinga. {receipt_code(ID)}"
    )
    assert segments(text) == 1


def test_a_week_names_each_day_once_and_each_weighing_with_its_code() -> None:
    week = milk(7)
    text = together.digest("en", "0042", ID, week, shared_phone=False)
    assert text.startswith(f"Milk 16-22 Nov: 16 Nov AM 8.5 {receipt_code(week[0].id)}, PM 8.5 ")
    assert all(receipt_code(one.id) in text for one in week)
    assert segments(text) <= MOST_SEGMENTS


def test_rejected_milk_is_marked_and_does_not_count() -> None:
    good, bad = milk(1)
    text = together.digest(
        "sw", "0042", ID, [good, Weighed(bad.id, DAY, "PM", Decimal(6), True)], shared_phone=False
    )
    assert "jio 6 (imekataliwa)" in text
    assert "Jumla lita 8.5." in text


def test_what_is_too_much_for_codes_is_told_by_days_and_then_as_a_sum() -> None:
    by_days = together.digest("en", "0042", ID, milk(20), shared_phone=False)
    assert "16 Nov 17, 17 Nov 17" in by_days
    assert receipt_code(milk(20)[0].id) not in by_days
    total = together.digest("en", "0042", ID, milk(200), shared_phone=False)
    assert ": 400 times, total 3400 litres." in total


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("days", [1, 2, 3, 7, 16, 31, 250])
@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("rejected", [True, False])
def test_every_text_is_plain_and_within_three_segments(
    language: str, days: int, shared: bool, rejected: bool
) -> None:
    most = milk(days, "1999.99", rejected=rejected, first=date(2026, 12, 25))
    number = "KIA/000000000042"
    texts = [
        together.digest(language, number, ID, most, shared_phone=shared),
        together.reminder(language, number, ID, most, UNTIL, shared_phone=shared),
        together.which_of(language, most),
    ]
    assert all(is_gsm7(text) for text in texts)
    assert segments(texts[0]) <= MOST_SEGMENTS
    assert segments(texts[1]) <= 2
    assert segments(texts[2]) == 1


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_usual_reminder_is_one_segment(language: str) -> None:
    text = together.reminder(language, "0042", ID, milk(3), UNTIL, shared_phone=False)
    assert segments(text) == 1
    assert "30 Des 23:59" in text or "30 Dec 23:59" in text


def test_a_no_without_a_code_is_asked_which_milk_it_means_newest_first() -> None:
    text = together.which_of("sw", milk(2))
    assert text.startswith("Maziwa gani si sahihi? Jibu 2, lita na msimbo: 17 Nov jio 8.5 ")
    assert receipt_code(milk(2)[-1].id) in text
