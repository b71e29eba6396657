from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from imbuto.errors import BadValue, Busy, DifferentContent
from imbuto.security import tables
from imbuto.security.idempotency import LARGEST_BODY_BYTES, Fresh, IdempotencyRecords, Replay
from imbuto.security.store import PeopleStore

from .conftest import NOW, SECRET
from .together import in_threads

WHO, KEY, ASKED = "staff:S001", "2f1c-4a", "a" * 64
HEADERS = {"Content-Type": "application/json", "Location": "/api/v1/deliveries/1"}
BODY = b'{"litres": "8.5", "note": "ma\xc3\xadz"}'


@pytest.fixture
def records(people: PeopleStore) -> IdempotencyRecords:
    return IdempotencyRecords(people, SECRET)


def answer(records: IdempotencyRecords, body: bytes = BODY) -> None:
    assert records.begin(WHO, KEY, ASKED, NOW) == Fresh()
    records.finish(WHO, KEY, 201, HEADERS, body)


def test_the_same_request_again_gets_the_same_answer(records: IdempotencyRecords) -> None:
    answer(records)
    for _ in range(2):
        assert records.begin(WHO, KEY, ASKED, NOW) == Replay(201, HEADERS, BODY)


def test_a_key_with_another_request_is_refused_by_name(records: IdempotencyRecords) -> None:
    assert records.begin(WHO, KEY, ASKED, NOW) == Fresh()
    for _ in range(2):
        with pytest.raises(DifferentContent) as raised:
            records.begin(WHO, KEY, "b" * 64, NOW)
        assert raised.value.details == {
            "kind": "idempotency key",
            "key": KEY,
            "differs": {"request": ["a" * 12, "b" * 12]},
        }
        records.finish(WHO, KEY, 201, HEADERS, BODY)


def test_the_same_key_of_another_person_or_another_key_is_another_request(
    records: IdempotencyRecords,
) -> None:
    answer(records)
    assert records.begin("staff:S002", KEY, "b" * 64, NOW) == Fresh()
    assert records.begin(WHO, "other", "b" * 64, NOW) == Fresh()


def test_while_the_first_is_worked_on_the_second_is_told_to_come_again(records: IdempotencyRecords) -> None:
    assert records.begin(WHO, KEY, ASKED, NOW) == Fresh()
    with pytest.raises(Busy, match="still being worked on"):
        records.begin(WHO, KEY, ASKED, NOW + timedelta(seconds=29))


def test_a_request_that_died_is_begun_anew_after_half_a_minute(records: IdempotencyRecords) -> None:
    assert records.begin(WHO, KEY, ASKED, NOW) == Fresh()
    later = NOW + timedelta(seconds=30)
    assert records.begin(WHO, KEY, ASKED, later) == Fresh()
    with pytest.raises(Busy):
        records.begin(WHO, KEY, ASKED, later + timedelta(seconds=29))


def test_of_fifty_at_once_one_goes_ahead(records: IdempotencyRecords) -> None:
    def begin(number: int) -> str:
        try:
            return type(records.begin(WHO, KEY, ASKED, NOW)).__name__
        except Busy:
            return "Busy"

    assert sorted(in_threads(50, begin)) == ["Busy"] * 49 + ["Fresh"]


def test_an_abandoned_request_may_come_again_with_the_same_key(records: IdempotencyRecords) -> None:
    assert records.begin(WHO, KEY, ASKED, NOW) == Fresh()
    records.abandon(WHO, KEY)
    records.abandon(WHO, KEY)
    assert records.begin(WHO, KEY, "b" * 64, NOW) == Fresh()


def test_the_first_answer_stands(records: IdempotencyRecords) -> None:
    answer(records)
    records.finish(WHO, KEY, 500, {}, b"late")
    records.abandon(WHO, KEY)
    assert records.begin(WHO, KEY, ASKED, NOW) == Replay(201, HEADERS, BODY)


def test_a_megabyte_is_kept_and_more_is_worked_on_again(records: IdempotencyRecords) -> None:
    answer(records, b"x" * LARGEST_BODY_BYTES)
    assert records.begin(WHO, KEY, ASKED, NOW) == Replay(201, HEADERS, b"x" * LARGEST_BODY_BYTES)
    assert records.begin(WHO, "larger", ASKED, NOW) == Fresh()
    records.finish(WHO, "larger", 200, {}, b"x" * (LARGEST_BODY_BYTES + 1))
    assert records.begin(WHO, "larger", ASKED, NOW) == Fresh()


def test_after_two_days_a_key_is_new_purged_or_not(records: IdempotencyRecords, people: PeopleStore) -> None:
    answer(records)
    almost = NOW + timedelta(hours=48) - timedelta(seconds=1)
    records.purge(almost)
    assert records.begin(WHO, KEY, ASKED, almost) == Replay(201, HEADERS, BODY)
    records.begin(WHO, "unpurged", ASKED, NOW)
    records.purge(NOW + timedelta(hours=48))
    with people.reading() as connection:
        assert connection.execute(select(tables.idempotency)).all() == []
    answer(records)
    assert records.begin(WHO, KEY, "b" * 64, NOW + timedelta(hours=48)) == Fresh()


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "é", "a\x00", "\ud800"])
def test_a_key_that_cannot_be_one_is_refused(records: IdempotencyRecords, key: str) -> None:
    with pytest.raises(BadValue, match="not a usable key"):
        records.begin(WHO, key, ASKED, NOW)
