"""Members and officials: entered once, changed by two, never by themselves."""

from __future__ import annotations

import pytest

from imbuto.aggregates import Member, Staff
from imbuto.aggregates.member import member_id
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, WrongState
from imbuto.values import Personal
from tests.aggregates.stories import last, news
from tests.ledger.examples import CLERK, MANAGER, by

PHONE, NEW = "254712000001", "254712999999"


def member(**changes: str | None) -> Member:
    found = entered(**changes)
    found.collect_events()
    return found


def entered(**changes: str | None) -> Member:
    given = {"number": "0001", "name": "Wanjiku Kamau", "centre": "KIA", "phone": PHONE, **changes}
    return Member.register(by=CLERK, **given)  # type: ignore[arg-type]


def official(roles: tuple[str, ...] = ("clerk",), **changes: object) -> Staff:
    found = Staff.join("S009", "Akinyi Atieno", roles, MANAGER, **changes)  # type: ignore[arg-type]
    found.collect_events()
    return found


# -------------------------------------------------------------------- members


def test_a_number_is_one_member_and_personal_words_are_marked_as_that_members() -> None:
    fact = last(entered(national_id="12345678"))
    assert fact.originator_id == member_id("0001")
    personal = [fact.name, fact.phone, fact.national_id]
    assert personal == [
        Personal(member_id("0001").hex, text) for text in ("Wanjiku Kamau", PHONE, "12345678")
    ]
    assert "Wanjiku" not in repr(fact)


@pytest.mark.parametrize("changes", [{"name": " "}, {"name": "x" * 101}, {"language": "fr"}])
def test_a_registration_without_name_or_language_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        entered(**changes)


def test_the_same_registration_is_recognised_and_another_is_refused_without_saying_personal_words() -> None:
    found = member()
    found.require_same_registration(entered())
    with pytest.raises(DifferentContent) as refusal:
        found.require_same_registration(entered(name="Wangari Kamau", centre="LIM"))
    assert refusal.value.details["differs"] == {
        "name": ["(personal)", "(personal)"],
        "centre": ["KIA", "LIM"],
    }


def test_a_language_is_chosen_once_and_must_be_spoken_here() -> None:
    found = member()
    found.choose_language("en", by("member:0001"))
    found.choose_language("en", by("member:0001"))
    assert news(found) == ["language_chosen"]
    with pytest.raises(BadValue):
        found.choose_language("fr", CLERK)


def test_a_phone_changes_by_two_officials_and_then_is_the_number_for_payment_too() -> None:
    found = member(payout_phone="254700000000")
    found.propose_phone(NEW, CLERK)
    assert str(found.payee) == "254700000000"
    with pytest.raises(SamePerson):
        found.approve_phone(NEW, CLERK)
    found.approve_phone(NEW, MANAGER)
    assert (str(found.phone), str(found.payee)) == (NEW, NEW)


def test_proposing_and_approving_a_phone_again_are_quiet() -> None:
    found = member()
    found.propose_phone(NEW, CLERK)
    found.propose_phone(NEW, CLERK)
    found.approve_phone(NEW, MANAGER)
    found.approve_phone(NEW, MANAGER)
    found.propose_phone(NEW, CLERK)
    assert news(found) == ["phone_change_proposed", "phone_change_approved"]


def test_without_a_proposed_phone_there_is_nothing_to_approve() -> None:
    with pytest.raises(WrongState):
        member().approve_phone(NEW, MANAGER)


def test_the_phone_that_is_approved_is_the_one_that_was_seen() -> None:
    found = member()
    found.propose_phone(NEW, CLERK)
    found.propose_phone("254712666666", CLERK)
    with pytest.raises(WrongState, match="Look at the member again"):
        found.approve_phone(NEW, MANAGER)
    found.approve_phone("254712666666", MANAGER)
    with pytest.raises(WrongState):
        found.approve_phone(NEW, MANAGER)
    assert str(found.phone) == "254712666666"


def test_a_proposed_phone_that_was_erased_is_not_approved() -> None:
    found = member()
    found.propose_phone(NEW, CLERK)
    found.proposed_phone = Personal(found.id.hex, None)
    with pytest.raises(WrongState, match="erased"):
        found.approve_phone(NEW, MANAGER)
    with pytest.raises(WrongState, match="erased"):
        found.approve_phone("(erased)", MANAGER)


def test_a_member_is_suspended_and_reinstated_once_each() -> None:
    found = member()
    found.reinstate(MANAGER)
    for _ in range(2):
        found.suspend("unpaid shares", MANAGER)
    with pytest.raises(NotPermitted):
        found.require_active()
    for _ in range(2):
        found.reinstate(MANAGER)
    found.require_active()
    assert news(found) == ["suspended", "reinstated"]


# ------------------------------------------------------------------ officials


@pytest.mark.parametrize(("name", "roles"), [("", ("clerk",)), ("Akinyi", ()), ("Akinyi", ("king",))])
def test_an_official_has_a_name_and_a_known_role(name: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(BadValue):
        Staff.join("S009", name, roles, MANAGER)


def test_the_same_joining_is_recognised_after_roles_changed_and_another_is_refused_by_name() -> None:
    found = official(("clerk",))
    found.set_roles(["manager"], [], MANAGER)
    found.require_same_joining(official(("clerk",)))
    with pytest.raises(DifferentContent) as refusal:
        found.require_same_joining(official(("clerk", "treasurer"), phone=PHONE))
    assert refusal.value.details["differs"] == {
        "phone": ["", "(personal)"],
        "roles": ["clerk", "clerk, treasurer"],
    }


def test_roles_are_set_once_and_nobody_sets_their_own() -> None:
    found = official()
    operator = by("operator:root")
    found.set_roles(["treasurer", "clerk"], ["KIA"], operator)
    found.set_roles(["clerk", "treasurer"], ["KIA"], operator)
    found.set_roles(["clerk", "treasurer"], ["KIA"], MANAGER)
    assert (news(found), found.roles) == (["roles_set"], ("clerk", "treasurer"))
    with pytest.raises(NotPermitted):
        found.set_roles(["admin"], [], by("staff:S009"))
    with pytest.raises(BadValue):
        found.set_roles(["king"], [], MANAGER)


def test_an_official_leaves_once_and_nobody_ends_their_own_service() -> None:
    found = official()
    with pytest.raises(NotPermitted):
        found.leave(by("staff:S009"))
    found.leave(MANAGER)
    found.leave(MANAGER)
    assert (news(found), found.active) == (["left"], False)
