"""A centre's members for the device of a clerk, and how far the day is, over HTTP."""

from __future__ import annotations

from imbuto.ledger import Registration

from .dairy import OPERATOR, PASSWORD, Dairy


def test_the_roster_has_every_member_of_the_centre_with_what_each_usually_brings(dairy: Dairy) -> None:
    dairy.record(litres="8", date="2026-11-14")
    dairy.record(litres="9.1", date="2026-11-15", meant=True)
    dairy.record(litres="4", date="2026-11-15", shift="PM", meant=True)
    roster = dairy.get("clerk", "/centres/KIA/roster")
    assert ([one["number"] for one in roster["items"]], roster["next"]) == (["0001", "0002", "0003"], None)
    assert roster["items"][0] == {
        "number": "0001",
        "name": "Wanjiku Kamau",
        "state": "active",
        "centre": "KIA",
        "phone": "254712000001",
        "usual": {"AM": "8.6", "MID": None, "PM": "4.0"},
        "last_day": "2026-11-15",
    }
    assert (roster["items"][2]["phone"], roster["items"][2]["last_day"]) == (None, None)
    assert dairy.get("clerk", "/centres/MUG/roster")["items"] == []


def test_what_is_usual_is_of_the_last_fourteen_days_with_accepted_milk(dairy: Dairy) -> None:
    for day in range(1, 15):
        dairy.record(litres="10", date=f"2026-11-{day:02d}", meant=True)
    dairy.record(litres="99", date="2026-10-31", meant=True)
    dairy.record(litres="50", date="2026-11-15", rejection_reason="antibiotics", meant=True)
    dairy.record(litres="70", date="2026-11-16", meant=True)
    first = dairy.get("clerk", "/centres/KIA/roster")["items"][0]
    assert (first["usual"]["AM"], first["last_day"]) == ("10.0", "2026-11-15")


def test_an_unchanged_page_is_not_sent_again(dairy: Dairy) -> None:
    dairy.record(date="2026-11-15")
    sent = dairy.ask("clerk", "GET", "/centres/KIA/roster")
    known = {"If-None-Match": sent.headers["ETag"]}
    dairy.record()
    again = dairy.ask("clerk", "GET", "/centres/KIA/roster", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    dairy.record("0002", date="2026-11-15")
    changed = dairy.ask("clerk", "GET", "/centres/KIA/roster", headers=known)
    assert (changed.status_code, changed.json["items"][1]["last_day"]) == (200, "2026-11-15")


def test_a_big_centre_comes_in_pages_of_five_hundred(dairy: Dairy) -> None:
    for number in range(1000, 1499):
        dairy.parts.ledger.register_member(
            Registration(number=str(number), name="Chebet Koech", centre="KIA"), OPERATOR
        )
    first = dairy.ask("clerk", "GET", "/centres/KIA/roster")
    assert (len(first.json["items"]), f"cursor={first.json['next']}" in first.headers["Link"]) == (500, True)
    second = dairy.get("clerk", f"/centres/KIA/roster?cursor={first.json['next']}")
    assert ([one["number"] for one in second["items"]], second["next"]) == (["1497", "1498"], None)


def test_who_may_not_bring_milk_is_known_as_such(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/suspension", {"reason": "water in the milk"})
    dairy.post("manager", "/members/0002/departure", {"reason": "moved away"})
    states = [one["state"] for one in dairy.get("clerk", "/centres/KIA/roster")["items"]]
    assert states == ["suspended", "left", "active"]


def test_a_restricted_member_is_on_the_roster_as_a_number(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/restriction", {"ground": "disputed"})
    first = dairy.get("clerk", "/centres/KIA/roster")["items"][0]
    assert (first["number"], first["name"], first["phone"]) == ("0001", None, None)


def test_a_scale_without_the_register_gets_numbers_alone(dairy: Dairy) -> None:
    wanted = {"name": "scale", "permissions": ["deliveries.record"], "password": PASSWORD}
    made = dairy.post("clerk", "/access-tokens", {**wanted, "expires_at": "2027-01-01T00:00:00+03:00"})
    dairy.tokens["scale"] = made["token"]
    first = dairy.get("scale", "/centres/KIA/roster")["items"][0]
    assert (first["number"], first["name"], first["phone"]) == ("0001", None, None)


def test_a_clerk_of_another_centre_and_an_unknown_centre_are_refused(dairy: Dairy) -> None:
    for path in ("/centres/MUG/roster", "/recording/MUG/today"):
        assert dairy.ask("limited", "GET", path).status_code == 403
        assert dairy.ask("clerk", "GET", path.replace("MUG", "XYZ")).status_code == 404
    assert dairy.get("limited", "/centres/kia/roster")["next"] is None


def test_a_cursor_of_another_list_is_refused(shared: Dairy) -> None:
    assert shared.ask("clerk", "GET", "/centres/KIA/roster?cursor=WzFd").status_code == 422


def test_how_far_the_day_is(dairy: Dairy) -> None:
    for day in range(6, 16):
        dairy.record(date=f"2026-11-{day:02d}", meant=True)
    assert dairy.get("clerk", "/recording/KIA/today") == {
        "deliveries": 0,
        "litres": "0.00",
        "members": 0,
        "expected": 1,
        "rejected_litres": "0.00",
    }
    dairy.record(litres="8")
    dairy.record(litres="3", shift="PM")
    dairy.record("0002", litres="2", rejection_reason="antibiotics")
    assert dairy.get("clerk", "/recording/KIA/today?shift=AM") == {
        "deliveries": 2,
        "litres": "8.00",
        "members": 2,
        "expected": 1,
        "rejected_litres": "2.00",
    }
    assert dairy.get("clerk", "/recording/KIA/today?shift=PM")["expected"] == 0
    assert dairy.get("clerk", "/recording/KIA/today")["litres"] == "11.00"
    assert dairy.get("clerk", "/recording/KIA/today?date=2026-11-15")["deliveries"] == 1
