"""Roles by which one approves, pays, lets in or reads everything are given by two officials."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.aggregates import Staff
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from tests.aggregates.stories import news
from tests.ledger.examples import by

ADMIN, SECOND, OPERATOR = by("staff:S004"), by("staff:S002"), by("operator:root")
PHONE = "254712000009"


def official(*roles: str, joined_by: Any = ADMIN, **changes: Any) -> Staff:
    found = Staff.join("S009", "Akinyi Atieno", roles or ("clerk",), joined_by, **changes)
    found.collect_events()
    return found


@pytest.mark.parametrize("role", ["manager", "treasurer", "admin", "auditor"])
def test_a_role_above_a_clerks_waits_for_a_second_official(role: str) -> None:
    found = official("clerk", role)
    assert (found.roles, found.proposed_roles) == (("clerk",), (role,))
    found.approve_roles([role], SECOND)
    assert (found.roles, found.proposed_roles) == (tuple(sorted(("clerk", role))), ())


def test_an_official_whose_roles_all_wait_has_none() -> None:
    found = official("manager")
    assert (found.active, found.roles) == (True, ())


def test_what_an_operator_gives_holds_at_once() -> None:
    assert official("admin", joined_by=OPERATOR).roles == ("admin",)
    found = official("clerk")
    found.set_roles(["admin", "clerk"], [], OPERATOR)
    assert (found.roles, news(found)) == (("admin", "clerk"), ["roles_set"])


def test_neither_the_proposer_nor_the_official_nor_one_with_the_same_phone_approves() -> None:
    found = official("manager")
    with pytest.raises(SamePerson) as refusal:
        found.approve_roles(["manager"], ADMIN)
    assert "imbuto staff approve S009" in refusal.value.remedy
    with pytest.raises(NotPermitted, match="their own"):
        found.approve_roles(["manager"], by("staff:S009"))
    with pytest.raises(NotPermitted, match="same phone as staff:S004"):
        found.approve_roles(["manager"], SECOND, shares_phone="staff:S004")
    assert found.roles == ()


def test_what_is_approved_is_what_was_seen() -> None:
    found = official("manager")
    found.set_roles(["manager", "admin"], [], ADMIN)
    for seen in (["manager"], ["admin"], []):
        with pytest.raises(WrongState):
            found.approve_roles(seen, SECOND)
    found.approve_roles(["manager", "admin"], SECOND)
    assert found.roles == ("admin", "manager")


def test_the_same_approval_is_quiet_and_anothers_has_nothing_to_approve() -> None:
    found = official("manager")
    for _ in range(2):
        found.approve_roles(["manager"], SECOND)
    assert news(found) == ["roles_approved"]
    with pytest.raises(WrongState):
        found.approve_roles(["manager"], by("staff:S003"))


def test_a_refusal_needs_a_reason_and_is_quiet_when_repeated() -> None:
    found = official("manager")
    with pytest.raises(BadValue):
        found.refuse_roles(" ", SECOND)
    for _ in range(2):
        found.refuse_roles("two are enough", SECOND)
    assert (news(found), found.roles, found.proposed_roles) == (["roles_refused"], (), ())
    with pytest.raises(WrongState):
        found.refuse_roles("two are enough", ADMIN)
    with pytest.raises(WrongState):
        found.approve_roles(["manager"], SECOND)


def test_roles_are_taken_away_by_one_at_once_and_what_waited_waits_no_longer() -> None:
    found = official("clerk", "treasurer", joined_by=OPERATOR)
    found.set_roles(["clerk", "treasurer", "manager"], [], ADMIN)
    found.set_roles(["clerk"], [], ADMIN)
    assert (found.roles, found.proposed_roles) == (("clerk",), ())
    assert news(found) == ["roles_proposed", "roles_set"]


def test_taking_back_what_waits_leaves_the_roles_as_they_are() -> None:
    found = official("clerk")
    found.set_roles(["clerk", "manager"], [], ADMIN)
    found.set_roles(["clerk"], [], SECOND)
    assert (found.roles, found.proposed_roles, news(found)) == (
        ("clerk",),
        (),
        ["roles_proposed", "roles_set"],
    )


def test_whoever_changes_something_beside_a_proposal_becomes_its_proposer() -> None:
    found = official("clerk")
    found.set_roles(["clerk", "manager"], [], ADMIN)
    found.set_roles(["clerk", "manager"], [], SECOND)
    assert found.roles_proposed_by == ADMIN.who
    found.set_roles(["clerk", "manager"], ["KIA"], SECOND)
    assert found.roles_proposed_by == SECOND.who
    with pytest.raises(SamePerson):
        found.approve_roles(["manager"], SECOND)


def test_the_same_joining_is_recognised_while_its_roles_wait_and_after() -> None:
    found = official("clerk", "manager")
    found.require_same_joining(official("manager", "clerk"))
    found.approve_roles(["manager"], SECOND)
    found.require_same_joining(official("manager", "clerk"))


def test_who_left_comes_back_with_roles_as_if_new() -> None:
    found = official("clerk", "manager", joined_by=OPERATOR, phone=PHONE)
    with pytest.raises(WrongState, match="works here"):
        found.rejoin(["clerk"], ADMIN)
    found.leave(ADMIN)
    for act in (
        lambda: found.require_same_joining(official("clerk", "manager", joined_by=OPERATOR, phone=PHONE)),
        lambda: found.set_roles(["clerk"], [], ADMIN),
    ):
        with pytest.raises(WrongState, match="has left"):
            act()
    with pytest.raises(NotPermitted):
        found.rejoin(["clerk"], by("staff:S009"))
    for _ in range(2):
        found.rejoin(["clerk", "manager"], ADMIN, centres=["KIA"])
    assert (found.active, found.roles, found.proposed_roles) == (True, ("clerk",), ("manager",))
    assert found.phone is not None
    assert (found.phone.text, found.centres) == (PHONE, ("KIA",))
    assert news(found) == ["left", "rejoined", "roles_proposed"]
    with pytest.raises(WrongState, match="works here"):
        found.rejoin(["clerk"], ADMIN)


def test_what_waited_when_an_official_left_does_not_wait_any_more() -> None:
    found = official("clerk", "manager")
    found.leave(ADMIN)
    with pytest.raises(WrongState):
        found.approve_roles(["manager"], SECOND)


def test_who_comes_back_may_bring_another_phone() -> None:
    found = official("clerk", phone=PHONE)
    found.leave(ADMIN)
    found.rejoin(["clerk"], ADMIN, phone="254712000010")
    assert found.phone is not None
    assert found.phone.text == "254712000010"
