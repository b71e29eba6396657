"""One search: what an id, a number, a code or a receipt belongs to, for whoever may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from imbuto.jobs.pay_files import work_on_pay_file

from .dairy import JOB, Dairy
from .pricing import in_force, new_price, shillings
from .test_access_tokens import make
from .test_pay_files import answer, banked_run, let_out, results
from .test_pay_files import made as made_file


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


def test_a_price_is_found_by_its_id_while_it_waits_and_once_it_holds(dairy: Dairy) -> None:
    waits, holds = new_price(effective_from="2026-12-01"), in_force(dairy)
    dairy.post("treasurer", "/prices", waits)
    (told,) = search(dairy, "clerk", waits["id"])
    assert (told["kind"], told["date"], told["state"]) == ("price", "2026-12-01", "proposed")
    assert [(one["id"], one["state"]) for one in search(dairy, "manager", holds)] == [(holds, "approved")]
    make(dairy, "manager", "members.read", "payouts.read")
    assert search(dairy, "system", holds) == []


def test_what_a_bank_paid_is_found_by_its_receipt_and_by_its_reference(dairy: Dairy) -> None:
    banked_run(dairy)
    file = made_file(dairy)
    let_out(dairy, file)
    told = answer(dairy, file).replace("FT1", "Ft1")
    paid, refused = dairy.get("auditor", f"/pay-files/{file}/payouts")["items"]
    assert found(dairy, "treasurer", paid["reference"].lower()) == [("payout", paid["payout"])]
    assert found(dairy, "treasurer", "Ft1") == []
    results(dairy, file, told)
    work_on_pay_file(dairy.parts, file)
    standing = dairy.get("auditor", f"/pay-files/{file}")
    sums = {"paid": 1, "paid_amount": shillings("450.00"), "failed": 1, "failed_amount": shillings("450.00")}
    dairy.post("manager", f"/pay-files/{file}/results/approval", {"results": standing["results"], **sums})
    work_on_pay_file(dairy.parts, file)
    assert found(dairy, "treasurer", "Ft1") == [("payout", paid["payout"])]
    assert found(dairy, "treasurer", refused["reference"]) == [("payout", refused["payout"])]
    assert found(dairy, "clerk", "Ft1") == found(dairy, "clerk", paid["reference"]) == []


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
