"""Milk after the scale over HTTP: figures, differences, alarms and who may explain them."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest

from .dairy import Dairy

DAY = "2026-11-10"
SPAN = f"from={DAY}&to={DAY}"


def figure(what: str = "cooler", litres: str | None = "980", **changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "what": what, "day": DAY, "centre": "KIA", "litres": litres, **changes}


@pytest.fixture
def milk(dairy: Dairy) -> Dairy:
    """A thousand litres of Kiambaa's members, half of it on a route and in a shared can."""
    dairy.post("admin", "/routes", {"code": "R1", "name": "Gitaru round", "centre": "KIA"})
    dairy.record(litres="500", date=DAY, meant=True)
    dairy.record(member="0002", litres="300", date=DAY, meant=True, route="R1", container="K7")
    dairy.record(member="0003", litres="200", date=DAY, meant=True, route="R1", container="K7")
    return dairy


def test_collected_cooled_and_accepted_milk_is_compared(milk: Dairy) -> None:
    milk.post("clerk", "/bulk", figure())
    milk.post("manager", "/bulk", figure("processor", "950", reference="DN-77"))
    milk.post("manager", "/bulk", figure("rejected", "25", reason="antibiotic"))
    days = milk.get("auditor", f"/variance?{SPAN}")["items"]
    assert [(one["centre"], one["route"]) for one in days] == [(None, None), ("KIA", None), (None, "R1")]
    total = days[1]["total"]
    assert (total["collected"], total["cooler"], total["processor"]) == ("1000.00", "980.00", "950.00")
    # 1,000 − 980 = 20 (2.00 %); 980 − 950 = 30 (3.00 %), of which 25 were rejected
    assert (total["cooler_loss"], total["cooler_loss_percent"]) == ("20.00", "2.00")
    assert (total["processor_loss"], total["processor_loss_percent"]) == ("30.00", "3.00")
    assert (total["processor_unexplained"], days[1]["alarms"], days[1]["limit_percent"]) == ("5.00", [], "2")
    assert milk.get("clerk", f"/variance?{SPAN}&route=R1")["items"] == [days[2]]
    assert milk.get("clerk", f"/variance?{SPAN}&centre=MUG")["items"] == []


def test_an_alarm_is_explained_by_one_who_did_not_measure(milk: Dairy) -> None:
    milk.post("manager", "/bulk", figure(litres="900"))
    alarm = milk.get("manager", f"/variance/alarms?{SPAN}&state=open")["items"][0]
    assert (alarm["code"], alarm["litres"], alarm["percent"]) == ("cooler:100.00", "100.00", "10.00")
    said = {"day": DAY, "centre": "KIA", "alarms": [alarm["code"]], "reason": "The tap leaked."}
    refused = milk.ask("manager", "POST", "/variance/explanations", said)
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/same-person")
    milk.post("manager", f"/bulk/{bulk_id(milk)}/void", {"reason": "Measured again by the clerk."})
    milk.post("clerk", "/bulk", figure(litres="900"))
    first = milk.post("manager", "/variance/explanations", said)
    assert first["status"] == "recorded"
    assert milk.post("manager", "/variance/explanations", said)["status"] == "already-recorded"
    assert milk.get("manager", f"/variance/alarms?{SPAN}&state=open")["items"] == []
    explained = milk.get("manager", f"/variance/alarms?{SPAN}")["items"][0]
    assert (explained["state"], explained["reason"], explained["who"]) == (
        "explained",
        "The tap leaked.",
        "staff:S002",
    )


def bulk_id(dairy: Dairy) -> str:
    return str(dairy.get("clerk", "/bulk")["items"][0]["id"])


def test_an_alarm_that_does_not_stand_cannot_be_explained(milk: Dairy) -> None:
    milk.post("clerk", "/bulk", figure(litres="900"))
    said = {"day": DAY, "centre": "KIA", "alarms": ["cooler:99.00"], "reason": "The tap leaked."}
    refused = milk.ask("manager", "POST", "/variance/explanations", said)
    assert refused.status_code == 409
    assert refused.json["details"]["standing"] == ["cooler:100.00"]
    both = {**said, "route": "R1"}
    assert milk.ask("manager", "POST", "/variance/explanations", both).status_code == 422


def test_a_day_that_is_not_over_has_no_alarm(milk: Dairy) -> None:
    milk.record(litres="40", date="2026-11-16", shift="PM")
    milk.post("clerk", "/bulk", figure(litres="20", day="2026-11-16"))
    today = milk.get("clerk", "/variance?from=2026-11-16&to=2026-11-16")["items"][1]
    assert (today["total"]["cooler_loss"], today["alarms"]) == ("20.00", [])


def test_a_figure_sent_twice_is_one_and_another_under_its_id_is_refused(milk: Dairy) -> None:
    body, before = figure(), milk.position()
    for status in (201, 200):
        assert milk.ask("clerk", "POST", "/bulk", body).status_code == status
    assert milk.position() == before + 1
    changed = milk.ask("clerk", "POST", "/bulk", {**body, "litres": "981"})
    assert (changed.status_code, changed.json["type"]) == (409, "/problems/different-content")


def test_kilograms_are_kept_with_the_litres_they_are(milk: Dairy) -> None:
    milk.post("clerk", "/bulk", figure(litres=None, kilograms="1030", density="1.03"))
    listed = milk.get("clerk", "/bulk?what=cooler")["items"][0]
    assert (listed["litres"], listed["kilograms"], listed["density"]) == ("1000.00", "1030", "1.03")


