"""The staff list follows joining, roles and leaving."""

from __future__ import annotations

import pytest

from imbuto.errors import Unknown
from tests.history import History, by
from tests.projections.conftest import Ask


def test_an_official_is_shown_with_roles_and_centres(history: History, ask: Ask) -> None:
    history.official("K1", roles=["manager", "clerk"], centres=["KIA"])
    official = ask().staff.get("K1")
    assert (official.name, official.roles, official.centres) == ("Otieno", ("clerk", "manager"), ("KIA",))
    assert official.active
    with pytest.raises(Unknown):
        ask().staff.get("K2")


def test_new_roles_replace_the_old_and_no_centres_means_all(history: History, ask: Ask) -> None:
    official = history.official("K1", centres=["KIA"])
    official.set_roles(["treasurer"], [], by("operator:root"))
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.roles, shown.centres) == (("treasurer",), ())
    assert (shown.roles_given_by, shown.roles_approved_by) == ("operator:root", None)


def test_what_waits_is_shown_apart_until_another_agrees(history: History, ask: Ask) -> None:
    official = history.official("K1")
    official.set_roles(["clerk", "manager"], [], by("staff:A1"))
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.roles, shown.proposed_roles, shown.roles_proposed_by) == (
        ("clerk",),
        ("manager",),
        "staff:A1",
    )
    official.approve_roles(["manager"], by("staff:M1"))
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.roles, shown.proposed_roles, shown.roles_proposed_by) == (("clerk", "manager"), (), None)
    assert (shown.roles_given_by, shown.roles_approved_by) == ("staff:A1", "staff:M1")


def test_what_was_refused_waits_no_longer_and_changes_nothing(history: History, ask: Ask) -> None:
    official = history.official("K1")
    official.set_roles(["clerk", "manager"], [], by("staff:A1"))
    official.refuse_roles("two are enough", by("staff:M1"))
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.roles, shown.proposed_roles, shown.roles_proposed_by) == (("clerk",), (), None)


def test_who_comes_back_is_in_service_with_the_new_phone_and_roles(history: History, ask: Ask) -> None:
    official = history.official("K1", centres=["KIA"])
    official.leave(by("staff:A1"))
    history.save(official)
    assert ask().staff.get("K1").left_at is not None
    official.rejoin(["clerk", "auditor"], by("staff:A1"), phone="254722000002")
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.active, shown.left_at, shown.phone) == (True, None, "254722000002")
    assert (shown.roles, shown.proposed_roles, shown.centres) == (("clerk",), ("auditor",), ())


def test_officials_who_share_a_phone_are_found(history: History, ask: Ask) -> None:
    history.official("K1")
    history.official("K2")
    history.official("K3", phone=None)
    history.official("K4", phone=None)
    assert (ask().staff.sharing_phone("K1"), ask().staff.sharing_phone("K3")) == (["K2"], [])


def test_who_left_is_listed_but_not_reached_by_phone(history: History, ask: Ask) -> None:
    history.official("K1")
    leaving = history.official("K2")
    assert ask().staff.by_phone("254722000001") == ["K1", "K2"]
    leaving.leave(by("staff:A1"))
    history.save(leaving)
    assert ask().staff.by_phone("254722000001") == ["K1"]
    assert [(one.number, one.active) for one in ask().staff.page().items] == [("K1", True), ("K2", False)]
    page = ask().staff.page(limit=1)
    assert [one.number for one in ask().staff.page(cursor=page.next, limit=1).items] == ["K2"]
