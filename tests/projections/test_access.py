"""The story of a person's access follows the facts, and forgets the person with them."""

from __future__ import annotations

from collections.abc import Callable

from imbuto.aggregates.access import Access
from tests.history import History, by
from tests.projections.conftest import Ask

MEMBER = "member:0001"


def change(history: History, act: Callable[[Access], object], principal: str = MEMBER) -> None:
    access = history.things.get(Access.of(principal).id) or Access.of(principal)
    act(access)
    history.save(access)


def test_the_newest_comes_first_with_who_and_how(history: History, ask: Ask) -> None:
    change(history, lambda access: access.invite(by("staff:A1"), by_sms=True))
    change(history, lambda access: access.open_session("5e55", "Tecno", "code", by(MEMBER)))
    change(history, lambda access: access.open_session("0ff1", None, "password", by("staff:K1")), "staff:K1")
    opened, invited = ask().access.page(MEMBER).items
    assert (opened.fact, opened.who) == ("access.session_opened", MEMBER)
    assert opened.details == {"session": "5e55", "way": "code", "device": "Tecno"}
    assert (invited.fact, invited.details) == ("access.invited", {"by_sms": True})
    assert [one.details["way"] for one in ask().access.page("staff:K1").items] == ["password"]


def test_pages_follow_one_another(history: History, ask: Ask) -> None:
    for session in "abc":
        change(history, lambda access, id=session: access.open_session(id, None, "code", by(MEMBER)))
    first = ask().access.page(MEMBER, limit=2)
    second = ask().access.page(MEMBER, cursor=first.next, limit=2)
    assert [one.details["session"] for one in (*first.items, *second.items)] == ["c", "b", "a"]
    assert second.next is None


def test_an_access_to_be_given_back_waits_until_it_is_decided(history: History, ask: Ask) -> None:
    change(history, lambda access: access.propose_recovery("phone lost", by("staff:K1")))
    change(history, lambda access: access.propose_recovery("phone lost", by("staff:K1")), "member:0002")
    waiting = ask().access.open_recoveries().items
    assert [(one.number, one.reason, one.proposed_by) for one in waiting] == [
        ("0001", "phone lost", "staff:K1"),
        ("0002", "phone lost", "staff:K1"),
    ]
    page = ask().access.open_recoveries(limit=1)
    assert [one.number for one in ask().access.open_recoveries(page.next, 1).items] == ["0002"]
    change(history, lambda access: access.approve_recovery(by("staff:A1")))
    change(history, lambda access: access.refuse_recovery("not seen", by("staff:A1")), "member:0002")
    assert ask().access.open_recoveries().items == []
    assert [one.fact for one in ask().access.page("member:0002").items] == [
        "access.recovery_refused",
        "access.recovery_proposed",
    ]


def test_a_second_factor_to_be_removed_waits_until_it_is_decided_or_void(history: History, ask: Ask) -> None:
    numbers = ("K1", "K2", "K3", "K4")
    for number in numbers:
        change(history, lambda access: access.set_second_factor("own", by("staff:K0")), f"staff:{number}")
        lose = change_of(history, number)
        lose(lambda access: access.propose_factor_removal("phone lost", by("staff:A1")))
    waiting = ask().access.open_removals().items
    assert [(one.number, one.reason, one.proposed_by) for one in waiting] == [
        (number, "phone lost", "staff:A1") for number in numbers
    ]
    page = ask().access.open_removals(limit=3)
    assert [one.number for one in ask().access.open_removals(page.next, 3).items] == ["K4"]
    change_of(history, "K1")(lambda access: access.approve_factor_removal(by("staff:M1")))
    change_of(history, "K2")(lambda access: access.refuse_factor_removal("not seen", by("staff:M1")))
    change_of(history, "K3")(lambda access: access.remove_second_factor("own", by("staff:K3")))
    assert [one.number for one in ask().access.open_removals().items] == ["K4"]


def change_of(history: History, number: str) -> Callable[[Callable[[Access], object]], None]:
    return lambda act: change(history, act, f"staff:{number}")
