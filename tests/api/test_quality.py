"""Limits and samples over HTTP: proposed and approved, milk judged as it comes, results that come later."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from .dairy import DAY, Dairy, is_problem, weighing

FORMULA = {"name": "richmond-20"}


@pytest.fixture
def preset(dairy: Dairy) -> str:
    """The preset as it is answered, proposed by the manager and approved by another; its id."""
    dairy.give_roles("S003", "treasurer", "manager")
    given = dairy.get("clerk", "/limits/preset")
    body = {"id": str(uuid4()), "effective_from": "2026-11-01", "formula": given["formula"]}
    body |= {"name": given["name"], "limits": given["limits"]}
    assert dairy.post("manager", "/limits", body)["status"] == "recorded"
    assert dairy.post("manager", "/limits", body)["status"] == "already-recorded"
    own = dairy.ask("manager", "POST", f"/limits/{body['id']}/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    dairy.post("treasurer", f"/limits/{body['id']}/approval")
    return str(body["id"])


def sample(**changes: Any) -> dict[str, Any]:
    usual = {"id": str(uuid4()), "container": "C-7", "centre": "KIA", "date": DAY.isoformat(), "shift": "AM"}
    return {**usual, "antibiotic": "positive", **changes}


def test_the_preset_can_be_proposed_as_it_is_and_says_verify(dairy: Dairy, preset: str) -> None:
    found = dairy.get("auditor", f"/limits/{preset}")
    assert (found["name"], found["state"], found["decided_by"]) == (
        "KS EAS 67, verify",
        "approved",
        "staff:S003",
    )
    assert found["formula"]["constant"] == "0.36"
    assert [one["id"] for one in dairy.get("clerk", "/limits")["items"]] == [preset]
    assert dairy.get("clerk", "/limits/preset")["text"].startswith("Verify each figure")


def test_milk_is_judged_as_it_is_recorded(dairy: Dairy, preset: str) -> None:
    read = {"lactometer": "27.5", "temperature_c": "26", "fat_percent": "3.8"}
    id = dairy.record(**read, container="C-7")
    found = dairy.get("clerk", f"/deliveries/{id}")
    assert (found["corrected_lactometer"], found["corrected_density"]) == ("28.70", "1.0287")
    assert (found["snf_percent"], found["snf_computed"], found["formula"]) == ("8.30", True, "richmond-20")
    assert (found["grade"], found["judged"], found["container"]) == ("B", "SNF under 8.5%", "C-7")
    in_swahili = {"Accept-Language": "sw"}
    told = dairy.ask("manager", "GET", f"/deliveries/{id}", headers=in_swahili)
    assert told.json["judged"] == "SNF chini ya 8.5%"
    assert found["story"][0]["details"]["formula"]["per_degree"] == "0.2"
    sour = dairy.get("clerk", f"/deliveries/{dairy.record(member='0002', alcohol='positive')}")
    assert (sour["rejection_reason"], sour["value"]["amount"]) == ("alcohol test positive", "0.00")


def test_kilograms_are_enough_and_nothing_is_too_little(dairy: Dairy) -> None:
    body = weighing(kilograms="8.74")
    del body["litres"]
    assert dairy.post("clerk", "/deliveries", body)["status"] == "recorded"
    assert dairy.post("clerk", "/deliveries", body)["status"] == "already-recorded"
    found = dairy.get("clerk", f"/deliveries/{body['id']}")
    assert (found["litres"], found["kilograms"], found["measured"], found["density_used"]) == (
        "8.49",
        "8.74",
        "kg",
        "1.03",
    )
    nothing = weighing()
    del nothing["litres"]
    answer = dairy.ask("clerk", "POST", "/deliveries", nothing)
    assert (answer.status_code, is_problem(answer)) == (422, True)


def test_a_can_s_sample_reaches_the_farmers_who_shared_it(dairy: Dairy, preset: str) -> None:
    shared = [dairy.record(member=member, container="C-7") for member in ("0001", "0002")]
    other = dairy.record(member="0003", container="C-8")
    body = sample(reference="LAB-12")
    assert dairy.post("clerk", "/samples", body)["status"] == "recorded"
    assert dairy.post("clerk", "/samples", body)["status"] == "already-recorded"
    found = dairy.get("treasurer", f"/samples/{body['id']}")
    assert (found["deliveries"], found["rejected"], found["uncounted"]) == (2, 2, 0)
    assert (found["change"]["amount"], found["change_litres"]) == ("-765.00", "-17.00")
    assert dairy.get("clerk", f"/deliveries/{other}")["value"]["amount"] == "382.50"
    story = dairy.get("0001", f"/deliveries/{shared[0]}")["story"]
    assert [chapter["fact"] for chapter in story] == ["delivery.recorded", "delivery.sampled"]
    assert story[1]["details"]["sample"] == body["id"]
    assert [one["id"] for one in dairy.get("clerk", "/deliveries?container=C-7")["items"]] == shared[::-1]
    assert [one["id"] for one in dairy.get("clerk", "/samples?container=C-7")["items"]] == [body["id"]]
    assert dairy.get("clerk", "/samples?centre=MUG")["items"] == []


def test_a_sample_of_one_delivery(dairy: Dairy, preset: str) -> None:
    id = dairy.record()
    body = {"id": str(uuid4()), "delivery": id, "fat_percent": "3.1"}
    dairy.post("manager", "/samples", body)
    assert dairy.get("clerk", f"/deliveries/{id}")["grade"] == "B"
    assert [one["id"] for one in dairy.get("clerk", "/deliveries?grade=B")["items"]] == [id]
    assert dairy.get("clerk", f"/samples/{body['id']}")["delivery"] == id


def test_whose_sample_took_the_worth_does_not_resolve_the_dispute_about_it(dairy: Dairy, preset: str) -> None:
    dairy.give_roles("S003", "treasurer", "manager")
    decided = {"outcome": "upheld", "explanation": "the test said so"}
    for readings, alone in (({"antibiotic": "positive"}, 403), ({"fat_percent": "4.0"}, 200)):
        id = dairy.record(date="2026-11-16" if alone == 403 else "2026-11-15")
        dairy.post("manager", "/samples", {"id": str(uuid4()), "delivery": id, **readings})
        dairy.post("0001", f"/deliveries/{id}/dispute", {"reason": "quality"})
        resolution = f"/deliveries/{id}/dispute/resolution"
        assert dairy.ask("manager", "POST", resolution, decided).status_code == alone
        assert dairy.ask("treasurer", "POST", resolution, decided).status_code == 200


def test_a_clerk_of_one_centre_samples_and_sees_there_only(dairy: Dairy, preset: str) -> None:
    elsewhere = dairy.record(centre="MUG", container="C-7")
    body = sample(centre="MUG")
    assert dairy.ask("limited", "POST", "/samples", body).status_code == 403
    of_delivery = {"id": body["id"], "delivery": elsewhere, "fat_percent": "4"}
    assert dairy.ask("limited", "POST", "/samples", of_delivery).status_code == 403
    dairy.post("clerk", "/samples", body)
    assert dairy.ask("limited", "GET", f"/samples/{body['id']}").status_code == 403
    assert dairy.get("limited", "/samples")["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"container": "C-404"},
        {"delivery": str(uuid4())},
        {"shift": None},
        {"antibiotic": "perhaps"},
        {"resazurin": 7},
        {"resazurin": "5"},
        {"plate_count": -1},
        {"fat_percent": "16"},
        {"taken_at": "yesterday"},
    ],
)
def test_a_sample_that_cannot_be_meant_is_refused(dairy: Dairy, body: dict[str, Any]) -> None:
    dairy.record(container="C-7")
    before = dairy.position()
    assert is_problem(dairy.ask("clerk", "POST", "/samples", sample(**body)))
    assert dairy.position() == before


def test_a_sample_without_a_reading_is_refused(dairy: Dairy) -> None:
    id = dairy.record()
    answer = dairy.ask("clerk", "POST", "/samples", {"id": str(uuid4()), "delivery": id})
    assert (answer.status_code, is_problem(answer)) == (422, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"formula": {"name": "unknown"}},
        {"formula": {"name": "richmond-20", "constant": "0.4"}},
        {"limits": []},
        {"limits": [{"reading": "fat_percent", "result": "B", "reason": "no bound"}]},
        {"limits": [{"reading": "alcohol", "is_word": "good", "result": "reject", "reason": "x"}]},
        {"limits": [{"reading": "fat_percent", "at_least": "3", "result": "A", "reason": "x"}]},
        {"limits": [{"reading": "colour", "at_least": "3", "result": "B", "reason": "x"}]},
        {"name": "x" * 61},
    ],
)
def test_limits_that_say_nothing_are_refused(dairy: Dairy, changes: dict[str, Any]) -> None:
    right = {"reading": "fat_percent", "at_least": "3.25", "result": "B", "reason": "little fat"}
    body = {"id": str(uuid4()), "name": "Ours", "effective_from": "2026-11-01", "formula": FORMULA}
    before = dairy.position()
    assert is_problem(dairy.ask("manager", "POST", "/limits", {**body, "limits": [right], **changes}))
    assert dairy.position() == before


def test_a_formula_of_one_s_own_and_a_refusal(dairy: Dairy) -> None:
    formula = {"name": "ours", "calibration_c": "20", "per_degree": "0.2", "clr_factor": "0.25"}
    formula |= {"fat_factor": "0.22", "constant": "0.72"}
    body = {"id": str(uuid4()), "name": "Ours", "effective_from": "2026-11-01", "formula": formula}
    body["limits"] = [{"reading": "fat_percent", "at_least": "3.25", "result": "B", "reason": "little fat"}]
    dairy.post("manager", "/limits", body)
    dairy.post("manager", f"/limits/{body['id']}/refusal", {"reason": "the constant is not ours"})
    found = dairy.get("clerk", f"/limits/{body['id']}")
    assert (found["state"], found["formula"]["fat_factor"]) == ("refused", "0.22")
    answer = dairy.ask("manager", "POST", f"/limits/{body['id']}/approval")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/wrong-state")


def test_unusual_litres_are_refused_item_by_item_and_found_afterwards(dairy: Dairy) -> None:
    for day in range(1, 6):
        dairy.record(date=f"2026-11-0{day}", litres="8")
    items = [weighing(litres="24.01"), weighing(litres="24", member="0002"), weighing(litres="7", shift="PM")]
    told = dairy.post("clerk", "/deliveries/batch", {"items": items})
    assert [one["status"] for one in told["outcomes"]] == ["refused", "recorded", "recorded"]
    assert told["outcomes"][0]["problem"]["type"] == "/problems/unusual-litres"
    assert dairy.get("clerk", "/deliveries?unusual=yes")["items"] == []
    meant = {"items": [{**items[0], "meant": True}]}
    assert dairy.post("clerk", "/deliveries/batch", meant)["recorded"] == 1
    assert [one["id"] for one in dairy.get("clerk", "/deliveries?unusual=yes")["items"]] == [items[0]["id"]]
    assert dairy.get("clerk", "/deliveries?rejected=yes")["items"] == []
    assert is_problem(dairy.ask("clerk", "GET", "/deliveries?unusual=perhaps"))


def test_a_dispute_is_not_ended_with_unusual_litres_by_a_slip(dairy: Dairy) -> None:
    for day in range(1, 6):
        dairy.record(date=f"2026-11-0{day}", litres="8")
    id = dairy.record(litres="8")
    claim = {"reason": "quantity", "claimed_litres": "8.5"}
    dairy.post("0001", f"/deliveries/{id}/dispute", claim)
    decided = {"outcome": "adjusted", "litres": "85", "explanation": "weighed again"}
    answer = dairy.ask("manager", "POST", f"/deliveries/{id}/dispute/resolution", decided)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/unusual-litres")
    dairy.post("manager", f"/deliveries/{id}/dispute/resolution", {**decided, "meant": True})
    assert dairy.get("clerk", f"/deliveries/{id}")["unusual"] is True
