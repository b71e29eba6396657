"""The books over HTTP: journal, ledgers, files, and vouchers by two officials."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import uuid4

import pytest

from .dairy import Dairy


def kes(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def voucher(**changes: Any) -> dict[str, Any]:
    lines = [{"account": "1010", "debit": kes("5000.00")}, {"account": "1040", "credit": kes("5000.00")}]
    usual = {"id": str(uuid4()), "day": "2026-11-16", "text": "float topped up", "reference": "FT1"}
    return {**usual, "lines": lines, **changes}


def balances(dairy: Dairy, query: str = "") -> dict[str, str]:
    accounts = dairy.get("auditor", f"/journal/trial-balance{query}")["accounts"]
    return {
        one["account"]: one["balance"]["amount"] for one in accounts if one["balance"]["amount"] != "0.00"
    }


def handed_over(dairy: Dairy, day: str, cents: str) -> int:
    """A voucher to the creditor's account; the position at which it was approved."""
    lines = [
        {"account": "2300", "debit": kes(cents), "creditor": "UNITY"},
        {"account": "1040", "credit": kes(cents)},
    ]
    body = voucher(day=day, lines=lines)
    dairy.post("treasurer", "/vouchers", body)
    dairy.post("manager", f"/vouchers/{body['id']}/approval")
    return dairy.position()


def test_what_is_owed_to_creditors_is_told_as_of_a_day_a_position_or_over_some_days(dairy: Dairy) -> None:
    dairy.post("treasurer", "/creditors", {"code": "UNITY", "name": "Unity SACCO", "kind": "sacco"})
    position = handed_over(dairy, "2026-11-05", "30.00")
    handed_over(dairy, "2026-11-02", "4.00")

    def told(query: str = "") -> list[str]:
        found = dairy.get("auditor", f"/journal/creditors{query}")
        (one,) = found["creditors"]
        assert one["creditor"] == "UNITY"
        assert all(found[name] == one[name] for name in ("opening", "debit", "credit", "owed"))
        return [one[name]["amount"] for name in ("opening", "debit", "credit", "owed")]

    assert told() == ["0.00", "34.00", "0.00", "-34.00"]
    assert told(f"?until_position={position}") == ["0.00", "30.00", "0.00", "-30.00"]
    assert told("?until=2026-11-04") == ["0.00", "4.00", "0.00", "-4.00"]
    assert told("?from=2026-11-03") == ["-4.00", "30.00", "0.00", "-34.00"]
    assert dairy.get("auditor", f"/journal/creditors?until_position={position - 1}")["creditors"] == []


def test_a_voucher_counts_once_another_official_approved_it(dairy: Dairy) -> None:
    body = voucher()
    assert dairy.post("treasurer", "/vouchers", body)["status"] == "recorded"
    assert dairy.post("treasurer", "/vouchers", body)["status"] == "already-recorded"
    assert balances(dairy) == {}
    waiting = dairy.get("manager", "/vouchers?state=proposed")["items"]
    assert [(one["id"], one["amount"]["amount"]) for one in waiting] == [(body["id"], "5000.00")]
    assert dairy.post("manager", f"/vouchers/{body['id']}/approval")["status"] == "recorded"
    assert dairy.post("manager", f"/vouchers/{body['id']}/approval")["status"] == "already-recorded"
    assert balances(dairy) == {"1010": "5000.00", "1040": "-5000.00"}
    seen = dairy.get("auditor", f"/vouchers/{body['id']}")
    assert (seen["state"], seen["decided_by"]) == ("approved", "staff:S002")
    assert [chapter["fact"] for chapter in seen["story"]] == ["voucher.proposed", "voucher.approved"]


def test_who_proposed_a_voucher_does_not_approve_it(dairy: Dairy) -> None:
    dairy.give_roles("S003", "treasurer", "manager")
    body = voucher()
    dairy.post("treasurer", "/vouchers", body)
    refused = dairy.ask("treasurer", "POST", f"/vouchers/{body['id']}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/same-person")


def test_a_refused_voucher_says_why_and_is_never_booked(dairy: Dairy) -> None:
    body = voucher()
    dairy.post("treasurer", "/vouchers", body)
    dairy.post("manager", f"/vouchers/{body['id']}/refusal", {"reason": "another bank"})
    seen = dairy.get("treasurer", f"/vouchers/{body['id']}")
    assert (seen["state"], seen["reason"]) == ("refused", "another bank")
    assert dairy.ask("manager", "POST", f"/vouchers/{body['id']}/approval").status_code == 409
    assert balances(dairy) == {}


REFUSED = {
    "unbalanced": [{"account": "1010", "debit": kes("5.00")}, {"account": "1040", "credit": kes("4.99")}],
    "members": [{"account": "2100", "debit": kes("5.00")}, {"account": "1040", "credit": kes("5.00")}],
    "no creditor": [{"account": "2300", "debit": kes("5.00")}, {"account": "1040", "credit": kes("5.00")}],
    "unknown account": [{"account": "8", "debit": kes("5.00")}, {"account": "1040", "credit": kes("5.00")}],
}


