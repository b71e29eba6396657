"""The home of an official over HTTP: the day beside other days, the missing, and what waits for whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from .dairy import DAY, Dairy


def days_before(dairy: Dairy, count: int, member: str = "0001", day: date = DAY, **changes: Any) -> None:
    """Milk on so many days before a day, one after the other."""
    for back in range(1, count + 1):
        dairy.record(member, date=(day - timedelta(days=back)).isoformat(), meant=True, **changes)


def test_an_empty_day_has_its_shape(dairy: Dairy) -> None:
    home = dairy.get("manager", "/dashboard/home")
    assert (home["date"], home["today"]["litres"], home["today"]["deliveries"]) == ("2026-11-16", "0.00", 0)
    assert [(one["code"], one["shifts"]) for one in home["centres"]] == [("KIA", []), ("MUG", [])]
    assert home["expected"] == {"members": 0, "missing": 0}
    assert home["disputes"] == {"waiting": 0, "oldest_at": None, "next_lapse": None}
    assert (home["run"], home["approvals"]) == (None, [])
    assert (home["float"]["balance"], home["float"]["state"]) == (None, "open")
    assert home["next_pay"] == {
        "period": "2026-11-B",
        "cut_off_day": "2026-11-30",
        "pay_day": "2026-12-01",
    }


def test_the_day_stands_beside_the_same_weekday_and_the_year_before(dairy: Dairy) -> None:
    dairy.record(litres="8.5")
    dairy.record("0002", litres="4", centre="MUG", shift="PM")
    dairy.record(litres="6", date="2026-11-09")
    home = dairy.get("manager", "/dashboard/home")
    assert (home["today"]["litres"], home["today"]["members"]) == ("12.50", 2)
    week_ago, last_year = home["same_weekday"], home["last_year"]
    assert (week_ago["date"], week_ago["known"], week_ago["litres"]) == ("2026-11-09", True, "6.00")
    assert (last_year["date"], last_year["known"], last_year["litres"]) == ("2025-11-16", False, "0.00")
    kiambaa, muguga = home["centres"]
    assert kiambaa["shifts"] == [
        {"shift": "AM", "deliveries": 1, "members": 1, "litres": "8.50", "rejected_litres": "0.00"}
    ]
    assert (kiambaa["same_weekday_litres"], muguga["same_weekday_litres"]) == ("6.00", "0.00")
    assert (muguga["shifts"][0]["shift"], muguga["shifts"][0]["litres"]) == ("PM", "4.00")


def test_who_came_ten_days_of_fourteen_is_expected_and_missing_until_the_milk_is_here(dairy: Dairy) -> None:
    days_before(dairy, 10)
    days_before(dairy, 9, "0002")
    assert dairy.get("clerk", "/dashboard/home")["expected"] == {"members": 1, "missing": 1}
    assert dairy.get("clerk", "/dashboard/missing")["items"] == [
        {
            "number": "0001",
            "name": "Wanjiku Kamau",
            "centre": "KIA",
            "usual_litres": "8.5",
            "last_day": "2026-11-15",
            "days_of_last_30": 10,
        }
    ]
    given = dairy.record(centre="MUG")
    assert dairy.get("clerk", "/dashboard/home")["expected"] == {"members": 1, "missing": 0}
    assert dairy.get("clerk", "/dashboard/missing")["items"] == []
    dairy.post("clerk", f"/deliveries/{given}/void", {"reason": "the wrong card"})
    assert dairy.get("clerk", "/dashboard/home")["expected"] == {"members": 1, "missing": 1}


def test_a_day_that_is_recorded_or_voided_late_changes_who_is_expected(dairy: Dairy) -> None:
    days_before(dairy, 9)
    assert dairy.get("clerk", "/dashboard/home")["expected"]["members"] == 0
    late = dairy.record(date="2026-11-02", meant=True)
    assert dairy.get("clerk", "/dashboard/home")["expected"]["members"] == 1
    dairy.post("clerk", f"/deliveries/{late}/void", {"reason": "the wrong day"})
    assert dairy.get("clerk", "/dashboard/home")["expected"]["members"] == 0


def test_the_fifteenth_day_before_counts_no_more_and_today_not_yet(dairy: Dairy) -> None:
    days_before(dairy, 9)
    dairy.record()
    dairy.record(date="2026-11-01", meant=True)
    assert dairy.get("clerk", "/dashboard/home")["expected"]["members"] == 0


def test_the_missing_are_of_a_shift_and_a_centre(dairy: Dairy) -> None:
    days_before(dairy, 10, shift="PM", litres="4")
    days_before(dairy, 10, "0002", centre="MUG")
    dairy.record(shift="AM")
    assert [one["number"] for one in dairy.get("clerk", "/dashboard/missing")["items"]] == ["0002"]
    evening = dairy.get("clerk", "/dashboard/missing?shift=PM&centre=KIA")["items"]
    assert [(one["number"], one["usual_litres"]) for one in evening] == [("0001", "4.0")]
    assert dairy.get("clerk", "/dashboard/missing?shift=AM&centre=KIA")["items"] == []
    at_muguga = dairy.get("clerk", "/dashboard/missing?centre=MUG")["items"]
    assert [(one["number"], one["centre"]) for one in at_muguga] == [("0002", "KIA")]


def test_the_missing_come_page_by_page(dairy: Dairy) -> None:
    for member in ("0001", "0002", "0003"):
        days_before(dairy, 10, member)
    first = dairy.get("clerk", "/dashboard/missing?limit=2")
    assert [one["number"] for one in first["items"]] == ["0001", "0002"]
    second = dairy.get("clerk", f"/dashboard/missing?limit=2&cursor={first['next']}")
    assert ([one["number"] for one in second["items"]], second["next"]) == (["0003"], None)


def test_who_is_suspended_is_not_expected(dairy: Dairy) -> None:
    days_before(dairy, 10)
    dairy.post("manager", "/members/0001/suspension", {"reason": "water in the milk"})
    assert dairy.get("clerk", "/dashboard/home")["expected"] == {"members": 0, "missing": 0}


def test_a_restricted_member_is_missing_without_a_name(dairy: Dairy) -> None:
    days_before(dairy, 10)
    dairy.post("manager", "/members/0001/restriction", {"ground": "disputed"})
    assert [one["name"] for one in dairy.get("clerk", "/dashboard/missing")["items"]] == [None]
    assert [one["name"] for one in dairy.get("manager", "/dashboard/missing")["items"]] == ["Wanjiku Kamau"]


def test_a_clerk_of_one_centre_sees_that_alone(dairy: Dairy) -> None:
    dairy.record()
    dairy.record("0002", centre="MUG")
    days_before(dairy, 10, "0003", centre="MUG")
    home = dairy.get("limited", "/dashboard/home")
    assert ([one["code"] for one in home["centres"]], home["today"]["litres"]) == (["KIA"], "8.50")
    assert (home["expected"]["members"], home["same_weekday"]["known"]) == (0, False)
    assert dairy.get("limited", "/dashboard/missing")["items"] == []
    assert dairy.ask("limited", "GET", "/dashboard/missing?centre=MUG").status_code == 403


def test_open_disputes_are_told_with_the_oldest_and_the_next_to_be_decided(dairy: Dairy) -> None:
    for member, centre in (("0001", "KIA"), ("0002", "MUG")):
        given = dairy.record(member, centre=centre)
        dairy.post(member, f"/deliveries/{given}/dispute", {"reason": "quantity", "claimed_litres": "9"})
        dairy.later(hours=1)
    told = dairy.get("manager", "/dashboard/home")["disputes"]
    assert (told["waiting"], told["oldest_at"]) == (2, "2026-11-16T06:00:00+00:00")
    oldest = dairy.get("manager", "/disputes")["items"][0]["dispute"]
    assert told["next_lapse"] == oldest["resolve_by"]
    assert dairy.get("limited", "/dashboard/home")["disputes"]["waiting"] == 1


def test_money_and_runs_are_for_whom_they_are_told(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    run = dairy.prepared_run()
    seen = dairy.get("treasurer", "/dashboard/home")
    assert seen["run"] == {"id": str(run), "period": "2026-11-A", "state": "prepared"}
    assert seen["float"]["needed"] == {"amount": "0.00", "currency": "KES"}
    for who in ("clerk", "admin"):
        home = dairy.get(who, "/dashboard/home")
        assert (home["float"], home["run"]) == (None, None)


def test_what_waits_for_a_second_official_is_counted_for_whom_it_waits(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    dairy.prepared_run()
    dairy.post(
        "treasurer",
        "/prices",
        {
            "id": str(uuid4()),
            "price_per_litre": {"amount": "46.00", "currency": "KES"},
            "effective_from": "2026-12-01",
        },
    )
    dairy.post("clerk", "/members/0001/phone-change", {"phone": "0712000099"})
    kinds = {one["kind"]: one["count"] for one in dairy.get("manager", "/dashboard/home")["approvals"]}
    assert kinds == {"prices": 1, "runs": 1, "phones": 1}
    assert dairy.get("treasurer", "/dashboard/home")["approvals"] == []


def test_what_one_proposed_oneself_waits_for_somebody_else(dairy: Dairy) -> None:
    adjustment = {
        "id": str(uuid4()),
        "member": "0001",
        "amount": {"amount": "100.00", "currency": "KES"},
        "kind": "correction",
        "day": "2026-11-16",
        "reason": "a slip",
    }
    dairy.post("manager", "/adjustments", adjustment)
    assert dairy.get("manager", "/dashboard/home")["approvals"] == []
    dairy.give_roles("S003", "manager")
    assert dairy.get("treasurer", "/dashboard/home")["approvals"] == [{"kind": "adjustments", "count": 1}]


def test_messages_that_failed_lately_are_counted_and_members_without_a_phone_are_no_failure(
    dairy: Dairy,
) -> None:
    dairy.record()
    dairy.record("0003")
    assert dairy.get("admin", "/dashboard/home")["messages"] == {"failed": 0, "waiting": 1}


@pytest.mark.parametrize("query", ["date=tomorrow", "date=1999-12-31", "day=2026-11-16"])
def test_a_strange_question_is_refused(shared: Dairy, query: str) -> None:
    assert shared.ask("manager", "GET", f"/dashboard/home?{query}").status_code == 422
