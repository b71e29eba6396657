"""Creditors and remittances, standing charges, deduction rules and the law's caps over HTTP."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID, uuid4

import pytest
from python_calamine import CalamineWorkbook

from .dairy import JOB, Dairy
from .test_charges import OVER_THE_CAP, charge, kes

STANDING, RULES = str(uuid4()), str(uuid4())
SACCO = {"code": "UNITY", "name": "Unity SACCO", "kind": "sacco"}


def standing(**changes: Any) -> dict[str, Any]:
    usual = {
        "id": STANDING, "kind": "transport", "text": "lorry", "basis": "litre", "rate": kes("1.50"),
        "effective_from": "2026-11-01",
    }  # fmt: skip
    return {**usual, **changes}


@pytest.fixture
def collected(dairy: Dairy) -> Dairy:
    """Member 0001 brought 100 litres and saved KES 2 of each with the SACCO in a settled run."""
    dairy.post("treasurer", "/creditors", SACCO)
    savings = charge(kind="sacco", creditor="UNITY", reference="=9", amount=None, basis="litre")
    dairy.post("treasurer", "/charges", {**savings, "rate": kes("2.00"), "starts": "2026-11-01"})
    dairy.record(litres="100", date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("manager", f"/settlements/{run}/approval")
    unpaid = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], JOB)
    return dairy


def run_of(dairy: Dairy) -> UUID:
    return UUID(dairy.get("treasurer", "/settlements")["items"][0]["id"])


def test_a_creditor_is_entered_once(dairy: Dairy) -> None:
    assert dairy.ask("treasurer", "POST", "/creditors", SACCO).status_code == 201
    assert dairy.ask("treasurer", "POST", "/creditors", SACCO).status_code == 200
    other = dairy.ask("treasurer", "POST", "/creditors", {**SACCO, "name": "Other"})
    assert (other.status_code, other.json["detail"]) == (409, "Creditor UNITY is Unity SACCO (sacco).")
    [seen] = dairy.get("auditor", "/creditors")["items"]
    assert (seen["code"], seen["owed"]) == ("UNITY", kes("0.00"))


def test_the_remittance_list_names_each_member_as_json_csv_and_xlsx(collected: Dairy) -> None:
    path = f"/creditors/unity/remittances?run={run_of(collected)}"
    listed = collected.get("treasurer", path)
    assert (listed["count"], listed["amount"], listed["next"]) == (1, kes("200.00"), None)
    [line] = listed["items"]
    assert (line["member"], line["name"], line["period"], line["amount"]) == (
        "0001", "Wanjiku Kamau", "2026-11-A", kes("200.00"),
    )  # fmt: skip
    words = collected.ask("treasurer", "GET", path, headers={"Accept": "text/csv"})
    assert words.headers["Content-Disposition"] == 'attachment; filename="remittance-UNITY-2026-11-A.csv"'
    rows = list(csv.reader(io.StringIO(words.data.decode("utf-8-sig"))))
    assert rows[1] == [
        "0001", "Wanjiku Kamau", "'=9", "school fees", "2026-11-A", "2026-11-15", "deducted", "200.00",
    ]  # fmt: skip
    assert rows[2] == ["Total", "Unity SACCO", "", "", "", "", "", "200.00"]
    book = collected.ask("treasurer", "GET", f"{path}&format=xlsx")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(book.data)).get_sheet_by_index(0).to_python()
    assert [cells[1][0], cells[1][2], cells[1][7]] == ["0001", "=9", 200.0]
    assert collected.ask("treasurer", "GET", "/creditors/NOBODY/remittances").status_code == 404


def test_no_more_is_handed_over_than_was_collected(collected: Dairy) -> None:
    paid = {"id": str(uuid4()), "creditor": "UNITY", "how": "bank", "reference": "EFT 1", "day": "2026-11-16"}
    too_much = collected.ask("treasurer", "POST", "/remittances", {**paid, "amount": kes("200.01")})
    assert (too_much.status_code, too_much.json["detail"]) == (
        422,
        "Only KES 200.00 is collected for UNITY and not yet handed over.",
    )
    right = {**paid, "amount": kes("200.00"), "run": str(run_of(collected))}
    assert collected.ask("treasurer", "POST", "/remittances", right).status_code == 201
    assert collected.ask("treasurer", "POST", "/remittances", right).status_code == 200
    other = collected.ask("treasurer", "POST", "/remittances", {**right, "how": "cash"})
    assert list(other.json["details"]["differs"]) == ["how"]
    [seen] = collected.get("auditor", "/remittances?creditor=UNITY")["items"]
    assert (seen["amount"], seen["who"], seen["run"]) == (kes("200.00"), "staff:S003", right["run"])
    assert collected.get("treasurer", "/creditors")["items"][0]["owed"] == kes("0.00")
    assert collected.get("treasurer", "/remittances?creditor=KDB")["items"] == []


def test_what_a_voucher_handed_over_is_not_handed_over_again(collected: Dairy) -> None:
    """200.00 is collected for UNITY; a voucher of two officials pays 50.00 of it from the bank."""
    lines = [
        {"account": "2300", "debit": kes("50.00"), "creditor": "UNITY"},
        {"account": "1040", "credit": kes("50.00")},
    ]
    voucher = {"id": str(uuid4()), "day": "2026-11-16", "text": "paid by cheque", "lines": lines}
    collected.post("treasurer", "/vouchers", voucher)
    collected.post("manager", f"/vouchers/{voucher['id']}/approval")

    [unity] = [one for one in collected.get("auditor", "/creditors")["items"] if one["code"] == "UNITY"]
    sums = {name: unity[name]["amount"] for name in ("collected", "vouchers", "remitted", "owed")}
    assert sums == {"collected": "200.00", "vouchers": "-50.00", "remitted": "0.00", "owed": "150.00"}
    paid = {"id": str(uuid4()), "creditor": "UNITY", "how": "bank", "reference": "EFT", "day": "2026-11-16"}
    too_much = collected.ask("treasurer", "POST", "/remittances", {**paid, "amount": kes("150.01")})
    assert (too_much.status_code, "150.00" in too_much.text) == (422, True)
    collected.post("treasurer", "/remittances", {**paid, "amount": kes("150.00")})


def test_a_standing_charge_is_proposed_by_one_and_approved_by_another(dairy: Dairy) -> None:
    assert dairy.post("treasurer", "/standing-charges", standing())["warnings"] == []
    assert dairy.ask("treasurer", "POST", "/standing-charges", standing()).status_code == 200
    dairy.post("manager", f"/standing-charges/{STANDING}/approval")
    [seen] = dairy.get("auditor", "/standing-charges")["items"]
    assert (seen["state"], seen["rate"], seen["priority"], seen["centre"]) == (
        "approved", kes("1.50"), 15, None,
    )  # fmt: skip
    end = {"last_day": "2026-12-31", "reason": "own lorry"}
    dairy.post("manager", f"/standing-charges/{STANDING}/end", end)
    assert dairy.get("auditor", "/standing-charges")["items"][0]["last_day"] == "2026-12-31"
    again = {**end, "last_day": "2027-01-31"}
    refused = dairy.ask("manager", "POST", f"/standing-charges/{STANDING}/end", again)
    assert refused.json["detail"] == "It already ends on 31 Dec 2026."


def test_standing_charges_that_together_pass_the_laws_cap_are_warned_of(dairy: Dairy) -> None:
    dairy.post("treasurer", "/standing-charges", standing())
    dairy.post("manager", f"/standing-charges/{STANDING}/approval")
    second = standing(id=str(uuid4()), text="second lorry", rate=kes("0.51"), centre="KIA")
    expected = [
        OVER_THE_CAP,
    ]
    assert dairy.post("treasurer", "/standing-charges", second)["warnings"] == expected
    told = dairy.post("manager", f"/standing-charges/{second['id']}/approval")
    assert told["warnings"] == expected
    by_run = standing(id=str(uuid4()), basis="run", rate=kes("100.00"))
    assert dairy.post("treasurer", "/standing-charges", by_run)["warnings"] == []
    dairy.post("manager", f"/standing-charges/{by_run['id']}/refusal", {"reason": "too much"})
    assert dairy.get("manager", "/standing-charges")["items"][0]["refusal"] == "too much"


def test_deduction_rules_are_proposed_approved_and_listed(dairy: Dairy) -> None:
    body = {
        "id": RULES, "effective_from": "2026-11-01", "max_share_percent": "60",
        "minimum_take_home": kes("500.00"), "caps": [{"kind": "transport", "per_litre": kes("2.50")}],
    }  # fmt: skip
    told = dairy.post("treasurer", "/deduction-rules", body)
    assert told["warnings"] == ["The cap on transport of KES 2.50 a litre is above the law's KES 2.00."]
    twice = {**body, "id": str(uuid4()), "caps": body["caps"] * 2}  # type: ignore[operator]
    assert "A kind has one cap." in dairy.ask("treasurer", "POST", "/deduction-rules", twice).text
    dairy.post("manager", f"/deduction-rules/{RULES}/approval")
    [seen] = dairy.get("auditor", "/deduction-rules")["items"]
    assert (seen["state"], seen["max_share_percent"], seen["minimum_take_home"]) == (
        "approved", "60", kes("500.00"),
    )  # fmt: skip
    assert seen["caps"] == [{"kind": "transport", "per_litre": kes("2.50")}]
    late = dairy.ask("manager", "POST", f"/deduction-rules/{RULES}/refusal", {"reason": "no"})
    assert late.json["detail"] == "These rules were already approved."


def test_the_caps_of_the_law_come_with_their_source_and_a_later_one_is_entered(dairy: Dairy) -> None:
    preset = dairy.get("auditor", "/statutory-caps")["items"]
    assert {one["kind"]: one["per_litre"] for one in preset} == {
        "transport": kes("2.00"),
        "levy": kes("3.20"),
    }
    assert all("verify" in one["source"] for one in preset)
    cap = {"kind": "transport", "per_litre": kes("3.00"), "effective_from": "2026-11-01", "source": "Board"}
    assert dairy.ask("manager", "POST", "/statutory-caps", cap).status_code == 201
    assert dairy.ask("manager", "POST", "/statutory-caps", cap).status_code == 200
    assert dairy.post("treasurer", "/standing-charges", standing(rate=kes("2.50")))["warnings"] == []


def test_a_standing_charge_and_a_members_charge_never_share_an_id(dairy: Dairy) -> None:
    dairy.post("treasurer", "/standing-charges", standing())
    own = charge(id=STANDING)
    refused = dairy.ask("treasurer", "POST", "/charges", own)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/contradiction")
    many = dairy.post("treasurer", "/charges/batch", {"items": [own]})
    assert many["outcomes"][0]["problem"]["detail"] == f"The id {STANDING} is a standing charge's."
    used = charge(id=str(uuid4()))
    dairy.post("treasurer", "/charges", used)
    refused = dairy.ask("treasurer", "POST", "/standing-charges", standing(id=used["id"]))
    assert (refused.status_code, refused.json["detail"]) == (409, f"The id {used['id']} is taken.")
    again = dairy.post("treasurer", "/standing-charges", standing())
    assert again["status"] == "already-recorded"
