"""Files of payments over HTTP: from a bank's members to a bank's answer, by two officials."""

from __future__ import annotations

import hashlib
import io
from typing import Any
from uuid import UUID, uuid4

import pytest
from python_calamine import load_workbook

from imbuto.jobs.pay_files import work_on_pay_file
from imbuto.values import By

from .dairy import JOB, Dairy

ACCOUNTS = {"0001": "0110001111", "0002": "0110002222"}


def banked_run(dairy: Dairy) -> UUID:
    """A run whose two members are paid by a bank, with both payouts requested."""
    for member, account in ACCOUNTS.items():
        told = {"account_bank": "KCB", "account_number": account, "account_name": f"Account {member}"}
        dairy.post("clerk", f"/members/{member}/channel", {"pay_channel": "bank", **told})
        seen = {"pay_channel": "bank", "account_bank": "KCB", "account_number": account}
        dairy.post("manager", f"/members/{member}/channel/approval", seen)
    dairy.later(days=8)
    for who in ("clerk", "manager", "treasurer", "auditor"):
        dairy.sign_in(who)
    return paid_run(dairy, *ACCOUNTS)


def paid_run(dairy: Dairy, *members: str) -> UUID:
    for member in members:
        dairy.record(member=member, litres="10", date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("manager", f"/settlements/{run}/approval")
    unpaid = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], _now(dairy))
    return run


def _now(dairy: Dairy) -> By:
    return By(JOB.who, JOB.channel, JOB.request, dairy.now)


def made(dairy: Dairy, **asked: Any) -> str:
    """A file that the treasurer asked for, after its job."""
    id = str(uuid4())
    dairy.post("treasurer", "/pay-files", {"id": id, "format": "bank", **asked})
    work_on_pay_file(dairy.parts, id)
    return id


def let_out(dairy: Dairy, id: str) -> None:
    file = dairy.get("auditor", f"/pay-files/{id}")
    seen = {name: file[name] for name in ("count", "amount", "digest")}
    dairy.post("manager", f"/pay-files/{id}/approval", seen)


def results(dairy: Dairy, id: str, content: str, door: str = "results", who: str = "treasurer") -> Any:
    file = (io.BytesIO(content.encode()), "answer.csv")
    return dairy.ask(
        who, "POST", f"/pay-files/{id}/{door}", data={"file": file}, content_type="multipart/form-data"
    )


def answer(dairy: Dairy, id: str) -> str:
    first, second = (line["reference"] for line in dairy.get("auditor", f"/pay-files/{id}/payouts")["items"])
    return (
        "Our Reference,Status,Bank Ref,Amount Paid,Charge,Reason\n"
        f"{first},SUCCESS,FT1,450.00,30,\n{second},Rejected,,450.00,,Account closed\nTotal,,,900.00,,\n"
    )


def test_a_file_from_its_making_to_its_end(dairy: Dairy) -> None:
    run = banked_run(dairy)
    id = made(dairy, run=str(run), bank="KCB")
    file = dairy.get("auditor", f"/pay-files/{id}")
    assert (file["state"], file["count"], file["amount"]["amount"]) == ("sealed", 2, "900.00")
    assert dairy.ask("treasurer", "GET", f"/pay-files/{id}/file").status_code == 409
    assert dairy.ask("manager", "GET", f"/pay-files/{id}/file").status_code == 403
    let_out(dairy, id)
    taken = dairy.ask("treasurer", "GET", f"/pay-files/{id}/file")
    assert hashlib.sha256(taken.data).hexdigest() == file["digest"]
    assert ACCOUNTS["0001"] in taken.text
    assert dairy.get("auditor", f"/pay-files/{id}")["downloaded_by"] == "staff:S003"

    told = answer(dairy, id)
    before = dairy.position()
    preview = results(dairy, id, told, "results/preview").json
    assert (preview["new"], preview["paid"], preview["failed"], preview["faults"]) == (2, 1, 1, [])
    assert preview["paid_amount"]["amount"] == preview["failed_amount"]["amount"] == "450.00"
    assert dairy.position() == before
    assert results(dairy, id, told).json["status"] == "recorded"
    assert results(dairy, id, told).json["status"] == "already-recorded"
    work_on_pay_file(dairy.parts, id)
    proposed = dairy.get("auditor", f"/payouts?run={run}")["items"]
    assert {one["proposed_outcome"] for one in proposed} == {"paid", "not_paid"}

    sums = {name: preview[name] for name in ("paid", "paid_amount", "failed", "failed_amount")}
    seen = {"results": dairy.get("auditor", f"/pay-files/{id}")["results"], **sums}
    assert dairy.ask("treasurer", "POST", f"/pay-files/{id}/results/approval", seen).status_code == 403
    wrong = dairy.ask("manager", "POST", f"/pay-files/{id}/results/approval", {**seen, "paid": 2})
    assert wrong.status_code == 409
    dairy.post("manager", f"/pay-files/{id}/results/approval", seen)
    work_on_pay_file(dairy.parts, id)
    file = dairy.get("auditor", f"/pay-files/{id}")
    assert (file["state"], file["left"], file["paid"], file["failed"]) == ("closed", 0, 1, 1)
    lines = dairy.get("auditor", f"/pay-files/{id}/payouts")["items"]
    assert [(line["state"], line["receipt"]) for line in lines] == [("paid", "FT1"), ("not_paid", None)]
    assert [chapter["fact"] for chapter in file["story"]][:2] == ["pay_file.opened", "pay_file.filled"]
    assert file["story"][1]["details"]["lines"] == 2


