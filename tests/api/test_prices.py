"""Prices over HTTP: rules proposed, decided by two, quoted at any date, told of a delivery."""

from __future__ import annotations

from typing import Any

import pytest

from .dairy import PRICE, Dairy, is_problem
from .pricing import RULES, in_force, new_price, propose_bonus, shillings

# ------------------------------------------------------------------ rules


def test_a_price_with_rules_is_proposed_once_and_shown_whole(dairy: Dairy) -> None:
    body = new_price(**RULES)
    first, again = (dairy.ask("treasurer", "POST", "/prices", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    shown = dairy.get("clerk", first.headers["Location"])
    assert {name: shown[name] for name in RULES} == RULES
    assert (shown["cells"], shown["state"], shown["proposed_by"]) == (1, "proposed", "staff:S003")
    assert shown["warning"] is None
    listed = dairy.get("clerk", "/prices")["items"]
    assert [one["id"] for one in listed] == [body["id"], str(PRICE)]


def test_other_rules_under_the_same_id_are_refused(dairy: Dairy) -> None:
    body = new_price(**RULES)
    dairy.post("treasurer", "/prices", body)
    other = dairy.ask("treasurer", "POST", "/prices", {**body, "slab_way": "above"})
    assert (other.status_code, is_problem(other)) == (409, True)


def test_nobody_approves_a_price_they_proposed(dairy: Dairy) -> None:
    body = new_price()
    dairy.post("manager", "/prices", body)
    refused = dairy.ask("manager", "POST", f"/prices/{body['id']}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/same-person")


@pytest.mark.parametrize(
    "changes",
    [
        {"grades": RULES["grades"] * 2},
        {"matrix": RULES["matrix"] * 2},
        {"slabs": RULES["slabs"] * 2},
        {"slab_way": "below"},
        {"slabs": [{"litres_from": "500", "amount": shillings("-1.00")}]},
        {"matrix": [{"fat_from": "21", "snf_from": "8.5", "price_per_litre": shillings("47.50")}]},
        {"matrix": [{"fat_from": 3.5, "snf_from": "8.5", "price_per_litre": shillings("47.50")}]},
        {"grades": [{"grade": "B", "amount": shillings("0.00")}]},
        {"price_per_litre": shillings("0.00")},
    ],
)
def test_a_price_that_cannot_be_meant_names_the_field(dairy: Dairy, changes: dict[str, Any]) -> None:
    before = dairy.position()
    answer = dairy.ask("treasurer", "POST", "/prices", new_price(**changes))
    assert (answer.status_code, is_problem(answer)) == (422, True)
    assert answer.json["errors"]
    assert dairy.position() == before


def test_a_price_under_the_legal_floor_is_warned_of_and_not_refused(dairy: Dairy) -> None:
    body = new_price(price_per_litre=shillings("32.99"))
    dairy.post("treasurer", "/prices", body)
    assert "under the legal floor of KES 33.00" in dairy.get("manager", f"/prices/{body['id']}")["warning"]


# ------------------------------------------------------------------ quote


def test_the_farmer_asks_what_a_litre_is_worth_and_why(dairy: Dairy) -> None:
    id = in_force(dairy)
    asked = "/prices/quote?centre=KIA&date=2026-11-16&grade=B&fat=3.6&snf=8.6"
    told = dairy.get("0001", asked)
    assert told["price_per_litre"] == shillings("45.50")
    assert told["rule"] == "fat 3.5 snf 8.5: 47.50; grade B -2.00"
    assert told["parts"] == ["fat 3.5 snf 8.5: 47.50", "grade B -2.00"]
    price = told["price"]
    assert (price["id"], price["proposed_by"], price["decided_by"]) == (id, "staff:S003", "staff:S002")


def test_a_quote_can_be_asked_for_as_the_ledger_knew_it_then(dairy: Dairy) -> None:
    before, then = dairy.position(), dairy.now
    dairy.later(hours=1)
    in_force(dairy)
    asked = "/prices/quote?centre=KIA&date=2026-11-16"
    assert dairy.get("clerk", asked)["price_per_litre"] == shillings("46.00")
    for as_of in (f"as_of_position={before}", f"as_of={then:%Y-%m-%dT%H:%M:%SZ}"):
        assert dairy.get("clerk", f"{asked}&{as_of}")["price_per_litre"] == shillings("45.00")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("centre=KIA&date=2025-12-31", 409),  # no price reaches so far back
        ("centre=NYE&date=2026-11-16", 404),
        ("centre=KIA&date=2026-11-16&as_of=2001-01-01T00:00:00Z", 404),  # nothing was founded then
        ("centre=KIA&date=2026-11-16&as_of_position=999999", 422),
        ("centre=KIA&date=2026-11-16&as_of_position=0", 422),
        ("centre=KIA&date=2026-11-16&fat=rich", 422),
        ("date=2026-11-16", 422),
    ],
)
def test_a_quote_that_cannot_be_given_says_why(dairy: Dairy, asked: str, status: int) -> None:
    answer = dairy.ask("clerk", "GET", f"/prices/quote?{asked}")
    assert (answer.status_code, is_problem(answer)) == (status, True)


# --------------------------------------------------------- of a delivery


def test_a_delivery_tells_its_price_its_rule_and_what_was_added_since(dairy: Dairy) -> None:
    id = in_force(dairy)
    milk = dairy.record(litres="8.5", fat_percent="3.6", snf_percent="8.6")
    told = dairy.get("0001", f"/deliveries/{milk}/price")
    assert (told["price_per_litre"], told["value"]) == (shillings("47.50"), shillings("403.75"))
    assert (told["rule"], told["litres"], told["price"]["id"]) == ("fat 3.5 snf 8.5: 47.50", "8.50", id)
    assert told["differences"] == []

    bonus = propose_bonus(dairy)
    dairy.post("manager", f"/price-differences/{bonus}/approval")
    (added,) = dairy.get("0001", f"/deliveries/{milk}/price")["differences"]
    assert (added["id"], added["name"], added["amount"]) == (bonus, "Bonus", shillings("12.75"))
    assert added["approved_by"] == "staff:S002"

    # Priced again by KES 49 instead of 47.50, twice: the second time there is nothing left to add.
    price = in_force(dairy, price_per_litre=shillings("49.00"), matrix=[])
    for _ in range(2):
        again = {"kind": "retro", "way": "reprice", "amount_per_litre": None, "price": price, "another": True}
        retro = propose_bonus(dairy, **again)
        dairy.post("manager", f"/price-differences/{retro}/approval")
    told = dairy.get("0001", f"/deliveries/{milk}/price")["differences"]
    assert [one["amount"]["amount"] for one in told] == ["12.75", "12.75", "0.00"]


def test_rejected_milk_has_no_price_and_says_why(dairy: Dairy) -> None:
    milk = dairy.record(rejection_reason="sour")
    told = dairy.get("clerk", f"/deliveries/{milk}/price")
    assert (told["price"], told["price_per_litre"], told["rule"]) == (None, shillings("0.00"), "")
    assert (told["rejection_reason"], told["parts"]) == ("sour", [])


def test_another_members_price_is_not_there(dairy: Dairy) -> None:
    milk = dairy.record(member="0002")
    assert dairy.ask("0001", "GET", f"/deliveries/{milk}/price").status_code == 404
