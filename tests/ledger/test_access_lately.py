"""Whoever signs in every minute for years signs in as fast as on the first day: the last facts are enough."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.aggregates.access import access_id
from imbuto.ledger import Ledger
from imbuto.ledger.access import LATELY
from tests.ledger.examples import farmer

MEMBER = "member:0001"


@pytest.fixture
def busy(dairy: Ledger) -> Ledger:
    """A dairy where a program signed in and out for a while."""
    for number in range(LATELY):
        dairy.open_session(MEMBER, f"session {number}", None, "password", farmer())
    return dairy


def facts_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many facts of the access each reading brought, from now on."""
    read: list[int] = []
    get = ledger.events.get

    def counted(id: Any, **options: Any) -> Any:
        facts = list(get(id, **options))
        if id == access_id(MEMBER):
            read.append(len(facts))
        return iter(facts)

    monkeypatch.setattr(ledger.events, "get", counted)
    return read


def test_the_door_reads_no_more_of_a_long_story(busy: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    busy.open_session(MEMBER, "one more", None, "password", farmer())
    read = facts_read(busy, monkeypatch)
    busy.open_session(MEMBER, "yet one more", None, "password", farmer())
    busy.end_sessions(MEMBER, ["yet one more"], "signed-out", farmer())
    busy.ask_recovery(MEMBER, farmer())
    busy.slow_sign_ins(MEMBER, farmer())
    assert read == [LATELY] * 4


def test_what_is_repeated_at_once_is_told_once(busy: Ledger) -> None:
    for act in (
        lambda: busy.open_session(MEMBER, "new", None, "password", farmer()),
        lambda: busy.end_sessions(MEMBER, ["new"], "signed-out", farmer()),
        lambda: busy.ask_recovery(MEMBER, farmer()),
        lambda: busy.slow_sign_ins(MEMBER, farmer()),
    ):
        assert [act().new, act().new] == [True, False]


def test_the_story_goes_on_without_a_gap(busy: Ledger) -> None:
    before = busy.access(MEMBER).version
    saved = busy.open_session(MEMBER, "new", None, "password", farmer())
    assert saved.version == before + 1
    assert {"new", "session 0"} <= busy.access(MEMBER).opened
