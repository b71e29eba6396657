"""What milk that was brought would have been worth under another price: asked, and never recorded."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from imbuto.ledger import Registration
from imbuto.values import round_half_even

from .dairy import MANAGER, OPERATOR, PASSWORD, Dairy, is_problem

PERIOD = {"period": "2026-11-A"}


def kes(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def ask(dairy: Dairy, price: str = "46.00", who: str = "manager", **more: Any) -> Any:
    body = {"price_per_litre": kes(price), "effective_from": "2026-12-01", **more}
    return dairy.post(who, "/prices/what-if", body)


def bring(dairy: Dairy) -> None:
    """Two members at Kiambaa, one at Muguga, in the first half of November."""
    dairy.record(member="0001", litres="10", date="2026-11-10")
    dairy.record(member="0001", litres="8.5", date="2026-11-11")
    dairy.record(member="0002", litres="20.1", date="2026-11-10")
    dairy.record(member="0003", litres="4", date="2026-11-10", centre="MUG")


def amounts(answer: Any, *names: str) -> list[str]:
    return [answer[name]["amount"] for name in names]


def test_a_shilling_more_is_a_shilling_a_litre_more_and_nothing_is_recorded(dairy: Dairy) -> None:
    bring(dairy)
    before = dairy.position()
    told = ask(dairy)
    assert (told["from"], told["to"], told["deliveries"], told["litres"]) == (
        "2026-11-01", "2026-11-15", 4, "42.60",
    )  # fmt: skip
    assert amounts(told, "priced_now", "priced_then", "difference") == ["1917.00", "1959.60", "42.60"]
    assert amounts(told, "per_litre_now", "per_litre_then") == ["45.00", "46.00"]
    assert told["members"] == {"more": 3, "less": 0, "same": 0}
    assert [(one["centre"], one["litres"], one["now"]["amount"]) for one in told["by_centre"]] == [
        ("KIA", "38.60", "1737.00"),
        ("MUG", "4.00", "180.00"),
    ]
    assert [(one["member"], one["then"]["amount"]) for one in told["biggest"]] == [
        ("0002", "924.60"),
        ("0001", "851.00"),
        ("0003", "184.00"),
    ]
    assert told["biggest"][0]["name"] == "Wanjiku Kamau"
    assert dairy.position() == before


def test_what_it_foretells_is_what_repricing_by_that_price_would_give(dairy: Dairy) -> None:
    bring(dairy)
    foretold = ask(dairy, "43.35")["difference"]["amount"]
    assert foretold == "-70.28"
    ledger, price = dairy.parts.ledger, uuid4()
    ledger.propose_price(price, None, 4335, MANAGER.at.date().replace(day=1), MANAGER)
    ledger.approve_price(price, OPERATOR)
    ids = [one.id for one in dairy.parts.views.deliveries.page().items]
    again = ledger.cooperative().price(price)
    milk = [found for id in ids if (found := ledger.priced_milk(id))]
    by_litre = [(one.litres, again.of(one.grade).cents_per_litre - one.cents_per_litre) for one in milk]
    added = sum(round_half_even(litres * cents) for litres, cents in by_litre)
    assert f"{added / 100:.2f}" == foretold


def test_one_centre_s_price_leaves_the_others_as_they_were(dairy: Dairy) -> None:
    bring(dairy)
    told = ask(dairy, "40.00", centre="MUG")
    assert told["members"] == {"more": 0, "less": 1, "same": 2}
    assert told["difference"]["amount"] == "-20.00"
    assert [one["member"] for one in told["biggest"]] == ["0003"]


def test_a_general_price_leaves_a_centre_with_a_price_of_its_own(dairy: Dairy) -> None:
    own = uuid4()
    dairy.parts.ledger.propose_price(own, "MUG", 5000, MANAGER.at.date().replace(day=1), MANAGER)
    dairy.parts.ledger.approve_price(own, OPERATOR)
    bring(dairy)
    told = ask(dairy)
    by_centre = {one["centre"]: (one["now"]["amount"], one["then"]["amount"]) for one in told["by_centre"]}
    assert by_centre == {"KIA": ("1737.00", "1775.60"), "MUG": ("200.00", "200.00")}


def test_a_price_that_came_into_force_within_the_days_gives_way_to_the_one_thought_of(dairy: Dairy) -> None:
    later = uuid4()
    dairy.parts.ledger.propose_price(later, None, 5000, MANAGER.at.date().replace(day=11), MANAGER)
    dairy.parts.ledger.approve_price(later, OPERATOR)
    bring(dairy)
    told = ask(dairy)
    assert amounts(told, "priced_now", "priced_then") == ["1959.50", "1959.60"]


def test_grades_matrix_and_volume_premiums_are_those_of_the_real_pricing(dairy: Dairy) -> None:
    dairy.record(member="0001", litres="10", date="2026-11-10", fat_percent="4.1", snf_percent="8.6")
    dairy.record(member="0002", litres="30", date="2026-11-10")
    matrix = [{"fat_from": "4", "snf_from": "8.5", "price_per_litre": kes("50.00")}]
    assert ask(dairy, "45.00", matrix=matrix)["difference"]["amount"] == "50.00"
    slabs = [{"litres_from": "20", "amount": kes("2.00")}]
    told = ask(dairy, "45.00", slabs=slabs)
    assert amounts(told, "difference", "premiums_now", "premiums_then") == ["20.00", "0.00", "20.00"]
    assert told["members"] == {"more": 1, "less": 0, "same": 1}
    assert sum(float(one["then"]["amount"]) for one in told["by_centre"]) == 1800


def test_rejected_voided_and_withheld_milk_does_not_count(dairy: Dairy) -> None:
    bring(dairy)
    dairy.record(member="0003", litres="50", date="2026-11-12", rejection_reason="sour")
    wrong = dairy.record(member="0003", litres="60", date="2026-11-13")
    dairy.post("clerk", f"/deliveries/{wrong}/void", {"reason": "typed twice"})
    doubted = dairy.record(member="0003", litres="6", date="2026-11-14")
    dairy.post("0003", f"/deliveries/{doubted}/dispute", {"reason": "quantity", "claimed_litres": "5"})
    told = ask(dairy)
    assert (told["deliveries"], told["litres"]) == (5, "47.60")
    assert amounts(told, "priced_now", "difference") == ["2142.00", "47.60"]


def test_without_milk_there_is_no_worth_of_a_litre(shared: Dairy) -> None:
    told = ask(shared, **{"from": "2026-02-01", "to": "2026-02-28"})
    assert (told["deliveries"], told["per_litre_now"], told["biggest"]) == (0, None, [])
    assert told["difference"]["amount"] == "0.00"


def test_the_last_period_that_has_ended_is_meant_where_none_is_named(shared: Dairy) -> None:
    told = ask(shared)
    assert (told["from"], told["to"]) == ("2026-11-01", "2026-11-15")


def test_a_clerk_of_one_centre_sees_its_milk_alone(dairy: Dairy) -> None:
    bring(dairy)
    told = ask(dairy, who="limited")
    assert [one["centre"] for one in told["by_centre"]] == ["KIA"]
    assert {one["member"] for one in told["biggest"]} == {"0001", "0002"}


def test_who_may_not_read_deliveries_sees_no_member(dairy: Dairy) -> None:
    bring(dairy)
    told = ask(dairy, who="admin")
    assert (told["biggest"], told["difference"]["amount"]) == ([], "42.60")


def test_a_token_for_the_prices_alone_does_not_tell_how_much_milk_there_was(dairy: Dairy) -> None:
    bring(dairy)
    body = {"price_per_litre": kes("46.00"), "effective_from": "2026-12-01"}
    for permissions, status in ((["prices.read"], 403), (["prices.read", "dashboard.read"], 200)):
        wanted = {"name": f"site {status}", "permissions": permissions, "password": PASSWORD}
        made = dairy.post("clerk", "/access-tokens", {**wanted, "expires_at": "2027-01-01T00:00:00+03:00"})
        dairy.tokens["site"] = made["token"]
        answer = dairy.ask("site", "POST", "/prices/what-if", body)
        assert answer.status_code == status, answer.text
        assert ("biggest" in answer.json) == (status == 200)
    assert answer.json["biggest"] == []


def test_names_are_hidden_where_the_register_hides_them(dairy: Dairy) -> None:
    elsewhere = Registration(number="0103", name="Chebet Koech", centre="MUG")
    dairy.parts.ledger.register_member(elsewhere, OPERATOR)
    dairy.record(member="0103", litres="10", date="2026-11-10")
    dairy.record(member="0001", litres="9", date="2026-11-10")
    may = ["prices.read", "dashboard.read", "deliveries.read"]
    wanted = {"name": "site", "permissions": may, "expires_at": "2027-01-01T00:00:00+03:00"}
    dairy.tokens["site"] = dairy.post("clerk", "/access-tokens", {**wanted, "password": PASSWORD})["token"]
    for who, names in (
        ("clerk", ["Chebet Koech", "Wanjiku Kamau"]),
        ("limited", [None, "Wanjiku Kamau"]),
        ("site", [None, None]),
    ):
        told = ask(dairy, who=who)["biggest"]
        assert [(one["member"], one["name"]) for one in told] == list(
            zip(("0103", "0001"), names, strict=True)
        )


def test_who_asks_without_end_waits(dairy: Dairy) -> None:
    body = {"price_per_litre": kes("46.00"), "effective_from": "2026-12-01"}
    asked = [dairy.ask("clerk", "POST", "/prices/what-if", body).status_code for _ in range(61)]
    assert (asked[:60], asked[60]) == ([200] * 60, 429)
    assert dairy.ask("manager", "POST", "/prices/what-if", body).status_code == 200


def test_a_price_under_the_legal_floor_is_warned_of(shared: Dairy) -> None:
    assert ask(shared)["warning"] is None or "floor" in ask(shared)["warning"]
    assert ask(shared, "1.00", effective_from="2026-12-01")["warning"]


def test_what_cannot_be_meant_is_refused_in_words(shared: Dairy) -> None:
    before = shared.position()
    right = {"price_per_litre": kes("46.00"), "effective_from": "2026-12-01"}
    for field, wrong in (
        ("price_per_litre.amount", {"price_per_litre": kes("NaN")}),
        ("price_per_litre.amount", {"price_per_litre": kes("1000000000000.00")}),
        ("id", {"id": str(uuid4())}),
        ("to", {"from": "2026-11-01"}),
        ("period", {"from": "2026-11-01", "to": "2026-11-02", **PERIOD}),
        ("to", {"from": "2026-11-02", "to": "2026-11-01"}),
        ("to", {"from": "2026-01-01", "to": "2026-11-01"}),
        ("period", {"period": "November"}),
        ("grades", {"grades": [{"grade": "🐄", "amount": kes("1.00")}]}),
    ):
        answer = shared.ask("manager", "POST", "/prices/what-if", {**right, **wrong})
        assert (answer.status_code, is_problem(answer)) == (422, True), wrong
        assert answer.json["errors"][0]["field"] == field
    nowhere = shared.ask("manager", "POST", "/prices/what-if", {**right, "centre": "NOWHERE"})
    assert nowhere.status_code == 404
    assert shared.ask("0001", "POST", "/prices/what-if", right).status_code == 403
    assert shared.position() == before
