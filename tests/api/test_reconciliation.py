"""The treasurer brings in M-Pesa's statement and sees what differs, what waits, and whether a run adds up."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest

from imbuto.values import NAIROBI, business_date

from .dairy import JOB, Dairy, is_problem

HEADING = "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Other Party Info"


def upload(text: str, **fields: str) -> dict[str, Any]:
    data = {"file": (io.BytesIO(text.encode()), "november.csv"), **fields}
    return {"data": data, "content_type": "multipart/form-data"}


@pytest.fixture
def payout(dairy: Dairy) -> UUID:
    id = dairy.submitted_payout()
    dairy.parts.ledger.put_payout_to_review(id, "silence", JOB)
    return id


def statement(dairy: Dairy, payout: UUID, receipt: str = "SKG1AB2C3D", status: str = "Completed") -> str:
    told = dairy.parts.views.reconciliations
    [sent] = [one for one in told.day_rows(day_of(dairy, payout), dairy.now).sent if one.payout == payout]
    assert sent.sent_at is not None
    at = f"{sent.sent_at.astimezone(NAIROBI):%Y-%m-%d %H:%M:%S}"
    amount, party = sent.amount_cents // 100, f"2547*****{sent.last_digits}"
    line = f"{receipt},{at},Business Payment to Customer via API,{status},,-{amount},,{party}"
    return f"Time Period:,From {at[:10]} To {at[:10]}\n{HEADING}\n{line}\n"


def day_of(dairy: Dairy, payout: UUID) -> Any:
    sent = dairy.parts.views.payouts.get(payout).submitted_at
    assert sent is not None
    return business_date(sent)


def test_a_line_that_fits_an_open_payout_is_offered_and_two_officials_settle_it(
    dairy: Dairy, payout: UUID
) -> None:
    day = day_of(dairy, payout)
    text = statement(dairy, payout)
    before = dairy.position()
    seen = dairy.post("treasurer", "/portal-statements/preview", **upload(text))
    assert (seen["known"], seen["kinds"], seen["faults"]) == (False, {"payment": 1}, [])
    assert dairy.position() == before
    assert dairy.ask("treasurer", "POST", "/portal-statements", **upload(text)).status_code == 201
    assert dairy.ask("treasurer", "POST", "/portal-statements", **upload(text)).status_code == 200
    assert dairy.post("treasurer", "/portal-statements/preview", **upload(text))["known"] is True
    [one] = dairy.get("auditor", "/portal-statements")["items"]
    assert (one["name"], one["lines"]) == ("november.csv", 1)

    found = dairy.get("manager", f"/reconciliations/{day}")
    [differs] = [one for one in found["differences"] if one["payout"] == str(payout)]
    assert (differs["kind"], differs["offer_now"]) == ("unknown_here_completed_there", True)
    dairy.post("treasurer", f"/payouts/{payout}/outcome", differs["offer"])
    offer = differs["offer"]
    seen_outcome = {"outcome": offer["outcome"], "receipt": offer["receipt"]}
    dairy.post("manager", f"/payouts/{payout}/outcome/approval", seen_outcome)
    assert dairy.get("manager", f"/payouts/{payout}")["receipt"] == "SKG1AB2C3D"
    assert [
        one for one in dairy.get("manager", f"/reconciliations/{day}")["differences"] if one["payout"]
    ] == []


def test_a_comparison_is_recorded_with_its_counts(dairy: Dairy, payout: UUID) -> None:
    day = day_of(dairy, payout)
    dairy.post("treasurer", "/reconciliations", {"day": str(day)})
    [made] = dairy.get("auditor", "/reconciliations")["items"]
    assert (made["day"], made["made_by"], made["covered"]) == (str(day), "staff:S003", False)
    assert dairy.get("auditor", f"/reconciliations/{day}")["made"] == made
    assert is_problem(dairy.ask("treasurer", "POST", "/reconciliations", {"day": "2099-01-01"}))


def test_a_bad_row_refuses_all_of_a_statement(dairy: Dairy) -> None:
    before = dairy.position()
    text = f"{HEADING}\nSKG1AB2C3D,yesterday,Business Payment,Completed,,-10,,\n"
    answer = dairy.ask("treasurer", "POST", "/portal-statements", **upload(text))
    assert (answer.status_code, is_problem(answer)) == (422, True)
    assert answer.json["errors"][0]["field"] == "row 2, Completion Time"
    assert dairy.position() == before


def test_a_heading_of_ones_own_is_named(dairy: Dairy) -> None:
    text = "Namba,Completion Time,Details,Withdrawn\nSKG1AB2C3D,2026-11-02 09:00:00,Business Payment,-10\n"
    assert dairy.ask("treasurer", "POST", "/portal-statements/preview", **upload(text)).status_code == 422
    named = upload(text, headings="Receipt No=Namba")
    assert dairy.post("treasurer", "/portal-statements/preview", **named)["kinds"] == {"payment": 1}


@pytest.mark.parametrize("day", ["yesterday", "2026-1-1", "20261116", "1999-01-01", "2026-02-30"])
def test_what_is_no_day_is_at_no_address(shared: Dairy, day: str) -> None:
    answer = shared.ask("manager", "GET", f"/reconciliations/{day}")
    assert (answer.status_code, is_problem(answer)) == (404, True)


def test_the_list_of_what_waits(dairy: Dairy, payout: UUID) -> None:
    [review] = dairy.get("treasurer", "/payouts/work")["items"]
    assert (review["name"], review["count"]) == ("review", 1)
    assert [one["id"] for one in review["payouts"]] == [str(payout)]
    assert review["todo"].endswith(".")


def test_the_codes_say_what_to_do(shared: Dairy) -> None:
    codes = {(one["of"], one["code"]): one for one in shared.get("treasurer", "/payouts/codes")["items"]}
    assert codes["payment", "2001"]["stops"] is True
    assert codes["payment", "any other"]["verdict"] == "unknown"


def test_a_runs_groups_add_up_to_what_was_approved(dairy: Dairy, payout: UUID) -> None:
    run = dairy.get("manager", f"/payouts/{payout}")["run"]
    shown = dairy.get("manager", f"/settlements/{run}")
    groups = {one["group"]: (one["count"], one["amount"]["amount"]) for one in shown["groups"]}
    assert list(groups) == ["paid", "failed", "unknown", "held", "unsent"]
    assert shown["balanced"] is True
    assert shown["approved"]["amount"] == shown["net"]
    assert groups["unknown"] == (1, dairy.get("manager", f"/payouts/{payout}")["amount"]["amount"])
    told = dairy.get("manager", f"/payouts/summary?run={run}")
    assert (told["groups"], told["approved"], told["balanced"]) == (shown["groups"], shown["approved"], True)


def test_a_run_before_its_approval_has_no_groups(dairy: Dairy) -> None:
    dairy.record()
    run = dairy.prepared_run()
    shown = dairy.get("manager", f"/settlements/{run}")
    assert (shown["groups"], shown["approved"], shown["balanced"]) == ([], None, None)
