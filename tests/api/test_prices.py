"""Prices over HTTP: rules and matrices proposed, decided by two, quoted at any date, told of a delivery."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.imports.matrix import matrix_of
from imbuto.ledger import Grant

from .dairy import JOB, PRICE, Dairy, is_problem

GRID = "fat / snf,8,8.5\n3,43.00,44.00\n3.5,45.00,47.50\n"


def shillings(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def new_price(**changes: Any) -> dict[str, Any]:
    usual = {"id": str(uuid4()), "price_per_litre": shillings("46.00"), "effective_from": "2026-11-10"}
    return {**usual, **changes}


RULES: dict[str, Any] = {
    "grades": [{"grade": "B", "amount": shillings("-2.00")}],
    "matrix": [{"fat_from": "3.5", "snf_from": "8.5", "price_per_litre": shillings("47.50")}],
    "slabs": [{"litres_from": "500", "amount": shillings("1.00")}],
    "slab_way": "all",
    "text": "November",
}


def in_force(dairy: Dairy, **changes: Any) -> str:
    """A price with all rules, proposed by the treasurer and approved by the manager; its id."""
    body = new_price(**{**RULES, **changes})
    dairy.post("treasurer", "/prices", body)
    dairy.post("manager", f"/prices/{body['id']}/approval")
    return str(body["id"])


def upload(
    dairy: Dairy, content: bytes, name: str = "prices.csv", headers: Any = None, **changes: Any
) -> Any:
    form = {"id": str(uuid4()), "price_per_litre": "45.00", "effective_from": "2026-11-10", **changes}
    data = {**form, "file": (io.BytesIO(content), name)}
    how = {"data": data, "content_type": "multipart/form-data", "headers": headers or {}}
    return dairy.ask("treasurer", "POST", "/prices/matrix", **how)


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


# ----------------------------------------------------------------- matrix


def test_a_matrix_is_uploaded_once_and_downloaded_as_it_was(dairy: Dairy) -> None:
    id = str(uuid4())
    first, again = (upload(dairy, GRID.encode(), id=id, text="Grid") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    down = dairy.ask("clerk", "GET", f"/prices/{id}/matrix")
    assert down.text.replace("\r\n", "\n") == GRID
    assert down.content_type == "text/csv; charset=utf-8"
    assert down.headers["Content-Disposition"] == 'attachment; filename="prices-all-2026-11-10.csv"'


def test_a_matrix_as_a_spreadsheet_can_be_uploaded_again(dairy: Dairy) -> None:
    id = in_force(dairy)
    accept = {"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    by_query = dairy.ask("clerk", "GET", f"/prices/{id}/matrix?format=xlsx")
    by_header = dairy.ask("clerk", "GET", f"/prices/{id}/matrix", headers=accept)
    assert by_query.content_type == by_header.content_type == accept["Accept"]
    (cell,) = matrix_of("prices.xlsx", by_query.data).cells
    assert (str(cell.fat_from), str(cell.snf_from), cell.cents_per_litre) == ("3.5", "8.5", 4750)
    other = str(uuid4())
    assert upload(dairy, by_header.data, "prices.xlsx", id=other).status_code == 201
    assert dairy.get("clerk", f"/prices/{other}")["matrix"] == RULES["matrix"]


def test_every_bad_cell_is_named_and_nothing_is_proposed(dairy: Dairy) -> None:
    before = dairy.position()
    answer = upload(dairy, b"fat,8,8.5\n3,43,abc\n3.5,45.001,47.50\n")
    assert (answer.status_code, is_problem(answer)) == (422, True)
    named = [(one["field"], one["sentence"]) for one in answer.json["errors"]]
    assert named == [
        (
            "row 2, column C (snf 8.5)",
            "This is not a plain number. Write it like 8.5, without signs or letters.",
        ),
        ("row 3, column B (snf 8)", "An amount has at most two decimals. Round it to whole cents."),
    ]
    assert dairy.position() == before


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        (b"", {}),
        (b"fat,8\n", {}),
        (b"%PDF-1.4", {}),
        (b"PK\x03\x04 broken", {}),
        (GRID.encode(), {"id": "1"}),
        (GRID.encode(), {"price_per_litre": "free"}),
        (GRID.encode(), {"effective_from": "soon"}),
        (GRID.encode(), {"colour": "blue"}),
    ],
)
def test_an_upload_that_is_no_matrix_is_refused(
    dairy: Dairy, content: bytes, changes: dict[str, str]
) -> None:
    answer = upload(dairy, content, **changes)
    assert (answer.status_code, is_problem(answer)) == (422, True)


def test_an_upload_sent_again_under_its_key_gets_the_same_answer_and_another_file_does_not(
    dairy: Dairy,
) -> None:
    id, key = str(uuid4()), {"Idempotency-Key": "matrix-1"}
    first, again = (upload(dairy, GRID.encode(), id=id, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code, again.headers["Idempotency-Replayed"]) == (201, 201, "true")
    assert first.data == again.data
    other = upload(dairy, GRID.replace("44", "49").encode(), id=id, headers=key)
    assert (other.status_code, is_problem(other)) == (409, True)


def test_an_upload_without_a_file_or_too_large_is_refused(dairy: Dairy) -> None:
    without = dairy.ask("treasurer", "POST", "/prices/matrix", data={"id": str(uuid4())})
    assert (without.status_code, is_problem(without)) == (422, True)
    kind = "multipart/form-data; boundary=milk"
    large = dairy.ask("treasurer", "POST", "/prices/matrix", data=b"x" * 1_100_000, content_type=kind)
    assert (large.status_code, is_problem(large)) == (413, True)


def test_a_price_without_a_matrix_has_none_to_download(dairy: Dairy) -> None:
    answer = dairy.ask("clerk", "GET", f"/prices/{PRICE}/matrix")
    assert (answer.status_code, is_problem(answer)) == (422, True)
    assert dairy.ask("clerk", "GET", f"/prices/{uuid4()}/matrix").status_code == 404


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


def test_rejected_milk_has_no_price_and_says_why(dairy: Dairy) -> None:
    milk = dairy.record(rejection_reason="sour")
    told = dairy.get("clerk", f"/deliveries/{milk}/price")
    assert (told["price"], told["price_per_litre"], told["rule"]) == (None, shillings("0.00"), "")
    assert (told["rejection_reason"], told["parts"]) == ("sour", [])


def test_another_members_price_is_not_there(dairy: Dairy) -> None:
    milk = dairy.record(member="0002")
    assert dairy.ask("0001", "GET", f"/deliveries/{milk}/price").status_code == 404


# ------------------------------------------------------------ differences


def propose_bonus(dairy: Dairy, **changes: Any) -> str:
    usual = {"name": "Bonus", "kind": "bonus", "way": "per-litre", "amount_per_litre": shillings("1.50")}
    body = {**usual, "id": str(uuid4()), "from": "2026-11-01", "to": "2026-11-16", **changes}
    dairy.post("treasurer", "/price-differences", body)
    return str(body["id"])


def test_a_difference_is_proposed_approved_by_another_and_granted(dairy: Dairy) -> None:
    dairy.record(litres="8.5")
    id = propose_bonus(dairy)
    cutoff = dairy.position()
    dairy.post("manager", f"/price-differences/{id}/approval")
    assert dairy.get("clerk", f"/price-differences/{id}")["cutoff_position"] == cutoff
    grant = Grant("0001", "bonus", Decimal(0), 1275, dairy.now.date(), "Bonus: 8.50 l")
    dairy.parts.ledger.grant_adjustments(UUID(id), [grant], JOB)
    shown = dairy.get("auditor", f"/price-differences/{id}")
    assert (shown["members"], shown["amount"], shown["takes_back"]) == (1, shillings("12.75"), False)
    assert [one["fact"] for one in shown["story"]] == [
        "price_difference.proposed",
        "price_difference.approved",
    ]
    (got,) = dairy.get("auditor", f"/price-differences/{id}/members")["items"]
    assert (got["member"], got["amount"], got["text"]) == ("0001", shillings("12.75"), "Bonus: 8.50 l")


def test_differences_are_listed_by_state_and_page(dairy: Dairy) -> None:
    first, second = propose_bonus(dairy), propose_bonus(dairy)
    dairy.post("manager", f"/price-differences/{first}/refusal", {"reason": "not now"})
    page = dairy.get("clerk", "/price-differences?limit=1")
    assert [one["id"] for one in page["items"]] == [second]
    rest = dairy.get("clerk", f"/price-differences?limit=1&cursor={page['next']}")["items"]
    assert [(one["id"], one["state"], one["reason"]) for one in rest] == [(first, "refused", "not now")]
    waiting = dairy.get("clerk", "/price-differences?state=proposed")["items"]
    assert [one["id"] for one in waiting] == [second]


def test_nobody_approves_a_difference_they_proposed(dairy: Dairy) -> None:
    body = {"id": str(uuid4()), "name": "Bonus", "kind": "bonus", "way": "per-litre"}
    body |= {"amount_per_litre": shillings("1.50"), "from": "2026-11-01", "to": "2026-11-16"}  # type: ignore[dict-item]
    dairy.post("manager", "/price-differences", body)
    refused = dairy.ask("manager", "POST", f"/price-differences/{body['id']}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/same-person")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount_per_litre": shillings("-1.00")}, 422),  # a bonus only adds
        ({"amount_per_litre": None}, 422),
        ({"way": "reprice", "amount_per_litre": None}, 422),
        ({"way": "reprice", "amount_per_litre": None, "price": str(uuid4())}, 404),
        ({"centre": "NYE"}, 404),
        ({"to": "2026-11-17"}, 422),  # that milk is not yet brought
        ({"from": "2026-11-16", "to": "2026-11-01"}, 422),
        ({"kind": "gift"}, 422),
    ],
)
def test_a_difference_that_cannot_be_meant_is_refused(
    dairy: Dairy, changes: dict[str, Any], status: int
) -> None:
    usual = {"name": "Bonus", "kind": "bonus", "way": "per-litre", "amount_per_litre": shillings("1.50")}
    body = {**usual, "id": str(uuid4()), "from": "2026-11-01", "to": "2026-11-16", **changes}
    answer = dairy.ask("treasurer", "POST", "/price-differences", body)
    assert (answer.status_code, is_problem(answer)) == (status, True)
