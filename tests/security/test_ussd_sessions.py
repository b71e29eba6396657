"""Where a phone is in the menu: each step once, one after the other, and gone within minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from imbuto.errors import BadValue, Busy
from imbuto.security.store import PeopleStore
from imbuto.security.tables import ussd_sessions
from imbuto.security.ussd_sessions import KEPT, NEVER, RESUMED, STILL_WORKING, UssdSessions

from .conftest import NOW, SECRET

PHONE, OTHER = "254712000001", "254712000002"


@pytest.fixture
def sessions(people: PeopleStore) -> UssdSessions:
    return UssdSessions(people, SECRET)


def test_a_step_goes_on_where_the_last_one_ended_and_its_repeat_is_known(sessions: UssdSessions) -> None:
    first = sessions.begin("ATUid_1", PHONE, 0, NOW)
    assert (first.steps, first.state, first.is_repeat) == (NEVER, "", False)
    sessions.finish(first, 0, "home", NOW)
    second = sessions.begin("ATUid_1", PHONE, 1, NOW)
    assert (second.steps, second.state, second.is_repeat) == (0, "home", False)
    sessions.finish(second, 1, "milk", NOW)
    repeat = sessions.begin("ATUid_1", PHONE, 1, NOW)
    assert (repeat.state, repeat.is_repeat) == ("milk", True)


def test_a_step_that_is_being_worked_on_is_not_begun_twice_unless_it_died(sessions: UssdSessions) -> None:
    begun = sessions.begin("ATUid_1", PHONE, 0, NOW)
    with pytest.raises(Busy):
        sessions.begin("ATUid_1", PHONE, 0, NOW + timedelta(seconds=1))
    assert not sessions.begin("ATUid_1", PHONE, 0, NOW + STILL_WORKING).is_repeat
    sessions.abandon(begun)
    assert not sessions.begin("ATUid_1", PHONE, 0, NOW + STILL_WORKING).is_repeat


def test_who_broke_off_may_go_on_for_three_minutes_on_the_same_phone(sessions: UssdSessions) -> None:
    sessions.finish(sessions.begin("ATUid_1", PHONE, 0, NOW), 0, "milk", NOW)
    last = NOW + RESUMED - timedelta(seconds=1)
    assert sessions.begin("ATUid_2", OTHER, 0, last).left == ""
    assert sessions.begin("ATUid_3", PHONE, 0, last).left == "milk"
    sessions.purge(NOW + KEPT)
    sessions.finish(sessions.begin("ATUid_1", PHONE, 0, NOW), 0, "milk", NOW)
    assert sessions.begin("ATUid_4", PHONE, 0, NOW + RESUMED + timedelta(seconds=1)).left == ""


def test_another_phone_with_the_same_session_is_another_session(sessions: UssdSessions) -> None:
    sessions.finish(sessions.begin("ATUid_1", PHONE, 0, NOW), 0, "milk", NOW)
    other = sessions.begin("ATUid_1", OTHER, 1, NOW)
    assert (other.steps, other.state) == (NEVER, "")
    with pytest.raises(BadValue):
        sessions.begin("ATUid_1", "cow", 0, NOW)


def test_nothing_can_be_read_in_the_store_and_nothing_stays(
    people: PeopleStore, sessions: UssdSessions
) -> None:
    sessions.finish(sessions.begin("ATUid_1", PHONE, 0, NOW), 0, "where 0001 is", NOW)
    with people.reading() as connection:
        (row,) = connection.execute(select(ussd_sessions)).all()
    assert PHONE not in str(row)
    assert "ATUid_1" not in str(row)
    assert b"0001" not in bytes(row.sealed)
    assert UssdSessions(people, "x" * 40).begin("ATUid_1", PHONE, 0, NOW).left == ""
    sessions.purge(NOW + KEPT)
    with people.reading() as connection:
        assert connection.execute(select(ussd_sessions)).all() == []
