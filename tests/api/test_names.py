"""Names beside numbers in lists, for whom they are; and a member's milk month by month."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .dairy import PASSWORD, Dairy

LISTS = ("/deliveries", "/disputes")


def named(dairy: Dairy, who: str, path: str) -> dict[str, Any]:
    return {one["member"]: one["member_name"] for one in dairy.get(who, path)["items"]}


def disputed(dairy: Dairy, *members: str, **changes: Any) -> None:
    for member in members:
        given = dairy.record(member, **changes)
        dairy.post(member, f"/deliveries/{given}/dispute", {"reason": "not-mine"})


def test_the_book_and_the_disputes_say_whose_milk_it_is(dairy: Dairy) -> None:
    disputed(dairy, "0001", "0002")
    names = {number: dairy.get("clerk", f"/members/{number}")["name"] for number in ("0001", "0002")}
    assert names["0001"] == "Wanjiku Kamau"
    for path in LISTS:
        assert named(dairy, "treasurer", path) == named(dairy, "limited", path) == names


def test_a_restricted_members_milk_stands_under_the_number_alone(dairy: Dairy) -> None:
    disputed(dairy, "0001")
    dairy.post("manager", "/members/0001/restriction", {"ground": "disputed"})
    for path in LISTS:
        assert named(dairy, "clerk", path) == {"0001": None}
        assert named(dairy, "manager", path) == {"0001": "Wanjiku Kamau"}


def test_a_clerk_of_one_centre_knows_no_name_of_another(dairy: Dairy) -> None:
    dairy.post("clerk", "/members", {"number": "0077", "name": "Chebet Koech", "centre": "MUG"})
    dairy.record("0077")
    assert named(dairy, "limited", "/deliveries") == {"0077": None}
    assert named(dairy, "clerk", "/deliveries") == {"0077": "Chebet Koech"}


def test_a_program_that_may_not_read_the_register_reads_numbers(dairy: Dairy) -> None:
    dairy.record()
    asked = {"name": "Scale", "expires_at": "2027-01-01T00:00:00+03:00", "password": PASSWORD}
    made = dairy.post("clerk", "/access-tokens", {**asked, "permissions": ["deliveries.read"]})
    dairy.tokens["system"] = made["token"]
    assert named(dairy, "system", "/deliveries") == {"0001": None}
    assert dairy.ask("system", "GET", "/staff-names").status_code == 403


def test_every_official_reads_the_officials_names_and_no_more_of_them(dairy: Dairy) -> None:
    dairy.post("admin", "/staff/S011/leave")
    for who in ("clerk", "treasurer", "manager", "admin", "auditor"):
        told = dairy.get(who, "/staff-names")["items"]
        assert {frozenset(one) for one in told} == {frozenset({"number", "name"})}
        names = {one["number"]: one["name"] for one in told}
        assert names["S002"] == dairy.get("admin", "/staff/S002")["name"]
        assert names["S011"] is not None
    assert dairy.ask("0001", "GET", "/staff-names").status_code == 403


def test_a_members_milk_comes_by_month_of_two_years(dairy: Dairy) -> None:
    milk = (("2026-01-31", "9"), ("2026-02-01", "5"), ("2026-11-01", "7"))
    for day, litres in milk:
        dairy.record(date=day, litres=litres, meant=True)
    dairy.record(centre="MUG", shift="PM", litres="2")
    dairy.record(date="2026-11-02", litres="50", rejection_reason="water", meant=True)
    voided = dairy.record(date="2026-11-03", litres="20", meant=True)
    dairy.post("clerk", f"/deliveries/{voided}/void", {"reason": "the wrong card"})
    whole = [("2026-01", "9.00"), ("2026-02", "5.00"), ("2026-11", "9.00")]
    for who in ("clerk", "0001"):
        assert months(dairy, who) == whole
    assert months(dairy, "limited") == [*whole[:2], ("2026-11", "7.00")]
    assert dairy.ask("0002", "GET", "/members/0001/milk").status_code in (403, 404)
    for year, month, left in ((2027, 12, whole), (2028, 1, whole[1:])):
        dairy.now = datetime(year, month, 31, 6, tzinfo=UTC)
        dairy.sign_in("clerk")
        assert months(dairy, "clerk") == left


def months(dairy: Dairy, who: str) -> list[tuple[str, str]]:
    return [(one["month"], one["litres"]) for one in dairy.get(who, "/members/0001/milk")["items"]]
