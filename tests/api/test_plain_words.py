"""Refusals of a body or a query say what to do next, in plain words, under one title per type."""

from __future__ import annotations

from typing import Any

import pytest

from .bodies import BODIES, WRONG_VALUES, send
from .dairy import Dairy, weighing
from .right_bodies import ID, PRICE_BODY

QUOTES = 'A number is not taken here, for exactness. Write it in quotes, like "{}".'
OF_A_LIBRARY = ("Not a valid", "Missing data", "Unknown field", "may not be null", "Must be ", "Invalid ")
OF_A_LIBRARY += ("Shorter than", "Longer than", "Length must", "expected pattern", "cannot be formatted")


def told(answer: Any, field: str) -> str:
    """The sentence under a field."""
    return next(line["sentence"] for line in answer.json["errors"] if line["field"] == field)


def refused_weighing(dairy: Dairy, **changes: Any) -> Any:
    answer = dairy.ask("clerk", "POST", "/deliveries", weighing(**changes))
    assert answer.status_code == 422
    return answer


@pytest.mark.parametrize("litres", [8, 8.5, -1])
def test_litres_as_a_json_number_are_refused_plainly(shared: Dairy, litres: Any) -> None:
    before = shared.position()
    assert told(refused_weighing(shared, litres=litres), "litres") == QUOTES.format("8.5")
    batch = shared.post("clerk", "/deliveries/batch", {"items": [weighing(litres=litres)]})
    problem = batch["outcomes"][0]["problem"]
    assert problem["errors"] == [{"field": "litres", "sentence": QUOTES.format("8.5")}]
    assert shared.position() == before


def test_an_amount_or_a_reading_as_a_json_number_is_refused_plainly(shared: Dairy) -> None:
    price = {**PRICE_BODY, "price_per_litre": {"amount": 46, "currency": "KES"}}
    answer = shared.ask("treasurer", "POST", "/prices", price)
    assert told(answer, "price_per_litre.amount") == QUOTES.format("46.00")
    assert told(refused_weighing(shared, fat_percent=3.8), "fat_percent") == QUOTES.format("3.8")


def test_a_missing_field_is_said_to_be_needed(shared: Dairy) -> None:
    body = {name: value for name, value in weighing().items() if name != "centre"}
    answer = shared.ask("clerk", "POST", "/deliveries", body)
    assert told(answer, "centre") == "This field is needed."


def test_an_unknown_field_is_answered_with_those_there_are(shared: Dairy) -> None:
    sentence = told(refused_weighing(shared, liters="8.5"), "liters")
    assert sentence.startswith(
        "There is no such field. The fields are: id, member, centre, date, shift, litres"
    )
    query = shared.ask("clerk", "GET", "/members?lmit=5")
    assert "limit" in told(query, "lmit")
    nested = {**PRICE_BODY, "price_per_litre": {"amount": "46.00", "currency": "KES", "cents": "0"}}
    inner = told(shared.ask("treasurer", "POST", "/prices", nested), "price_per_litre.cents")
    assert inner == "There is no such field. The fields are: amount, currency."


def test_an_id_that_is_no_uuid_says_who_makes_it(shared: Dairy) -> None:
    sentence = told(refused_weighing(shared, id="7"), "id")
    assert sentence == "This is not a UUID. The device makes it: any UUID v4."
    query = shared.ask("auditor", "GET", "/payouts?run=7")
    assert told(query, "run") == "This is not an id. Give it as it was answered: a UUID."


@pytest.mark.parametrize("name", BODIES)
def test_no_sentence_is_a_librarys(shared: Dairy, name: str) -> None:
    right = BODIES[name][3]
    bodies: list[Any] = [{}, [], {**right, "surprise": 1}]
    bodies += [{**right, field: value} for field in right for value in (*WRONG_VALUES, None)]
    for body in bodies:
        answer = send(shared, name, ID, body=body)
        if answer.status_code == 422:
            assert answer.json["title"] == "A value cannot be meant"
        for line in (answer.json or {}).get("errors", []):
            assert not line["sentence"].startswith(OF_A_LIBRARY), line
            assert line["sentence"].endswith("."), line


def test_a_problem_has_one_title_wherever_it_is_met(shared: Dairy) -> None:
    """In a single answer, in a batch, and at the address that explains it."""
    single = refused_weighing(shared, litres="0").json
    batch = shared.post("clerk", "/deliveries/batch", {"items": [weighing(litres="0")]})
    titles = {single["title"], batch["outcomes"][0]["problem"]["title"]}
    for path, method in (("/nothing-here", "GET"), ("/deliveries", "PATCH")):
        answer = shared.ask("clerk", method, path).json
        assert answer["title"] == shared.get(None, answer["type"])["title"]
    assert titles == {shared.get(None, "/problems/bad-value")["title"]}


@pytest.mark.parametrize(
    ("who", "method", "path", "roles"),
    [
        ("clerk", "POST", "/settlements", "treasurer"),
        ("clerk", "GET", "/settlements", "manager or treasurer or auditor"),
        ("0001", "GET", "/projections", "admin or auditor"),
    ],
)
def test_who_may_not_is_told_whose_role_may(
    shared: Dairy, who: str, method: str, path: str, roles: str
) -> None:
    answer = shared.ask(who, method, path)
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/not-permitted")
    assert answer.json["remedy"] == f"Ask an official with the role {roles}."


def test_what_only_a_member_may_is_said_so(shared: Dairy) -> None:
    answer = shared.ask("clerk", "POST", f"/deliveries/{ID}/confirmation")
    assert answer.status_code == 403
    assert answer.json["remedy"] == "Only a member may, for what is the member's own."
