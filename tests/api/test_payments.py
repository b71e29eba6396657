"""Payments as a whole over HTTP: how they stand, the kill switch, payment rules, top-ups of the float."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from imbuto.values import By

from .dairy import Dairy


def kes(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def house(dairy: Dairy, who: str = "job:till") -> By:
    return By(who, "job", "test", dairy.parts.clock())


def codes(payments: dict[str, Any]) -> list[str]:
    return [alarm["code"] for alarm in payments["alarms"]]


def test_before_the_first_payment_nothing_is_known_and_nothing_is_wrong(dairy: Dairy) -> None:
    told = dairy.get("auditor", "/payments")
    assert told["till"]["state"] == "open"
    assert (told["float"]["available"], told["float"]["needed"]) == (None, kes("0.00"))
    assert (told["most_calls_per_second"], codes(told)) == ("5.00", [])


def test_the_float_and_what_is_needed_are_told_with_what_is_missing(dairy: Dairy) -> None:
    dairy.requested_payout()
    ledger = dairy.parts.ledger
    question = ledger.ask_float(house(dairy))
    assert question == 1
    ledger.see_float(1, 20_000, -2_400, "0", house(dairy, "gateway:daraja"))

    told = dairy.get("treasurer", "/payments")

    assert told["float"]["available"] == kes("200.00")
    assert told["float"]["waiting"] == 1
    assert told["credential"]["confirmed_at"] == told["float"]["as_of"]
    assert codes(told) == ["float-short"]
    assert "are missing" in told["alarms"][0]["sentence"]


def test_payments_are_stopped_at_once_and_resumed_by_those_who_may(dairy: Dairy) -> None:
    stopped = dairy.post("admin", "/payments/stop", {"reason": "a wrong price"})
    again = dairy.post("manager", "/payments/stop", {"reason": "a wrong price"})
    assert (stopped["status"], again["status"]) == ("recorded", "already-recorded")
    told = dairy.get("manager", "/payments")
    assert (told["till"]["state"], told["till"]["cause"], codes(told)) == ("stopped", "kill", ["stopped"])
    assert dairy.ask("admin", "POST", "/payments/resume", {"reason": "x"}).status_code == 403
    assert dairy.ask("clerk", "POST", "/payments/stop", {"reason": "x"}).status_code == 403
    resumed = dairy.post("treasurer", "/payments/resume", {"reason": "the price is right"})
    again = dairy.post("treasurer", "/payments/resume", {"reason": "the price is right"})
    assert (resumed["status"], again["status"]) == ("recorded", "already-recorded")
    assert dairy.get("manager", "/payments")["till"]["state"] == "open"


def test_a_wrong_credential_is_said_in_words_and_nobody_asks_meanwhile(dairy: Dairy) -> None:
    dairy.parts.ledger.stop_payments("credential", "2001", "The initiator is invalid.", house(dairy))
    told = dairy.get("manager", "/payments")
    assert codes(told) == ["credential"]
    assert "2001" in told["alarms"][0]["sentence"]
    refused = dairy.ask("treasurer", "POST", "/payments/float", {"older_than_seconds": 0})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/wrong-state")


def test_the_float_is_asked_for_once_a_minute_and_not_when_it_is_young(dairy: Dairy) -> None:
    first = dairy.post("treasurer", "/payments/float", {"older_than_seconds": 60})
    second = dairy.post("treasurer", "/payments/float", {"older_than_seconds": 60})
    assert (first["question"], second["question"]) == (1, None)
    ledger = dairy.parts.ledger
    ledger.see_float(1, 20_000, None, "0", house(dairy, "gateway:daraja"))
    assert dairy.post("treasurer", "/payments/float", {"older_than_seconds": 600})["question"] is None


def test_payment_rules_are_proposed_by_one_and_approved_by_another(dairy: Dairy) -> None:
    body = {
        "id": str(uuid4()), "most_per_payment": kes("100000.00"), "most_per_member_day": kes("200000.00"),
        "most_per_run": kes("9000000.00"), "cooling_days": 14,
    }  # fmt: skip
    before = dairy.get("auditor", "/payment-rules")
    assert before["in_force"]["most_per_payment"] == kes("250000.00")
    dairy.post("treasurer", "/payment-rules", body)
    assert dairy.post("treasurer", "/payment-rules", body)["status"] == "already-recorded"
    other = {**body, "cooling_days": 1}
    assert dairy.ask("treasurer", "POST", "/payment-rules", other).status_code == 409
    dairy.post("manager", f"/payment-rules/{body['id']}/approval")
    told = dairy.get("auditor", "/payment-rules")
    assert told["in_force"] == told["items"][0]["rules"]
    assert (told["in_force"]["cooling_days"], told["items"][0]["state"]) == (14, "approved")
    too_much = {**body, "id": str(uuid4()), "most_per_payment": kes("250000.01")}
    refused = dairy.ask("treasurer", "POST", "/payment-rules", too_much)
    assert (refused.status_code, "KES 10 to 250,000" in refused.text) == (422, True)


def test_a_top_up_goes_through_two_officials_and_shows_its_story(dairy: Dairy) -> None:
    body = {"id": str(uuid4()), "amount": kes("500000.00"), "reference": "TOP-1"}
    path = f"/top-ups/{body['id']}"
    dairy.post("treasurer", "/top-ups", body)
    assert dairy.post("treasurer", "/top-ups", body)["status"] == "already-recorded"
    dairy.post("manager", f"{path}/approval")
    assert dairy.parts.ledger.submit_top_up(UUID(body["id"]), house(dairy)) is not None
    assert dairy.parts.ledger.submit_top_up(UUID(body["id"]), house(dairy)) is None
    dairy.post("treasurer", f"{path}/outcome", {"outcome": "done", "evidence": "statement, line 14"})
    wrong = dairy.ask("manager", "POST", f"{path}/outcome/approval", {"outcome": "not_done"})
    assert wrong.status_code == 409
    dairy.post("manager", f"{path}/outcome/approval", {"outcome": "done"})
    told = dairy.get("auditor", path)
    assert (told["state"], told["amount"]) == ("done", kes("500000.00"))
    assert [chapter["fact"] for chapter in told["story"]] == [
        "top_up.proposed", "top_up.approved", "top_up.submitted", "top_up.outcome_proposed",
        "top_up.outcome_approved",
    ]  # fmt: skip
    assert [one["id"] for one in dairy.get("auditor", "/top-ups?state=done")["items"]] == [body["id"]]
    refused = dairy.ask("manager", "POST", f"{path}/refusal", {"reason": "too late"})
    assert refused.json["detail"] == "This top-up is done."
