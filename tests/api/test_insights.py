"""Many days at one look over HTTP: production, quality, members, and how soon runs are paid."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from python_calamine import load_workbook

from imbuto.papers.table import Table, table_csv

from .dairy import JOB, MANAGER, OPERATOR, Dairy

NOVEMBER = "from=2026-11-01&to=2026-11-16"
TESTED = {"fat_percent": "4.00", "snf_percent": "8.50"}


def items(dairy: Dairy, what: str, who: str = "manager") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dairy.get(who, f"/insights/{what}")["items"]
    return found


def test_production_by_day_has_every_day_also_those_without_milk(dairy: Dairy) -> None:
    dairy.record(litres="8.5", date="2026-11-10")
    dairy.record(litres="1.5", date="2026-11-10", shift="PM")
    dairy.record("0002", litres="4", date="2026-11-12", rejection_reason="antibiotics")
    found = items(dairy, "production?from=2026-11-10&to=2026-11-12")
    assert [one["start"] for one in found] == ["2026-11-10", "2026-11-11", "2026-11-12"]
    assert found[0] == {
        "start": "2026-11-10",
        "litres": "10.00",
        "rejected_litres": "0.00",
        "members": 1,
        "deliveries": 2,
        "value": {"amount": "450.00", "currency": "KES"},
        "last_year_litres": None,
    }
    assert (found[1]["deliveries"], found[1]["members"], found[1]["litres"]) == (0, 0, "0.00")
    assert (found[2]["litres"], found[2]["rejected_litres"], found[2]["members"]) == ("0.00", "4.00", 1)


def test_weeks_begin_on_monday_and_are_cut_off_at_both_ends(dairy: Dairy) -> None:
    for day, litres in (("2026-11-01", "1"), ("2026-11-02", "2"), ("2026-11-08", "3"), ("2026-11-09", "4")):
        dairy.record(litres=litres, date=day, meant=True)
    found = items(dairy, "production?from=2026-11-01&to=2026-11-10&by=week")
    assert [(one["start"], one["litres"], one["members"]) for one in found] == [
        ("2026-11-01", "1.00", 1),
        ("2026-11-02", "5.00", 1),
        ("2026-11-09", "4.00", 1),
    ]


def test_a_member_counts_once_a_month(dairy: Dairy) -> None:
    for day in ("2026-10-31", "2026-11-01", "2026-11-02"):
        dairy.record(date=day, meant=True)
    dairy.record("0002", date="2026-11-02")
    found = items(dairy, "production?from=2026-10-15&to=2026-11-16&by=month")
    assert [(one["start"], one["members"], one["deliveries"]) for one in found] == [
        ("2026-10-15", 1, 1),
        ("2026-11-01", 2, 3),
    ]


def test_a_member_who_comes_or_is_voided_later_changes_the_count(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    asked = "production?from=2026-11-10&to=2026-11-10"
    assert items(dairy, asked)[0]["members"] == 1
    late = dairy.record("0002", date="2026-11-10")
    assert items(dairy, asked)[0]["members"] == 2
    dairy.post("clerk", f"/deliveries/{late}/void", {"reason": "the wrong card"})
    assert items(dairy, asked)[0]["members"] == 1


def test_the_year_before_lies_beside_it(dairy: Dairy) -> None:
    ledger, price = dairy.parts.ledger, uuid4()
    ledger.propose_price(price, None, 4000, date(2025, 1, 1), OPERATOR)
    ledger.approve_price(price, MANAGER)
    dairy.record(litres="5", date="2025-11-10")
    dairy.record(litres="7", date="2025-11-16", meant=True)
    by_day = items(dairy, f"production?{NOVEMBER}")
    assert [(one["start"], one["last_year_litres"]) for one in by_day if one["last_year_litres"]] == [
        ("2026-11-10", "5.00"),
        ("2026-11-16", "7.00"),
    ]
    assert items(dairy, f"production?{NOVEMBER}&by=month")[0]["last_year_litres"] == "12.00"
    # 10 and 16 November 2025 lie 52 weeks before 9 and 15 November 2026, both of the week from the 9th
    by_week = items(dairy, f"production?{NOVEMBER}&by=week")
    assert [one["last_year_litres"] for one in by_week] == [None, None, "12.00", None]


def test_production_of_one_centre_and_of_a_clerks_own(dairy: Dairy) -> None:
    dairy.record(litres="8", date="2026-11-10")
    dairy.record("0002", litres="4", date="2026-11-10", centre="MUG")
    asked = "production?from=2026-11-10&to=2026-11-10"
    assert items(dairy, asked)[0]["litres"] == "12.00"
    assert items(dairy, f"{asked}&centre=MUG")[0]["litres"] == "4.00"
    assert items(dairy, asked, "limited")[0]["litres"] == "8.00"
    assert dairy.ask("limited", "GET", f"/insights/{asked}&centre=MUG").status_code == 403


def test_quality_is_weighted_by_litres_and_failed_tests_are_counted(dairy: Dairy) -> None:
    dairy.record(litres="10", date="2026-11-10", **TESTED)
    dairy.record("0002", litres="30", date="2026-11-10", fat_percent="3.60", alcohol="positive")
    dairy.record("0003", litres="10", date="2026-11-10", rejection_reason="sour")
    dairy.record(litres="5", date="2026-11-11", centre="MUG")
    kiambaa, muguga = items(dairy, f"quality?{NOVEMBER}")
    assert kiambaa == {
        "code": "KIA",
        "name": "Kiambaa",
        "litres": "40.00",
        "rejected_litres": "10.00",
        "rejected_share": "20.00",
        "tested": 2,
        "fat_percent": "3.70",
        "snf_percent": "8.50",
        "failed_tests": 1,
    }
    assert (muguga["tested"], muguga["fat_percent"], muguga["rejected_share"]) == (0, None, "0.00")
    assert [one["code"] for one in items(dairy, f"quality?{NOVEMBER}", "limited")] == ["KIA"]


def test_quality_by_route_leaves_out_what_farmers_bring_themselves(dairy: Dairy) -> None:
    dairy.post("admin", "/routes", {"code": "R1", "name": "Gitaru round", "centre": "KIA"})
    dairy.record(litres="10", date="2026-11-10", route="R1", **TESTED)
    dairy.record("0002", litres="10", date="2026-11-10")
    found = items(dairy, f"quality?{NOVEMBER}&by=route")
    assert [(one["code"], one["name"], one["litres"], one["tested"]) for one in found] == [
        ("R1", "Gitaru round", "10.00", 1)
    ]


def test_members_are_ranked_by_milk_and_by_what_they_lost_or_gained(dairy: Dairy) -> None:
    for member, before, now in (("0001", "10", "5"), ("0002", "4", "6"), ("0003", "0", "1")):
        if before != "0":
            dairy.record(member, litres=before, date="2026-11-08")
        dairy.record(member, litres=now, date="2026-11-10", meant=True)
    span = "from=2026-11-10&to=2026-11-12"
    top = items(dairy, f"members?{span}")
    assert [one["number"] for one in top] == ["0002", "0001", "0003"]
    assert top[1] == {
        "number": "0001",
        "name": "Wanjiku Kamau",
        "centre": "KIA",
        "litres": "5.00",
        "before_litres": "10.00",
        "change_percent": "-50.00",
    }
    assert [one["number"] for one in items(dairy, f"members?{span}&order=falling")] == ["0001"]
    rising = items(dairy, f"members?{span}&order=rising")
    assert [(one["number"], one["change_percent"]) for one in rising] == [("0002", "50.00"), ("0003", None)]
    assert [one["number"] for one in items(dairy, f"members?{span}&limit=1")] == ["0002"]


def test_a_correction_changes_the_ranking_though_it_was_looked_at(dairy: Dairy) -> None:
    given = dairy.record(litres="5", date="2026-11-15")
    span = "from=2026-11-15&to=2026-11-15"
    assert items(dairy, f"members?{span}")[0]["litres"] == "5.00"
    dairy.post("clerk", f"/deliveries/{given}/correction", {"litres": "6", "reason": "misread"})
    assert items(dairy, f"members?{span}")[0]["litres"] == "6.00"


def test_names_are_hidden_where_the_register_hides_them(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    dairy.post("manager", "/members/0001/restriction", {"ground": "disputed"})
    assert items(dairy, f"members?{NOVEMBER}", "treasurer")[0]["name"] is None
    assert items(dairy, f"members?{NOVEMBER}", "auditor")[0]["name"] == "Wanjiku Kamau"


def test_how_soon_a_run_was_paid(dairy: Dairy) -> None:
    assert items(dairy, "timeliness") == []
    payout = dairy.submitted_payout()
    waiting = items(dairy, "timeliness")[0]
    assert (waiting["period"], waiting["cut_off_day"]) == ("2026-11-A", "2026-11-15")
    assert (waiting["paid"], waiting["unpaid"], waiting["days_to_first"]) == (0, 1, None)
    told = dairy.now + timedelta(days=2)
    attempt = dairy.parts.views.payouts.get(payout).attempt_id
    dairy.parts.ledger.record_payment(payout, attempt, "SJ12ABC3DE", 1500, told, "callback", JOB)
    paid = items(dairy, "timeliness")[0]
    assert (paid["paid"], paid["unpaid"], paid["amount"]["amount"]) == (1, 0, "472.00")
    assert (paid["days_to_first"], paid["days_to_last"]) == (3, 3)


def test_every_table_comes_as_a_file(dairy: Dairy) -> None:
    dairy.record(litres="8.5", date="2026-11-10")
    for what in ("production", "quality", "members"):
        answer = dairy.ask("manager", "GET", f"/insights/{what}?{NOVEMBER}&format=csv")
        assert answer.content_type == "text/csv; charset=utf-8"
        assert f"{what}-2026-11-01-2026-11-16.csv" in answer.headers["Content-Disposition"]
        lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert "8.50" in [line["litres"] for line in lines]
    book = dairy.ask("manager", "GET", f"/insights/members?{NOVEMBER}&format=xlsx")
    rows = load_workbook(io.BytesIO(book.data)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["number", "name", "centre", "litres", "before_litres", "change_percent"],
        ["0001", "Wanjiku Kamau", "KIA", 8.5, 0.0, ""],
    ]
    part = dairy.ask("manager", "GET", f"/dashboard/participation?{NOVEMBER}&format=csv")
    assert part.data.decode("utf-8-sig").splitlines() == ["centre,name,members", "KIA,Kiambaa,1"]
    accepted = dairy.ask("manager", "GET", "/insights/timeliness", headers={"Accept": "text/csv"})
    assert accepted.text.startswith("\ufeffperiod,cut_off_day")


def test_a_cell_is_never_taken_for_a_formula() -> None:
    table = Table("t", ["name", "day"], [["=1+1", date(2026, 11, 10)]])
    assert table_csv(table).decode("utf-8-sig").splitlines()[1] == "'=1+1,2026-11-10"


@pytest.mark.parametrize(
    "query",
    [
        "production?from=2026-11-10",
        "production?from=2026-11-10&to=2026-11-09",
        "production?from=2025-01-01&to=2026-11-10",
        f"production?{NOVEMBER}&by=year",
        f"quality?{NOVEMBER}&by=member",
        f"members?{NOVEMBER}&order=best",
        f"members?{NOVEMBER}&limit=0",
        "timeliness?format=pdf",
    ],
)
def test_a_strange_question_is_refused(shared: Dairy, query: str) -> None:
    assert shared.ask("manager", "GET", f"/insights/{query}").status_code == 422
