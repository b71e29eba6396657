"""Files that a clerk of one centre uploads: nothing of another centre is brought in, and nothing told."""

from __future__ import annotations

from uuid import uuid4

from .dairy import Dairy, weighing
from .test_imports import BOOK, REGISTER, record, see, send


def test_a_clerk_of_one_centre_brings_in_nothing_for_another(dairy: Dairy) -> None:
    book = BOOK + "0003,2026-11-10,AM,8,Muguga,\n"
    seen, before = see(dairy, "limited", "deliveries", book), dairy.position()
    [problem] = seen["problems"]
    assert (problem["row"], problem["sentence"]) == (4, "You do not work at centre MUG.")
    answer = send(dairy, "limited", "deliveries", book, digest=seen["digest"])
    assert (answer.status_code, dairy.position()) == (422, before)
    by_option = "Member No,Date,Shift,Litres\n0001,2026-11-10,AM,8.5\n"
    assert see(dairy, "limited", "deliveries", by_option, centre="MUG")["problem_count"] == 1
    assert see(dairy, "limited", "members", REGISTER)["problem_count"] == 1
    assert record(dairy, "limited", "deliveries", BOOK)["recorded"] == 2


def test_what_another_centre_recorded_is_not_told_to_a_clerk_who_is_limited(dairy: Dairy) -> None:
    at_muguga = "Member No,Date,Shift,Litres,Centre\n0001,2026-11-10,AM,{},MUG\n"
    record(dairy, "clerk", "deliveries", at_muguga.format("8.5"))
    other = see(dairy, "limited", "deliveries", at_muguga.format("9"))
    assert [one["sentence"] for one in other["problems"]] == ["You do not work at centre MUG."]
    assert other["already"] == 0


def test_a_clerk_of_one_centre_brings_in_bulk_figures_of_that_centre_alone(dairy: Dairy) -> None:
    for code, centre in (("R1", "KIA"), ("R2", "MUG"), ("R3", None)):
        dairy.post("admin", "/routes", {"code": code, "name": f"Round {code}", "centre": centre})
    heading = "What,Date,Litres,Centre,Route\n"
    figures = heading + "".join(
        f"cooler,2026-11-10,{litres},{place}\n"
        for litres, place in ((1, "MUG,"), (2, ","), (3, ",R2"), (4, "KIA,R2"), (5, ",R3"), (6, "mug,"))
    )
    seen, before = see(dairy, "limited", "bulk", figures), dairy.position()
    assert [one["row"] for one in seen["problems"]] == [2, 3, 4, 5, 6, 7]
    assert {one["sentence"] for one in seen["problems"]} == {
        "You do not work at centre MUG.",
        "You work at some centres only.",
    }
    answer = send(dairy, "limited", "bulk", figures, digest=seen["digest"])
    assert (answer.status_code, dairy.position()) == (422, before)
    own = heading + "cooler,2026-11-10,980,KIA,\ncooler,2026-11-10,90,,R1\n"
    assert record(dairy, "limited", "bulk", own)["recorded"] == 2


def test_nor_is_it_told_over_the_doors_for_one(dairy: Dairy) -> None:
    """A member's number is guessed, and ids of what came from a file are made of its rows."""
    member = {"number": "0103", "name": "Chebet Koech", "centre": "MUG", "phone": "0712345678"}
    milk = weighing(centre="MUG", litres="8.5")
    cooled = {"id": str(uuid4()), "what": "cooler", "centre": "MUG", "day": "2026-11-10", "litres": "980"}
    recorded = {"/members": member, "/deliveries": milk, "/bulk": cooled}
    for path, body in recorded.items():
        dairy.post("clerk", path, body)
        guess = {**body, "centre": "KIA", **({"name": "Chebet"} if path == "/members" else {"litres": "9"})}
        refused = dairy.ask("limited", "POST", path, guess)
        assert (refused.status_code, set(refused.json["details"]["differs"])) == (409, {"centre"}), path
    batch = {"items": [{**milk, "centre": "KIA", "litres": "9"}]}
    (outcome,) = dairy.post("limited", "/deliveries/batch", batch)["outcomes"]
    assert set(outcome["problem"]["details"]["differs"]) == {"centre"}


def test_what_another_centre_recorded_is_not_told_to_who_names_the_own_centre_either(dairy: Dairy) -> None:
    milk = "Member No,Date,Shift,Litres,Fat,Centre\n0001,2026-11-10,AM,{},{},{}\n"
    cooled = "What,Date,Litres,Centre,Reference\ncooler,2026-11-10,{},{},DN-7\n"
    register = "Member No,Name,Centre\n0103,{},{}\n"
    record(dairy, "clerk", "members", register.format("Chebet Koech", "MUG"))
    record(dairy, "clerk", "deliveries", milk.format("8.5", "4.1", "MUG"))
    record(dairy, "manager", "bulk", cooled.format("980", "MUG"))
    for kind, guessed in (
        ("deliveries", milk.format("9", "4.2", "KIA")),
        ("bulk", cooled.format("1", "KIA")),
        ("members", register.format("Somebody", "KIA")),
    ):
        (problem,) = see(dairy, "limited", kind, guessed)["problems"]
        assert (problem["field"], problem["sentence"]) == ("Centre", "Recorded already as MUG."), kind
    assert len(see(dairy, "clerk", "deliveries", milk.format("9", "4.2", "KIA"))["problems"]) == 3
