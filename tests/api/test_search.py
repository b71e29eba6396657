"""One search: what an id, a number, a code or a receipt belongs to, for whoever may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from .dairy import JOB, Dairy


def found(dairy: Dairy, who: str, query: str) -> list[tuple[str, str]]:
    return [(one["kind"], one["id"]) for one in search(dairy, who, query)]


def search(dairy: Dairy, who: str, query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = dairy.post(who, "/search", {"query": query})["items"]
    return items


def test_an_id_is_told_for_what_it_is(dairy: Dairy) -> None:
    payout = str(dairy.requested_payout())
    (paid,) = search(dairy, "treasurer", payout)
    assert (paid["kind"], paid["member"], paid["period"], paid["state"]) == (
        "payout",
        "0001",
        "2026-11-A",
        "requested",
    )
    statement = dairy.get("treasurer", f"/payouts/{payout}")["statement"]
    (drawn,) = search(dairy, "treasurer", statement.upper())
    run = drawn["run"]
    assert (drawn["kind"], drawn["id"], drawn["member"]) == ("statement", statement, "0001")
    assert found(dairy, "treasurer", run) == [("settlement", run)]
    delivery = dairy.record(member="0002")
    assert found(dairy, "clerk", delivery) == [("delivery", delivery)]
    assert found(dairy, "manager", "00000000-0000-4000-8000-000000000000") == []


def test_a_number_a_period_and_a_receipt_are_found_in_any_letters(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    attempt = dairy.parts.views.payouts.get(payout).attempt_id
    told = dairy.now + timedelta(minutes=1)
    dairy.parts.ledger.record_payment(payout, attempt, "SJ12ABC3DE", 1500, told, "callback", JOB)
    assert found(dairy, "treasurer", "sj12abc3de") == [("payout", str(payout))]
    run = str(dairy.parts.views.payouts.get(payout).run)
    assert found(dairy, "treasurer", "2026-11-a") == [("settlement", run)]
    assert found(dairy, "treasurer", " 0001 ") == [("member", "0001")]
    assert found(dairy, "admin", "s001") == [("staff", "S001")]
    assert found(dairy, "treasurer", "Wanjiku") == []


def test_nobody_finds_what_they_may_not_see(dairy: Dairy) -> None:
    payout = str(dairy.requested_payout())
    assert found(dairy, "clerk", payout) == []
    assert found(dairy, "clerk", "2026-11-A") == []
    elsewhere = dairy.record(member="0002", centre="MUG")
    assert found(dairy, "clerk", elsewhere) == [("delivery", elsewhere)]
    assert found(dairy, "limited", elsewhere) == []
    assert dairy.ask("0001", "POST", "/search", {"query": payout}).status_code == 403


def test_who_reads_the_ledger_finds_the_story_of_what_has_no_page(dairy: Dairy) -> None:
    measured = {"id": str(uuid4()), "delivery": dairy.record(), "fat_percent": "3.9"}
    sample = dairy.post("clerk", "/samples", measured)["id"]
    (told,) = search(dairy, "auditor", sample)
    assert (told["kind"], told["of"]) == ("story", "sample")
    assert search(dairy, "treasurer", sample) == []
