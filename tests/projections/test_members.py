"""The directory finds a member by number, name and phone, and follows every change."""

from __future__ import annotations

from datetime import date

import pytest

from imbuto.errors import BadValue, Unknown
from imbuto.values import Personal
from tests.history import MANAGER, History, by
from tests.projections.conftest import Ask


def test_a_member_is_shown_as_registered(history: History, ask: Ask) -> None:
    history.member("0042", name="Akinyi Odhiambo", payout_phone="254733000001", joined=date(2020, 1, 2))
    member = ask().members.get("0042")
    assert (member.name, member.centre, member.language) == ("Akinyi Odhiambo", "KIA", "sw")
    assert (member.phone, member.payout_phone) == ("254712000001", "254733000001")
    assert (member.joined, member.active) == (date(2020, 1, 2), True)
    with pytest.raises(Unknown):
        ask().members.get("0043")


def test_members_are_found_by_number_any_word_of_the_name_and_phone(history: History, ask: Ask) -> None:
    history.member("0042", name="Akinyi  Odhiambo", phone="254799123456")
    history.member("0143", name="100% Juma_X", phone=None, centre="LIM")
    members = ask().members

    def found(query: str) -> list[str]:
        return [member.number for member in members.page(query=query).items]

    assert found("004") == ["0042"]
    assert found("akin") == found("ODHI") == found("akinyi odh") == ["0042"]
    assert found("dhiambo") == []
    assert found("0799 123") == found("+254799123456") == found("254799") == ["0042"]
    assert found("100%") == found("juma_") == ["0143"]
    assert found("%") == found("_") == []
    assert found(" ") == ["0001", "0042", "0143"]
    assert [member.number for member in members.page(centre="LIM").items] == ["0143"]


def test_a_shared_phone_leads_to_all_its_members(history: History, ask: Ask) -> None:
    history.member("0002")
    history.member("0003", phone="254712000003")
    assert ask().members.by_phone("254712000001") == ["0001", "0002"]
    assert ask().members.by_phone("254700000000") == []


def test_a_new_phone_counts_when_another_official_has_approved_it(history: History, ask: Ask) -> None:
    member = history.member("0002", phone="254712000002", payout_phone="254733000002")
    member.propose_phone("254712999999", by("staff:K1"))
    history.save(member)
    shown = ask().members.get("0002")
    assert (shown.phone, shown.proposed_phone, shown.phone_proposed_by) == (
        "254712000002",
        "254712999999",
        "staff:K1",
    )
    member.approve_phone("254712999999", by(MANAGER))
    history.save(member)
    shown = ask().members.get("0002")
    assert (shown.phone, shown.payout_phone, shown.proposed_phone) == ("254712999999", None, None)
    assert ask().members.by_phone("254712000002") == []
    assert ask().members.by_phone("254712999999") == ["0002"]


def test_language_and_suspension_follow(history: History, ask: Ask) -> None:
    member = history.member("0002")
    member.choose_language("en", by())
    member.suspend("Added water.", by(MANAGER))
    history.save(member)
    shown = ask().members.get("0002")
    assert (shown.language, shown.suspended, shown.suspended_reason) == ("en", True, "Added water.")
    assert (ask().members.count(), ask().members.count(active=False)) == (1, 2)
    member.reinstate(by(MANAGER))
    history.save(member)
    assert ask().members.get("0002").suspended_reason is None
    assert ask().members.count() == 2


def test_a_forgotten_person_has_a_number_and_no_name(history: History, ask: Ask) -> None:
    member = history.member("0002")
    erased = [
        type(fact)(
            **{**vars(fact), "name": Personal(member.id.hex, None), "phone": Personal(member.id.hex, None)}
        )
        if fact.originator_id == member.id
        else fact
        for fact in history.recorded
    ]
    ask()
    history.recorded[:] = erased
    ask().rebuild(["members", "messages"])
    shown = ask().members.get("0002")
    assert (shown.name, shown.phone) == (None, None)
    assert ask().members.page(query="wanjiku").items[0].number == "0001"


def test_pages_of_members_neither_repeat_nor_skip(history: History, ask: Ask) -> None:
    for number in range(2, 12):
        history.member(f"{number:04}")
    members, seen, cursor = ask().members, [], None
    while True:
        page = members.page(cursor=cursor, limit=4)
        seen += [member.number for member in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [f"{number:04}" for number in range(1, 12)]


@pytest.mark.parametrize(
    "cursor",
    ["", "!", "AAAA", "bm9uc2Vuc2U", "WzFd", "WyJhIiwxXQ", "WyJcdTAwMDAiXQ", "é", "W" * 5000, "WyLDqSJd\x00"],
)
def test_a_broken_cursor_is_refused_by_name(ask: Ask, cursor: str) -> None:
    with pytest.raises(BadValue) as refusal:
        ask().members.page(cursor=cursor)
    assert refusal.value.field == "cursor"


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_sensible_size(ask: Ask, limit: int) -> None:
    with pytest.raises(BadValue):
        ask().members.page(limit=limit)
