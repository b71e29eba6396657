from __future__ import annotations

from itertools import chain

import pytest

from imbuto.security.roles import PERMISSIONS, ROLES, permissions_of

READING = {name for name in PERMISSIONS if name.endswith(".read")}
MONEY = {
    "prices.propose",
    "prices.approve",
    "runs.open",
    "runs.approve",
    "payouts.release",
    "disputes.resolve",
}
OWN = {"sessions.own", "own.read", "own.change", "deliveries.answer"}


def test_each_role_of_the_house_is_there() -> None:
    assert set(ROLES) == {"clerk", "manager", "treasurer", "admin", "auditor", "member"}


def test_every_permission_has_a_sentence_and_somebody_who_has_it() -> None:
    assert all(sentence.endswith(".") for sentence in PERMISSIONS.values())
    assert set(chain.from_iterable(ROLES.values())) == set(PERMISSIONS)


def test_everyone_may_sign_out() -> None:
    assert all("sessions.own" in permissions for permissions in ROLES.values())


def test_the_auditor_reads_everything_and_writes_nothing() -> None:
    of_oneself = {"sessions.own", "second_factor.own", "tokens.own"}
    assert ROLES["auditor"] == (READING - {"own.read"}) | of_oneself | {
        "members.read_restricted",
        "members.read_private",
    }


def test_the_admin_has_no_money_by_that_role() -> None:
    assert not ROLES["admin"] & (MONEY | {"runs.read", "payouts.read", "balances.read", "deliveries.record"})


def test_a_member_reaches_only_what_is_their_own() -> None:
    assert ROLES["member"] == OWN


def test_no_official_answers_for_a_farmer() -> None:
    holders = [role for role, permissions in ROLES.items() if "deliveries.answer" in permissions]
    assert holders == ["member"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("runs.open", "runs.approve"),
        ("runs.approve", "payouts.release"),
        ("payouts.release", "payouts.approve_outcome"),
        ("deliveries.record", "disputes.resolve"),
        ("members.change", "members.approve_number_change"),
        ("staff.manage", "runs.approve"),
    ],
)
def test_no_single_role_holds_both_ends(first: str, second: str) -> None:
    assert not [role for role, permissions in ROLES.items() if {first, second} <= permissions]


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("deliveries.record", {"clerk"}),
        ("deliveries.correct", {"clerk"}),
        ("members.register", {"clerk"}),
        ("members.suspend", {"manager", "admin"}),
        ("members.access", {"manager", "admin"}),
        ("members.read_restricted", {"manager", "auditor"}),
        ("privacy.read", {"manager", "auditor"}),
        ("privacy.propose", {"manager", "admin"}),
        ("privacy.approve", {"manager", "admin"}),
        ("own.change", {"member"}),
        ("disputes.resolve", {"manager"}),
        ("quality.sample", {"clerk", "manager"}),
        ("limits.propose", {"manager"}),
        ("limits.approve", {"manager"}),
        ("prices.approve", {"manager"}),
        ("members.approve_number_change", {"manager"}),
        ("runs.approve", {"manager"}),
        ("runs.open", {"treasurer"}),
        ("payouts.release", {"treasurer"}),
        ("payouts.approve_outcome", {"manager"}),
        ("staff.manage", {"admin"}),
        ("staff.approve", {"manager", "admin"}),
        ("members.read_private", {"manager", "auditor"}),
        ("centres.manage", {"admin"}),
        ("settings.manage", {"admin"}),
    ],
)
def test_each_act_belongs_to_its_role(permission: str, roles: set[str]) -> None:
    assert {role for role, permissions in ROLES.items() if permission in permissions} == roles


def test_several_roles_add_up_and_a_former_role_adds_nothing() -> None:
    assert permissions_of(["clerk", "treasurer", "driver"]) == ROLES["clerk"] | ROLES["treasurer"]
    assert permissions_of([]) == frozenset()


def test_the_tables_cannot_be_changed_while_running() -> None:
    with pytest.raises(TypeError):
        ROLES["clerk"] = frozenset(PERMISSIONS)  # type: ignore[index]
