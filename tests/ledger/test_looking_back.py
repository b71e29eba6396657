"""The store read from its end, in both databases; and whether it is whole."""

from __future__ import annotations

from uuid import uuid4

import pytest

from imbuto.errors import Unknown
from imbuto.ledger import Ledger, member_id
from imbuto.ledger.looking_back import LookingBack
from tests.ledger.examples import record

from .test_store import raw


def test_what_came_before_a_position_is_read_backwards(either_dairy: Ledger) -> None:
    log, end = LookingBack(either_dairy), either_dairy.position()
    assert [one.id for one in log.before(end, 2, 3)] == [end - 1, end - 2, end - 3]
    assert [one.id for one in log.before(4, 2, 9)] == [3, 2]
    assert [one.id for one in log.behind(end - 2, 9)] == [end - 1, end]


def test_of_some_topics_and_of_one_person_only_theirs_are_read(either_dairy: Ledger) -> None:
    record(either_dairy)
    log, end = LookingBack(either_dairy), either_dairy.position()
    assert {one.topic for one in log.before(end + 1, 1, 99, ["member.registered"])} == {"member.registered"}
    assert log.before(end + 1, 1, 99, [], b'"who":"staff:S099"') == []
    assert [one.id for one in log.before(end + 1, end, 99, ["delivery.recorded"], b'"member":"0001"')] == [
        end
    ]


def test_the_newest_facts_of_some_things_are_found_among_all(either_dairy: Ledger) -> None:
    first = record(either_dairy)
    second = record(either_dairy, member="0002")
    log, end = LookingBack(either_dairy), either_dairy.position()
    assert [one.originator_id for one in log.newest_of([first, second], end + 1, 9)] == [second, first]
    assert [one.originator_id for one in log.newest_of([first, second], end + 1, 1)] == [second]
    assert [one.originator_id for one in log.newest_of([first, second, uuid4()], end, 9)] == [first]
    assert log.newest_of([], end, 9) == []
    assert [one.topic for one in log.firsts([first, member_id("0001")])].count("delivery.recorded") == 1


def test_a_fact_is_opened_at_its_position_and_nowhere_else(either_dairy: Ledger) -> None:
    log, end = LookingBack(either_dairy), either_dairy.position()
    assert log.at(end).position == end
    assert '"who"' in log.at(1).stored
    with pytest.raises(Unknown):
        log.at(end + 1)


def test_a_whole_store_has_as_many_facts_as_positions_and_refuses_change(either_dairy: Ledger) -> None:
    log = LookingBack(either_dairy)
    assert log.counted() == (either_dairy.position(), either_dairy.position())
    assert (log.gaps(9), log.is_append_only()) == ([], True)


def test_a_trigger_that_somebody_took_away_is_missed_and_so_is_a_fact(
    either: dict[str, str], either_dairy: Ledger
) -> None:
    log, end = LookingBack(either_dairy), either_dairy.position()
    is_file = "SQLITE_DBNAME" in either
    trigger = "stored_events_no_DELETE" if is_file else "stored_events_append_only ON events.stored_events"
    position = "position" if is_file else "notification_id"
    with raw(either) as run:
        run(f"DROP TRIGGER {trigger}")
        run(f"DELETE FROM {{events}} WHERE {position} IN (2, 3, 5)")
    assert not log.is_append_only()
    assert log.gaps(9) == [(2, 3), (5, 5)]
    assert log.gaps(1) == [(2, 3)]
    assert log.counted() == (end - 3, end)


def test_a_trigger_that_does_nothing_under_the_right_name_is_none(
    either: dict[str, str], either_dairy: Ledger
) -> None:
    with raw(either) as run:
        if "SQLITE_DBNAME" in either:
            run("DROP TRIGGER stored_events_no_UPDATE")
            run("CREATE TRIGGER stored_events_no_UPDATE BEFORE UPDATE ON stored_events BEGIN SELECT 1; END")
        else:
            run("ALTER TABLE events.stored_events DISABLE TRIGGER stored_events_append_only")
    assert not LookingBack(either_dairy).is_append_only()