def test_a_workbook_keeps_leading_noughts_and_is_the_same_file_each_time(dairy: Dairy) -> None:
    banked_run(dairy)
    id = made(dairy)
    let_out(dairy, id)
    first, again = (dairy.ask("treasurer", "GET", f"/pay-files/{id}/file?form=xlsx").data for _ in range(2))
    assert first == again
    with load_workbook(io.BytesIO(first)) as book:
        rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Reference", "Bank Code", "Account Number"]
    assert [row[2:5] for row in rows[1:]] == [
        ["0110001111", "Account 0001", 450.0],
        ["0110002222", "Account 0002", 450.0],
    ]


def test_every_row_that_does_not_fit_is_named_and_nothing_is_recorded(dairy: Dairy) -> None:
    banked_run(dairy)
    id, other = made(dairy, bank="KCB"), str(uuid4())
    let_out(dairy, id)
    first, second = (line["reference"] for line in dairy.get("auditor", f"/pay-files/{id}/payouts")["items"])
    told = (
        "Reference,Status,Receipt,Amount\n"
        f"{first},paid,FT1,451\n{second},paid,,450\nNOBODYS,paid,FT3,450\n{first},maybe,FT4,450\n"
    )
    before = dairy.position()
    refused = results(dairy, id, told)
    assert refused.status_code == 422
    fields = [line["field"] for line in refused.json["errors"]]
    assert fields == ["row 2, Amount", "row 3, Receipt", "row 4, Reference", "row 5, Status"]
    assert len(results(dairy, id, told, "results/preview").json["faults"]) == 4
    assert results(dairy, other, told).status_code == 404
    assert dairy.position() == before


def test_the_answer_to_another_file_says_which(dairy: Dairy) -> None:
    run = banked_run(dairy)
    mine = made(dairy, run=str(run))
    let_out(dairy, mine)
    told = answer(dairy, mine)
    other = made(dairy)
    assert dairy.get("auditor", f"/pay-files/{other}")["reason"] == "nothing waits to be paid by such a file"
    results(dairy, mine, told)
    work_on_pay_file(dairy.parts, mine)
    seen = {"amount": "450.00", "currency": "KES"}
    sums = {"results": 1, "paid": 1, "paid_amount": seen, "failed": 1, "failed_amount": seen}
    dairy.post("manager", f"/pay-files/{mine}/results/approval", sums)
    work_on_pay_file(dairy.parts, mine)
    failed = dairy.get("auditor", f"/payouts?run={run}&state=failed")["items"][0]["id"]
    dairy.post("treasurer", f"/payouts/{failed}/retry")
    second = made(dairy)
    let_out(dairy, second)
    refused = results(dairy, second, told)
    assert refused.status_code == 422
    assert all(f"another file of payments, {mine}" in line["sentence"] for line in refused.json["errors"])


