"""A payout that M-Pesa leaves open: proposed by the treasurer, approved by the manager, told and booked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from imbuto.security.callbacks import callback_token
from imbuto.values import By

from .dairy import JOB, MANAGER, NOW, SECRET, Dairy

SAID = {"outcome": "paid", "receipt": "SKX9", "evidence": "M-Pesa statement of 17 Nov, line 4"}
CLERK = By("staff:S001", "office", "phone", NOW)
SEEN = {"outcome": "paid", "receipt": "SKX9"}


@pytest.fixture
def payout(dairy: Dairy) -> UUID:
    """One of which nobody knows what became."""
    id = dairy.submitted_payout()
    dairy.parts.ledger.put_payout_to_review(id, "silence", JOB)
    return id


def shown(dairy: Dairy, payout: UUID) -> dict[str, Any]:
    found: dict[str, Any] = dairy.get("manager", f"/payouts/{payout}")
    return found


def test_what_the_treasurer_proposes_the_manager_settles(dairy: Dairy, payout: UUID) -> None:
    dairy.post("treasurer", f"/payouts/{payout}/outcome", SAID)
    told = shown(dairy, payout)
    assert (told["state"], told["proposed_outcome"], told["proposed_receipt"]) == (
        "needs_review",
        "paid",
        "SKX9",
    )
    assert (told["proposed_by"], told["proposed_evidence"]) == ("staff:S003", SAID["evidence"])
    dairy.post("manager", f"/payouts/{payout}/outcome/approval", SEEN)
    told = shown(dairy, payout)
    assert (told["state"], told["receipt"], told["proposed_by"]) == ("paid", "SKX9", None)
    balance = dairy.get("0001", "/members/0001/balance")
    assert (balance["on_way"]["amount"], balance["paid"]["amount"]) == ("0.00", "472.00")
    (due,) = [one for one in dairy.parts.views.messages.due() if one.kind == "payment"]
    assert (due.about, due.member) == (payout, "0001")


def test_what_was_not_paid_is_tried_again(dairy: Dairy, payout: UUID) -> None:
    said = {"outcome": "not_paid", "evidence": "not in M-Pesa's statement of 17 Nov"}
    dairy.post("treasurer", f"/payouts/{payout}/outcome", said)
    dairy.post("manager", f"/payouts/{payout}/outcome/approval", {"outcome": "not_paid"})
    assert shown(dairy, payout)["state"] == "failed"
    assert [one.kind for one in dairy.parts.views.messages.due() if one.kind == "payment"] == []
    dairy.post("treasurer", f"/payouts/{payout}/retry")
    assert shown(dairy, payout)["attempt"] == 2


def test_a_payment_said_after_a_failure_is_settled_by_two(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    ledger = dairy.parts.ledger
    attempt = ledger.payout(payout).attempt_id
    ledger.record_payment_failure(payout, attempt, "26", "busy", JOB, evidence="reply")
    ledger.record_payment(payout, attempt, "SKX9", 0, None, "callback", JOB)
    assert dairy.ask("treasurer", "POST", f"/payouts/{payout}/retry").status_code == 409
    dairy.post("treasurer", f"/payouts/{payout}/outcome", SAID)
    dairy.post("manager", f"/payouts/{payout}/outcome/approval", SEEN)
    assert shown(dairy, payout)["state"] == "paid"
    assert dairy.get("0001", "/members/0001/balance")["on_way"]["amount"] == "0.00"


def test_one_person_alone_settles_nothing_whatever_their_roles(dairy: Dairy, payout: UUID) -> None:
    dairy.give_roles("S003", "treasurer", "manager")
    dairy.post("treasurer", f"/payouts/{payout}/outcome", SAID)
    alone = dairy.ask("treasurer", "POST", f"/payouts/{payout}/outcome/approval", SEEN)
    assert (alone.status_code, alone.json["type"]) == (403, "/problems/same-person")
    assert shown(dairy, payout)["state"] == "needs_review"


def test_a_payout_that_a_changed_number_keeps_is_let_go_by_two(dairy: Dairy) -> None:
    payout = dairy.requested_payout()
    dairy.parts.ledger.propose_phone("0001", "254712999999", CLERK)
    dairy.parts.ledger.approve_phone("0001", "254712999999", MANAGER)
    assert dairy.parts.ledger.submit_payout(payout, JOB) is None
    assert (shown(dairy, payout)["state"], shown(dairy, payout)["cause"]) == ("held", "number_changed")
    alone = dairy.ask("treasurer", "POST", f"/payouts/{payout}/release")
    assert (alone.status_code, alone.json["type"]) == (409, "/problems/wrong-state")
    dairy.post("treasurer", f"/payouts/{payout}/release/proposal")
    told = shown(dairy, payout)
    assert (told["release_proposed_by"], told["release_cause"]) == ("staff:S003", "number_changed")
    path, seen = f"/payouts/{payout}/release/approval", {"version": told["version"]}
    old = dairy.ask("manager", "POST", path, {"version": told["version"] - 1})
    assert (old.status_code, old.json["type"]) == (409, "/problems/wrong-state")
    dairy.post("manager", path, seen)
    told = shown(dairy, payout)
    assert (told["state"], told["release_proposed_by"], told["has_phone"]) == ("requested", None, True)


def test_a_contradiction_of_what_is_paid_is_closed_by_two(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    ledger = dairy.parts.ledger
    attempt = ledger.payout(payout).attempt_id
    for receipt in ("SKX1", "SKX2"):
        ledger.record_payment(payout, attempt, receipt, 0, None, "callback", JOB)
    assert shown(dairy, payout)["doubts"] == 1
    said = {"outcome": "stands", "evidence": "portal statement of 17 Nov, one line"}
    dairy.post("treasurer", f"/payouts/{payout}/outcome", said)
    dairy.post("manager", f"/payouts/{payout}/outcome/approval", {"outcome": "stands"})
    told = shown(dairy, payout)
    assert (told["state"], told["receipt"], told["doubts"]) == ("paid", "SKX1", 0)
    assert dairy.get("0001", "/members/0001/balance")["paid"]["amount"] == "472.00"


def test_cash_is_shown_with_its_channel_and_signature(dairy: Dairy, payout: UUID) -> None:
    said = {**SAID, "receipt": "V-12", "channel": "cash", "signature": "thumb mark"}
    dairy.post("treasurer", f"/payouts/{payout}/outcome", said)
    told = shown(dairy, payout)
    assert (told["proposed_channel"], told["proposed_signature"]) == ("cash", "thumb mark")
    dairy.post(
        "manager", f"/payouts/{payout}/outcome/approval", {**SEEN, "receipt": "V-12", "channel": "cash"}
    )
    told = shown(dairy, payout)
    assert (told["channel"], told["signature"], told["approved_by"]) == ("cash", "thumb mark", "staff:S002")
    assert [one["id"] for one in dairy.get("manager", "/payouts?channel=cash")["items"]] == [str(payout)]
    assert dairy.get("manager", "/payouts?channel=bank")["items"] == []


def test_a_failure_that_a_callback_tells_is_shown_as_reported(dairy: Dairy) -> None:
    payout = dairy.submitted_payout()
    attempt = dairy.parts.ledger.payout(payout).attempt_id
    dairy.parts.ledger.record_payment_failure(payout, attempt, "2040", "not registered", JOB)
    told = shown(dairy, payout)
    assert (told["state"], told["failure"], told["answers"]) == ("failure_reported", "2040", 0)
    assert dairy.ask("treasurer", "POST", f"/payouts/{payout}/retry").status_code == 409
    assert len(dairy.get("manager", "/payouts?state=failure_reported")["items"]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "perhaps"},
        {"outcome": None},
        {"receipt": None},
        {"receipt": ""},
        {"receipt": "x" * 41},
        {"evidence": ""},
        {"evidence": "x" * 201},
        {"evidence": None},
        {"channel": "gold"},
        {"channel": None},
        {"signature": "signed"},
        {"channel": "cash", "signature": "x" * 61},
        {"fee": "-1"},
        {"fee": "10001"},
        {"outcome": "stands"},
        {"outcome": "not_paid"},
    ],
)
def test_a_proposal_that_does_not_say_all_is_refused(
    dairy: Dairy, payout: UUID, changes: dict[str, Any]
) -> None:
    position = dairy.position()
    answer = dairy.ask("treasurer", "POST", f"/payouts/{payout}/outcome", {**SAID, **changes})
    assert (answer.status_code, dairy.position()) == (422, position)


def test_the_token_of_a_payout_without_an_attempt_opens_nothing(dairy: Dairy, payout: UUID) -> None:
    token = callback_token(SECRET, "payout", str(payout))
    assert dairy.ask(None, "POST", f"/callbacks/payouts/{payout}/{token}/result", {}).status_code == 404
    assert dairy.ask(None, "POST", f"/callbacks/payouts/{payout}/1/{token}/result", {}).status_code == 404
