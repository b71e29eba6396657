"""Nights: between two times of a day or past midnight, as the cooperative has them or as the member says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from imbuto.aggregates import Member
from imbuto.aggregates.messaging import MessageRules
from imbuto.aggregates.quiet_hours import QuietChoice, is_within
from imbuto.errors import BadValue
from tests.aggregates.stories import news
from tests.ledger.examples import CLERK, farmer

OFF = MessageRules()
"""No quiet hours; those that would be are 20:00 to 05:30."""
ON = replace(OFF, quiet=True)
OWN = QuietChoice(True, "22:00", "04:00")
MIDNIGHT = datetime(2026, 11, 16, 21, 0, tzinfo=UTC)
"""In Nairobi."""


def member() -> Member:
    found = Member.register("0042", "Wanjiku", "KIA", CLERK, phone="254712000042")
    found.collect_events()
    return found


def at(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return MIDNIGHT + timedelta(hours=int(hours), minutes=int(minutes))


@pytest.mark.parametrize(
    ("shows", "is_night"),
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("05:29", True), ("05:30", False)],
)
def test_a_night_goes_past_midnight_and_its_end_does_not_belong_to_it(shows: str, is_night: bool) -> None:
    assert is_within(shows, "20:00", "05:30") is is_night
    assert ON.is_quiet(at(shows)) is is_night
    assert ON.is_quiet(at(shows) + timedelta(seconds=59)) is is_night


@pytest.mark.parametrize(("shows", "is_rest"), [("12:59", False), ("13:00", True), ("14:00", False)])
def test_a_rest_at_noon_is_within_one_day(shows: str, is_rest: bool) -> None:
    assert is_within(shows, "13:00", "14:00") is is_rest


def test_two_equal_times_are_no_hours_because_what_waits_would_wait_for_ever() -> None:
    assert not any(is_within(shows, "20:00", "20:00") for shows in ("00:00", "19:59", "20:00", "20:01"))
    same = replace(OFF, quiet_from="20:00", quiet_until="20:00")
    assert not same.is_quiet(at("20:00"), QuietChoice(True))
    assert same.hours_for(QuietChoice(True)) is None


# ------------------------------------------------------------------ who says so


@pytest.mark.parametrize(
    ("rules", "nights", "quiet_at"),
    [
        (OFF, QuietChoice(), set()),
        (ON, QuietChoice(), {"20:00", "22:00", "03:59", "04:00", "05:29"}),
        (ON, QuietChoice(False), set()),
        (OFF, QuietChoice(False), set()),
        (OFF, QuietChoice(True), {"20:00", "22:00", "03:59", "04:00", "05:29"}),
        (OFF, OWN, {"22:00", "03:59"}),
        (ON, OWN, {"22:00", "03:59"}),
    ],
)
def test_the_members_own_word_goes_before_the_rules(
    rules: MessageRules, nights: QuietChoice, quiet_at: set[str]
) -> None:
    day = ("20:00", "22:00", "03:59", "04:00", "05:29", "12:00")
    assert {shows for shows in day if rules.is_quiet(at(shows), nights)} == quiet_at


def test_who_wants_quiet_nights_without_hours_follows_the_hours_of_the_rules() -> None:
    later = replace(OFF, quiet_from="22:30")
    assert OFF.is_quiet(at("21:00"), QuietChoice(True))
    assert not later.is_quiet(at("21:00"), QuietChoice(True))


# ------------------------------------------------------------------ as a fact


def test_a_choice_of_nights_is_a_fact_and_the_same_again_is_quiet() -> None:
    found = member()
    for nights in (QuietChoice(False), QuietChoice(False), OWN, OWN, QuietChoice()):
        found.choose_messages(None, True, farmer("0042"), nights)
    assert (news(found), found.nights) == (["messages_chosen"] * 3, QuietChoice())


def test_who_says_nothing_of_the_nights_keeps_them() -> None:
    found = member()
    found.choose_messages(None, True, farmer("0042"), OWN)
    found.choose_messages("off", True, farmer("0042"))
    assert (found.receipts, found.nights) == ("off", OWN)


def test_nights_that_an_official_chose_are_news_to_the_member() -> None:
    found = member()
    found.choose_messages(None, True, CLERK, OWN)
    (chosen,) = found.collect_events()
    assert isinstance(chosen, Member.MessagesChosen)
    assert (chosen.is_news, chosen.nights) == (True, OWN)


@pytest.mark.parametrize(
    "wrong",
    [
        QuietChoice(None, "20:00", "05:00"),
        QuietChoice(False, "20:00", "05:00"),
        QuietChoice(True, "20:00", None),
        QuietChoice(True, None, "05:00"),
        QuietChoice(True, "8 pm", "05:00"),
        QuietChoice(True, "20:00", "5:00"),
        QuietChoice(True, "20:00", "20:00"),
        QuietChoice(True, "13:00", "05:01"),
    ],
)
def test_nights_that_cannot_be_are_refused(wrong: QuietChoice) -> None:
    found = member()
    with pytest.raises(BadValue):
        found.choose_messages(None, True, farmer("0042"), wrong)
    assert news(found) == []


def test_a_members_own_night_may_last_sixteen_hours() -> None:
    found = member()
    found.choose_messages(None, True, farmer("0042"), QuietChoice(True, "13:00", "05:00"))
    assert news(found) == ["messages_chosen"]