@pytest.mark.parametrize("lines", list(REFUSED.values()), ids=list(REFUSED))
def test_what_no_voucher_may_do_is_refused_with_a_remedy(shared: Dairy, lines: Any) -> None:
    before = shared.position()
    refused = shared.ask("treasurer", "POST", "/vouchers", voucher(lines=lines))
    assert (refused.status_code, bool(refused.json["remedy"])) == (422, True)
    assert shared.position() == before


def test_an_unknown_creditor_is_named(shared: Dairy) -> None:
    lines = [
        {"account": "2300", "debit": kes("5.00"), "creditor": "NOBODY"},
        {"account": "1040", "credit": kes("5.00")},
    ]
    assert shared.ask("treasurer", "POST", "/vouchers", voucher(lines=lines)).status_code == 404
    assert shared.ask("auditor", "GET", "/creditors/NOBODY/ledger").status_code == 404


def test_a_ledger_runs_from_its_opening_balance(dairy: Dairy) -> None:
    for day, cents in (("2026-11-01", "100.00"), ("2026-11-05", "20.00"), ("2026-11-05", "3.00")):
        lines = [{"account": "1030", "debit": kes(cents)}, {"account": "1040", "credit": kes(cents)}]
        body = voucher(day=day, lines=lines)
        dairy.post("treasurer", "/vouchers", body)
        dairy.post("manager", f"/vouchers/{body['id']}/approval")
    book = dairy.get("auditor", "/ledger/1030?from=2026-11-02&until=2026-11-05&limit=1")
    assert (book["name"], book["opening"]["amount"]) == ("Cash", "100.00")
    assert [line["balance"]["amount"] for line in book["items"]] == ["120.00"]
    rest = dairy.get("auditor", f"/ledger/1030?from=2026-11-02&until=2026-11-05&cursor={book['next']}")
    assert (rest["opening"]["amount"], rest["next"]) == ("120.00", None)
    assert [line["balance"]["amount"] for line in rest["items"]] == ["123.00"]
    of_days = dairy.get("auditor", "/journal/trial-balance?from=2026-11-02&until=2026-11-05")["accounts"]
    (cash,) = [one for one in of_days if one["account"] == "1030"]
    assert [cash[name]["amount"] for name in ("opening", "debit", "credit", "balance")] == [
        "100.00", "23.00", "0.00", "123.00",
    ]  # fmt: skip
    assert dairy.ask("auditor", "GET", "/ledger/7").status_code == 404


def test_a_member_reads_the_own_ledger_and_nobody_elses(dairy: Dairy) -> None:
    dairy.record(litres="10", date="2026-11-10")
    book = dairy.get("0001", "/members/0001/ledger")
    (line,) = book["items"]
    assert (line["litres"], line["credit"]["amount"], line["balance"]["amount"]) == (
        "10.00",
        "450.00",
        "-450.00",
    )
    (milk,) = [one for one in book["accounts"] if one["account"] == "2100"]
    assert (milk["litres"], milk["balance"]["amount"]) == ("10.00", "-450.00")
    assert dairy.ask("0001", "GET", "/members/0002/ledger").status_code == 404
    assert dairy.ask("0001", "GET", "/members/0002/ledger/file").status_code == 404
    assert dairy.ask("auditor", "GET", "/members/9999/ledger").status_code == 404
    later = dairy.get("auditor", "/members/0001/ledger?from=2026-11-11")
    assert later["items"] == []
    assert [one["opening"]["amount"] for one in later["accounts"] if one["account"] == "2100"] == ["-450.00"]


def test_a_members_ledger_as_a_file_has_every_line(dairy: Dairy) -> None:
    for day in range(1, 6):
        dairy.record(litres="10", date=f"2026-11-{day:02d}")
    answer = dairy.ask("0001", "GET", "/members/0001/ledger/file?from=2026-11-03")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["balance"] for row in rows] == ["-900.00", "-1350.00", "-1800.00", "-2250.00"]
    assert rows[0]["text"] == "opening balance"
    assert "ledger-0001.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("format", "kind", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"event,date,account"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("hledger", "text/plain; charset=utf-8", b"; Kiambaa Dairy, books until 2026-11-16"),
        ("beancount", "text/plain; charset=utf-8", b"; Kiambaa Dairy, books until 2026-11-16"),
    ],
)
def test_the_books_come_as_files_without_names(dairy: Dairy, format: str, kind: str, begins: bytes) -> None:
    dairy.record()
    answer = dairy.ask("auditor", "GET", f"/journal/export?format={format}&until=2026-11-16")
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.data.startswith(begins)
    assert b"Wanjiku" not in answer.data
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_needs_a_format_that_there_is(shared: Dairy) -> None:
    for query in ("", "?format=pdf", "?format=csv&until=2026-11-01&until_position=1"):
        assert shared.ask("auditor", "GET", f"/journal/export{query}").status_code == 422


def test_the_postings_of_a_member_and_the_chart(dairy: Dairy) -> None:
    dairy.record(member="0001")
    dairy.record(member="0002")
    found = dairy.get("auditor", "/journal/postings?member=0002&from=2026-11-01&to=2026-11-30")["items"]
    assert [(one["member"], one["account"]) for one in found] == [("0002", "2100")]
    chart = {one["code"]: one for one in dairy.get("auditor", "/journal/accounts")["items"]}
    assert chart["2100"]["is_control"]
    assert chart["1010"]["path"] == "Assets:Mpesa:Float"
