"""Litres, shifts, phones and numbers: everything the field writes, and nothing it cannot mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.errors import BadValue
from imbuto.values import (
    By,
    Personal,
    centilitres,
    derive_id,
    parse_litres,
    parse_member_number,
    parse_msisdn,
    parse_shift,
    require_litres,
    utc_now,
)


@pytest.mark.parametrize("text", ["8.5", "8.50", "0.01", "2000", " 12 ", Decimal("7.25"), 7])
def test_litres_of_a_scale_are_read(text: object) -> None:
    assert parse_litres(text) == Decimal(str(text).strip())


@pytest.mark.parametrize("text", ["0", "-8", "8.555", "2000.01", "1e2", "NaN", "eight", "", "8,5", "10" * 9])
def test_litres_that_no_scale_shows_are_refused(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        parse_litres(text)
    assert refusal.value.field == "litres"


def test_zero_litres_are_read_where_they_are_allowed() -> None:
    assert parse_litres("0", allow_zero=True) == 0
    require_litres(Decimal("0.00"), "litres", allow_zero=True)


@given(st.integers(1, 200_000))
def test_litres_and_hundredths_are_the_same(hundredths: int) -> None:
    assert centilitres(parse_litres(f"{hundredths // 100}.{hundredths % 100:02}")) == hundredths


@pytest.mark.parametrize(
    ("spelling", "shift"),
    [
        ("am", "AM"),
        ("MR", "AM"),
        ("Morning", "AM"),
        ("asubuhi", "AM"),
        ("midday", "MID"),
        (" er ", "PM"),
        ("Evening", "PM"),
        ("p.m.", "PM"),
    ],
)
def test_shifts_are_read_in_the_spellings_of_cards_and_machines(spelling: str, shift: str) -> None:
    assert parse_shift(spelling) == shift


@pytest.mark.parametrize("text", ["", "night", "1", None])
def test_an_unknown_shift_is_refused(text: object) -> None:
    with pytest.raises(BadValue):
        parse_shift(text)


@pytest.mark.parametrize(
    "text",
    [
        "0712345678",
        "+254712345678",
        "254712345678",
        "712345678",
        "0712 345 678",
        "(0712) 345-678",
        "0712.345.678",
    ],
)
def test_a_kenyan_mobile_is_read_in_every_form(text: str) -> None:
    assert parse_msisdn(text) == "254712345678"


@given(st.sampled_from(["+254", "254", "0", ""]), st.from_regex(r"[17][0-9]{8}", fullmatch=True))
def test_every_form_is_one_number_and_reading_it_again_changes_nothing(prefix: str, digits: str) -> None:
    number = parse_msisdn(prefix + digits)
    assert number == "254" + digits
    assert parse_msisdn(number) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0812345678",
        "071234567",
        "07123456789",
        "+255712345678",
        "07l2345678",
        "0712345678;1",
        "٠٧١٢٣٤٥٦٧٨",
    ],
)
def test_what_is_no_kenyan_mobile_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_msisdn(text)


@pytest.mark.parametrize(("text", "number"), [("0042", "0042"), (" kia/7 ", "KIA/7"), ("a-1", "A-1")])
def test_a_member_number_keeps_its_zeros(text: str, number: str) -> None:
    assert parse_member_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "00 42", "0042:1", "x" * 17, "ß"])
def test_what_is_on_no_card_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_member_number(text)


def test_a_long_wrong_value_is_shown_shortened() -> None:
    with pytest.raises(BadValue) as refusal:
        parse_member_number("x" * 10_000)
    assert len(refusal.value.details["value"]) == 58


def test_the_same_natural_key_is_the_same_id() -> None:
    assert derive_id("member", "0001") == derive_id("member", "0001")
    assert len({derive_id("member", "0001"), derive_id("staff", "0001"), derive_id("member", "1")}) == 3


def test_a_personal_word_shows_itself_only_when_asked() -> None:
    word = Personal("ab", "Wanjiku")
    assert (str(word), repr(word), str(Personal("ab", None))) == ("Wanjiku", "Personal(…)", "(erased)")


@pytest.mark.parametrize(("who", "person"), [("staff:S1", True), ("member:1", True), ("job:pay", False)])
def test_only_officials_and_members_are_people(who: str, person: bool) -> None:
    assert By(who, "office", "r", utc_now()).is_person is person
