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
    official.set_roles(["treasurer"], [], by("staff:A1"))
    history.save(official)
    shown = ask().staff.get("K1")
    assert (shown.roles, shown.centres) == (("treasurer",), ())


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
