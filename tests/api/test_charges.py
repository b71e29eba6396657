"""Charges over HTTP: made, warned of, paid, changed by two officials, and seen by whom they concern."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from .dairy import OPERATOR, Dairy

ADVANCE = "11111111-0000-4000-8000-000000000001"

OVER_THE_CAP = (
    "Charges of kind transport then take KES 2.01 a litre; the law's cap is KES 2.00. "
    "Check the Dairy Board's notice."
)


def kes(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def charge(**changes: Any) -> dict[str, Any]:
    """An advance of KES 1,000, at KES 200 a run."""
    usual = {
        "id": ADVANCE, "member": "0001", "kind": "advance", "text": "school fees", "amount": kes("1000.00"),
        "basis": "run", "rate": kes("200.00"), "starts": "2026-11-16",
    }  # fmt: skip
    return {**usual, **changes}


@pytest.fixture
def owing(dairy: Dairy) -> Dairy:
    dairy.post("treasurer", "/charges", charge())
    return dairy


def test_a_charge_is_made_once_and_seen_with_its_story(dairy: Dairy) -> None:
    first = dairy.ask("treasurer", "POST", "/charges", charge())
    again = dairy.ask("treasurer", "POST", "/charges", charge())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["position"] == again.json["position"]
    seen = dairy.get("auditor", first.headers["Location"])
    assert (seen["remaining"], seen["rate"], seen["share_percent"]) == (kes("1000.00"), kes("200.00"), None)
    assert (seen["state"], seen["priority"], seen["takings"]) == ("open", 60, [])
    assert [chapter["fact"] for chapter in seen["story"]] == ["charge.made"]


def test_the_same_id_with_other_content_is_refused_and_names_what_differs(owing: Dairy) -> None:
    answer = owing.ask("treasurer", "POST", "/charges", charge(amount=kes("1001.00")))
    assert answer.status_code == 409
    assert list(answer.json["details"]["differs"]) == ["amount_cents"]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"amount": None}, None, "needs an amount"),
        ({"kind": "sacco"}, None, "is owed to somebody"),
        ({"creditor": "UNITY"}, None, "owed to the cooperative itself"),
        ({"basis": "all"}, None, "has no rate"),
        ({"basis": "share"}, "share_percent", "given in percent"),
        ({"share_percent": "10"}, "share_percent", "Only a share"),
        ({"basis": "run", "rate": None}, None, "cannot be meant"),
        ({"taken_before": kes("10.00")}, None, "brought in from other books"),
        ({"opening": True, "taken_before": kes("1000.01")}, None, "No more can have been taken"),
        ({"priority": 100}, "priority", "from 1 to 99"),
        ({"amount": kes("10000000.01")}, None, "10,000,000"),
        ({"kind": "milk"}, "kind", "Write one of"),
    ],
)
def test_a_charge_that_cannot_be_meant_is_refused_with_a_sentence(
    dairy: Dairy, change: dict[str, Any], field: str | None, sentence: str
) -> None:
    answer = dairy.ask("treasurer", "POST", "/charges", charge(**change))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert field is None or field in [line["field"] for line in answer.json["errors"]]


def test_a_charge_of_nobody_for_nobody_or_of_a_suspended_member_is_refused(dairy: Dairy) -> None:
    assert dairy.ask("treasurer", "POST", "/charges", charge(member="9999")).status_code == 404
    unknown = dairy.ask("treasurer", "POST", "/charges", charge(kind="sacco", creditor="UNITY"))
    assert (unknown.status_code, unknown.json["detail"]) == (404, "There is no creditor UNITY.")
    dairy.post("manager", "/members/0001/suspension", {"reason": "left"})
    suspended = dairy.ask("treasurer", "POST", "/charges", charge())
    assert (suspended.status_code, suspended.json["detail"]) == (403, "Member 0001 is suspended.")
    assert dairy.ask("treasurer", "POST", "/charges", charge(opening=True)).status_code == 201


def test_an_advance_over_the_milk_not_yet_paid_is_warned_of_and_made(dairy: Dairy) -> None:
    dairy.record(litres="10")
    answer = dairy.post("treasurer", "/charges", charge())
    assert answer["warnings"] == [
        "The advance of KES 1,000.00 is more than the milk not yet paid: KES 450.00."
    ]
    small = charge(id=str(uuid4()), amount=kes("450.00"))
    assert dairy.post("treasurer", "/charges", small)["warnings"] == []


def test_a_charge_over_the_cap_of_the_law_is_warned_of_and_made(dairy: Dairy) -> None:
    lorry = charge(kind="transport", text="lorry", amount=None, basis="litre", rate=kes("2.01"))
    assert dairy.post("treasurer", "/charges", lorry)["warnings"] == [
        OVER_THE_CAP,
    ]


def test_each_charge_of_a_batch_has_its_own_outcome(dairy: Dairy) -> None:
    items = [
        charge(),
        charge(id=str(uuid4()), member="9999"),
        charge(id="x"),
        charge(),
        charge(basis="share"),
    ]
    told = dairy.post("treasurer", "/charges/batch", {"items": items})
    assert [one["status"] for one in told["outcomes"]] == [
        "recorded", "refused", "refused", "already-recorded", "refused",
    ]  # fmt: skip
    assert (told["recorded"], told["already_recorded"], told["refused"]) == (1, 1, 3)
    assert told["outcomes"][1]["problem"]["detail"] == "There is no member 9999."


def test_charges_are_listed_by_what_is_asked_and_summed_by_kind(owing: Dairy) -> None:
    feed = charge(id=str(uuid4()), member="0002", kind="feed", basis="share", share_percent="10")
    owing.post("treasurer", "/charges", {**feed, "rate": None})
    listed = owing.get("manager", "/charges?limit=1")
    assert [one["share_percent"] for one in listed["items"]] == ["10.00"]
    rest = owing.get("manager", f"/charges?limit=1&cursor={listed['next']}")
    assert [one["id"] for one in rest["items"]] == [ADVANCE]
    for query, count in (("member=0002", 1), ("kind=feed", 1), ("state=ended", 0), ("proposed=false", 2)):
        assert len(owing.get("manager", f"/charges?{query}")["items"]) == count, query
    kinds = owing.get("manager", "/charges/kinds")["items"]
    assert [(one["kind"], one["open"], one["members"], one["remaining"]) for one in kinds] == [
        ("advance", 1, 1, kes("1000.00")),
        ("feed", 1, 1, kes("1000.00")),
    ]
    assert len(owing.get("manager", "/charges/kinds?member=0001")["items"]) == 1


def test_a_member_sees_the_own_charges_and_of_others_nothing(owing: Dairy) -> None:
    [mine] = owing.get("0001", "/members/0001/charges")["items"]
    assert mine["text"] == "school fees"
    assert owing.get("0001", f"/charges/{ADVANCE}")["member"] == "0001"
    assert owing.ask("0002", "GET", f"/charges/{ADVANCE}").status_code == 404
    assert owing.ask("0002", "GET", "/members/0001/charges").status_code == 404
    assert owing.get("0002", "/members/0002/charges")["items"] == []
    assert owing.ask("0001", "GET", "/charges").status_code == 403


def test_a_payment_is_recorded_once_and_no_more_than_is_outstanding(owing: Dairy) -> None:
    paid = {"amount": kes("400.00"), "how": "cash", "reference": "R 1", "day": "2026-11-16"}
    first = owing.post("treasurer", f"/charges/{ADVANCE}/payment", paid)
    again = owing.post("treasurer", f"/charges/{ADVANCE}/payment", paid)
    assert (first["status"], again["status"]) == ("recorded", "already-recorded")
    other = {**paid, "amount": kes("401.00")}
    assert owing.ask("treasurer", "POST", f"/charges/{ADVANCE}/payment", other).status_code == 409
    more = {**paid, "reference": "R 2", "amount": kes("600.01")}
    refused = owing.ask("treasurer", "POST", f"/charges/{ADVANCE}/payment", more)
    assert refused.json["detail"] == "Only KES 600.00 of this charge is outstanding."
    owing.post("treasurer", f"/charges/{ADVANCE}/payment", {**more, "amount": kes("600.00")})
    seen = owing.get("treasurer", f"/charges/{ADVANCE}")
    assert (seen["state"], seen["remaining"], seen["paid"]) == ("ended", kes("0.00"), kes("1000.00"))
    assert [one["reference"] for one in seen["takings"]] == ["R 1", "R 2"]


def test_a_payment_during_a_pay_run_is_taken_with_a_warning(owing: Dairy) -> None:
    owing.record(date="2026-11-10")
    owing.post("treasurer", "/settlements", {"period": "2026-11-A"})
    paid = {"amount": kes("400.00"), "how": "mpesa", "reference": "SKX1", "day": "2026-11-16"}
    [warning] = owing.post("treasurer", f"/charges/{ADVANCE}/payment", paid)["warnings"]
    assert "The pay run of 2026-11-A was cut off before this payment" in warning


def test_a_write_off_needs_two_officials_and_no_run_under_way(owing: Dairy) -> None:
    owing.parts.ledger.set_roles("S002", ["manager", "treasurer"], [], OPERATOR)
    path, body = f"/charges/{ADVANCE}/change", {"change": "write-off", "reason": "moved away"}
    owing.post("manager", path, body)
    own = owing.ask("manager", "POST", f"{path}/approval", {"change": "write-off"})
    assert (own.status_code, own.json["detail"]) == (403, "Nobody may approve what they proposed.")
    owing.post("treasurer", path, {**body, "reason": "moved to Nakuru"})
    wrong = owing.ask("manager", "POST", f"{path}/approval", {"change": "cancel"})
    assert (wrong.status_code, wrong.json["detail"]) == (409, "What is proposed is to write-off.")
    run = owing.post("treasurer", "/settlements", {"period": "2026-11-A"})["id"]
    waits = owing.ask("manager", "POST", f"{path}/approval", {"change": "write-off"})
    assert waits.json["detail"] == (
        "The pay run of 2026-11-A is not yet approved and may take from this charge."
    )
    owing.post("treasurer", f"/settlements/{run}/discard", {"reason": "first the write-off"})
    owing.post("manager", f"{path}/approval", {"change": "write-off"})
    seen = owing.get("manager", f"/charges/{ADVANCE}")
    assert (seen["written_off"], seen["remaining"], seen["state"]) == (kes("1000.00"), kes("0.00"), "ended")


def test_an_extension_says_anew_how_the_rest_is_taken(owing: Dairy) -> None:
    path = f"/charges/{ADVANCE}/change"
    longer = {"change": "extend", "reason": "drought", "basis": "run", "rate": kes("50.00")}
    refused = owing.ask("treasurer", "POST", path, longer)
    assert "An extension says how and from when the rest is taken." in refused.text
    owing.post("treasurer", path, {**longer, "starts": "2026-12-01"})
    waiting = owing.get("manager", "/charges?proposed=true")["items"]
    assert [(one["proposed_change"], one["proposed_rate"]) for one in waiting] == [("extend", kes("50.00"))]
    said = {name: value for name, value in longer.items() if name != "reason"}
    owing.post("manager", f"{path}/approval", {**said, "starts": "2026-12-01"})
    seen = owing.get("manager", f"/charges/{ADVANCE}")
    assert (seen["rate"], seen["starts"], seen["remaining"]) == (kes("50.00"), "2026-12-01", kes("1000.00"))


def test_a_change_that_took_the_place_of_the_one_seen_is_not_approved(owing: Dairy) -> None:
    path = f"/charges/{ADVANCE}/change"
    little = {"change": "write-off", "amount": kes("10.00")}
    owing.post("treasurer", path, {**little, "reason": "a bag was short"})
    owing.post("treasurer", path, {"change": "write-off", "reason": "a bag was short"})
    refused = owing.ask("manager", "POST", f"{path}/approval", little)
    assert (refused.status_code, refused.json["detail"]) == (409, "The change is not the one you saw.")
    assert owing.get("manager", f"/charges/{ADVANCE}")["written_off"] == kes("0.00")
    later = {"change": "extend", "basis": "run", "rate": kes("50.00"), "starts": "2026-12-01"}
    owing.post("treasurer", path, {**later, "reason": "drought"})
    for other in (
        {"change": "extend"},
        {**later, "rate": kes("5.00")},
        {**later, "starts": "2027-12-01"},
        {**later, "basis": "litre"},
    ):
        refused = owing.ask("manager", "POST", f"{path}/approval", other)
        assert (refused.status_code, refused.json["type"]) == (409, "/problems/wrong-state")
    owing.post("manager", f"{path}/approval", later)


def test_a_cancellation_may_be_refused_with_a_reason(owing: Dairy) -> None:
    path = f"/charges/{ADVANCE}/change"
    owing.post("treasurer", path, {"change": "cancel", "reason": "twice", "amount": kes("10.00")})
    owing.post("manager", f"{path}/refusal", {"reason": "it is one"})
    assert owing.get("manager", f"/charges/{ADVANCE}")["proposed_change"] is None
    again = owing.ask("manager", "POST", f"{path}/approval", {"change": "cancel"})
    assert again.json["detail"] == "No change of this charge is proposed."


def test_only_an_open_ended_charge_is_stopped(owing: Dairy) -> None:
    refused = owing.ask("treasurer", "POST", f"/charges/{ADVANCE}/stop", {"reason": "enough"})
    assert (refused.status_code, refused.json["remedy"]) == (
        409,
        "Propose to cancel it or to write it off; another official approves.",
    )
    shares = charge(id=str(uuid4()), kind="shares", amount=None, basis="share", share_percent="5", rate=None)
    owing.post("treasurer", "/charges", shares)
    owing.post("treasurer", f"/charges/{shares['id']}/stop", {"reason": "left"})
    assert owing.get("treasurer", f"/charges/{shares['id']}")["stop_reason"] == "left"
