"""Adjustments over HTTP: two officials, one by one or as a batch; and what members choose about their pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from imbuto.ledger import AdjustmentContent, Savings
from imbuto.values import By

from .dairy import NOW, Dairy


def adjustment(amount: str = "90.00", **changes: Any) -> dict[str, Any]:
    usual = {
        "id": str(uuid4()),
        "member": "0001",
        "kind": "correction",
        "amount": {"amount": amount, "currency": "KES"},
        "day": "2026-11-10",
        "reason": "The scale was not reset.",
    }
    return {**usual, **changes}


def owed(dairy: Dairy, member: str = "0001") -> tuple[str, str]:
    balance = dairy.get("treasurer", f"/members/{member}/balance")
    return balance["owed"]["amount"], balance["saved"]["amount"]


def test_an_adjustment_is_proposed_by_one_and_approved_by_another(dairy: Dairy) -> None:
    delivery = dairy.record(date="2026-11-10")
    body = adjustment("-45.00", litres="-1", about=delivery)
    made = dairy.ask("treasurer", "POST", "/adjustments", body)
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/adjustments/{body['id']}")
    assert dairy.ask("treasurer", "POST", "/adjustments", body).status_code == 200
    other = dairy.ask("treasurer", "POST", "/adjustments", {**body, "litres": "-2"})
    assert (other.status_code, other.json["type"]) == (409, "/problems/different-content")
    assert owed(dairy)[0] == "382.50"
    assert dairy.post("manager", f"/adjustments/{body['id']}/approval")["status"] == "recorded"
    assert dairy.post("manager", f"/adjustments/{body['id']}/approval")["status"] == "already-recorded"
    assert owed(dairy)[0] == "337.50"
    shown = dairy.get("auditor", f"/adjustments/{body['id']}")
    assert (shown["state"], shown["litres"], shown["about"]) == ("approved", "-1.00", delivery)
    assert [fact["fact"] for fact in shown["story"]] == ["adjustment.proposed", "adjustment.approved"]
    line = dairy.get("0001", "/members/0001/account")["items"][-1]
    assert (line["kind"], line["part"], line["account"]) == ("adjustment.approved", "correction", "milk")
    assert (line["amount"]["amount"], line["balance"]["amount"]) == ("-45.00", "337.50")


def test_nobody_approves_what_they_proposed_and_a_refusal_says_why(dairy: Dairy) -> None:
    body = adjustment()
    dairy.post("manager", "/adjustments", body)
    own = dairy.ask("manager", "POST", f"/adjustments/{body['id']}/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    dairy.post("manager", f"/adjustments/{body['id']}/refusal", {"reason": "A slip."})
    (shown,) = dairy.get("treasurer", "/adjustments?state=refused")["items"]
    assert (shown["id"], shown["refusal_reason"]) == (body["id"], "A slip.")
    assert dairy.get("treasurer", "/adjustments?state=proposed")["items"] == []


def test_it_is_about_a_delivery_of_that_member(dairy: Dairy) -> None:
    theirs = dairy.record(member="0002", date="2026-11-10")
    refused = dairy.ask("treasurer", "POST", "/adjustments", adjustment(about=theirs))
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/bad-value")


def test_after_the_cut_off_a_correction_names_the_adjustment_as_its_remedy(dairy: Dairy) -> None:
    delivery = dairy.record(date="2026-11-10")
    dairy.prepared_run()
    body = {"litres": "9", "reason": "The scale."}
    refused = dairy.ask("clerk", "POST", f"/deliveries/{delivery}/correction", body)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/window-closed")
    assert "adjustment" in refused.json["remedy"]


def test_an_adjustment_is_paid_by_the_next_run(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10", litres="10")
    body = adjustment("50.00")
    dairy.post("treasurer", "/adjustments", body)
    dairy.post("manager", f"/adjustments/{body['id']}/approval")
    run = dairy.prepared_run()
    statement = dairy.get("0001", f"/settlements/{run}/statements/0001")
    assert statement["net"]["amount"] == "500.00"
    assert [line["kind"] for line in statement["entries"]] == ["delivery.recorded", "adjustment.approved"]


def test_a_batch_is_approved_as_it_was_seen_in_parts(dairy: Dairy, monkeypatch: Any) -> None:
    monkeypatch.setattr("imbuto.api.blueprints.adjustments.CHUNK", 2)
    for number, member in enumerate(("0001", "0002", "0003"), start=1):
        body = adjustment(f"{number}00.00", member=member, kind="opening", batch="opening-2026")
        dairy.post("treasurer", "/adjustments", body)
    seen = dairy.get("manager", "/adjustments/batches/opening-2026")
    assert (seen["adjustments"], seen["amount"]["amount"], seen["waiting"]) == (3, "600.00", 3)
    assert dairy.get("manager", "/adjustments/batches")["items"] == [seen]
    approval = "/adjustments/batches/opening-2026/approval"
    wrong = {"adjustments": 3, "amount": {"amount": "601.00", "currency": "KES"}}
    assert dairy.ask("manager", "POST", approval, wrong).status_code == 409
    right = {"adjustments": 3, "amount": seen["amount"]}
    assert dairy.post("manager", approval, right) == {"decided": 2, "waiting": 1}
    assert dairy.post("manager", approval, right) == {"decided": 1, "waiting": 0}
    assert dairy.post("manager", approval, right) == {"decided": 0, "waiting": 0}
    assert [owed(dairy, member)[0] for member in ("0001", "0002", "0003")] == ["100.00", "200.00", "300.00"]
    assert dairy.ask("manager", "POST", "/adjustments/batches/none/approval", right).status_code == 404


def test_a_batch_may_be_refused(dairy: Dairy) -> None:
    dairy.post("treasurer", "/adjustments", adjustment(batch="b"))
    refusal = "/adjustments/batches/b/refusal"
    assert dairy.post("manager", refusal, {"reason": "Twice."}) == {"decided": 1, "waiting": 0}
    assert dairy.get("manager", "/adjustments/batches/b")["refused"] == 1


def test_no_more_savings_are_released_than_there_are(dairy: Dairy) -> None:
    saved = adjustment("100.00", kind="opening-savings")
    dairy.post("treasurer", "/adjustments", saved)
    dairy.post("manager", f"/adjustments/{saved['id']}/approval")
    assert owed(dairy) == ("0.00", "100.00")
    first, second = adjustment("60.00", kind="savings"), adjustment("60.00", kind="savings")
    dairy.post("treasurer", "/adjustments", first)
    refused = dairy.ask("treasurer", "POST", "/adjustments", second)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/contradiction")
    assert "KES 40.00" in refused.json["detail"]
    dairy.post("manager", f"/adjustments/{first['id']}/approval")
    assert owed(dairy) == ("60.00", "40.00")
    items = dairy.get("0001", "/members/0001/account?account=savings")["items"]
    assert [line["amount"]["amount"] for line in items] == ["100.00", "-60.00"]


def test_two_releases_on_one_look_at_the_savings_are_not_both_saved(dairy: Dairy) -> None:
    saved = adjustment("100.00", kind="opening-savings")
    dairy.post("treasurer", "/adjustments", saved)
    dairy.post("manager", f"/adjustments/{saved['id']}/approval")
    ledger, by = dairy.parts.ledger, By("staff:S003", "office", "r", NOW)
    releases = [UUID(int=1), UUID(int=2)]
    look = Savings(10_000, 0)
    for id in releases:
        content = AdjustmentContent("0001", "savings", Decimal(0), 10_000, date(2026, 11, 10), "Out.")
        ledger.propose_adjustment(id, content, by, savings=look)
    manager = By("staff:S002", "office", "r", NOW)
    ledger.approve_adjustment(releases[0], manager, savings=look)
    late = dairy.ask("manager", "POST", f"/adjustments/{releases[1]}/approval")
    assert (late.status_code, late.json["type"]) == (409, "/problems/contradiction")


def test_a_member_chooses_how_to_be_paid_and_saves(dairy: Dairy) -> None:
    terms = {"rhythm": "month", "saved_percent": 10}
    assert dairy.ask("0001", "PUT", "/members/0001/pay-terms", terms).json["status"] == "recorded"
    assert dairy.ask("clerk", "PUT", "/members/0001/pay-terms", terms).json["status"] == "already-recorded"
    shown = dairy.get("0001", "/members/0001")
    assert (shown["pay_rhythm"], shown["saved_percent"]) == ("month", 10)
    assert dairy.ask("0002", "PUT", "/members/0001/pay-terms", terms).status_code == 404


def test_the_rhythm_of_the_cooperative_is_set_by_the_admin(dairy: Dairy) -> None:
    assert dairy.get("clerk", "/cooperative")["rhythm"] == "half-month"
    dairy.ask("admin", "PUT", "/cooperative/rhythm", {"rhythm": "week"})
    assert dairy.get("clerk", "/cooperative")["rhythm"] == "week"
    dairy.record(date="2026-11-10")
    run = dairy.post("treasurer", "/settlements", {"period": "2026-w46"})["id"]
    shown = dairy.get("treasurer", f"/settlements/{run}")
    assert (shown["period"], shown["period_start"], shown["period_end"]) == (
        "2026-W46",
        "2026-11-09",
        "2026-11-15",
    )