def test_a_cancelled_file_gives_its_payouts_back(dairy: Dairy) -> None:
    run = banked_run(dairy)
    id = made(dairy)
    dairy.post("treasurer", f"/pay-files/{id}/cancellation", {"reason": "the wrong bank"})
    work_on_pay_file(dairy.parts, id)
    states = {one["state"] for one in dairy.get("auditor", f"/payouts?run={run}")["items"]}
    assert states == {"requested"}
    assert dairy.get("auditor", f"/pay-files/{id}")["left"] == 0
    late = dairy.ask("manager", "POST", f"/pay-files/{id}/approval", {"count": 2, **_SEEN})
    assert late.status_code == 409


_SEEN = {"amount": {"amount": "900.00", "currency": "KES"}, "digest": "0" * 64}


def test_a_format_is_set_and_read_back(dairy: Dairy) -> None:
    columns = [
        {"heading": "Ref", "field": "reference"},
        {"heading": "Acc", "field": "account"},
        {"heading": "Amt", "field": "amount"},
        {"heading": "Cur", "field": "fixed", "fixed": "KES"},
    ]
    body = {"name": "kcb", "kind": "bank", "effective_from": "2026-11-01", "columns": columns}
    assert dairy.post("treasurer", "/pay-formats", {**body, "delimiter": ";"})["status"] == "recorded"
    found = {one["name"]: one for one in dairy.get("auditor", "/pay-formats")["items"]}
    assert set(found) == {"bank", "kcb", "mpesa-bulk", "sacco"}
    assert (found["kcb"]["delimiter"], found["kcb"]["set_by"]) == (";", "staff:S003")
    assert "Verify" in found["mpesa-bulk"]["note"]
    without = {**body, "columns": columns[:1]}
    assert dairy.ask("treasurer", "POST", "/pay-formats", without).status_code == 422


def test_a_format_of_a_later_day_is_seen_among_those_to_come(dairy: Dairy) -> None:
    columns = [{"heading": field, "field": field} for field in ("reference", "account", "amount")]
    body = {"name": "kcb", "kind": "bank", "columns": columns}
    for day, delimiter in (("2026-12-01", ";"), ("2026-11-20", ";"), ("2026-12-01", "|")):
        dairy.post("treasurer", "/pay-formats", {**body, "effective_from": day, "delimiter": delimiter})
    found = dairy.get("manager", "/pay-formats")
    assert "kcb" not in [one["name"] for one in found["items"]]
    assert [(one["effective_from"], one["delimiter"]) for one in found["to_come"]] == [
        ("2026-11-20", ";"),
        ("2026-12-01", "|"),
    ]


def test_a_letter_goes_with_the_file(dairy: Dairy) -> None:
    banked_run(dairy)
    id = made(dairy)
    letter = dairy.ask("auditor", "GET", f"/pay-files/{id}/letter.pdf")
    assert (letter.status_code, letter.data[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("paper", ["cash-list.pdf", "cash-receipts.pdf"])
def test_cash_is_paid_by_a_list_and_settled_by_treasurer_and_witness(dairy: Dairy, paper: str) -> None:
    dairy.post("clerk", "/members/0003/channel", {"pay_channel": "cash"})
    dairy.post("manager", "/members/0003/channel/approval", {"pay_channel": "cash"})
    run = paid_run(dairy, "0003")
    printed = dairy.ask("auditor", "GET", f"/settlements/{run}/{paper}")
    assert (printed.status_code, printed.data[:5]) == (200, b"%PDF-")
    (payout,) = dairy.get("auditor", f"/payouts?run={run}&channel=cash")["items"]
    said = {"outcome": "paid", "receipt": "V-17", "channel": "cash", "signature": "thumb mark"}
    dairy.post("treasurer", f"/payouts/{payout['id']}/outcome", {**said, "evidence": "cash book, page 3"})
    seen = {"outcome": "paid", "receipt": "V-17", "channel": "cash"}
    dairy.post("manager", f"/payouts/{payout['id']}/outcome/approval", seen)
    ended = dairy.get("auditor", f"/payouts/{payout['id']}")
    assert (ended["state"], ended["channel"], ended["signature"]) == ("paid", "cash", "thumb mark")
