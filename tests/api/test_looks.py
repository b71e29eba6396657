"""Which official looked at whose data is kept, and the member sees it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from imbuto.errors import Busy
from imbuto.security import looks

from .dairy import DAY, Dairy


def seen(dairy: Dairy, member: str = "0001", who: str = "auditor") -> list[tuple[str, str]]:
    return [(one["who"], one["what"]) for one in dairy.get(who, f"/members/{member}/looks")["items"]]


def test_each_reading_of_one_members_data_is_a_look(dairy: Dairy) -> None:
    delivery = dairy.record()
    for path in (
        "/members/0001",
        "/members/0001/balance",
        f"/deliveries/{delivery}",
        "/deliveries?member=0001",
    ):
        dairy.get("manager", path)
    assert seen(dairy, who="0001") == [
        ("staff:S002", "list_deliveries"),
        ("staff:S002", "see_delivery"),
        ("staff:S002", "see_balance"),
        ("staff:S002", "see_member"),
    ]
    (first, *_), link = dairy.get("0001", "/members/0001/looks?limit=1")["items"], "/members/0001/looks"
    assert first["sentence"]
    assert (first["at"], link) == ("2026-11-16T06:00:00+00:00", "/members/0001/looks")


def test_a_payment_and_an_adjustment_are_one_member_s_data_too(dairy: Dairy) -> None:
    payout = dairy.requested_payout()
    adjustment = {
        "id": str(uuid4()),
        "member": "0001",
        "kind": "correction",
        "reason": "her can",
        "day": DAY.isoformat(),
    }
    dairy.post("treasurer", "/adjustments", {**adjustment, "amount": {"amount": "1.00", "currency": "KES"}})
    for path in (f"/payouts/{payout}", f"/adjustments/{adjustment['id']}"):
        dairy.get("manager", path)
    assert [what for _, what in seen(dairy, who="0001")] == ["see_adjustment", "see_payout"]


def test_a_search_that_finds_one_member_alone_is_a_look_and_one_of_several_is_none(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/search", {"query": "000"})
    dairy.post("clerk", "/members/search", {"query": "0009"})
    assert seen(dairy, who="0001") == []
    dairy.post("clerk", "/members/search", {"query": "0001"})
    dairy.post("manager", "/members/search", {"query": "0712000001"})
    assert seen(dairy, who="0001") == [("staff:S002", "search_members"), ("staff:S001", "search_members")]


@pytest.mark.parametrize("number", ["%200077A", "0077A%20", "0077a"])
def test_however_the_number_is_written_the_look_is_at_the_same_member(dairy: Dairy, number: str) -> None:
    dairy.post("clerk", "/members", {"number": "0077A", "name": "Chebet Koech", "centre": "KIA"})
    dairy.record("0077A")
    assert len(dairy.get("manager", f"/deliveries?member={number}")["items"]) == 1
    assert seen(dairy, "0077A") == [("staff:S002", "list_deliveries")]


def test_what_is_refused_what_is_ones_own_and_lists_are_no_looks(dairy: Dairy) -> None:
    dairy.get("0001", "/members/0001")
    dairy.ask("limited", "GET", "/members/0001/balance")
    dairy.ask("manager", "GET", "/members/9999")
    dairy.get("manager", "/members")
    dairy.get("manager", "/staff/S001")
    assert seen(dairy, who="0001") == []


def test_only_the_member_and_who_watches_over_officials_see_the_looks(dairy: Dairy) -> None:
    for who, status in (("auditor", 200), ("admin", 200), ("manager", 403), ("clerk", 403), ("0002", 404)):
        assert dairy.ask(who, "GET", "/members/0001/looks").status_code == status
    assert dairy.ask("auditor", "GET", "/members/9999/looks").status_code == 404
    assert ("staff:S005", "list_looks") in seen(dairy)


def test_looks_are_pages_the_latest_first(dairy: Dairy) -> None:
    for _ in range(5):
        dairy.get("manager", "/members/0001")
    first = dairy.get("0001", "/members/0001/looks?limit=3")
    rest = dairy.get("0001", f"/members/0001/looks?limit=3&cursor={first['next']}")
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 2, None)
    assert dairy.ask("0001", "GET", "/members/0001/looks?cursor=x").status_code == 422


def test_looks_are_forgotten_after_two_years(dairy: Dairy) -> None:
    dairy.get("manager", "/members/0001")
    book = dairy.parts.people.looks
    book.write()
    book.purge(dairy.now + looks.KEPT - (looks.KEPT / 1000))
    assert seen(dairy, who="0001") == [("staff:S002", "see_member")]
    book.purge(dairy.now + looks.KEPT)
    assert seen(dairy, who="0001") == []


def test_what_cannot_be_noted_is_not_shown(dairy: Dairy, monkeypatch: pytest.MonkeyPatch) -> None:
    book: Any = dairy.parts.people.looks

    def locked() -> int:
        raise Busy("The people store is busy.")

    monkeypatch.setattr(looks, "MOST_WAITING", 3)
    monkeypatch.setattr(book, "_write", locked)
    answers = [dairy.ask("manager", "GET", "/members/0001") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 503]
    assert "Wanjiku" not in answers[3].text
    assert answers[3].headers["Content-Security-Policy"]
    monkeypatch.undo()
    assert len(seen(dairy, who="0001")) == 3


def test_looks_are_written_by_themselves_and_at_the_end(dairy: Dairy) -> None:
    dairy.get("manager", "/members/0001")
    book = dairy.parts.people.looks
    book.close()
    again = looks.Looks(dairy.parts.people.store)
    assert [one.what for one in again.of("0001").items] == ["see_member"]
    again.forget("0001")
    assert again.of("0001").items == []
    assert [one.principal for one in again.of("").items] == ["staff:S002"]
