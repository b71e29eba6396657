"""The report of a pay run: beside the run before, and what is out of the ordinary before money moves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.ledger import StatutoryCap
from imbuto.values import By

from .dairy import JOB, NOW, Dairy
from .test_adjustments import adjustment

TREASURER, MANAGER = By("staff:S003", "office", "r", NOW), By("staff:S002", "office", "r", NOW)


def settle(dairy: Dairy, run: UUID) -> None:
    """Approves the run and books all its statements, as the job does."""
    dairy.post("manager", f"/settlements/{run}/approval")
    unsettled = dairy.parts.views.settlements.unsettled(run)
    dairy.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unsettled], JOB)


def months(dairy: Dairy) -> UUID:
    """Two runs: in the second 0001 brings four times as much, 0002 is charged for all, and 0003 is new."""
    for member in ("0001", "0002"):
        dairy.record(member=member, litres="10", date="2026-10-28")
    settle(dairy, dairy.prepared_run("2026-10-B"))
    dairy.record(member="0001", litres="40", date="2026-11-10")
    dairy.record(member="0002", litres="10", date="2026-11-10")
    dairy.record(member="0003", litres="5", date="2026-11-10")
    return dairy.prepared_run("2026-11-A")


def found(report: dict[str, Any]) -> dict[str, list[str]]:
    return {
        one["kind"]: [item["member"] for item in one["items"]] for one in report["findings"] if one["count"]
    }


def test_it_stands_beside_the_run_before(dairy: Dairy) -> None:
    report = dairy.get("manager", f"/settlements/{months(dairy)}/report")
    assert (report["period"], report["before"], report["state"]) == ("2026-11-A", "2026-10-B", "prepared")
    figures = {one["name"]: (one["now"], one["before"], one["change_percent"]) for one in report["figures"]}
    assert figures["members paid"] == ("3", "2", "50.0")
    assert figures["litres"] == ("55.00", "20.00", "175.0")
    assert figures["milk"] == ("2475.00", "900.00", "175.0")
    assert figures["deductions"] == ("0.00", "0.00", None)
    assert found(report) == {"large-net": ["0001"], "first-payout": ["0003"]}
    (large,) = next(one for one in report["findings"] if one["kind"] == "large-net")["items"]
    assert (large["amount"]["amount"], large["against"]["amount"]) == ("1800.00", "450.00")


def test_the_first_run_has_nothing_to_stand_beside(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    report = dairy.get("auditor", f"/settlements/{dairy.prepared_run()}/report")
    assert (report["before"], report["figures"][0]["before"]) == (None, None)
    assert found(report) == {"first-payout": ["0001"]}


def test_what_is_deducted_is_said_by_kind_and_who_is_left_with_nothing(dairy: Dairy) -> None:
    ledger = dairy.parts.ledger
    ledger.set_statutory_cap(StatutoryCap("levy", 10, date(2026, 1, 1), "a notice"), MANAGER)
    charge = {
        "id": str(uuid4()),
        "member": "0002",
        "kind": "advance",
        "text": "Advance",
        "amount": {"amount": "5000.00", "currency": "KES"},
        "basis": "all",
        "starts": "2026-11-01",
    }
    dairy.post("treasurer", "/charges", charge)
    levy = {**charge, "id": str(uuid4()), "member": "0001", "kind": "levy", "basis": "litre"}
    dairy.post("treasurer", "/charges", {**levy, "rate": {"amount": "0.50", "currency": "KES"}})
    report = dairy.get("manager", f"/settlements/{months(dairy)}/report")
    figures = {one["name"]: one["now"] for one in report["figures"]}
    assert (figures["deducted: advance"], figures["deducted: levy"]) == ("450.00", "20.00")
    assert found(report)["all-deducted"] == ["0002"]
    (capped,) = next(one for one in report["findings"] if one["kind"] == "cap-passed")["items"]
    assert (capped["member"], capped["text"]) == ("0001", "levy")
    assert (capped["amount"]["amount"], capped["against"]["amount"]) == ("20.00", "4.00")


def test_adjustments_new_numbers_debts_and_unusual_litres_are_named(dairy: Dairy) -> None:
    for member in ("0001", "0002"):
        dairy.record(member=member, litres="10", date="2026-10-28")
    settle(dairy, dairy.prepared_run("2026-10-B"))
    dairy.later(minutes=1)
    ledger = dairy.parts.ledger
    ledger.propose_phone("0001", "254712000099", By("staff:S001", "office", "r", dairy.now))
    ledger.approve_phone("0001", "254712000099", By("staff:S002", "office", "r", dairy.now))
    for day in range(1, 7):
        dairy.record(member="0001", litres="10", date=f"2026-11-0{day}")
    dairy.record(member="0001", litres="60", date="2026-11-08", meant=True)
    large = adjustment("-6000.00", member="0002")
    dairy.post("treasurer", "/adjustments", large)
    dairy.post("manager", f"/adjustments/{large['id']}/approval")
    run = dairy.prepared_run("2026-11-A")
    report = dairy.get("manager", f"/settlements/{run}/report")
    assert found(report) == {
        "large-net": ["0001"],
        "new-number": ["0001"],
        "no-litres": ["0002"],
        "owes": ["0002"],
        "large-adjustment": ["0002"],
        "unusual-litres": ["0001"],
    }
    (item,) = dairy.get("manager", f"/settlements/{run}/report/large-adjustment")["items"]
    assert (item["about"], item["amount"]["amount"]) == (large["id"], "-6000.00")


def test_a_finding_is_read_page_by_page(dairy: Dairy) -> None:
    for member in ("0001", "0002", "0003"):
        dairy.record(member=member, date="2026-11-10")
    path = f"/settlements/{dairy.prepared_run()}/report/first-payout"
    first = dairy.get("manager", f"{path}?limit=2")
    assert [item["member"] for item in first["items"]] == ["0001", "0002"]
    second = dairy.get("manager", f"{path}?limit=2&cursor={first['next']}")
    assert ([item["member"] for item in second["items"]], second["next"]) == (["0003"], None)


@pytest.mark.parametrize("path", ["/report", "/report/owes", "/report/nothing"])
def test_what_is_not_there_is_said(dairy: Dairy, path: str) -> None:
    assert dairy.ask("manager", "GET", f"/settlements/{uuid4()}{path}").status_code == 404


def test_no_finding_changes_anything(dairy: Dairy) -> None:
    run, before = months(dairy), dairy.position()
    dairy.get("manager", f"/settlements/{run}/report")
    assert dairy.position() == before
    assert Decimal("55.00") == dairy.parts.views.settlements.get(run).litres