def test_a_voided_figure_counts_no_longer(milk: Dairy) -> None:
    body = figure(litres="700")
    milk.post("clerk", "/bulk", body)
    milk.post("clerk", f"/bulk/{body['id']}/void", {"reason": "the wrong day"})
    assert milk.get("clerk", f"/variance?{SPAN}")["items"][1]["total"]["cooler"] is None
    listed = milk.get("clerk", "/bulk?centre=KIA&from=2026-11-01")["items"][0]
    assert (listed["voided_by"], listed["void_reason"]) == ("staff:S001", "the wrong day")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"litres": "1.001"}, "litres"),
        ({"litres": 980}, "litres"),
        ({"litres": None}, "litres"),
        ({"litres": "60001"}, "litres"),
        ({"what": "drunk"}, "what"),
        ({"what": "spilled"}, "reason"),
        ({"day": "2026-11-17"}, "day"),
        ({"shift": "NIGHT"}, "shift"),
        ({"density": "3"}, "density"),
        ({"container": "x" * 31}, "container"),
        ({"centre": "no such centre"}, "centre"),
        ({"more": "1"}, "more"),
    ],
)
def test_a_refused_field_is_named(shared: Dairy, change: dict[str, Any], field: str) -> None:
    answer = shared.ask("clerk", "POST", "/bulk", figure(**change))
    assert answer.status_code == 422
    assert field in [line["field"] for line in answer.json["errors"]]


def test_a_clerk_of_one_centre_measures_and_reads_there_only(milk: Dairy) -> None:
    milk.post("admin", "/routes", {"code": "R9", "name": "Muguga round", "centre": "MUG"})
    milk.post("limited", "/bulk", figure())
    milk.post("limited", "/bulk", figure(centre=None, route="R1"))
    elsewhere = (
        figure(centre="MUG"),
        figure(centre=None),
        figure(centre=None, route="R9"),
        figure(route="R9"),
    )
    for body in elsewhere:
        assert milk.ask("limited", "POST", "/bulk", body).status_code == 403
    theirs = figure(centre="MUG")
    milk.post("clerk", "/bulk", theirs)
    assert milk.ask("limited", "POST", f"/bulk/{theirs['id']}/void", {"reason": "x"}).status_code == 403
    assert {one["centre"] for one in milk.get("limited", f"/variance?{SPAN}")["items"]} == {"KIA"}
    for place in ("route=R9", "route=R9&centre=KIA"):
        assert milk.ask("limited", "GET", f"/variance?{SPAN}&{place}").status_code == 403
    assert milk.ask("limited", "GET", f"/cans?centre=MUG&date={DAY}").status_code == 403
    assert {one["centre"] for one in milk.get("limited", "/bulk")["items"]} == {"KIA"}


def test_the_report_is_a_table_for_a_spreadsheet(milk: Dairy) -> None:
    milk.post("clerk", "/bulk", figure(litres="900"))
    said = {"day": DAY, "centre": "KIA", "alarms": ["cooler:100.00"], "reason": "The tap leaked."}
    milk.post("manager", "/variance/explanations", said)
    answer = milk.ask("treasurer", "GET", f"/variance/file?{SPAN}")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "variance-2026-11-10-2026-11-10.csv" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [line["centre"] for line in lines] == ["", "KIA", ""]
    kiambaa = lines[1]
    assert (kiambaa["collected"], kiambaa["cooler_loss"], kiambaa["processor"]) == ("1000.00", "100.00", "")
    assert (kiambaa["open_alarms"], kiambaa["explained"]) == ("", "cooler:100.00: The tap leaked.")


def test_the_report_is_a_workbook_too(milk: Dairy) -> None:
    answer = milk.ask("treasurer", "GET", f"/variance/file?{SPAN}&format=xlsx")
    assert "variance-2026-11-10-2026-11-10.xlsx" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as workbook:
        assert "cooler_loss_percent" in workbook.read("xl/sharedStrings.xml").decode()


def test_a_shared_can_leads_to_the_few_who_poured_into_it_and_to_its_samples(milk: Dairy) -> None:
    milk.post("clerk", "/bulk", figure(litres="510", container="K7", shift="AM"))
    can = milk.get("clerk", f"/cans?centre=KIA&date={DAY}&shift=AM")["items"][0]
    assert (can["container"], can["litres"], can["measured"]) == ("K7", "500.00", "510.00")
    assert [(one["member"], one["litres"]) for one in can["pours"]] == [
        ("0002", "300.00"),
        ("0003", "200.00"),
    ]
    assert milk.get("clerk", f"/cans?centre=KIA&date={DAY}&shift=PM")["items"] == []


def test_the_limit_is_the_managers_to_set(milk: Dairy) -> None:
    answer = milk.ask("manager", "PUT", "/cooperative/variance-limit", {"percent": "0.5"})
    assert answer.status_code == 200
    assert milk.get("clerk", "/cooperative")["variance_limit_percent"] == "0.5"
    for percent in ("0", "21", "-1", "1.2345"):
        wrong = milk.ask("manager", "PUT", "/cooperative/variance-limit", {"percent": percent})
        assert wrong.status_code == 422


def test_routes_are_listed_and_opened_once(milk: Dairy) -> None:
    again = {"code": "R1", "name": "Gitaru round", "centre": "KIA"}
    assert milk.ask("admin", "POST", "/routes", again).status_code == 200
    assert milk.ask("admin", "POST", "/routes", {**again, "name": "Other"}).status_code == 409
    assert milk.get("clerk", "/routes")["items"] == [again]


def test_at_most_ninety_two_days_at_once(shared: Dairy) -> None:
    assert shared.ask("clerk", "GET", "/variance?from=2026-08-10&to=2026-11-10").status_code == 422
    assert shared.ask("clerk", "GET", "/variance?from=2026-08-11&to=2026-11-10").status_code == 200
