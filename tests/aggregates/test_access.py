"""What becomes of a person's access: what is told once, what each time, and what needs two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from imbuto.aggregates.access import Access, access_id, subject_of
from imbuto.aggregates.base import Fact
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from imbuto.values import By, derive_id

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
FARMER, OFFICIAL = "member:0042", "staff:S004"


def by(who: str = OFFICIAL, **later: float) -> By:
    return By(who, "app", "r-1", NOW + timedelta(**later))


def topics(access: Access) -> list[str]:
    return [fact.TOPIC.removeprefix("access.") for fact in access.collect_events() if isinstance(fact, Fact)]


def test_each_person_has_one_story_sealed_with_their_own_key() -> None:
    assert Access.of(FARMER).id == access_id(FARMER) == derive_id("access", FARMER)
    assert subject_of(FARMER) == derive_id("member", "0042").hex
    assert subject_of(OFFICIAL) == derive_id("staff", "S004").hex
    for nobody in ("", "0042", "job:settle", "member:"):
        with pytest.raises(BadValue):
            Access.of(nobody)


@pytest.mark.parametrize(("seconds", "facts"), [(0, 1), (179, 1), (180, 2), (181, 2)])
def test_that_somebody_asked_is_told_once_in_three_minutes(seconds: int, facts: int) -> None:
    access = Access.of(OFFICIAL)
    access.ask_recovery(by("unproven:staff:S004"))
    access.ask_recovery(by("unproven:staff:S004", seconds=seconds))
    assert topics(access) == ["recovery_asked"] * facts


def test_that_somebody_guesses_is_told_once_a_day_of_nairobi() -> None:
    access = Access.of(OFFICIAL)
    for hours in (0, 1, 14, 15, 16):
        access.slow(by(hours=hours))
    assert topics(access) == ["slowed", "slowed"]


def test_a_session_opens_once_and_ends_once() -> None:
    access = Access.of(FARMER)
    for _ in range(2):
        access.open_session("a", "Tecno Spark", "code", by(FARMER))
        access.open_session("b", None, "code", by(FARMER))
    access.end_sessions(["a"], "signed-out", by(FARMER))
    access.end_sessions(["a", "b"], "revoked", by())
    access.end_sessions(["a", "b"], "revoked", by())
    access.open_session("a", None, "code", by(FARMER))
    opened, _, first, second = access.collect_events()
    assert str(opened.device) == "Tecno Spark"
    assert "Tecno" not in repr(opened)
    assert [first.sessions, second.sessions] == [("a",), ("b",)]


def test_a_session_of_before_the_facts_can_end() -> None:
    access = Access.of(OFFICIAL)
    access.end_sessions(["old"], "revoked", by())
    assert topics(access) == ["sessions_ended"]


def test_removing_the_second_factor_takes_the_recovery_codes_along() -> None:
    access = Access.of(OFFICIAL)
    access.set_second_factor("own", by())
    access.make_recovery_codes(10, by())
    access.use_recovery_code(9, by())
    assert (access.has_second_factor, access.recovery_codes_left) == (True, 9)
    access.remove_second_factor("another admin", by("staff:S005"))
    assert (access.has_second_factor, access.recovery_codes_left) == (False, 0)
    with pytest.raises(WrongState):
        access.use_recovery_code(8, by())


def test_an_access_is_given_back_by_two_officials() -> None:
    access = Access.of(FARMER)
    access.propose_recovery("phone lost", by("staff:S001"))
    with pytest.raises(WrongState):
        access.propose_recovery("phone lost", by("staff:S002"))
    with pytest.raises(SamePerson):
        access.approve_recovery(by("staff:S001"))
    with pytest.raises(NotPermitted):
        access.approve_recovery(by(FARMER))
    access.approve_recovery(by("staff:S002"))
    access.approve_recovery(by("staff:S002"))
    assert topics(access) == ["recovery_proposed", "recovery_approved"]
    with pytest.raises(WrongState):
        access.refuse_recovery("too late", by("staff:S001"))


def test_who_proposed_may_take_it_back_and_it_may_be_proposed_anew() -> None:
    access = Access.of(FARMER)
    access.propose_recovery("phone lost", by("staff:S001"))
    access.refuse_recovery("found again", by("staff:S001"))
    access.propose_recovery("lost again", by("staff:S002"))
    assert topics(access) == ["recovery_proposed", "recovery_refused", "recovery_proposed"]


def test_of_officials_it_is_not_proposed() -> None:
    with pytest.raises(NotPermitted):
        Access.of(OFFICIAL).propose_recovery("phone lost", by("staff:S001"))


def without_factor_proposed() -> Access:
    access = Access.of(OFFICIAL)
    access.set_second_factor("own", by())
    access.propose_factor_removal("phone lost", by("staff:S005"))
    return access


def test_a_second_factor_is_removed_by_two_others() -> None:
    access = without_factor_proposed()
    access.propose_factor_removal("phone lost", by("staff:S005"))
    with pytest.raises(WrongState):
        access.propose_factor_removal("phone lost", by("staff:S006"))
    for act in (access.approve_factor_removal, lambda who: access.refuse_factor_removal("no", who)):
        with pytest.raises(SamePerson):
            act(by("staff:S005"))
        with pytest.raises(NotPermitted):
            act(by(OFFICIAL))
    assert access.has_second_factor
    access.approve_factor_removal(by("staff:S002"))
    access.approve_factor_removal(by("staff:S002"))
    assert not access.has_second_factor
    assert topics(access) == ["second_factor_set", "factor_removal_proposed", "second_factor_removed"]


def test_nobody_proposes_it_of_their_own_factor_nor_of_a_member() -> None:
    with pytest.raises(NotPermitted):
        Access.of(OFFICIAL).propose_factor_removal("phone lost", by(OFFICIAL))
    with pytest.raises(NotPermitted):
        Access.of(FARMER).propose_factor_removal("phone lost", by(OFFICIAL))


def test_what_was_approved_once_removes_no_factor_that_was_set_later() -> None:
    access = without_factor_proposed()
    access.approve_factor_removal(by("staff:S002"))
    access.set_second_factor("own", by())
    with pytest.raises(WrongState):
        access.approve_factor_removal(by("staff:S002"))


def test_a_factor_that_its_owner_or_the_operator_removes_leaves_nothing_to_approve() -> None:
    for who in (OFFICIAL, "operator:root"):
        access = without_factor_proposed()
        access.remove_second_factor("own", by(who))
        with pytest.raises(WrongState):
            access.approve_factor_removal(by("staff:S002"))


def test_a_removal_that_was_refused_may_be_proposed_anew() -> None:
    access = without_factor_proposed()
    access.refuse_factor_removal("not seen", by("staff:S002"))
    access.refuse_factor_removal("not seen", by("staff:S002"))
    access.propose_factor_removal("seen now", by("staff:S005"))
    assert topics(access)[1:] == [
        "factor_removal_proposed",
        "factor_removal_refused",
        "factor_removal_proposed",
    ]
